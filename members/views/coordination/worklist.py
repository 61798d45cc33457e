"""Where a coordinator begins: what waits, oldest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from alliance.errors import WrongStateError
from alliance.http import SignedInRequest
from alliance.pager import page_list
from members import moderation, waiting
from members.filters import Sieve, Sieves, filters, narrowed, question
from members.models import Profile
from members.paging import page_of
from members.review import Review, is_trifle, lives, review, row_of
from members.waiting import Item
from networks.access import for_coordination
from networks.models import Network

if TYPE_CHECKING:
    from alliance.models import User

MOST_AT_ONCE = 25
WEEK = "7"


class Line(NamedTuple):
    """An item of the list; with its review where a row shows all of it."""

    item: Item
    trifle: Review | None


@for_coordination
@require_safe
def worklist(request: SignedInRequest) -> HttpResponse:
    items = waiting.awaiting(request.user)
    sieves = _sieves(request.user)
    asked = question(request.GET.dict(), sieves)
    page = page_of(request, narrowed(items, asked, sieves))
    lines = _lines(list(page))
    context = {
        "total": len(items),
        "filters": list(filters(items, asked, sieves)),
        "page": page,
        "pages": page_list(page.number, page.paginator.num_pages, asked.page),
        "lines": lines,
        "trifles": sum(line.trifle is not None for line in lines),
        "withheld": waiting.withheld(request.user),
    }
    return render(request, "members/coordination/worklist.html", context)


@for_coordination
@require_POST
def publish_several(request: SignedInRequest) -> HttpResponse:
    """Each as it was seen; what changed since stays on the list."""
    seen = dict.fromkeys(request.POST.getlist("seen")[: MOST_AT_ONCE + 1])
    if len(seen) > MOST_AT_ONCE:
        messages.warning(request, _("At most 25 changes go online at once."))
        return redirect("members:worklist")
    online = 0
    for profile, sight in _chosen(request, seen):
        try:
            _publish_trifle(request, profile, sight)
        except WrongStateError:
            text = _("“%(name)s” was changed or decided meanwhile; it was left alone.")
            messages.warning(request, text % {"name": profile.name})
        else:
            online += 1
    _tell(request, online)
    return redirect("members:worklist")


def _chosen(request: SignedInRequest, seen: Iterable[str]) -> list[tuple[Profile, str]]:
    """All of them within the person's rights, or none is touched."""
    rows = {row: sight for sight in seen if (row := row_of(sight))}
    profiles = Profile.objects.in_the_hands_of(request.user).filter(pk__in=rows)
    found = {one.pk: one for one in profiles.select_related("organisation")}
    if found.keys() != rows.keys():
        raise Http404
    return [(found[row], sight) for row, sight in rows.items()]


def _publish_trifle(request: SignedInRequest, profile: Profile, sight: str) -> None:
    live = lives([profile]).get(profile.organisation_id)
    if not is_trifle(profile, live):
        raise WrongStateError("More than the row of a list can show.")
    moderation.publish(profile, by=request.user, seen=sight)


def _tell(request: SignedInRequest, online: int) -> None:
    if online:
        text = ngettext(
            "One change is online.", "%(number)s changes are online.", online
        )
        messages.success(request, text % {"number": online})
    elif not messages.get_messages(request):
        messages.warning(request, _("Please tick what is to go online."))


def _sieves(user: User) -> Sieves:
    networks = Network.objects.coordinated_by(user).values_list("slug", "name")
    kinds = {name: kind.label_of_many for name, kind in waiting.kinds().items()}
    own: dict[str, Sieve] = {
        "art": Sieve(_("Kind"), kinds, lambda item, value: item.kind == value),
        "netzwerk": Sieve(
            _("Network"),
            dict(networks),
            lambda item, value: value in {one.slug for one in item.networks},
        ),
        "aelter": Sieve(
            _("Waits for"),
            {WEEK: _("more than a week")},
            lambda item, _value: item.is_old,
        ),
    }
    # One network is no choice.
    if len(networks) < 2:  # noqa: PLR2004
        del own["netzwerk"]
    return own


def _lines(items: Sequence[Item]) -> list[Line]:
    """Whatever a row shows is read for all rows at once."""
    ids = [item.subject.pk for item in items if isinstance(item.subject, Profile)]
    profiles = Profile.objects.filter(pk__in=ids).prefetch_related("terms")
    online = lives(profiles)
    trifles = {
        one.pk: review(one, live)
        for one in profiles
        for live in [online.get(one.organisation_id)]
        if is_trifle(one, live)
    }
    return [
        Line(item, trifles.get(item.subject.pk) if item.kind == "aenderung" else None)
        for item in items
    ]
