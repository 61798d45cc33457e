"""Letters to editors and coordinators, one function for each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_noop

from alliance import mail
from alliance.models import Mail, User
from members.models import Organisation, Profile

# What each letter is about, as the office reads it.
OCCASIONS = [
    gettext_noop("letter: profile_published"),
    gettext_noop("letter: profile_returned"),
    gettext_noop("letter: profile_edited_for"),
    gettext_noop("letter: desk"),
]


class Line(NamedTuple):
    """One thing that waits."""

    title: str
    is_proof: bool
    days: int


class Desk(NamedTuple):
    """What waits for a person; lists begin with what has waited for longest."""

    proposals: int
    proofs: int
    oldest: int  # in days
    named: Sequence[Line]
    is_shared: bool  # whether the office may decide about some, too
    opened: Sequence[Line]


def profile_published(profile: Profile) -> None:
    _to_editors("profile_published", profile.organisation, profile)


def profile_returned(profile: Profile) -> None:
    _to_editors("profile_returned", profile.organisation, profile)


def profile_edited_for(profile: Profile) -> None:
    """The coordination has written for a member, and it is online."""
    _to_editors("profile_edited_for", profile.organisation, profile)


def desk(person: User, waiting: Desk, day: date) -> Mail | None:
    """What waits for a decision; None if the person has had that letter this day."""
    number = waiting.proposals + waiting.proofs
    context = {"desk": waiting, "number": number, "all": number + len(waiting.opened)}
    return mail.write("desk", context, to=person, key=f"desk-{person.pk}-{day}")


def _to_editors(kind: str, organisation: Organisation, profile: Profile) -> None:
    context = {
        "organisation": organisation,
        "profile": profile,
        "address": reverse("members:desk", args=[organisation.slug]),
    }
    editors = organisation.editors.select_related("person").filter(
        person__is_active=True
    )
    for editor in editors:
        mail.write(kind, context, to=editor.person)
