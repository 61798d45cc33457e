"""Letters are queued with what causes them, and the office settles what is stuck."""

import threading
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.db import DataError, transaction
from django.utils import timezone

from alliance import mail, retention
from alliance.errors import WrongStateError
from alliance.models import JournalEntry, Mail
from tests.factories import MailFactory, UserFactory
from tests.threads import PATIENCE, together

State = Mail.State
PROFILE = {"name": "Werkstatt"}


class Anything:
    """What stands in for an organisation and a profile."""

    name = "Werkstatt"

    def get_absolute_url(self):
        return "/anbieter/werkstatt/"


CONTEXT = {"organisation": Anything(), "profile": Anything(), "address": "/x/"}


def write(**more):
    return mail.write("profile_published", CONTEXT, to="a@example.org", **more)


@pytest.mark.django_db(transaction=True)
def test_a_letter_is_sent_when_its_transaction_is_committed():
    with transaction.atomic():
        letter = write()
        assert django_mail.outbox == []

    (sent,) = django_mail.outbox
    assert sent.to == ["a@example.org"]
    assert sent.subject == letter.subject == "„Werkstatt“: Ihre Änderung ist online"
    letter.refresh_from_db()
    assert letter.state == State.SENT


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_not_written_about():
    with transaction.atomic():
        write(key="einmal")
        transaction.set_rollback(True)

    assert not Mail.objects.exists()
    assert django_mail.outbox == []
    assert write(key="einmal")


@pytest.mark.django_db(transaction=True)
def test_a_broken_queue_does_not_break_what_was_done(settings):
    settings.TASKS = {"default": {"BACKEND": "tests.alliance.test_mail.Nowhere"}}

    with transaction.atomic():
        letter = write()

    letter.refresh_from_db()
    assert letter.state == State.WAITING


class Nowhere:
    """A queue that cannot be reached."""

    def __init__(self, *_options):
        pass

    def validate_task(self, task):
        pass

    def enqueue(self, *_task):
        raise DataError("full")


def test_a_letter_with_the_same_key_is_not_written_twice(db):
    assert write(key="einmal")
    assert write(key="einmal") is None
    assert write(key="zweimal")
    assert write()
    assert write()
    assert Mail.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_who_writes_the_same_letter_at_the_same_moment_writes_it_once():
    start = threading.Barrier(4)

    def write_at_once():
        with transaction.atomic():
            start.wait(PATIENCE)
            letter = write(key="einmal")
            # Whoever comes second goes on with what it does.
            UserFactory(email=f"{threading.get_ident()}@example.org")
        return letter

    letters = together(*[write_at_once] * 4)

    assert sum(letter is not None for letter in letters) == 1
    assert len(django_mail.outbox) == 1


def test_a_long_subject_is_cut(db):
    organisation = Anything()
    organisation.name = "Werkstatt " * 30

    letter = mail.write(
        "profile_published", CONTEXT | {"profile": organisation}, to="a@example.org"
    )

    assert len(letter.subject) == 200


@pytest.mark.parametrize("state", [State.FAILED, State.UNCERTAIN])
def test_the_office_sends_once_more_what_is_stuck(
    db, gisela, state, django_capture_on_commit_callbacks
):
    letter = MailFactory(state=state, attempts=9, error="nein")

    with django_capture_on_commit_callbacks(execute=True):
        mail.send_again(letter, by=gisela)

    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.error) == (State.SENT, 1, "")
    assert len(django_mail.outbox) == 1
    (entry,) = JournalEntry.objects.all()
    assert (entry.verb, entry.actor, entry.capacity, entry.subject) == (
        "mail.sent_again",
        gisela,
        "office",
        letter.pk,
    )
    assert entry.details.before == {"state": state}


@pytest.mark.parametrize("state", [State.FAILED, State.UNCERTAIN])
def test_the_office_discards_what_is_stuck(db, gisela, state):
    letter = MailFactory(state=state, key="einmal")

    mail.discard(letter, by=gisela)

    letter.refresh_from_db()
    assert letter.state == State.DISCARDED
    assert JournalEntry.objects.get().verb == "mail.discarded"
    assert write(key="einmal") is None


@pytest.mark.parametrize("verb", [mail.send_again, mail.discard])
@pytest.mark.parametrize(
    "state", [State.WAITING, State.SENDING, State.SENT, State.DISCARDED]
)
def test_what_is_not_stuck_stays_as_it_is(db, gisela, verb, state):
    letter = MailFactory(state=state)

    with pytest.raises(WrongStateError):
        verb(letter, by=gisela)

    letter.refresh_from_db()
    assert letter.state == state
    assert not JournalEntry.objects.exists()


def ages(state, *days):
    now = timezone.now()
    return [
        MailFactory(state=state, created_at=now - timedelta(days=one)) for one in days
    ]


@pytest.mark.parametrize("state", [State.SENT, State.DISCARDED])
def test_the_text_of_a_settled_letter_is_forgotten_and_later_the_letter(db, state):
    young, old, _oldest = ages(state, 29, 31, 181)

    retention.prune(timezone.now())

    assert list(Mail.objects.order_by("pk").values_list("pk", "body")) == [
        (young.pk, young.body),
        (old.pk, ""),
    ]


@pytest.mark.parametrize("state", [State.FAILED, State.UNCERTAIN])
def test_the_text_of_a_stuck_letter_stays_as_long_as_the_letter(db, state):
    stuck, _oldest = ages(state, 179, 181)

    retention.prune(timezone.now())

    assert list(Mail.objects.values_list("pk", "body")) == [(stuck.pk, stuck.body)]


@pytest.mark.parametrize("state", [State.WAITING, State.SENDING])
def test_a_letter_that_is_still_to_go_is_never_forgotten(db, state):
    (letter,) = ages(state, 400)

    retention.prune(timezone.now())

    assert Mail.objects.get().body == letter.body
