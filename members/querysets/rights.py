"""What lets a person see or change an organisation's rows, as conditions.

The querysets beside this module are named for people and ask nothing else.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from networks.models import Network

if TYPE_CHECKING:
    from alliance.models import User

# Until then what waits is for the networks alone.
OFFICE_MAY_DECIDE_AFTER = timedelta(days=14)


def present(organisation: str = "pk") -> Q:
    """Neither removed nor merged into another; ``organisation`` is its field."""
    path = "" if organisation == "pk" else f"{organisation}__"
    return Q(**{f"{path}removed_at": None, f"{path}merged_into": None})


def edited(user: User, organisation: str) -> Exists:
    own = user.editorships.filter(present("organisation"))
    return Exists(own.filter(organisation=OuterRef(organisation)))


def for_office(user: User) -> Q:
    return Q(Exists(user.roles.current().office()))


def coordinated(user: User, organisation: str) -> Q:
    """For the office all, those without a network, too."""
    own = Network.objects.looked_after_by(user)
    theirs = own.filter(memberships__organisation=OuterRef(organisation))
    return (Q(Exists(theirs)) | for_office(user)) & present(organisation)


def looked_after(user: User, organisation: str) -> Q:
    """Members of today, or to come; of those that left a network it sees the file."""
    return _is_looked_after(user, organisation) & present(organisation)


def restorable(user: User, organisation: str) -> Q:
    """As ``removable``, of what is removed and not erased yet."""
    path = "" if organisation == "pk" else f"{organisation}__"
    is_removed = Q(**{f"{path}removed_at__isnull": False, f"{path}erased_at": None})
    is_removed &= Q(**{f"{path}merged_into": None})
    return is_removed & _is_wholly_looked_after(user, organisation)


def removable(user: User, organisation: str) -> Q:
    """For whoever looks after it in all networks that it is or will be in."""
    return _is_wholly_looked_after(user, organisation) & present(organisation)


def _is_wholly_looked_after(user: User, organisation: str) -> Q:
    own = Network.objects.looked_after_by(user)
    memberships = apps.get_model("members", "Membership").objects.current_or_coming()
    others = memberships.filter(organisation=OuterRef(organisation)).exclude(
        network__in=own
    )
    is_theirs = _is_looked_after(user, organisation) & ~Q(Exists(others))
    edits = Exists(user.editorships.filter(organisation=OuterRef(organisation)))
    return (is_theirs | for_office(user)) & ~Q(edits)


def _is_looked_after(user: User, organisation: str) -> Q:
    own = Network.objects.looked_after_by(user)
    memberships = apps.get_model("members", "Membership").objects.current_or_coming()
    theirs = memberships.filter(network__in=own, organisation=OuterRef(organisation))
    return Q(Exists(theirs)) | for_office(user)


def headed(user: User, organisation: str) -> Q:
    own = user.editorships.filter(present("organisation"), is_main=True)
    main = own.filter(organisation=OuterRef(organisation))
    return Exists(main) | looked_after(user, organisation)


def decided(user: User, organisation: str, day: date) -> Q:
    """A network's coordination decides about its members; the office about others."""
    is_current = Q(memberships__until=None) | Q(memberships__until__gte=day)
    networks = Network.objects.filter(
        is_current,
        memberships__since__lte=day,
        memberships__organisation=OuterRef(organisation),
    )
    own = Network.objects.looked_after_by(user, day)
    is_theirs = Q(Exists(networks.filter(pk__in=own)))
    is_office = Exists(user.roles.current(day).office())
    may_decide = is_theirs | Q(is_office) & ~Q(Exists(networks))
    return may_decide & present(organisation)


def expected_from(user: User, now: datetime) -> Q:
    """What is theirs from the first day on; never what they edit themselves."""
    theirs = decided(user, "organisation", timezone.localdate(now))
    return theirs & ~Q(edited(user, "organisation"))


def to_be_decided(user: User, waits_since: str, now: datetime | None) -> Q:
    """Rows of organisations about which the person may decide.

    Never of those that the person edits. The office decides about what has waited for
    too long, too.
    """
    moment = now or timezone.now()
    day = timezone.localdate(moment)
    is_late = Q(**{f"{waits_since}__lte": moment - OFFICE_MAY_DECIDE_AFTER})
    is_office = Exists(user.roles.current(day).office())
    is_theirs = decided(user, "organisation", day) | Q(is_office) & is_late
    others = present("organisation") & ~Q(edited(user, "organisation"))
    return is_theirs & others


def network_looked_after(
    user: User, day: date | None = None, network: str = "network"
) -> Q:
    """Rows that belong to a network which the person looks after."""
    return Q(**{f"{network}__in": Network.objects.looked_after_by(user, day)})


def applied(user: User) -> Q:
    """Applications that name the person as their contact."""
    return Q(contact_email__iexact=user.email)
