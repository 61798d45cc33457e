"""What the office says on every public page: its contact, and a notice."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from alliance.models import JournalEntry, PortalSettings

LIST = "/verwaltung/alliance/portalsettings/"


@pytest.fixture
def office(client, gisela):
    client.force_login(gisela)
    return client


def save(office, **form):
    exists = PortalSettings.objects.exists()
    return office.post(f"{LIST}1/change/" if exists else f"{LIST}add/", form)


def notice(first, last, text="Vom 24. bis 31. Dezember ist geschlossen."):
    days = {"notice_from": first, "notice_until": last}
    return {"notice": text} | {name: f"{day:%d.%m.%Y}" for name, day in days.items()}


def test_contact_stands_at_the_foot_of_public_pages(office, client, gisela):
    assert office.get(LIST).url == f"{LIST}add/"

    save(office, email="buero@example.org", telephone="0201 123-45")

    page = client.get("/").text
    assert 'href="mailto:buero@example.org"' in page
    assert 'href="tel:020112345"' in page
    assert office.get(LIST).url == f"{LIST}1/change/"
    entry = JournalEntry.objects.get(verb="office.settings")
    assert (entry.actor, entry.capacity) == (gisela, "office")
    assert entry.details.after["telephone"] == "0201 123-45"


def test_a_notice_comes_and_goes_by_itself(office, client):
    today = timezone.localdate()
    save(office, **notice(today + timedelta(days=1), today + timedelta(days=2)))
    shown = []

    for days in range(4):
        noon = timezone.now().replace(hour=12) + timedelta(days=days)
        with time_machine.travel(noon, tick=False):
            shown.append("ist geschlossen." in client.get("/netzwerke/").text)

    assert shown == [False, True, True, False]


def test_a_change_is_online_at_once(office, client):
    before = client.get("/").headers["ETag"]

    save(office, email="buero@example.org")

    known = client.get("/", headers={"If-None-Match": before})
    assert known.status_code == 200


def test_a_notice_is_text(office, client):
    today = timezone.localdate()

    save(office, **notice(today, today, "<script>x</script>"))

    assert "&lt;script&gt;x&lt;/script&gt;" in client.get("/").text


@pytest.mark.parametrize(
    ("form", "complaint"),
    [
        ({"notice": "Zu."}, "Bitte geben Sie den letzten Tag des Hinweises an."),
        (
            {"notice": "Zu.", "notice_from": "2.1.2027", "notice_until": "1.1.2027"},
            "Das Ende liegt vor dem Beginn.",
        ),
        ({"telephone": "anrufen!"}, "Bitte geben Sie eine Telefonnummer an."),
        ({"email": "kein-at"}, "E-Mail-Adresse"),
        ({"notice": "x" * 241, "notice_until": "1.1.2027"}, "240"),
    ],
)
def test_what_cannot_be_shown_is_refused(office, form, complaint):
    response = save(office, **form)

    assert response.status_code == 200
    assert complaint in response.text
    assert not PortalSettings.objects.exists()


def test_there_is_one_row_at_most(office):
    save(office, email="eins@example.org")

    assert office.post(f"{LIST}add/", {"email": "zwei@e.org"}).status_code == 403
    with pytest.raises(IntegrityError), transaction.atomic():
        PortalSettings.objects.create(pk=2)
    assert office.post(f"{LIST}1/delete/", {"post": "yes"}).status_code == 403


def test_a_public_page_asks_for_it_together_with_the_version(
    office, client, django_assert_num_queries
):
    save(office, email="buero@example.org")
    client.get("/impressum/")
    client.logout()

    with django_assert_num_queries(2):
        assert "buero@example.org" in client.get("/impressum/").text
