"""What the portal holds about a person who was asked, and when it is forgotten."""

from datetime import timedelta

from django.utils import timezone

from alliance.models import Mail
from members import personal
from members.freshness import answering, inventories, reminding
from members.freshness.answering import Answer
from members.freshness.inventories import Noted
from members.models import Asked, ProofReminder
from tests.factories import CredentialFactory
from tests.members.freshness.calendar import MONDAY, at, on, token


def test_the_own_file_has_what_one_was_asked(letter, wanda, kemal):
    with on(MONDAY, 9):
        answering.answer(token(letter), Answer.CHANGE)

    assert personal.data(wanda)["nachfragen"] == [
        {
            "asked_at": at(MONDAY),
            "answer": "change",
            "answered_at": at(MONDAY, 9),
            "mitglied": "werkstatt",
        }
    ]
    assert personal.data(kemal)["nachfragen"] == []


def test_the_own_file_has_what_one_noted(workshop, esra, essen):
    inventory = inventories.start(essen, by=esra)
    item = inventory.items.get()
    inventories.note(item, noted=Noted("silent", "Besetzt."), seen=1, by=esra)

    data = personal.data(esra)

    assert [one["netzwerk"] for one in data["begonnene_durchsichten"]] == ["essen"]
    (noted,) = data["notizen_in_durchsichten"]
    assert (noted["mitglied"], noted["note"]) == ("werkstatt", "Besetzt.")


def test_with_the_account_the_questions_go(letter, wanda):
    personal.forget(wanda)

    assert not Asked.objects.exists()


def test_after_three_years_nobody_knows_who_was_asked(letter, stale):
    CredentialFactory(
        organisation=stale,
        confirmed_at=at(MONDAY - timedelta(days=300)),
        valid_until=MONDAY + timedelta(days=40),
    )
    with on(MONDAY + timedelta(days=10)):
        reminding.remind(timezone.now())
        answering.answer(token(letter), Answer.RIGHT)
    assert ProofReminder.objects.count() == 1
    Mail.objects.all().delete()

    with on(MONDAY + timedelta(days=3 * 365), 3):
        reminding.remind(timezone.now())
        assert (Asked.objects.count(), ProofReminder.objects.count()) == (1, 1)
    with on(MONDAY + timedelta(days=3 * 365 + 60), 3):
        reminding.remind(timezone.now())
    assert (Asked.objects.count(), ProofReminder.objects.count()) == (0, 0)
