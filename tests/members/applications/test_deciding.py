"""What a coordination does with an application, and what comes of it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from alliance.models import JournalEntry, Mail
from members.applications import applying, deciding
from members.applications.deciding import sight
from members.models import Application, Organisation
from tests.factories import (
    ApplicationFactory,
    EditorFactory,
    RoleFactory,
    TermFactory,
    UserFactory,
    listed,
)
from tests.members.applications.conftest import CONTACT, link

LIST = "/koordination/bewerbungen/"
CHANGED = "Seit Sie die Seite geöffnet haben, wurde noch etwas geändert."


@pytest.fixture
def at_the_desk(client, esra):
    client.force_login(esra)
    return client


@pytest.fixture
def page(waiting):
    return f"{LIST}{waiting.pk}/"


def admit(client, page, waiting, **more):
    form = {"seen": sight(waiting), "since": "1.12.2026"} | more
    return client.post(f"{page}aufnehmen/", form)


def test_it_stands_on_the_work_list_with_its_network(at_the_desk, waiting, page):
    text = at_the_desk.get("/koordination/?art=bewerbung").text

    assert f'href="{page}"' in text
    assert "Bewerbung · Netzwerk Essen" in text


def test_the_page_has_all_that_was_said(at_the_desk, waiting, page):
    text = at_the_desk.get(page).text

    for said in (
        *("Wir lehren das Schweißen.", "Schweißen", "31. Dezember 2027", "AWbG"),
        *("Mira Beispiel", CONTACT, "Beispielweg 1, 45127 Essen"),
    ):
        assert said in text
    assert "Sie sind dran: Die Bewerbung wartet seit heute" in text


def test_admitted_it_is_all_there_at_once(at_the_desk, waiting, page, topic, essen):
    answer = admit(at_the_desk, page, waiting)

    assert answer.url == "/koordination/"
    organisation = Organisation.objects.get(slug="lernhaus-zollverein")
    assert organisation.memberships.get().since == date(2026, 12, 1)
    profile = organisation.profiles.get()
    assert (profile.state, profile.name) == ("draft", "Lernhaus Zollverein")
    assert [term.pk for term in profile.terms.all()] == [topic.pk]
    site = organisation.sites.get()
    assert (site.postal_code, site.latitude) == ("45127", 51.45)
    assert site.city == essen.cities.get()
    claims = organisation.credentials.claimed()
    assert [(one.kind, one.areas, one.title) for one in claims] == [
        ("azav", [4], ""),
        ("other", [], "ISO 9001"),
        ("other", [], "AWbG"),
    ]
    invitation = organisation.invitations.get()
    assert (invitation.email, invitation.is_main) == (CONTACT, True)
    letters = Mail.objects.order_by("pk").values_list("kind", "recipient")
    assert list(letters) == [("application_admitted", CONTACT), ("invitation", CONTACT)]
    waiting.refresh_from_db()
    assert (waiting.state, waiting.organisation) == ("admitted", organisation)
    assert at_the_desk.get("/anbieter/lernhaus-zollverein/").status_code == 404


def test_the_journal_says_as_what_it_was_admitted(at_the_desk, waiting, page, essen):
    admit(at_the_desk, page, waiting)

    entry = JournalEntry.objects.get(verb="application.admitted")
    assert (entry.subject, entry.network) == (waiting.pk, essen.pk)
    assert entry.capacity == "coordinator"
    assert entry.organisation == Organisation.objects.get().pk


@pytest.mark.parametrize(
    ("since", "sentence"),
    [
        ("", "Bitte geben Sie den ersten Tag der Mitgliedschaft an."),
        ("31.2.2026", "Bitte geben Sie ein gültiges Datum an"),
        ("1.1.2099", "Dieser Tag ist mehr als ein Jahr entfernt."),
    ],
)
def test_the_day_has_to_be_one(at_the_desk, waiting, page, since, sentence):
    response = admit(at_the_desk, page, waiting, since=since)

    assert response.status_code == 422
    assert sentence in response.text
    assert not Organisation.objects.exists()


def test_a_slug_that_is_taken_gets_a_number(at_the_desk, waiting, page, bochum):
    listed("lernhaus-zollverein", bochum)

    admit(at_the_desk, page, waiting)

    assert (
        waiting.network.memberships.get().organisation.slug == "lernhaus-zollverein-2"
    )


@pytest.fixture
def known(bochum):
    """In Bochum there is one with the same website already."""
    known = listed("lernhaus", bochum, website="https://lernhaus.example")
    EditorFactory(organisation=known, is_main=True)
    return known


def test_likely_doubles_are_shown(at_the_desk, waiting, page, known):
    text = at_the_desk.get(page).text

    assert "Vielleicht gibt es sie im Portal schon:" in text
    assert "gleiche Website" in text
    assert "Als „Lernhaus“, die es schon gibt" in text


def test_one_that_is_known_gets_a_membership_and_nothing_twice(
    at_the_desk, waiting, page, known
):
    admit(at_the_desk, page, waiting, known="lernhaus")

    waiting.refresh_from_db()
    assert waiting.organisation == known
    assert known.memberships.count() == 2
    assert known.profiles.count() == known.sites.count() == 1
    # Who applies may be a stranger to those who edit it.
    assert not known.invitations.exists()
    assert not Mail.objects.filter(kind="invitation").exists()
    assert Mail.objects.filter(kind="application_admitted").count() == 1


def test_nobody_admits_what_one_edits_oneself(at_the_desk, waiting, page, known, esra):
    EditorFactory(organisation=known, person=esra)

    assert "Als „Lernhaus“" not in at_the_desk.get(page).text
    admit(at_the_desk, page, waiting, known="lernhaus")

    assert known.memberships.count() == 1


def test_only_a_double_can_be_meant(at_the_desk, waiting, page, college):
    response = admit(at_the_desk, page, waiting, known="kolleg")

    assert response.status_code in (302, 422)
    assert college.memberships.count() == 2
    waiting.refresh_from_db()
    assert waiting.organisation != college


def test_a_question_goes_to_the_contact_person(at_the_desk, waiting, page):
    form = {"seen": sight(waiting), "question": "Seit wann?\nUnd wo?"}

    at_the_desk.post(f"{page}nachfragen/", form)

    letter = Mail.objects.get()
    assert letter.recipient == CONTACT
    assert "Seit wann?\nUnd wo?" in letter.body
    assert "Die Ansprechperson ist dran" in at_the_desk.get(page).text
    assert (
        "bewerbungen/"
        not in at_the_desk.get("/koordination/?art=bewerbung").text.partition("<h1>")[2]
    )


def test_declined_with_a_reason_and_a_note(at_the_desk, waiting, page, reason):
    form = {
        "seen": sight(waiting),
        "reason": "satzung",
        "note": "Leider & gern später.",
    }

    at_the_desk.post(f"{page}ablehnen/", form)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.decline_reason) == ("declined", reason)
    body = Mail.objects.get().body
    assert "Satzung" in body
    assert "Leider & gern später." in body
    assert "Bereits abgelehnt von Esra um" in at_the_desk.get(page).text


@pytest.mark.parametrize(
    "wrong",
    [
        ("nachfragen", {"question": " \u200b"}, "Bitte schreiben Sie, was Sie wissen"),
        ("nachfragen", {"question": "a" * 2001}, "Höchstens 2000 Zeichen"),
        ("ablehnen", {"note": "Bitte."}, "Bitte wählen Sie einen Grund."),
        ("ablehnen", {"reason": "erfunden"}, "Bitte wählen Sie einen Eintrag aus"),
        ("ablehnen", {"reason": "anderes"}, "Bitte nennen Sie den Grund in der Notiz."),
        ("weitergeben", {}, "Bitte wählen Sie ein Netzwerk."),
        ("weitergeben", {"network": "essen"}, "Bitte wählen Sie einen Eintrag aus"),
        ("weitergeben", {"network": "atlantis"}, "Bitte wählen Sie einen Eintrag aus"),
    ],
)
def test_a_wrong_answer_changes_nothing(at_the_desk, waiting, page, reason, wrong):
    verb, typed, sentence = wrong
    TermFactory(kind="decline_reason", slug="anderes")
    before = Application.objects.values().get()

    response = at_the_desk.post(f"{page}{verb}/", {"seen": sight(waiting)} | typed)

    assert response.status_code == 422
    assert sentence in response.text
    assert Application.objects.values().get() == before
    assert not Mail.objects.exists()


@pytest.fixture
def passed(at_the_desk, waiting, page, bochum):
    form = {"seen": sight(waiting), "network": "bochum", "note": "Näher bei euch."}
    at_the_desk.post(f"{page}weitergeben/", form)
    return Application.objects.get(pk=waiting.pk)


def test_the_other_coordination_has_it_on_its_work_list(client, passed, boris, page):
    client.force_login(boris)

    assert f'href="{page}"' in client.get("/koordination/").text
    text = client.get(page).text
    assert "Weitergegeben von: Netzwerk Essen." in text
    assert "Näher bei euch." in text
    assert "Koordination Bochum" in Mail.objects.get(recipient=CONTACT).body


def test_who_passed_it_on_reads_where_it_is_and_no_more(at_the_desk, passed, page):
    text = at_the_desk.get(page).text

    assert "Bereits weitergegeben (Netzwerk Bochum) von Esra um" in text
    assert CONTACT not in text
    assert "Lernhaus" not in at_the_desk.get(LIST).text


@pytest.fixture
def dora(essen):
    """Another coordinator of Essen."""
    dora = UserFactory(name="Dora")
    RoleFactory(person=dora, network=essen)
    return dora


@pytest.fixture
def declined_by_esra(waiting, esra, reason):
    seen = sight(waiting)
    deciding.decline(waiting, reason=reason, note="", by=esra, seen=seen)
    return seen


@pytest.mark.parametrize("verb", ["aufnehmen", "nachfragen", "ablehnen", "weitergeben"])
def test_whoever_comes_too_late_is_told_by_whom_and_when(
    client, page, dora, declined_by_esra, verb
):
    seen = declined_by_esra
    client.force_login(dora)
    typed = {"question": "Das bleibt.", "note": "Das bleibt.", "since": "1.12.2026"}

    answer = client.post(f"{page}{verb}/", {"seen": seen} | typed)

    assert answer.status_code == 409
    assert "Bereits abgelehnt von Esra um" in answer.text
    assert ("Das bleibt." in answer.text) == (verb != "aufnehmen")
    assert Mail.objects.count() == 1


def test_whoever_comes_after_it_was_passed_on_is_told_too(client, passed, page, dora):
    client.force_login(dora)

    answer = client.post(f"{page}ablehnen/", {"seen": f"{passed.pk}-1"})

    assert answer.status_code == 409
    assert "von Esra um" in answer.text


def test_a_button_pressed_twice_decides_once(at_the_desk, waiting, page):
    answers = [admit(at_the_desk, page, waiting) for _click in range(2)]

    assert [answer.url for answer in answers] == ["/koordination/"] * 2
    assert Organisation.objects.count() == 1


def test_an_answer_meanwhile_is_not_decided_unseen(at_the_desk, waiting, page, esra):
    deciding.ask(waiting, question="Seit wann?", by=esra, seen=sight(waiting))
    seen = sight(Application.objects.get())
    applying.answer(link("question").split("/")[-2], "Seit 1999.")
    form = {"seen": seen, "since": "1.12.2026", "question": "Das bleibt stehen."}

    for verb in ("aufnehmen", "nachfragen"):
        answer = at_the_desk.post(f"{page}{verb}/", form)

        assert answer.status_code == 409
        assert CHANGED in answer.text
        assert "Seit 1999." in answer.text
    assert "Das bleibt stehen." in answer.text
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("seen", ["", "1", "x-1", "9" * 400, "٣-1", "0-0"])
def test_what_was_not_seen_is_not_decided(at_the_desk, waiting, page, seen):
    assert admit(at_the_desk, page, waiting, seen=seen).status_code == 409
    assert not Organisation.objects.exists()


def test_nobody_decides_about_the_own_application(client, waiting, page, esra):
    Application.objects.update(contact_email=esra.email.upper())
    client.force_login(esra)

    assert client.get(page).status_code == 404
    assert admit(client, page, waiting).status_code == 404
    assert "Lernhaus" not in client.get(LIST).text
    work_list = client.get("/koordination/").text
    assert "Entscheiden andere" in work_list
    assert f'href="{page}"' not in work_list


def test_an_unconfirmed_one_is_nobodys_to_see(client, unconfirmed, esra, gisela):
    for person in (esra, gisela):
        client.force_login(person)
        address = f"{LIST}{unconfirmed.pk}/"
        assert client.get(address).status_code == 404
        assert admit(client, address, unconfirmed).status_code == 404


def test_the_office_decides_after_fourteen_days(client, waiting, page, gisela):
    client.force_login(gisela)
    assert client.get(page).status_code == 200
    assert admit(client, page, waiting).status_code == 404

    long_ago = timezone.now() - timedelta(days=14)
    Application.objects.update(waits_since=long_ago)

    assert f'href="{page}"' in client.get("/koordination/").text
    assert admit(client, page, waiting).status_code == 302
    assert JournalEntry.objects.get(verb="application.admitted").capacity == "office"


def test_the_same_house_twice_is_said(at_the_desk, waiting, page, essen):
    ApplicationFactory(network=essen, name="lernhaus ZOLLVEREIN")

    assert "Vielleicht hat sich jemand zweimal beworben:" in at_the_desk.get(page).text


def test_the_list_has_filters_and_a_search(at_the_desk, waiting, essen, bochum):
    gone = timezone.now()
    ApplicationFactory(
        network=essen, name="Alte Schmiede", state="admitted", decided_at=gone
    )
    ApplicationFactory(network=bochum, name="B-GEHEIM")

    def names(query):
        text = at_the_desk.get(f"{LIST}{query}").text
        return [one for one in ("Lernhaus", "Alte Schmiede", "GEHEIM") if one in text]

    assert names("") == ["Lernhaus", "Alte Schmiede"]
    assert names("?stand=offen") == ["Lernhaus"]
    assert names("?stand=aufgenommen") == ["Alte Schmiede"]
    assert names("?q=SCHMIEDE") == ["Alte Schmiede"]
    assert "Dazu passt keine Bewerbung." in at_the_desk.get(f"{LIST}?q=nichts").text


def test_an_empty_list_says_where_applications_come_from(at_the_desk):
    assert "/mitmachen/" in at_the_desk.get(LIST).text


@pytest.mark.parametrize("length", [1, 3])
def test_the_list_asks_a_fixed_number_of_questions(
    at_the_desk, essen, django_assert_num_queries, length
):
    for _number in range(length):
        ApplicationFactory(network=essen)

    with django_assert_num_queries(8):
        at_the_desk.get(LIST)


def test_too_many_invitations_a_day_are_a_sentence(
    at_the_desk, waiting, page, esra, monkeypatch
):
    monkeypatch.setattr("members.invitations.LETTERS_A_DAY", 0)

    response = admit(at_the_desk, page, waiting)

    assert response.status_code == 422
    assert "Sie haben heute schon dreißig Einladungen gesendet." in response.text
    assert not Organisation.objects.exists()
