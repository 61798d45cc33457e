"""What a password has to be, beyond what Django asks of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from alliance.models import User

LONGEST = 1024
# Of letters that are neither about us nor about the person.
OWN_LETTERS = 6
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def normalised(password: str) -> str:
    """The same password, whichever keyboard put its accents together."""
    return unicodedata.normalize("NFC", password)


class LengthValidator:
    """No longer than anyone types or pastes, so that hashing costs little."""

    def validate(
        self,
        password: str,
        user: User | None = None,  # noqa: ARG002 (Django passes it)
    ) -> None:
        if len(password) > LONGEST:
            raise ValidationError(
                _("This password is too long. At most 1,024 characters are allowed."),
                code="password_too_long",
            )

    def get_help_text(self) -> str:
        return ""


class ContextValidator:
    """Not made of words that everyone tries first here: ours, and the person's own."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = [_folded(word) for word in words]

    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) > LONGEST:
            return
        rest = _folded(password)
        known = [*self.words, *_words_of(user)]
        for word in sorted(known, key=len, reverse=True):
            rest = rest.replace(word, " ")
        if rest != _folded(password) and len(set(_letters(rest))) < OWN_LETTERS:
            raise ValidationError(
                _(
                    "This password is made of words that others try first here. Please "
                    "add some that have to do neither with us nor with you."
                ),
                code="password_of_context",
            )

    def get_help_text(self) -> str:
        return ""


def _words_of(user: User | None) -> list[str]:
    if user is None:
        return []
    words = re.split(r"[\W_]+", _folded(f"{user.name} {user.email}"))
    return [word for word in words if len(word) > 2]  # noqa: PLR2004 (no syllables)


def _folded(text: str) -> str:
    return normalised(text).casefold().translate(_UMLAUTS)


def _letters(text: str) -> list[str]:
    return [character for character in text if character.isalpha()]
