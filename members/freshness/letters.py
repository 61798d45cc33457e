"""The one letter about all that a person is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_noop

from alliance import mail
from alliance.models import Mail, User
from members.freshness.due import KIND
from members.models import Credential, Organisation

OCCASIONS = [gettext_noop("letter: freshness")]


class Question(NamedTuple):
    """The only place where the token is written down."""

    title: str
    confirmed_at: datetime | None
    is_second: bool
    token: str
    expires_at: datetime

    @property
    def still_right(self) -> str:
        return reverse("members:still-right", args=[self.token])

    @property
    def to_be_changed(self) -> str:
        return reverse("members:to-be-changed", args=[self.token])

    @property
    def no_longer_there(self) -> str:
        return reverse("members:no-longer-there", args=[self.token])


class Ending(NamedTuple):
    """A proof that ends soon."""

    proof: Credential
    title: str
    days: int

    @property
    def address(self) -> str:
        return reverse("members:proofs", args=[self.proof.organisation.slug])


def freshness(
    person: User, questions: Sequence[Question], proofs: Sequence[Ending], day: date
) -> Mail | None:
    """None if the person has had that letter this day."""
    context = {
        "questions": questions,
        "proofs": proofs,
        "has_second": any(question.is_second for question in questions),
    }
    return mail.write(KIND, context, to=person, key=f"{KIND}-{person.pk}-{day}")


def titles(organisations: Sequence[int]) -> dict[int, str]:
    found: Any = Organisation.objects.named().filter(pk__in=organisations)
    return {one.pk: one.title for one in found}
