"""What someone outside reports, from the form to its end; weeks go by."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alliance import people, retention
from alliance.models import AttemptCount, JournalEntry, Mail
from alliance.public_forms import new_token
from members import moderation, removal, reports, waiting
from members.models import Report
from members.reports import SettledError
from members.states import ReportState
from tests.factories import (
    EditorFactory,
    ReportFactory,
    RoleFactory,
    UserFactory,
    listed,
)
from tests.members.letters import written
from tests.threads import together

FORM = "/anbieter/werkstatt/hinweis/"
DESK = "/mein-bereich/werkstatt/hinweise/"
OVERVIEW = "/mein-bereich/werkstatt/"
MONDAY = date(2026, 3, 2)
TEXT = "Die Telefonnummer stimmt nicht mehr."
SENDER = "ada@beispiel.de"


def at(day, hour=8):
    return timezone.make_aware(datetime.combine(day, time(hour)))


def escalate(day, hour=8):
    with time_machine.travel(at(day, hour), tick=False):
        reports.escalate(timezone.now())


def items(person):
    return [item for item in waiting.awaiting(person) if item.kind == "hinweis"]


@pytest.fixture
def begun(db, time_machine):
    """A form that was opened a minute ago."""
    time_machine.move_to(timezone.now() - timedelta(minutes=1))
    token = new_token()
    time_machine.shift(60)
    return token


def send(begun, address=FORM, client=None, **typed):
    fields = {"begun": begun, "homepage": "", "text": TEXT, "email": ""} | typed
    return (client or Client(enforce_csrf_checks=True)).post(address, fields)


def settle(client, report, **typed):
    form = {"state": "done", "answer": ""} | typed
    return client.post(f"{DESK}{report.pk}/", form)


def test_it_goes_to_the_editors_and_the_page_says_so(begun, workshop, wanda, esra):
    response = send(begun, email="Ada@Beispiel.de")

    assert response.url == f"{FORM}danke/"
    assert not response.cookies
    thanks = Client().get(response.url)
    assert "sieht ihn sich die Redaktion von „Werkstatt“ an" in thanks.text
    assert not thanks.cookies
    assert thanks.headers["Cache-Control"] == "no-store"
    report = Report.objects.get()
    assert (report.text, report.email, report.state) == (TEXT, SENDER, "open")
    assert written() == [("report_received", "wanda@example.org")]


def test_editors_read_the_text_as_a_quotation_and_no_address(begun, workshop, wanda):
    send(begun, text="Eins.\r\nZwei: https://evil.example/", email=SENDER)

    letter = Mail.objects.get()
    assert "> Eins.\n> Zwei: https://evil.example/\n" in letter.body
    assert f"{DESK}{Report.objects.get().pk}/" in letter.body
    assert SENDER not in letter.body
    assert letter.subject == "„Werkstatt“: Jemand meldet einen Fehler"


def test_the_journal_knows_that_and_not_what(begun, workshop, wanda):
    send(begun, email=SENDER)

    entry = JournalEntry.objects.get(verb="report.received")
    assert (entry.organisation, entry.actor) == (workshop.pk, None)
    assert not hasattr(entry, "details")


def test_sent_twice_it_is_one_report(begun, workshop, wanda):
    assert send(begun).url == send(begun).url
    assert Report.objects.count() == Mail.objects.count() == 1


@pytest.mark.parametrize("trap", [{"homepage": "https://spam.example"}, {"begun": ""}])
def test_a_robot_reports_nothing(workshop, wanda, trap):
    send(**{"begun": new_token()} | trap)

    assert not Report.objects.exists()
    assert not AttemptCount.objects.exists()


def test_where_nobody_edits_the_coordination_hears_at_once(begun, workshop, esra):
    response = send(begun)

    assert (
        "Als Nächstes sieht ihn sich die Koordination an"
        in Client().get(response.url).text
    )
    assert written() == [("reports_waiting", "esra@example.org")]
    assert [item.title for item in items(esra)] == ["Werkstatt"]


@pytest.mark.parametrize("lack", [{"is_active": False}, {"password": "!unbekannt"}])
def test_an_editor_who_cannot_come_in_is_none(begun, workshop, esra, lack):
    EditorFactory(organisation=workshop, person=UserFactory(**lack))

    send(begun)

    assert written() == [("reports_waiting", "esra@example.org")]


def test_about_a_partner_without_a_network_the_office_hears(begun, gisela, esra):
    listed("amt", kind="partner")

    response = send(begun, "/partner/amt/hinweis/")

    assert response.url == "/partner/amt/hinweis/danke/"
    assert written() == [("reports_waiting", "gisela@example.org")]
    assert [item.title for item in items(gisela)] == ["Amt"]
    assert items(esra) == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": ""}, "Bitte schreiben Sie, was nicht stimmt."),
        ({"text": " \n\u200b "}, "Bitte schreiben Sie, was nicht stimmt."),
        ({"text": "x" * 2001}, "2000"),
        ({"email": "ada"}, "Bitte geben Sie eine gültige E‑Mail-Adresse an."),
        ({"email": "a@b.de\r\nBcc: c@d.de"}, "Bitte geben Sie eine gültige E‑Mail"),
        ({"email": "a@b.de, c@d.de"}, "Bitte geben Sie eine gültige E‑Mail-Adresse"),
        ({"email": '"a b"@c.de'}, "Bitte geben Sie eine gültige E‑Mail-Adresse an."),
    ],
)
def test_what_is_refused_stays_in_the_form(begun, workshop, wanda, typed, sentence):
    response = send(begun, **typed)

    assert response.status_code == 422
    assert sentence in response.text
    assert typed.get("text", TEXT).strip()[:99] in response.text
    assert not Report.objects.exists()
    assert not AttemptCount.objects.exists()


def test_markup_is_text(begun, client, workshop, wanda):
    send(begun, text='"><x-probe onload=1><script>alert(1)</script>')
    client.force_login(wanda)

    for page in (DESK, f"{DESK}{Report.objects.get().pk}/"):
        text = client.get(page).text
        assert "x-probe onload=1&gt;" in text
        assert "<x-probe" not in text
        assert "<script>alert" not in text


def test_of_one_that_left_the_directory_nothing_is_reported(begun, workshop, wanda):
    moderation.withdraw(workshop, by=None)

    response = send(begun)

    assert response.status_code == 410
    assert TEXT in response.text
    assert Client().get(FORM).status_code == 410
    assert Client().get(f"{FORM}danke/").status_code == 410
    assert not Report.objects.exists()


def test_a_client_reports_five_times_an_hour(workshop, wanda, time_machine):
    time_machine.move_to(at(MONDAY))
    tokens = [new_token() for _number in range(7)]
    time_machine.shift(60)

    statuses = [send(token).status_code for token in tokens[:6]]

    assert statuses == [302] * 5 + [429]
    refused = send(tokens[6])
    assert TEXT in refused.text
    assert int(refused.headers["Retry-After"]) > 3000
    assert "Das reicht fürs Erste" in refused.text
    time_machine.shift(3600)
    assert send(tokens[6]).status_code == 302


def test_ten_reports_a_day_come_in_about_one(
    workshop, college, wanda, kemal, time_machine
):
    time_machine.move_to(at(MONDAY))
    tokens = [new_token() for _number in range(12)]
    time_machine.shift(60)
    clients = [Client(REMOTE_ADDR=f"198.51.100.{number}") for number in range(12)]

    for token, client in zip(tokens[:10], clients, strict=False):
        assert send(token, client=client).status_code == 302

    assert send(tokens[10], client=clients[10]).status_code == 429
    other = send(tokens[11], "/anbieter/kolleg/hinweis/", client=clients[11])
    assert other.status_code == 302


def test_editors_settle_it_and_answer_once(client, workshop, wanda):
    report = ReportFactory(organisation=workshop, email=SENDER)
    client.force_login(wanda)
    assert SENDER in client.get(f"{DESK}{report.pk}/").text

    response = settle(client, report, answer="Danke, das ist\nberichtigt.")

    assert response.url == DESK
    letter = Mail.objects.get()
    assert (letter.kind, letter.recipient, letter.person) == (
        "report_answered",
        SENDER,
        None,
    )
    assert "Danke, das ist\nberichtigt.\n" in letter.body
    assert "Der Eintrag ist berichtigt." in letter.body
    assert "Wanda" not in letter.body
    # A stranger's words are not sent on to whatever address the stranger gave.
    assert report.text not in letter.body
    page = client.get(DESK).text
    assert "Berichtigt" in page
    assert "Erledigt von Wanda" in page
    entry = JournalEntry.objects.get(verb="report.corrected")
    assert (entry.actor, entry.capacity) == (wanda, "editor")
    assert not hasattr(entry, "details")


def test_without_an_answer_nobody_is_written_to(client, workshop, wanda):
    report = ReportFactory(organisation=workshop, email=SENDER)
    client.force_login(wanda)

    settle(client, report, state="no_error", answer=" \n ")

    report.refresh_from_db()
    assert (report.state, report.is_answered) == ("no_error", False)
    assert not Mail.objects.exists()


def test_without_an_address_there_is_no_answer(client, workshop, wanda):
    report = ReportFactory(organisation=workshop)
    client.force_login(wanda)
    assert "Antwort an die Person" not in client.get(f"{DESK}{report.pk}/").text

    settle(client, report, answer="Wohin?")

    assert not Mail.objects.exists()
    report.refresh_from_db()
    assert not report.is_answered


def test_the_coordination_may_settle_it_as_such(client, workshop, wanda, esra):
    report = ReportFactory(organisation=workshop)
    client.force_login(esra)

    settle(client, report)

    entry = JournalEntry.objects.get(verb="report.corrected")
    assert (entry.actor, entry.capacity) == (esra, "coordinator")


def test_a_form_without_a_choice_keeps_the_answer(client, workshop, wanda):
    report = ReportFactory(organisation=workshop, email=SENDER)
    client.force_login(wanda)

    response = settle(client, report, state="", answer="Schon geschrieben.")

    assert response.status_code == 422
    assert "Bitte wählen Sie, was daraus geworden ist." in response.text
    assert "Schon geschrieben." in response.text


def test_who_comes_second_reads_who_was_first(client, workshop, wanda, esra):
    report = ReportFactory(organisation=workshop, email=SENDER)
    reports.settle(report, state=ReportState.NO_ERROR, answer="", by=wanda)
    client.force_login(esra)

    response = settle(client, report, answer="Meine Antwort.")

    assert response.status_code == 409
    assert "Erledigt von Wanda" in response.text
    assert "Meine Antwort." in response.text
    assert not Mail.objects.exists()


def test_ones_own_second_click_is_done_already(client, workshop, wanda):
    report = ReportFactory(organisation=workshop, email=SENDER)
    client.force_login(wanda)

    for _click in range(2):
        assert settle(client, report, answer="Danke.").url == DESK

    assert Mail.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_wins(workshop, wanda, esra):
    report = ReportFactory(organisation=workshop, email=SENDER)

    def settled(person):
        try:
            reports.settle(report, state="done", answer="Danke.", by=person)
        except SettledError:
            return False
        return True

    results = together(lambda: settled(wanda), lambda: settled(esra))

    assert sorted(results) == [False, True]
    assert Mail.objects.count() == 1


def test_after_seven_days_it_is_the_coordinations_too(workshop, wanda, esra, boris):
    report = ReportFactory(organisation=workshop, created_at=at(MONDAY, 15))

    with time_machine.travel(at(MONDAY + timedelta(days=6), 20)):
        assert items(esra) == []
    escalate(MONDAY + timedelta(days=6))
    assert written() == []

    escalate(MONDAY + timedelta(days=7))
    escalate(MONDAY + timedelta(days=7), hour=9)

    assert written() == [("reports_waiting", "esra@example.org")]
    assert "- Werkstatt\n" in Mail.objects.get().body
    with time_machine.travel(at(MONDAY + timedelta(days=7), 9)):
        (item,) = items(esra)
        assert item.address == f"{DESK}{report.pk}/"
        assert items(boris) == []
    assert JournalEntry.objects.filter(verb="report.escalated").count() == 1


def test_what_was_settled_in_time_wakes_nobody(workshop, wanda, esra):
    report = ReportFactory(organisation=workshop, created_at=at(MONDAY))
    reports.settle(report, state="done", answer="", by=wanda)

    escalate(MONDAY + timedelta(days=7))

    assert written() == []


def test_of_what_is_removed_nobody_is_told_until_it_is_back(workshop, esra, gisela):
    ReportFactory(organisation=workshop, created_at=at(MONDAY))
    removal.remove(workshop, by=gisela)
    Mail.objects.all().delete()

    escalate(MONDAY + timedelta(days=7))
    assert written() == []

    removal.restore(workshop, by=gisela)
    Mail.objects.all().delete()
    escalate(MONDAY + timedelta(days=8))
    assert written() == [("reports_waiting", "esra@example.org")]


def test_nobody_is_woken_at_night_or_on_a_sunday(workshop, wanda, esra):
    ReportFactory(organisation=workshop, created_at=at(MONDAY - timedelta(days=1)))
    sunday = MONDAY + timedelta(days=6)

    escalate(sunday)
    escalate(sunday + timedelta(days=1), hour=3)
    assert written() == []
    with time_machine.travel(at(sunday)):
        assert len(items(esra)) == 1

    escalate(sunday + timedelta(days=1))
    assert len(written()) == 1


def test_a_portal_that_was_down_for_a_month_sends_one_letter(workshop, wanda, esra):
    forge = listed("schmiede", workshop.memberships.get().network)
    EditorFactory(organisation=forge)
    for organisation in (workshop, forge, workshop):
        ReportFactory(organisation=organisation, created_at=at(MONDAY))

    escalate(MONDAY + timedelta(days=36))

    assert written() == [("reports_waiting", "esra@example.org")]
    assert Mail.objects.get().subject == "3 Hinweise warten auf Sie"


def test_of_several_who_coordinate_each_hears(workshop, wanda, esra, essen):
    RoleFactory(network=essen, person=UserFactory(email="zoe@example.org"))
    ReportFactory(organisation=workshop, created_at=at(MONDAY))

    escalate(MONDAY + timedelta(days=7))

    assert {reader for _kind, reader in written()} == {
        "esra@example.org",
        "zoe@example.org",
    }


def test_after_two_weeks_the_office_sees_it_too(workshop, wanda, gisela):
    ReportFactory(organisation=workshop, created_at=at(MONDAY))

    with time_machine.travel(at(MONDAY + timedelta(days=13))):
        assert items(gisela) == []
    with time_machine.travel(at(MONDAY + timedelta(days=14), 9)):
        assert len(items(gisela)) == 1


def test_after_a_year_it_is_erased(workshop, wanda):
    ReportFactory(organisation=workshop, created_at=at(MONDAY))

    reports.prune(at(MONDAY + timedelta(days=364)))
    assert Report.objects.exists()

    reports.prune(at(MONDAY + timedelta(days=366)))
    assert not Report.objects.exists()


def test_the_senders_address_goes_thirty_days_after_it_was_settled(workshop, wanda):
    report = ReportFactory(organisation=workshop, email=SENDER, created_at=at(MONDAY))
    waits = ReportFactory(organisation=workshop, email=SENDER, created_at=at(MONDAY))
    with time_machine.travel(at(MONDAY + timedelta(days=3)), tick=False):
        reports.settle(report, state="done", answer="Danke.", by=wanda)
    Mail.objects.update(state="sent")

    def pass_days(number):
        now = at(MONDAY + timedelta(days=number))
        reports.prune(now)
        retention.prune(now)

    pass_days(32)
    assert Report.objects.get(pk=report.pk).email == SENDER
    assert Mail.objects.filter(recipient=SENDER).exists()

    pass_days(34)
    assert Report.objects.get(pk=report.pk).email == ""
    assert not Mail.objects.filter(recipient=SENDER).exists()
    assert Report.objects.get(pk=waits.pk).email == SENDER


def test_the_list_says_what_waits_and_what_was(client, workshop, wanda):
    client.force_login(wanda)
    assert "Kein Hinweis wartet." in client.get(DESK).text

    ReportFactory(organisation=workshop, text="Offen und alt.")
    page = client.get(DESK).text

    assert "Offen und alt." in page
    assert "ohne Adresse gesendet" in page


def test_a_list_takes_as_many_queries_for_three_as_for_one(client, workshop, wanda):
    client.force_login(wanda)
    client.get(DESK)

    def numbered():
        for state in ("open", "done"):
            settled_at = timezone.now() if state == "done" else None
            ReportFactory(
                organisation=workshop,
                state=state,
                settled_at=settled_at,
                settled_by=wanda if settled_at else None,
            )
        with CaptureQueriesContext(connection) as captured:
            client.get(DESK)
        return len(captured)

    with_one = numbered()
    numbered()
    assert numbered() == with_one


def test_the_portrait_leads_to_the_form(client, workshop):
    page = client.get("/anbieter/werkstatt/").text

    assert 'href="/anbieter/werkstatt/hinweis/"' in page
    assert "Stimmt hier etwas nicht?" in page


def test_whose_address_it_is_finds_it_in_the_own_data_until_both_go(workshop, wanda):
    report = ReportFactory(organisation=workshop, email=wanda.email)
    ReportFactory(organisation=workshop, email="ada@beispiel.de")

    (found,) = people.personal_data(wanda)["hinweise"]
    assert (found["organisation__slug"], found["text"]) == ("werkstatt", report.text)

    people.erase(wanda)
    emails = Report.objects.order_by("pk").values_list("email", flat=True)
    assert list(emails) == ["", "ada@beispiel.de"]


def test_the_overview_of_a_desk_tells_that_one_waits(client, workshop, wanda):
    client.force_login(wanda)
    assert "Ein Hinweis von außen wartet" not in client.get(OVERVIEW).text

    ReportFactory(organisation=workshop)

    assert "Ein Hinweis von außen wartet auf Sie." in client.get(OVERVIEW).text


def test_the_file_of_a_member_tells_that_one_waits(client, workshop, esra):
    ReportFactory(organisation=workshop)
    client.force_login(esra)

    page = client.get("/koordination/organisationen/werkstatt/").text

    assert f'href="{DESK}">Ein Hinweis von außen wartet.' in page
