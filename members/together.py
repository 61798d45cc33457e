"""What a coordination does with several members at once: all of it, or nothing.

The same verbs as for one. What does not fit a membership any more, such as to rest
what rests, is left out and named before anything is done.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.db.models import TextChoices
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from members import membership, removal
from members.locks import lock_all
from members.models import Membership, Organisation

if TYPE_CHECKING:
    from alliance.models import User

# From more than so many on, the number has to be typed.
FEW = 25
MOST = 500


class Action(TextChoices):
    SUSPEND = "ruhen", _("Let the membership rest")
    RESUME = "fortsetzen", _("Let the membership go on")
    END = "beenden", _("End the membership")
    REMOVE = "loeschen", _("Delete the organisation")


class Chosen(NamedTuple):
    """Whom it concerns: memberships, or organisations where these are deleted."""

    titles: dict[int, str]  # of organisations, by their ids
    memberships: list[Membership]
    organisations: list[Organisation]

    @property
    def number(self) -> int:
        return len(self.memberships) or len(self.organisations)

    @property
    def sight(self) -> str:
        """What someone has looked at: all of them, as they stood then."""
        seen = [membership.sight(one) for one in self.memberships]
        seen += [one.slug for one in self.organisations]
        return hashlib.sha256(" ".join(seen).encode()).hexdigest()

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Titles, each with its network where it is about that."""
        if self.memberships:
            return [
                (self.titles[one.organisation_id], str(one.network))
                for one in self.memberships
            ]
        return [(self.titles[one.pk], "") for one in self.organisations]

    @property
    def left_out(self) -> list[str]:
        done = {one.organisation_id for one in self.memberships}
        done |= {one.pk for one in self.organisations}
        return [title for pk, title in self.titles.items() if pk not in done]


def choose(action: Action, slugs: Collection[str], *, by: User) -> Chosen:
    """All of them within the person's rights, or none: a 404."""
    own = Organisation.objects.coordinated_by(by).named().filter(slug__in=slugs)
    rows = {one.pk: one for one in own}
    if len(rows) != len(set(slugs)):
        raise Http404
    titles = {pk: one.title for pk, one in rows.items()}  # type: ignore[attr-defined]
    if action == Action.REMOVE:
        removable = Organisation.objects.removable_by(by).filter(pk__in=rows)
        return Chosen(titles, [], list(removable.order_by("pk")))
    memberships = Membership.objects.kept_by(by).current_or_coming()
    held = memberships.filter(organisation__in=rows, **_FITTING[action])
    ordered = held.select_related("network").order_by("organisation", "pk")
    return Chosen(titles, list(ordered), [])


_FITTING: dict[Action, dict[str, object]] = {
    Action.SUSPEND: {"suspended_on": None},
    Action.RESUME: {"suspended_on__isnull": False},
    Action.END: {"until": None},
}


@transaction.atomic
def carry_out(
    action: Action, chosen: Chosen, *, until: date | None = None, by: User
) -> int:
    """Returns how many were concerned; ``until`` is the last day where it ends."""
    lock_all(chosen.titles)
    if action == Action.REMOVE:
        for organisation in chosen.organisations:
            removal.remove(organisation, by=by)
    for held in chosen.memberships:
        _VERBS[action](held, until, by)
    return chosen.number


type Verb = Callable[[Membership, date | None, "User"], None]


def _end(held: Membership, until: date | None, by: User) -> None:
    if until is None:
        raise ValueError("A membership ends on a day.")
    membership.end(held, until=max(until, held.since), by=by)


_VERBS: dict[Action, Verb] = {
    Action.SUSPEND: lambda held, _until, by: membership.suspend(held, by=by),
    Action.RESUME: lambda held, _until, by: membership.resume(held, by=by),
    Action.END: _end,
}
