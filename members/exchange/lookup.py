"""The words of a list, looked up: terms, networks and postal codes."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from members.directory.fold import fold
from members.models import PostalCode, Term
from networks.models import Network

_SHOWN = 60


class Names[Thing: (Term, Network)]:
    """Things by what they are called: slugs before names before synonyms."""

    def __init__(self, things: Iterable[Thing]) -> None:
        self._by_word: dict[str, Thing] = {}
        every = [(thing, getattr(thing, "synonyms", ())) for thing in things]
        for words in (
            [(thing, thing.slug) for thing, _synonyms in every],
            [(thing, thing.name) for thing, _synonyms in every],
            [(thing, word) for thing, synonyms in every for word in synonyms],
        ):
            for thing, word in words:
                self._by_word.setdefault(fold(word), thing)
        self._pairs = {word: _pairs(word) for word in self._by_word}

    def find(self, word: str) -> Thing:
        folded = fold(word)
        if found := self._by_word.get(folded):
            return found
        message = _("We do not know “%(word)s”.") % {"word": word[:_SHOWN]}
        if self._by_word:
            message += " " + _("The most similar is “%(name)s”.") % {
                "name": self._nearest(folded).name
            }
        raise ValidationError(message, code="unknown")

    def _nearest(self, folded: str) -> Thing:
        asked = _pairs(folded[:_SHOWN])
        return self._by_word[
            max(self._pairs, key=lambda word: _likeness(asked, self._pairs[word]))
        ]


def _pairs(word: str) -> frozenset[str]:
    padded = f" {word} "
    return frozenset(padded[i : i + 2] for i in range(len(padded) - 1))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (len(one) + len(other))


class Lookup:
    """Read once for an import; retired terms too, for some profiles carry them."""

    def __init__(self, postal_codes: Collection[str]) -> None:
        terms = list(Term.objects.all())
        self.terms: dict[str, Names[Term]] = {
            kind: Names(
                sorted(
                    (term for term in terms if term.kind == kind),
                    key=lambda term: term.is_retired,
                )
            )
            for kind in Term.Kind.values
        }
        self.term = {term.pk: term for term in terms}
        self.networks: Names[Network] = Names(Network.objects.all())
        self.postal_codes = PostalCode.objects.in_bulk(postal_codes)
