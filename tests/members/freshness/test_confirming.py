"""The desk, the telephone, and what is set aside."""

from datetime import timedelta

import pytest

from alliance.errors import WrongStateError
from alliance.models import JournalEntry
from members import moderation
from members.freshness import confirming
from members.models import Asked, Organisation
from tests.factories import CredentialFactory, MembershipFactory, listed
from tests.members.coordination.conftest import propose, sight
from tests.members.freshness.calendar import MONDAY, age, at, on, pass_by, remind

DESK = "/mein-bereich/werkstatt/"
FILE = "/koordination/organisationen/werkstatt/"
PAGE = f"{FILE}aktualitaet/"
LIST = "/koordination/aktualitaet/"
LATER = MONDAY + timedelta(days=42)


@pytest.fixture(autouse=True)
def later(time_machine):
    """Six weeks on, when the second letter has not been answered either."""
    time_machine.move_to(at(LATER, 10), tick=False)


@pytest.fixture
def silent(stale):
    pass_by(MONDAY, 42)
    return stale


@pytest.fixture
def esras(client, esra):
    client.force_login(esra)
    return client


def confirmed_at(organisation):
    return Organisation.objects.get(pk=organisation.pk).confirmed_at


# The desk


def test_an_editor_confirms_with_one_button(silent, wanda, client):
    client.force_login(wanda)
    page = client.get(DESK).text
    assert "Zuletzt bestätigt am 3. September 2025." in page
    assert f'action="{DESK}bestaetigen/"' in page

    response = client.post(f"{DESK}bestaetigen/")

    assert response.url == DESK
    assert confirmed_at(silent) == at(LATER, 10)
    assert "Angaben bestätigt im April 2026" in client.get("/anbieter/werkstatt/").text
    entry = JournalEntry.objects.get(verb="freshness.confirmed")
    assert (entry.actor, entry.capacity) == (wanda, "editor")


def test_a_form_of_the_desk_that_is_sent_twice_confirms_once(silent, wanda, client):
    client.force_login(wanda)
    once = {"once": "11111111-2222-4333-8444-555555555555"}

    for _click in range(2):
        assert client.post(f"{DESK}bestaetigen/", once).url == DESK

    assert JournalEntry.objects.filter(verb="freshness.confirmed").count() == 1


def test_what_is_not_online_has_nothing_to_confirm(silent, wanda, client):
    silent.profiles.get().delete()
    moderation.start_draft(silent, by=wanda)
    client.force_login(wanda)

    assert "bestaetigen" not in client.get(DESK).text


def test_a_change_that_goes_online_confirms_nothing_else(silent, wanda, esra):
    proposal = propose(silent, wanda, plain="Wir üben das Schweißen.")

    moderation.publish(proposal, by=esra, seen=sight(proposal))

    assert confirmed_at(silent) == at(MONDAY - timedelta(days=180))


# The telephone


def telephone(client, **fields):
    return client.post(f"{PAGE}telefonisch/", {"on": "2026-04-10", "note": ""} | fields)


def test_the_coordination_notes_what_it_heard_on_the_telephone(silent, esra, esras):
    response = telephone(esras, note="Zentrale, neue Nummer folgt.")

    assert response.url == PAGE
    assert confirmed_at(silent) == at(LATER - timedelta(days=3), 12)
    page = esras.get(PAGE).text
    assert "Telefonisch bestätigt am 10. April 2026 (notiert von Esra)." in page
    assert "Notiz: Zentrale, neue Nummer folgt." in page
    assert "Telefonisch bestätigt am 10. April 2026" in esras.get(FILE).text
    history = esras.get(f"{DESK}verlauf/").text
    assert "Esra hat notiert, dass alles telefonisch bestätigt wurde." in history
    assert "Angaben bestätigt im April 2026" in esras.get("/anbieter/werkstatt/").text
    assert esras.get("/koordination/?art=verstummt").context["total"] == 0


def test_the_links_of_letters_are_dead_then_and_the_next_comes_in_180_days(
    silent, esras
):
    telephone(esras)

    assert pass_by(LATER, 175) == []
    assert pass_by(LATER + timedelta(175), 7) == [(LATER + timedelta(177), "wanda")]
    assert "zum zweiten Mal" not in remind_of_latest()


def remind_of_latest():
    return Asked.objects.under_way().get().letter.body


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2026-04-14", "Dieser Tag liegt noch vor uns."),
        ("2025-09-02", "Die Angaben wurden am 3. September 2025 bestätigt"),
        ("gestern", ""),
        ("", ""),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_the_note_kept(
    silent, esras, day, sentence
):
    response = telephone(esras, on=day, note="Zentrale")

    assert response.status_code == 422
    assert sentence in response.text
    assert 'value="Zentrale"' in response.text
    assert confirmed_at(silent) < at(MONDAY)


def test_the_day_of_the_last_confirmation_does_not_set_it_back(silent, esras):
    age(silent, 3, LATER)
    Organisation.objects.update(confirmed_at=at(LATER - timedelta(days=3), 17))

    telephone(esras)

    assert confirmed_at(silent) == at(LATER - timedelta(days=3), 17)


def test_nothing_was_confirmed_before_it_was_there(silent, esras):
    Organisation.objects.update(confirmed_at=None, created_at=at(MONDAY))

    response = telephone(esras, on="2026-03-01")

    assert response.status_code == 422
    assert "erst seit dem 2. März 2026 im Portal" in response.text


def test_nobody_confirms_what_is_not_theirs(silent, boris, client):
    client.force_login(boris)

    for address in (PAGE, f"{PAGE}telefonisch/", f"{PAGE}zurueckstellen/"):
        assert client.post(address, {"on": "2026-04-10"}).status_code in (404, 405)
    assert client.get(PAGE).status_code == 404
    assert confirmed_at(silent) < at(MONDAY)


# The list, and setting aside


def test_the_work_list_has_who_is_silent(silent, esras, boris):
    items = esras.get("/koordination/?art=verstummt").context["lines"]

    (line,) = items
    assert line.item.title == "Werkstatt"
    # At nine, for a night of summer time lies in between.
    assert line.item.since == at(LATER, 9)
    esras.force_login(boris)
    assert esras.get("/koordination/").context["total"] == 0


def test_whoever_edits_it_does_not_decide_about_it(silent, esra, esras):
    silent.editors.create(person=esra)

    page = esras.get("/koordination/").context

    assert page["total"] == 0
    assert [item.title for item in page["withheld"]] == ["Werkstatt"]


def test_a_member_of_two_networks_waits_in_both(silent, bochum, boris, client):
    MembershipFactory(organisation=silent, network=bochum)
    client.force_login(boris)

    assert client.get("/koordination/?art=verstummt").context["total"] == 1


def test_what_is_set_aside_comes_again_in_180_days(silent, esras):
    response = esras.post(f"{PAGE}zurueckstellen/", {"aside-note": "Austritt läuft."})

    assert response.url == PAGE
    assert esras.get("/koordination/").context["total"] == 0
    assert pass_by(LATER, 178) == []
    assert len(pass_by(LATER + timedelta(178), 5)) == 1
    entry = JournalEntry.objects.get(verb="freshness.set_aside")
    assert entry.details.after == {"note": "Austritt läuft."}


def test_nothing_is_set_aside_twice(silent, esra):
    confirming.set_aside(silent, by=esra)

    with pytest.raises(WrongStateError):
        confirming.set_aside(silent, by=esra)


def test_a_note_that_is_too_long_is_given_back(silent, esras):
    response = esras.post(f"{PAGE}zurueckstellen/", {"aside-note": "x" * 301})

    assert response.status_code == 422
    assert "x" * 301 in response.text


def test_the_file_shows_the_letters(silent, esras):
    page = esras.get(PAGE).text

    assert "Auch die zweite E-Mail vom 23. März 2026 blieb ohne Antwort." in page
    assert page.count("an Wanda") == 2
    assert page.index("zweite E-Mail, an") < page.index("erste E-Mail, an")


def test_an_ended_proof_is_seen_to(silent, esras):
    ended = CredentialFactory(
        organisation=silent,
        title="Siegel",
        confirmed_at=at(MONDAY),
        valid_until=LATER - timedelta(days=1),
    )
    (line,) = esras.get("/koordination/?art=abgelaufen").context["lines"]
    assert line.item.since == at(LATER, 0)
    address = f"{PAGE}nachweise/{ended.pk}/erledigt/"
    assert address in esras.get(PAGE).text

    assert esras.post(address).url == PAGE

    assert esras.get("/koordination/?art=abgelaufen").context["lines"] == []


def test_a_proof_that_is_still_valid_cannot_be_seen_to(silent, esras):
    valid = CredentialFactory(
        organisation=silent, confirmed_at=at(MONDAY), valid_until=LATER
    )

    assert esras.post(f"{PAGE}nachweise/{valid.pk}/erledigt/").status_code == 404


def states(client, **asked):
    lines = client.get(LIST, asked).context["page"]
    return [(line.slug, line.state) for line in lines]


def test_the_overview_says_who_is_silent_and_for_how_long(silent, essen, esras, wanda):
    for slug, days in (("frisch", 3), ("alt", 800), ("faellig", 181)):
        age(listed(slug, essen), days, LATER)
    pass_by(LATER, 1)
    age(listed("spaeter", essen), 181, LATER)

    assert states(esras) == [
        ("werkstatt", "verstummt"),
        ("alt", "niemand"),
        ("faellig", "niemand"),
        ("spaeter", "faellig"),
        ("frisch", "bestaetigt"),
    ]
    assert states(esras, stand="bestaetigt") == [("frisch", "bestaetigt")]
    assert states(esras, alter="zwei") == [("alt", "niemand")]
    assert "3 Mitglieder brauchen einen Anruf von Ihnen." in esras.get(LIST).text


def test_the_overview_shows_the_own_networks_alone(silent, bochum, esras, gisela):
    listed("fremd", bochum)

    assert [slug for slug, _state in states(esras)] == ["werkstatt"]
    esras.force_login(gisela)
    assert len(states(esras)) == 2
    assert [slug for slug, _ in states(esras, netzwerk="bochum")] == ["fremd"]


def test_the_overview_of_nobody_says_what_will_be_there(esras):
    assert "Noch ist keines Ihrer Mitglieder online." in esras.get(LIST).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_overview_asks_a_fixed_number_of_questions(
    esras, essen, django_assert_num_queries, count
):
    for number in range(count):
        listed(f"viele-{number}", essen)

    with django_assert_num_queries(9):
        esras.get(LIST)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_member_asks_a_fixed_number_of_questions(
    esras, stale, django_assert_num_queries, count
):
    for number in range(count):
        CredentialFactory(
            organisation=stale,
            title=f"Siegel {number}",
            confirmed_at=at(MONDAY),
            valid_until=MONDAY,
        )
        remind(MONDAY + timedelta(days=21 * number))

    with django_assert_num_queries(18):
        esras.get(PAGE)


def test_a_partner_without_a_network_is_the_offices(db, gisela, client):
    office = listed("amt", kind="partner")
    age(office, 200, LATER)
    pass_by(LATER, 1)
    client.force_login(gisela)

    assert client.get("/koordination/?art=verstummt").context["total"] == 1
    with on(LATER, 11):
        confirming.confirm_by_telephone(office, on=LATER, by=gisela)
    assert client.get("/koordination/?art=verstummt").context["total"] == 0
