"""Letters about memberships, each as a call with the things of the cast it names."""

from __future__ import annotations

from django.utils import timezone

from alliance.models import Mail
from members import belonging_letters as letters
from members.models import Move
from tests.factories import MembershipFactory

WORD = "Alles Gute & bis bald!"


def ended(workshop):
    held = workshop.memberships.get()
    held.until = timezone.localdate()
    letters.membership_ended(held, WORD)


def end_changed(workshop):
    letters.membership_end_changed(workshop.memberships.get())


def suspended(workshop):
    letters.membership_suspended(workshop.memberships.get(), WORD)


def resumed(workshop):
    letters.membership_resumed(workshop.memberships.get())


def begun(workshop):
    letters.membership_begun(workshop.memberships.get())


def joined(workshop, bochum):
    """The one to those who look after it already."""
    new = MembershipFactory(organisation=workshop, network=bochum)
    letters.membership_begun(new)
    Mail.objects.exclude(kind="membership_joined").delete()


def moved(workshop, bochum):
    new = MembershipFactory(organisation=workshop, network=bochum)
    letters.membership_moved(workshop.memberships.earliest("pk"), new)


def question(workshop, network, **answer):
    held = workshop.memberships.get()
    today = timezone.localdate()
    return Move.objects.create(
        membership=held, network=network, begins_on=today, **answer
    )


def asked(workshop, bochum, boris):
    letters.move_asked(question(workshop, bochum))


def answered(workshop, bochum, wanda):
    answer = {"state": "refused", "note": WORD, "asked_by": wanda}
    letters.move_answered(question(workshop, bochum, **answer))


def removed(workshop, esra):
    letters.organisation_removed(workshop, by=esra)


def restored(workshop):
    letters.organisation_restored(workshop)


LETTERS = {
    "membership_begun": begun,
    "membership_joined": joined,
    "membership_ended": ended,
    "membership_end_changed": end_changed,
    "membership_suspended": suspended,
    "membership_resumed": resumed,
    "membership_moved": moved,
    "move_asked": asked,
    "move_answered": answered,
    "organisation_removed": removed,
    "organisation_restored": restored,
}
