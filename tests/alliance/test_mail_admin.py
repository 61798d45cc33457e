"""The office sees what could not be sent, and never what it says."""

import pytest
from django.urls import reverse

from alliance.models import JournalEntry, Mail
from tests.factories import MailFactory

LIST = "/verwaltung/alliance/mail/"
SECRET = "http://127.0.0.1:8000/konto/einladung/GEHEIM/"
State = Mail.State


@pytest.fixture
def office(client, gisela):
    client.force_login(gisela)
    return client


def recipients(page):
    return [letter.recipient for letter in page.context["cl"].result_list]


def test_the_list_begins_with_what_the_office_has_to_look_at(office):
    for state in State:
        MailFactory(state=state, recipient=f"{state}@example.org")

    stuck = recipients(office.get(LIST))
    everything = recipients(office.get(LIST, {"state": "all"}))
    sent = recipients(office.get(LIST, {"state": "sent"}))

    assert stuck == ["uncertain@example.org", "failed@example.org"]
    assert len(everything) == len(State)
    assert sent == ["sent@example.org"]


def test_the_text_of_a_letter_is_nowhere(office):
    letter = MailFactory(state=State.FAILED, subject="GEHEIM", body=SECRET, error="550")
    change = reverse("admin:alliance_mail_change", args=[letter.pk])

    for page in (office.get(LIST), office.get(change)):
        assert letter.recipient in page.text
        assert "550" in page.text
        assert "GEHEIM" not in page.text


def test_a_search_does_not_reach_into_the_text(office):
    MailFactory(state=State.FAILED, body=SECRET)

    assert recipients(office.get(LIST, {"q": "GEHEIM"})) == []
    for field in ("body", "subject"):
        response = office.get(LIST, {f"{field}__contains": "GEHEIM"})
        assert response.status_code == 400


@pytest.mark.parametrize("action", ["change", "delete"])
def test_nobody_changes_a_letter(office, action):
    letter = MailFactory(state=State.FAILED)
    address = reverse(f"admin:alliance_mail_{action}", args=[letter.pk])

    response = office.post(address, {"recipient": "b@example.org", "post": "yes"})

    assert response.status_code == 403
    letter.refresh_from_db()
    assert letter.recipient == "person@example.org"


def test_nobody_writes_one(office):
    assert office.get(f"{LIST}add/").status_code == 403


def act(office, action):
    form = {"action": action, "_selected_action": Mail.objects.values_list("pk")}
    form["_selected_action"] = list(Mail.objects.values_list("pk", flat=True))
    return office.post(f"{LIST}?state=all", form, follow=True)


def test_the_office_sends_once_more(office, django_capture_on_commit_callbacks):
    MailFactory.create_batch(2, state=State.FAILED)
    MailFactory(state=State.SENT)

    with django_capture_on_commit_callbacks(execute=True):
        page = act(office, "send_again")

    assert "2 Briefe sind noch einmal unterwegs." in page.text
    assert "1 Brief ist nicht gescheitert und bleibt, wie er ist." in page.text
    assert set(Mail.objects.values_list("state", flat=True)) == {State.SENT}
    assert JournalEntry.objects.filter(verb="mail.sent_again").count() == 2


def test_the_office_discards(office):
    MailFactory(state=State.UNCERTAIN)

    page = act(office, "discard")

    assert "1 Brief ist verworfen." in page.text
    assert Mail.objects.get().state == State.DISCARDED
