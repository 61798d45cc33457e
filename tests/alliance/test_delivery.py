"""A letter is sent once, whatever the mail server does; and none is lost."""

import socket
import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from alliance import delivery, smtp
from alliance.models import Mail
from tests.alliance.post_office import (
    drip,
    hang_up,
    post_office,
    read,
    say_nothing,
    use,
)
from tests.factories import MailFactory

State = Mail.State


def send_due():
    delivery.send_due(timezone.now())


def sent(letter):
    """What became of it when it was tried."""
    delivery.send(letter.pk)
    letter.refresh_from_db()
    return letter


@pytest.fixture
def letter(db):
    return MailFactory(subject="Grüße", body="Guten Tag, Łukasz.\n")


def test_a_letter_arrives_as_it_was_written(letter, settings):
    with post_office(settings) as office:
        sent(letter)

    assert (letter.state, letter.attempts, letter.error) == (State.SENT, 1, "")
    assert letter.sent_at
    (arrived,) = map(read, office.letters)
    assert arrived["Subject"] == "Grüße"
    assert arrived["To"] == "person@example.org"
    assert arrived["From"] == (
        '"Bündnis.Weiterbildung.Ruhr" <portal@weiterbildung.ruhr>'
    )
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived["Message-ID"].endswith("@127.0.0.1>")
    assert arrived.get_content().splitlines() == ["Guten Tag, Łukasz."]
    assert "<portal@weiterbildung.ruhr>" in office.commands[1]


def test_on_its_way_a_letter_is_plain_ascii_in_short_lines(db, settings):
    word = "Arbeitsvermittlungsunterstützung "
    letter = MailFactory(subject="Überblick " * 15, body=word * 60)

    with post_office(settings) as office:
        sent(letter)

    (arrived,) = office.letters
    assert arrived.isascii()
    assert max(map(len, arrived.splitlines())) <= 78
    lines = read(arrived).get_content().splitlines()
    assert len(lines) > 20
    assert max(map(len, lines)) <= delivery.WIDTH


def test_an_address_in_the_text_stays_whole():
    address = "http://127.0.0.1:8000/" + "sehr-lang/" * 20

    text = delivery.wrap(f"Bitte hier entlang:\n{address}\n\n- eins {'und ' * 40}")

    assert address in text.splitlines()
    assert text.splitlines()[-1].startswith("  und")


@pytest.mark.parametrize("field", ["subject", "recipient"])
def test_no_text_adds_a_header(db, settings, field):
    letter = MailFactory(**{field: "a@example.org\r\nBcc: victim@example.org"})

    with post_office(settings) as office:
        sent(letter)

    assert not any("victim" in line for line in office.commands)
    assert [read(one)["Bcc"] for one in office.letters] in ([], [None])
    assert letter.state == (State.SENT if field == "subject" else State.FAILED)


def test_an_address_that_cannot_be_is_for_the_office(db, settings):
    letter = MailFactory(recipient="müller@example.org")

    with post_office(settings) as office:
        sent(letter)

    assert letter.state == State.FAILED
    assert office.letters == []


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("greeting", "421 zu viel"),
        ("greeting", say_nothing),
        ("greeting", hang_up),
        ("ehlo", say_nothing),
        ("mail", "451 gleich"),
        ("mail", "550 nicht von Ihnen"),
        ("rcpt", "421 ich gehe"),
        ("rcpt", hang_up),
        ("data", say_nothing),
        ("data", hang_up),
        ("letter", "421 ich gehe"),
    ],
)
def test_a_server_that_takes_no_letters_is_asked_again_later(
    letter, settings, command, answer
):
    another = MailFactory()
    with post_office(settings, **{command: answer}) as office:
        send_due()

    letter.refresh_from_db()
    another.refresh_from_db()
    assert (letter.state, letter.attempts) == (State.WAITING, 1)
    assert timedelta(0) < letter.next_at - timezone.now() <= timedelta(minutes=1)
    assert letter.error.startswith("Der Mailserver ")
    # Not tried as well, for nobody is there.
    assert (another.state, another.attempts) == (State.WAITING, 0)
    assert another.next_at > timezone.now()
    assert office.letters == []


def test_a_server_that_is_not_there_is_asked_again_later(letter, settings):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        use(settings, {"host": "127.0.0.1", "port": closed.getsockname()[1]})
        sent(letter)

    assert (letter.state, letter.attempts) == (State.WAITING, 1)
    assert letter.error.startswith("Der Mailserver ist nicht erreichbar")


def test_a_server_that_drips_is_left_in_the_end(letter, settings, monkeypatch):
    monkeypatch.setattr(smtp, "LONGEST", 0.5)

    with post_office(settings, greeting=drip):
        sent(letter)

    assert (letter.state, letter.attempts) == (State.WAITING, 1)


@pytest.mark.parametrize("command", ["rcpt", "letter"])
def test_a_letter_that_is_refused_for_now_does_not_stop_the_others(
    letter, settings, command
):
    another = MailFactory()
    with post_office(settings, **{command: "450 das Fach ist voll"}):
        send_due()

    letter.refresh_from_db()
    another.refresh_from_db()
    assert (letter.state, another.state) == (State.WAITING, State.WAITING)
    assert (letter.attempts, another.attempts) == (1, 1)
    assert letter.error == ("Der Mailserver hat geantwortet: 450 das Fach ist voll")


@pytest.mark.parametrize("command", ["rcpt", "data", "letter"])
def test_a_letter_that_is_refused_for_good_is_for_the_office(letter, settings, command):
    with post_office(settings, **{command: "550 unbekannt"}):
        send_due()

    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (State.FAILED, 1)
    assert "550 unbekannt" in letter.error
    assert letter.next_at is None


@pytest.mark.parametrize("answer", [say_nothing, hang_up])
def test_nobody_knows_what_became_of_a_letter_without_an_answer(
    letter, settings, answer
):
    with post_office(settings, letter=answer) as office:
        send_due()
        send_due()

    letter.refresh_from_db()
    assert letter.state == State.UNCERTAIN
    assert sum(line.lower() == "data" for line in office.commands) == 1


@pytest.mark.parametrize("answer", ["250 gut", "500 nein", say_nothing, hang_up])
def test_how_the_talk_ends_does_not_matter(letter, settings, answer):
    with post_office(settings, quit=answer) as office:
        sent(letter)

    assert letter.state == State.SENT
    assert len(office.letters) == 1


def test_without_encryption_nothing_is_sent(letter, settings):
    with post_office(settings) as office:
        use(
            settings,
            office.options
            | {"use_tls": True, "username": "portal", "password": "geheim"},
        )
        sent(letter)

    assert (letter.state, letter.attempts) == (State.WAITING, 1)
    assert letter.error == (
        "Der Mailserver bietet keine Verschlüsselung an; nichts wurde gesendet."
    )
    assert {line[:4].lower() for line in office.commands} <= {"ehlo", "quit"}


def test_a_talk_that_breaks_off_is_hung_up(settings):
    with post_office(settings) as office:
        backend = smtp.EmailBackend(alias="default", use_tls=True, **office.options)
        with pytest.raises(OSError, match="STARTTLS"):
            backend.open()

    # Else its socket would stay open for as long as the clock of the talk runs.
    assert backend._partial_connection is None


def test_a_letter_is_tried_more_and_more_seldom_and_then_given_up(letter, settings):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        begun = timezone.now()
        use(settings, {"host": "127.0.0.1", "port": 1})
        tried = []
        for _minute in range(6 * 24 * 60):
            before = letter.attempts
            if letter.state == State.WAITING:
                delivery.send_due(timezone.now())
                letter.refresh_from_db()
            if letter.attempts > before:
                tried.append(round((timezone.now() - begun) / timedelta(minutes=1)))
            clock.shift(60)

    assert tried == [0, 1, 6, 21, 81, 321, 1761, 3201, 4641]
    assert letter.state == State.FAILED


def test_what_somebody_began_to_send_is_not_sent_by_another(letter, settings):
    Mail.objects.update(
        state=State.SENDING, next_at=timezone.now() + timedelta(minutes=1)
    )

    with post_office(settings) as office:
        send_due()

    letter.refresh_from_db()
    assert letter.state == State.SENDING
    assert office.letters == []


def test_what_nobody_finished_is_for_the_office(letter, settings):
    begun = timezone.now() - delivery.LEASE
    Mail.objects.update(state=State.SENDING, next_at=begun + delivery.LEASE)

    with post_office(settings) as office:
        send_due()

    letter.refresh_from_db()
    assert letter.state == State.UNCERTAIN
    assert letter.error == "Das Senden wurde unterbrochen."
    assert office.letters == []


def test_an_attempt_is_over_before_it_counts_as_abandoned():
    assert timedelta(seconds=smtp.LONGEST) * 2 < delivery.LEASE


def test_a_letter_has_the_same_id_in_each_attempt(letter):
    first, second = (delivery.compose(letter).message() for _ in range(2))

    assert first["Message-ID"] == second["Message-ID"]


def test_who_is_told_to_stop_sends_no_more(db, settings):
    MailFactory.create_batch(3)
    answers = iter([True, False])

    with post_office(settings) as office:
        delivery.send_due(timezone.now(), goes_on=lambda: next(answers))

    assert len(office.letters) == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_once_send_each_letter_once(settings):
    recipients = {f"person{n}@example.org" for n in range(12)}
    for recipient in recipients:
        MailFactory(recipient=recipient)
    start = threading.Barrier(4)

    def sweep():
        start.wait(5)
        try:
            send_due()
        finally:
            connection.close()

    with post_office(settings) as office:
        threads = [threading.Thread(target=sweep) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)

    assert sorted(read(one)["To"] for one in office.letters) == sorted(recipients)
    assert set(Mail.objects.values_list("state", "attempts")) == {(State.SENT, 1)}


@pytest.mark.django_db(transaction=True)
def test_a_claim_is_committed_before_the_letter_leaves(settings):
    letter = MailFactory()
    seen = []

    def look(talk):
        seen.extend(Mail.objects.values_list("state", flat=True))
        connection.close()
        talk.wfile.write(b"550 nein\r\n")

    with post_office(settings, rcpt=look):
        sent(letter)

    assert seen == [State.SENDING]
