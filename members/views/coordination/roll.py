"""The members of a coordinator's networks, and the file of each."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from operator import attrgetter

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from alliance.http import SignedInRequest
from alliance.models import User
from alliance.pager import page_list
from members import belonging, roll
from members.filters import filters, narrowed, question
from members.freshness import file as freshness
from members.history import entries, told
from members.models import Credential, Export, Organisation, Profile, Report
from members.moving import networks_for
from members.paging import page_of
from members.querysets import OrganisationQuerySet
from members.together import Action
from networks.access import for_coordination
from networks.models import Network

LATEST = 10  # entries of the journal in a file
LISTS = 3  # that one has taken along last


@for_coordination
@require_safe
def members(request: SignedInRequest) -> HttpResponse:
    return members_page(request, request.GET.dict())


def members_page(
    request: SignedInRequest, parameters: Mapping[str, str], status: int = HTTPStatus.OK
) -> HttpResponse:
    networks = list(Network.objects.coordinated_by(request.user))
    sieves = roll.sieves(networks)
    asked = question(parameters, sieves)
    own = roll.of_networks(request.user, networks)
    named = roll.found(own, asked.words)
    kinds = roll.kinds(named)
    count = sum(kind.number for kind in narrowed(kinds, asked, sieves))
    rows = roll.narrowed(named, asked, sieves)
    page = page_of(request, rows, count)
    context = {
        "total": own.count() if asked.words else sum(one.number for one in kinds),
        "question": asked,
        "filters": list(filters(kinds, asked, sieves, number=attrgetter("number"))),
        "page": page,
        "members": roll.rows(rows[max(page.start_index() - 1, 0) : page.end_index()]),
        "pages": page_list(page.number, page.paginator.num_pages, asked.page),
        "actions": Action.choices,
        "exports": Export.objects.asked_for_by(request.user)[:LISTS],
    }
    return render(request, "members/coordination/members.html", context, status=status)


@for_coordination
@require_safe
def file(request: SignedInRequest, slug: str) -> HttpResponse:
    own = Organisation.objects.coordinated_by(request.user).named()
    organisation = get_object_or_404(own.prefetch_related(*_PARTS), slug=slug)
    proposals = Profile.objects.awaiting_decision_by(request.user)
    claims = Credential.objects.awaiting_decision_by(request.user)
    may = {
        name: rows.filter(pk=organisation.pk).exists()
        for name, rows in _rights(request.user).items()
    }
    context = {
        "organisation": organisation,
        "may": may | {"admit": may["admit"] and _may_come(organisation, request.user)},
        "memberships": belonging.memberships(organisation, request.user),
        "online": organisation.profiles.published().first(),
        "proposal": organisation.profiles.open().first(),
        "may_decide": proposals.filter(organisation=organisation).exists(),
        "reports": Report.objects.kept_by(request.user)
        .open()
        .filter(organisation=organisation)
        .count(),
        "confirmation": freshness.confirmation(organisation),
        "history": told(entries(organisation)[:LATEST]),
        "to_confirm": set(
            claims.filter(organisation=organisation).values_list("pk", flat=True)
        ),
    }
    return render(request, "members/coordination/file.html", context)


def _may_come(organisation: Organisation, user: User) -> bool:
    """Whether there is a network of the person's in which it is no member yet."""
    return networks_for(organisation).coordinated_by(user).exists()


def _rights(user: User) -> dict[str, OrganisationQuerySet]:
    """What the page offers, by what it is called there."""
    rows = Organisation.objects
    return {
        "keep": rows.kept_by(user),
        "write": rows.vouched_for_by(user),
        "admit": rows.admissible_by(user),
        "remove": rows.removable_by(user),
    }


_PARTS = (
    "editors__person",
    "sites",
    Prefetch("credentials", Credential.objects.order_by("kind", "-valid_until")),
)
