"""What a coordination does with memberships, page by page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alliance.errors import WrongStateError
from members import membership
from members.models import DirectoryEntry, Membership, Organisation
from tests.factories import PostalCodeFactory, RoleFactory, listed
from tests.filling import fill
from tests.members.letters import written

MEMBERSHIP = "/koordination/organisationen/{}/mitgliedschaften/{}/{}/"


NEWCOMER = {
    "name": "Lehrwerk",
    "street": "Neue Gasse 5",
    "postal_code": "45127",
    "place": "Essen",
}


def address(held, page):
    return MEMBERSHIP.format(held.organisation.slug, held.pk, page)


@pytest.fixture
def held(workshop):
    return workshop.memberships.get()


@pytest.fixture
def today():
    return timezone.localdate()


def test_a_membership_ends_and_the_profile_leaves_after_its_last_day(
    held, wanda, at_the_desk, today
):
    page = fill(at_the_desk, address(held, "beenden"), reason="Alles Gute!")

    assert page.url == "/koordination/organisationen/werkstatt/"
    held.refresh_from_db()
    assert held.until == today
    assert written() == [("membership_ended", "wanda@example.org")]
    assert DirectoryEntry.objects.listed().filter(slug="werkstatt").exists()
    tomorrow = today + timedelta(days=1)
    assert not DirectoryEntry.objects.listed(tomorrow).filter(slug="werkstatt").exists()
    assert "bis" in at_the_desk.get(page.url).text


def test_pages_open(held, at_the_desk, workshop):
    for page in ("beenden", "ruhen", "wechseln"):
        assert at_the_desk.get(address(held, page)).status_code == 200
    for page in ("neu/", "werkstatt/", "werkstatt/loeschen/"):
        assert (
            at_the_desk.get(f"/koordination/organisationen/{page}").status_code == 200
        )
    for page in (
        "aufnehmen/",
        "aufnehmen/?q=Werkstatt",
        "aufnehmen/werkstatt/",
        "geloescht/",
        "mitglieder/",
        "",
    ):
        assert at_the_desk.get(f"/koordination/{page}").status_code == 200


def test_a_member_of_another_network_is_admitted_and_all_are_told(
    at_the_desk, bochum, boris, essen
):
    listed("zeche", bochum)
    page = fill(at_the_desk, "/koordination/aufnehmen/zeche/", network=essen.pk)

    assert page.url == "/koordination/organisationen/zeche/"
    held = Membership.objects.filter(organisation__slug="zeche", network=essen)
    assert held.count() == 1
    assert ("membership_joined", "boris@example.org") in written()


def test_nobody_admits_into_the_network_of_others(at_the_desk, bochum, essen):
    listed("schmiede", essen)
    address = "/koordination/aufnehmen/schmiede/"
    sent = {"network": bochum.pk, "since": "2026-01-01"}

    assert at_the_desk.post(address, sent).status_code == 404
    assert not bochum.memberships.exists()


@pytest.mark.parametrize("field", ["name", "street", "postal_code", "place"])
@pytest.mark.parametrize("value", ["", "  \u00a0", "\u200b"])
def test_a_new_member_needs_who_and_where(at_the_desk, field, value):
    sent = NEWCOMER | {field: value}
    page = at_the_desk.post("/koordination/organisationen/neu/", sent)

    assert page.status_code == 422
    assert not Organisation.objects.filter(slug="lehrwerk").exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "x" * 201),
        ("plain", "x" * 161),
        ("website", f"https://www.beispiel.de/{'x' * 300}"),
        ("street", "x" * 121),
        ("place", "x" * 81),
        ("email", f"{'x' * 250}@beispiel.de"),
        ("telephone", "0201" + "1" * 60),
        ("since", "31.2.2026"),
        ("kind", "verein"),
        ("editor", "niemand"),
    ],
)
def test_what_does_not_fit_is_refused_and_kept(at_the_desk, essen, field, value):
    PostalCodeFactory(code="45127")
    sent = NEWCOMER | {"network": essen.pk, field: value}
    page = fill(at_the_desk, "/koordination/organisationen/neu/", **sent)

    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert not Organisation.objects.exists()


def test_a_new_member_comes_with_its_editor(at_the_desk, essen):
    PostalCodeFactory(code="45127")
    sent = {"editor": "neu@example.org", "network": essen.pk}
    page = fill(at_the_desk, "/koordination/organisationen/neu/", **NEWCOMER, **sent)

    assert page.url == "/koordination/organisationen/lehrwerk/"
    assert ("invitation", "neu@example.org") in written()
    assert not DirectoryEntry.objects.filter(slug="lehrwerk").exists()


def test_what_looks_like_a_double_is_shown_before_it_is_added(at_the_desk, essen):
    PostalCodeFactory(code="45127")
    listed("lehrwerk", essen)
    sent = NEWCOMER | {"network": essen.pk}
    page = fill(at_the_desk, "/koordination/organisationen/neu/", **sent)

    assert page.status_code == 422
    assert Organisation.objects.count() == 1
    anyway = {"trotzdem": "lehrwerk"}
    page = fill(at_the_desk, "/koordination/organisationen/neu/", **sent, **anyway)
    assert page.url == "/koordination/organisationen/lehrwerk-2/"


def test_two_end_it_at_once_and_one_is_told(held, esra, essen, today, client):
    other = RoleFactory(network=essen).person
    seen = membership.sight(held)
    membership.end(held, until=today, by=esra, seen=seen)

    with pytest.raises(WrongStateError):
        membership.end(held, until=today, by=other, seen=seen)
    assert len([one for one in written() if one[0] == "membership_ended"]) <= 1


def test_rights_end_with_the_role_at_the_next_request(at_the_desk, held, esra):
    assert at_the_desk.get(address(held, "beenden")).status_code == 200
    esra.roles.update(until=timezone.localdate() - timedelta(days=1))

    form = {"reason": "Was ich getippt habe"}
    response = at_the_desk.post(address(held, "beenden"), form)

    assert response.status_code == 403
    assert "Was ich getippt habe" in response.text
