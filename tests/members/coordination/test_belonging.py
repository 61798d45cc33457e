"""What a coordination does with memberships, page by page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.models import DirectoryEntry
from tests.filling import fill
from tests.members.letters import written

MEMBERSHIP = "/koordination/organisationen/{}/mitgliedschaften/{}/{}/"


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
