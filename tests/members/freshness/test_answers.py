"""Behind the links of a letter: three clicks, and only the button does anything."""

import logging
from datetime import timedelta

import pytest
from django.test import Client

from alliance.logs import LineFormatter
from alliance.models import JournalEntry, User
from alliance.public_forms import new_token
from members import moderation
from members.freshness import answering, reminding
from members.freshness.answering import Answer, DeadLinkError
from members.models import Asked, Editor, Membership, Organisation
from tests.factories import EditorFactory, listed
from tests.members.freshness.calendar import MONDAY, age, at, links, on, remind, token
from tests.threads import together

RIGHT, CHANGE, GONE = range(3)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def tuesday(time_machine):
    time_machine.move_to(at(TUESDAY, 10), tick=False)


def press(address, client=None, **fields):
    fields = {"begun": new_token(), "homepage": ""} | fields
    return (client or Client(enforce_csrf_checks=True)).post(address, fields)


def rows():
    return list(Asked.objects.values()), list(Organisation.objects.values())


@pytest.mark.parametrize("place", [RIGHT, CHANGE, GONE])
def test_a_scanner_that_looks_three_times_confirms_nothing(letter, client, place):
    address, before = links(letter)[place], rows()

    for look in (client.get, client.head, client.get, client.get, client.options):
        response = look(address)
        assert response.status_code in (200, 405)
        assert not response.cookies

    assert rows() == before
    assert press(address).status_code == 302


def test_the_page_says_in_short_what_is_online(letter, stale, client):
    stale.sites.update(telephone="0201 5550100", email="post@werkstatt.example")
    stale.profiles.update(plain="Wir üben das Schweißen.")

    page = client.get(links(letter)[RIGHT]).text

    for words in (
        "„Werkstatt“: Stimmt noch alles?",
        "Wir üben das Schweißen.",
        "Beispielweg 1, 45127 Essen",
        "0201 5550100",
        "post@werkstatt.example",
        "3. September 2025",
        'href="/anbieter/werkstatt/"',
    ):
        assert words in page


def test_a_draft_is_not_on_the_page(letter, stale, wanda, client):

    draft = moderation.start_draft(stale, by=wanda)
    type(draft).objects.filter(pk=draft.pk).update(name="E-GEHEIM", plain="E-GEHEIM")

    assert "GEHEIM" not in client.get(links(letter)[RIGHT]).text


def test_still_right_confirms_and_the_public_reads_it(letter, stale, client):
    before = client.get("/anbieter/werkstatt/")
    assert "Angaben bestätigt im September 2025" in before.text

    response = press(links(letter)[RIGHT])

    assert response.url == "/aktualitaet/danke/"
    assert "Die Angaben sind bestätigt." in client.get(response.url).text
    stale.refresh_from_db()
    assert stale.confirmed_at == at(TUESDAY, 10)
    etag = before.headers["ETag"]
    after = client.get("/anbieter/werkstatt/", headers={"If-None-Match": etag})
    assert "Angaben bestätigt im März 2026" in after.text
    entry = JournalEntry.objects.get(verb="freshness.confirmed_by_letter")
    assert (entry.actor.name, entry.capacity) == ("Wanda", "editor")


def test_something_to_change_leads_to_the_own_area(letter, stale):
    client = Client(enforce_csrf_checks=True)

    response = press(links(letter)[CHANGE], client)

    assert response.url == "/mein-bereich/werkstatt/"
    led = client.get(response.url)
    assert led.url == "/konto/login/?next=/mein-bereich/werkstatt/"
    stale.refresh_from_db()
    assert stale.confirmed_at < at(MONDAY)
    assert Asked.objects.get().answer == Answer.CHANGE


def test_gone_tells_the_coordination_and_deletes_nothing(letter, stale, esra, client):
    response = press(links(letter)[GONE])

    assert response.url == "/aktualitaet/gemeldet/"
    assert "Gelöscht wurde nichts." in client.get(response.url).text
    assert client.get("/anbieter/werkstatt/").status_code == 200
    client.force_login(esra)
    page = client.get("/koordination/?art=weg").text
    assert 'href="/koordination/organisationen/werkstatt/aktualitaet/"' in page


def dead():
    """The page that all dead links have."""
    return Client().get("/aktualitaet/erdacht/stimmt/")


WHY_DEAD = {
    "used": lambda letter: press(links(letter)[CHANGE]),
    "expired": lambda letter: Asked.objects.update(expires_at=at(TUESDAY)),
    "confirmed": lambda letter: answering.answer(token(letter), Answer.RIGHT),
    "no editor": lambda letter: Editor.objects.all().delete(),
    "inactive": lambda letter: User.objects.update(is_active=False),
    "left": lambda letter: Membership.objects.update(until=MONDAY),
    "removed": lambda letter: Organisation.objects.update(removed_at=at(MONDAY)),
}


@pytest.mark.parametrize("why", WHY_DEAD.values(), ids=list(WHY_DEAD))
@pytest.mark.parametrize("place", [RIGHT, CHANGE, GONE])
def test_all_dead_links_say_the_same(letter, why, place):
    address = links(letter)[place]
    why(letter)
    before = rows()

    looked, pressed = Client().get(address), press(address)

    assert (looked.status_code, pressed.status_code) == (410, 410)
    assert looked.content == pressed.content == dead().content
    assert dict(looked.headers) == dict(dead().headers)
    assert rows() == before


def test_a_link_works_until_its_last_moment(letter, time_machine):
    time_machine.move_to(at(MONDAY + timedelta(60), 7), tick=False)

    assert press(links(letter)[RIGHT]).status_code == 302


def test_the_first_link_works_after_the_second_letter(letter):
    (second,) = remind(MONDAY + timedelta(21))

    with on(MONDAY + timedelta(22)):
        answering.answer(token(letter), Answer.GONE)

        with pytest.raises(DeadLinkError):
            answering.find(token(second))
        assert len(Asked.objects.gone()) == 1


def test_each_organisation_of_a_letter_is_answered_for_itself(stale, wanda, essen):
    other = listed("zweig", essen)
    EditorFactory(organisation=other, person=wanda, is_main=True)
    age(other, 300)
    (letter,) = remind(MONDAY)
    # The oldest stands first.
    press(links(letter)[RIGHT])

    other.refresh_from_db()
    stale.refresh_from_db()
    assert other.confirmed_at == at(TUESDAY, 10)
    assert stale.confirmed_at < at(MONDAY)
    assert answering.find(token(letter, 1)).organisation == stale


def test_a_double_click_leads_to_the_same_page(letter):
    begun = new_token()
    address = links(letter)[RIGHT]

    first, second = press(address, begun=begun), press(address, begun=begun)

    assert first.url == second.url == "/aktualitaet/danke/"
    entries = JournalEntry.objects.filter(verb="freshness.confirmed_by_letter")
    assert entries.count() == 1


def test_a_form_that_was_open_for_half_a_day_asks_once_more(letter, time_machine):
    begun, before = new_token(), rows()
    time_machine.move_to(at(TUESDAY, 23), tick=False)

    response = press(links(letter)[RIGHT], begun=begun)

    assert response.status_code == 422
    assert rows() == before


def test_another_site_cannot_press_the_button(letter):
    before = rows()
    client = Client(headers={"Origin": "https://evil.example"})

    assert press(links(letter)[RIGHT], client).status_code == 403

    assert rows() == before


def test_the_address_goes_to_nobody(letter, client):
    for address in (*links(letter), "/aktualitaet/erdacht/stimmt/"):
        headers = client.get(address).headers
        assert headers["Referrer-Policy"] == "strict-origin"
        assert "no-store" in headers["Cache-Control"]
        assert "Cookie" not in headers.get("Vary", "")


def test_the_log_does_not_learn_the_key(letter):
    address = links(letter)[RIGHT]
    record = logging.LogRecord("n", logging.INFO, "p", 1, f"Gone: {address}", (), None)

    line = LineFormatter().format(record)

    assert line.endswith("Gone: /aktualitaet/…/stimmt/")


def test_being_signed_in_as_somebody_else_changes_nothing(letter, kemal, client):
    client.force_login(kemal)

    assert "Werkstatt" in client.get(links(letter)[RIGHT]).text
    assert press(links(letter)[RIGHT], client).url == "/aktualitaet/danke/"


@pytest.fixture
def without_clock(time_machine):
    """Threads wait for each other in real time."""
    time_machine.move_to(at(TUESDAY, 10), tick=True)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_are_one_answer(without_clock, letter):
    """Of two who have the letter open: one is first, the other finds a dead link."""
    yes, no, _gone = links(letter)

    answers = together(lambda: press(yes), lambda: press(no), lambda: press(yes))

    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [302, 410, 410]
    assert JournalEntry.objects.filter(verb__startswith="freshness.").count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_step_run_twice_in_parallel_writes_once(without_clock, stale):

    together(*[lambda: reminding.remind(at(TUESDAY))] * 3)

    assert Asked.objects.count() == 1
