"""What the links of letters do: looking nothing, the button once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from alliance.models import JournalEntry
from members.applications import deciding
from members.applications.deciding import sight
from members.models import Application
from tests.members.applications.conftest import button, link
from tests.threads import together

GONE = "Dieser Link gilt nicht mehr"


@pytest.fixture
def asked(waiting, esra):
    deciding.ask(waiting, question="Seit wann?", by=esra, seen=sight(waiting))
    return Application.objects.get(pk=waiting.pk)


def test_looking_confirms_nothing(client, unconfirmed):
    for _scanner in range(3):
        assert "Wir lehren das Schweißen." in client.get(link("confirm")).text

    unconfirmed.refresh_from_db()
    assert unconfirmed.state == "unconfirmed"


def test_the_button_lets_it_wait_and_says_who_acts_next(client, unconfirmed):
    address = link("confirm")

    answer = client.post(address, button(client, address))

    assert answer.url == "/mitmachen/bestaetigt/essen/"
    assert "Jetzt ist die Koordination Essen dran." in client.get(answer.url).text
    unconfirmed.refresh_from_db()
    assert unconfirmed.state == "waiting"
    assert unconfirmed.waits_since == unconfirmed.confirmed_at
    entry = JournalEntry.objects.get(verb="application.confirmed")
    assert (entry.subject, entry.capacity) == (unconfirmed.pk, "portal")
    assert not answer.cookies


def test_pressed_twice_it_says_the_same_twice(client, unconfirmed):
    address = link("confirm")
    form = button(client, address)

    assert client.post(address, form).url == client.post(address, form).url
    assert JournalEntry.objects.filter(verb="application.confirmed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_buttons_at_once_confirm_once(unconfirmed):
    address = link("confirm")
    forms = [button(Client(), address) for _number in range(3)]

    answers = together(
        *[lambda form=form: Client().post(address, form) for form in forms]
    )

    assert sorted(answer.status_code for answer in answers) == [302, 410, 410]
    assert JournalEntry.objects.filter(verb="application.confirmed").count() == 1


def test_all_dead_links_get_the_same_page(client, unconfirmed, asked, time_machine):
    used, answer = link("confirm"), link("question")
    form = button(client, used)
    client.post(used, form)
    client.post(answer, button(client, answer) | {"answer": "Seit 1999."})
    unknown = ["/mitmachen/bestaetigen/x/", "/mitmachen/antwort/x/"]
    # A link of one kind opens nothing of the other.
    crossed = [
        used.replace("bestaetigen", "antwort"),
        answer.replace("antwort", "bestaetigen"),
    ]

    pages = [client.get(address) for address in (*unknown, *crossed, used, answer)]

    assert {page.status_code for page in pages} == {410}
    assert len({page.content for page in pages}) == 1
    assert GONE in pages[0].text


def test_after_seven_days_the_link_is_dead(client, unconfirmed, time_machine):
    address = link("confirm")
    time_machine.move_to(timezone.now() + timedelta(days=7, seconds=1))

    assert client.get(address).status_code == 410
    assert client.post(address, {"begun": "x"}).status_code == 410


def test_a_question_is_answered_without_an_account(client, asked, esra):
    address = link("question")
    assert "Seit wann?" in client.get(address).text

    answer = client.post(address, button(client, address) | {"answer": "Seit 1999."})

    assert answer.url == "/mitmachen/beantwortet/essen/"
    asked.refresh_from_db()
    assert asked.state == "waiting"
    assert asked.waits_since >= timezone.now() - timedelta(minutes=1)
    client.force_login(esra)
    page = client.get(f"/koordination/bewerbungen/{asked.pk}/").text
    assert "Seit 1999." in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("  ", "Bitte schreiben Sie eine Antwort."), ("a" * 2001, "2000 Zeichen")],
)
def test_a_wrong_answer_comes_back(client, asked, typed, sentence):
    address = link("question")

    response = client.post(address, button(client, address) | {"answer": typed})

    assert response.status_code == 422
    assert sentence in response.text
    assert client.get(address).status_code == 200


def test_another_question_kills_the_link_of_the_first(client, asked, esra):
    first = link("question")
    deciding.ask(asked, question="Und wo?", by=esra, seen=sight(asked))

    assert client.get(first).status_code == 410
    assert "Und wo?" in client.get(link("question")).text


def test_once_decided_the_link_is_dead(client, asked, esra, reason):
    deciding.decline(asked, reason=reason, note="", by=esra, seen=sight(asked))

    assert client.get(link("question")).status_code == 410
