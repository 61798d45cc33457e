"""Whatever the public may ask, who rests, has ended or was deleted is not told."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import get_resolver
from django.utils import timezone

from alliance.audience import Audience
from members import membership, removal
from members.models import DirectoryEntry
from tests.alliance.test_audience import views
from tests.factories import MembershipFactory, RoleFactory, listed

NAME, KIND_NAME = "Zitronenfalter", "Zaunkönig"
DAY = timedelta(days=1)
# Where the name of a provider, or of a partner, stands as long as it is a member.
TELL = {
    "/": None,
    "/anbieter/": NAME,
    "/anbieter/?q=Akademie": NAME,
    "/anbieter/?netzwerk=essen": NAME,
    "/anbieter/falter/": NAME,
    "/anbieter/falter/kontakt.vcf": NAME,
    "/anbieter/falter/bild.png": None,
    "/merkzettel/?a=falter&a=werkstatt": NAME,
    "/partner/": KIND_NAME,
    "/partner/koenig/": KIND_NAME,
    "/partner/koenig/kontakt.vcf": KIND_NAME,
    "/partner/koenig/bild.png": None,
    "/netzwerke/": None,
    "/netzwerke/essen/": KIND_NAME,
    "/api/v1/anbieter/": NAME,
    "/api/v1/anbieter.csv": NAME,
    "/api/v1/anbieter/falter/": NAME,
    "/api/v1/partner/": KIND_NAME,
    "/api/v1/partner/koenig/": KIND_NAME,
    "/api/v1/netzwerke/": '"anbieter":2',
    "/api/v1/netzwerke/essen/": '"anbieter":2',
    "/sitemap-anbieter.xml": "/anbieter/falter/",
    "/sitemap-partner.xml": "/partner/koenig/",
    "/sitemap.xml": None,
}


@pytest.fixture
def gone(essen, workshop):
    """A provider and a partner of Essen; the workshop stays."""
    return (
        listed("falter", essen, name=f"{NAME} Akademie"),
        listed("koenig", essen, kind="partner", name=KIND_NAME),
    )


def suspend(organisation, by):
    membership.suspend(organisation.memberships.get(), by=by)


def end(organisation, by):
    yesterday = timezone.localdate() - DAY
    membership.end(organisation.memberships.get(), until=yesterday, by=by)


def remove(organisation, by):
    removal.remove(organisation, by=by)


def said(client, address):
    response = client.get(address)
    body = b"".join(response) if response.streaming else response.content
    return response.status_code, body.decode(errors="replace").replace(": ", ":")


@pytest.mark.parametrize("leave", [suspend, end, remove])
def test_no_public_answer_tells_of_it(gone, esra, client, leave):
    for address, word in TELL.items():
        status, text = said(client, address)
        assert status == 200, address
        assert word is None or word in text, address

    for organisation in gone:
        leave(organisation, esra)

    for address, word in TELL.items():
        status, text = said(client, address)
        is_own = "/falter/" in address or "/koenig/" in address
        assert status in ((404, 410) if is_own else (200,)), address
        assert NAME not in text, address
        assert word is None or is_own or word not in text, address


@pytest.mark.parametrize("leave", [suspend, end, remove])
def test_its_own_address_says_that_it_is_gone_and_leads_on(gone, esra, client, leave):
    for organisation in gone:
        leave(organisation, esra)

    for address in ("/anbieter/falter/", "/partner/koenig/"):
        page = client.get(address)
        assert page.status_code == 410
        assert 'action="/anbieter/"' in page.text


def test_every_public_address_about_organisations_is_asked():
    """A new one has to say where it tells of them, or that it does not."""
    silent = {
        *("/api/v1/docs/", "/api/v1/merkmale/", "/api/v1/openapi.json"),
        *("/logos/<slug:slug>/<slug:digest>.webp", "/netzwerke/<slug:slug>/bild.png"),
        *("/robots.txt", "/sitemap-<slug:section>.xml"),
    }
    ours = {
        f"/{address}"
        for address, view in views(get_resolver())
        if getattr(view, "audience", None) == Audience.PUBLIC
        and view.__module__.startswith("members.")
    }
    asked = {
        address.partition("?")[0]
        .replace("/falter/", "/<slug:slug>/")
        .replace("/koenig/", "/<slug:slug>/")
        .replace("/essen/", "/<slug:slug>/")
        for address in TELL
    }

    assert ours - silent - asked == set()


def test_one_that_rests_in_one_network_is_read_in_the_other(college, esra, client):
    membership.suspend(college.memberships.get(network__slug="essen"), by=esra)

    assert "Netzwerk Essen" not in client.get("/anbieter/kolleg/").text
    assert "Netzwerk Bochum" in client.get("/anbieter/kolleg/").text
    assert "Kolleg" not in client.get("/anbieter/?netzwerk=essen").text
    assert "Kolleg" in client.get("/anbieter/?netzwerk=bochum").text


def test_a_partner_whose_only_membership_rests_is_not_listed(essen, esra):
    office = listed("amt", kind="partner")
    assert DirectoryEntry.objects.listed().filter(slug="amt").exists()
    MembershipFactory(organisation=office, network=essen)

    suspend(office, esra)

    assert not DirectoryEntry.objects.listed().filter(slug="amt").exists()


def test_an_end_that_lies_ahead_takes_it_away_by_itself(workshop, esra, client):
    today = timezone.localdate()
    held = workshop.memberships.get()
    membership.end(held, until=today + 10 * DAY, by=esra)

    for days, status in ((10, 200), (11, 410)):
        with time_machine.travel(timezone.now() + days * DAY):
            assert client.get("/anbieter/werkstatt/").status_code == status

    membership.change_end(held, until=None, by=esra)
    with time_machine.travel(timezone.now() + 400 * DAY):
        assert client.get("/anbieter/werkstatt/").status_code == 200


def test_a_role_that_has_ended_gives_no_right_with_the_next_request(
    workshop, esra, essen, client
):
    role = esra.roles.get()
    RoleFactory(network=essen)
    client.force_login(esra)
    assert client.get("/koordination/mitglieder/").status_code == 200

    role.until = timezone.localdate() - DAY
    role.save()

    for page in ("mitglieder/", "geloescht/", "organisationen/werkstatt/"):
        assert client.get(f"/koordination/{page}").status_code == 403


def test_a_role_ends_by_itself_when_its_last_day_is_over(workshop, esra, client):
    esra.roles.update(until=date(2026, 6, 30))
    for moment, status in (("2026-06-30 23:50+02:00", 200), ("2026-07-01+02:00", 403)):
        with time_machine.travel(moment):
            client.force_login(esra)
            assert client.get("/koordination/mitglieder/").status_code == status
