"""Filters of a list as links with counts: one value of each at a time, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# In addresses: what belongs to no network.
NO_NETWORK = "keines"

type Label = str | Promise


class Option(NamedTuple):
    label: Label
    number: int
    address: str
    is_chosen: bool


class Filter(NamedTuple):
    label: Label
    options: list[Option]


class Sieve(NamedTuple):
    """What a parameter can ask for, and which items pass.

    ``condition`` says the same to the database, where the items are its rows.
    """

    label: Label
    values: Mapping[str, Label]
    passes: Callable[[Any, str], bool]
    condition: Callable[[str], Q] = lambda _value: Q()


type Sieves = Mapping[str, Sieve]


class Question(NamedTuple):
    """What a list is asked for, by the parameters of its address."""

    chosen: Mapping[str, str]
    words: str = ""

    @property
    def parameters(self) -> dict[str, str]:
        words = {"q": self.words} if self.words else {}
        return {**words, **self.chosen}

    def address(self, **changes: str) -> str:
        """A query string; an empty value leaves its parameter out."""
        values = self.parameters | changes
        return urlencode({name: value for name, value in values.items() if value})

    def page(self, number: int) -> str:
        return self.address(seite=str(number) if number > 1 else "")


def question(asked: Mapping[str, str], sieves: Sieves) -> Question:
    """The known values of the known parameters, and the first signs of the words."""
    chosen = {
        name: asked[name]
        for name, sieve in sieves.items()
        if asked.get(name) in sieve.values
    }
    return Question(chosen, asked.get("q", "")[:100].strip())


def narrowed[Item](
    items: Iterable[Item], asked: Question, sieves: Sieves, *, but: str = ""
) -> list[Item]:
    """The items that pass each chosen filter, except for one."""
    chosen = [
        (sieves[name].passes, value)
        for name, value in asked.chosen.items()
        if name != but
    ]
    return [item for item in items if all(test(item, value) for test, value in chosen)]


def conditions(asked: Question, sieves: Sieves) -> Q:
    """All chosen filters, for the database."""
    chosen = asked.chosen.items()
    return Q(*(sieves[name].condition(value) for name, value in chosen))


def one_each(_item: Any) -> int:
    return 1


def filters(
    items: Sequence[Any],
    asked: Question,
    sieves: Sieves,
    *,
    number: Callable[[Any], int] = one_each,
) -> Iterator[Filter]:
    """Each says how many items its values would leave, beside the other filters.

    ``number`` is for items that stand for several.
    """
    for name, sieve in sieves.items():
        others = narrowed(items, asked, sieves, but=name)
        counts = {"": sum(map(number, others))} | {
            value: sum(number(item) for item in others if sieve.passes(item, value))
            for value in sieve.values
        }
        labels = {"": _("All"), **sieve.values}
        yield Filter(
            sieve.label,
            [
                Option(
                    labels[value],
                    count,
                    asked.address(**{name: value}),
                    asked.chosen.get(name, "") == value,
                )
                for value, count in counts.items()
            ],
        )


def offered(found: Iterable[Filter]) -> Iterator[Filter]:
    """Without values that would leave nothing, where there are many of them."""
    for one in found:
        all_of_them, *values = one.options
        kept = [option for option in values if option.number or option.is_chosen]
        yield one._replace(options=[all_of_them, *kept])
