"""The worker outlives the database, and looks for letters by itself."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, connections
from django.utils import timezone

from alliance import worker
from alliance.models import Mail
from alliance.tasks import deliver
from alliance.worker import Worker
from tests.alliance.post_office import post_office, wait_until
from tests.factories import MailFactory

pytestmark = pytest.mark.django_db(transaction=True)
State = Mail.State


@pytest.fixture
def diligent(settings, monkeypatch):
    """One that waits for nothing, with its queue in the database."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(worker, "PAUSE", 0.01)
    monkeypatch.setattr(worker, "PAUSE_WITHOUT_DATABASE", 0.01)
    return Worker()


@pytest.fixture
def at_work(diligent):
    """Call it to let the worker begin in a thread of its own."""

    def work():
        diligent.run()
        connection.close()

    thread = threading.Thread(target=work)
    yield thread.start
    diligent.running = False
    thread.join(10)
    assert not thread.is_alive()


def test_a_task_that_was_queued_is_done(diligent):
    letter = MailFactory()
    diligent.turn()
    Mail.objects.update(state=State.WAITING, sent_at=None)
    deliver.enqueue(letter.pk)

    diligent.turn()

    assert Mail.objects.get().state == State.SENT


def test_a_letter_whose_task_was_lost_is_found(diligent):
    MailFactory()

    diligent.turn()

    assert Mail.objects.get().state == State.SENT


def test_it_looks_for_letters_once_a_minute(diligent):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        diligent.turn()
        MailFactory()
        states = []
        for _ in range(3):
            clock.shift(timedelta(seconds=30))
            diligent.turn()
            states.append(Mail.objects.get().state)

    assert states == [State.WAITING, State.SENT, State.SENT]


def test_a_clock_that_is_set_back_keeps_no_letter_waiting(diligent):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        diligent.turn()
        clock.shift(-timedelta(hours=1))
        MailFactory()
        diligent.turn()

    assert Mail.objects.get().state == State.SENT


def test_it_goes_on_when_the_database_is_back(at_work, monkeypatch, caplog):
    with monkeypatch.context() as away:
        away.setitem(connections.settings["default"], "HOST", "/nowhere")
        at_work()
        wait_until(lambda: caplog.messages)
    letter = MailFactory()
    deliver.enqueue(letter.pk)

    wait_until(lambda: Mail.objects.get().state == State.SENT)
    assert caplog.messages == ["The database does not answer; trying again."]


def test_a_signal_lets_a_letter_on_its_way_arrive_and_no_other_leave(
    diligent, settings
):
    MailFactory.create_batch(2)

    def signal_meanwhile(talk):
        diligent.shutdown(15, None)
        talk.wfile.write(b"250 gut\r\n")
        talk.listen()

    with post_office(settings, rcpt=signal_meanwhile) as office:
        diligent.turn()

    assert len(office.letters) == 1
    states = Mail.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [State.SENT, State.WAITING]
    assert not diligent.running
