"""How far a list may reach: whose members it may change, and to which networks add.

The command has the office's rights. A person's come from the querysets, so that a list
does nothing that the pages would not.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from members.exchange.answers import Answers
from members.models import Organisation
from networks.models import Network

if TYPE_CHECKING:
    from alliance.models import User


def outside() -> str:
    return _("You may import members of your own network only.")


def own() -> str:
    return _(
        "You edit this organisation yourself. Please change it in your area; someone "
        "else decides about it."
    )


def led_on(into: Organisation) -> str:
    number = into.number or into.slug
    return _(
        "This organisation was merged with another one. Please give the Nr of that: "
        "%(number)s"
    ) % {"number": number}


def gone() -> str:
    return _("This organisation was removed from the portal.")


@dataclass(frozen=True)
class Scope:
    """``person`` is None where all is allowed."""

    person: User | None = None

    def networks(self) -> frozenset[int] | None:
        """Their ids, or None for all."""
        if self.person is None:
            return None
        own = Network.objects.coordinated_by(self.person)
        return frozenset(own.values_list("pk", flat=True))

    def refusals(self, organisations: Collection[int]) -> dict[int, str]:
        """Of these (by their ids), those that may not be changed, and why."""
        rows = Organisation.objects.filter(pk__in=organisations)
        refused = dict.fromkeys(
            rows.exclude(removed_at=None).values_list("pk", flat=True), gone()
        )
        merged = self._merged(organisations)
        refused |= merged
        if self.person is None:
            return refused
        allowed = set(rows.listed_by(self.person).values_list("pk", flat=True))
        edited = set(rows.edited_by(self.person).values_list("pk", flat=True))
        known = set(rows.coordinated_by(self.person).values_list("pk", flat=True))
        for pk in set(organisations) - allowed - merged.keys():
            if pk not in known:
                refused[pk] = outside()
            elif pk in edited:
                refused[pk] = own()
            else:
                refused.setdefault(pk, outside())
        return refused

    def _merged(self, organisations: Collection[int]) -> dict[int, str]:
        """Those whose number is told no more, with the one of whom it is told now."""
        rows = Organisation.objects.filter(pk__in=organisations).exclude(
            merged_into=None
        )
        found = {one.pk: one.merged_into for one in rows.select_related("merged_into")}
        own = self.visible({into.pk for into in found.values() if into})
        return {
            pk: led_on(into) for pk, into in found.items() if into and into.pk in own
        }

    def visible(self, organisations: Collection[int]) -> set[int]:
        """Of whom the person may see more than the public does."""
        if self.person is None:
            return set(organisations)
        known = Organisation.objects.coordinated_by(self.person)
        return set(known.filter(pk__in=organisations).values_list("pk", flat=True))


@dataclass(frozen=True)
class Order:
    """How a table is to be imported; ``network`` is that of rows which name none."""

    network: Network | None = None
    answers: Answers = field(default_factory=Answers)
    scope: Scope = field(default_factory=Scope)


# With the office's rights, and as the file stands.
ANYTHING = Order()
