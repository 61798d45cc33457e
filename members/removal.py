"""How an organisation is deleted, brought back within 30 days, or erased for ever.

    there ──> removed ──> erased      remove, erase_due
      ^          │
      └──────────┘                    restore

To remove is to set a time and nothing else, so that all comes back as it was. Whatever
decides who sees what asks for it (``members.querysets.rights.present``).
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone

from alliance.errors import WrongStateError
from alliance.models import JournalDetails
from members import belonging_letters as letters
from members import chronicle, pruning
from members.directory import index
from members.locks import lock
from members.models import Credential, Membership, Organisation, Profile
from members.states import ProfileState

if TYPE_CHECKING:
    from alliance.models import User
    from members.querysets import OrganisationQuerySet

KEPT = timedelta(days=30)


def last_day(organisation: Organisation) -> date | None:
    """The last on which it can be brought back."""
    at = organisation.removed_at
    return timezone.localdate(at) + KEPT if at else None


def _due(now: datetime) -> OrganisationQuerySet:
    """Removed so long ago that the last day is over."""
    since = datetime.combine(timezone.localdate(now) - KEPT, time.min)
    removed = Organisation.objects.filter(erased_at=None)
    return removed.filter(removed_at__lt=timezone.make_aware(since))


@transaction.atomic
def remove(organisation: Organisation, *, by: User) -> None:
    """Let it disappear everywhere, at once."""
    lock(organisation)
    # Another network may have admitted it meanwhile.
    if not Organisation.objects.removable_by(by).filter(pk=organisation.pk).exists():
        raise WrongStateError(f"{by} may not remove {organisation}.")
    Organisation.objects.filter(pk=organisation.pk).update(removed_at=timezone.now())
    chronicle.decide("organisation.removed", organisation, by=by)
    letters.organisation_removed(organisation, by=by)
    index.refresh([organisation.pk])


@transaction.atomic
def restore(organisation: Organisation, *, by: User) -> None:
    """Bring it back exactly as it was."""
    lock(organisation)
    rows = Organisation.objects.restorable_by(by)
    if not rows.filter(pk=organisation.pk).exists():
        raise WrongStateError(f"{organisation} cannot be brought back.")
    Organisation.objects.filter(pk=organisation.pk).update(removed_at=None)
    chronicle.decide("organisation.restored", organisation, by=by)
    letters.organisation_restored(organisation)
    index.refresh([organisation.pk])


def erase_due(now: datetime) -> None:
    """Erase what was removed 30 days ago; a daily step."""
    for organisation in _due(now).order_by("pk"):
        _erase(organisation, now)


@transaction.atomic
def _erase(organisation: Organisation, now: datetime) -> None:
    lock(organisation)
    if not _due(now).filter(pk=organisation.pk).exists():
        return  # It was brought back a moment ago.
    was_public = _was_public(organisation)
    # Doubles that became one with it hold what they said until then.
    all_of_it = [organisation, *organisation.merged.order_by("pk")]
    own = {"organisation__in": all_of_it}
    logos = {*Profile.objects.filter(**own).values_list("logo", flat=True)}
    proofs = {*Credential.objects.filter(**own).values_list("file", flat=True)}
    once_online = {one.pk: _last_online(one) for one in organisation.merged.all()}
    once_online[organisation.pk] = was_public
    for one in all_of_it:
        _erase_rows(one)
        if at := once_online[one.pk]:
            _leave_a_trace(one, at)
        one.number, one.kursnet_number, one.confirmed_at = None, "", None
    organisation.erased_at = now
    for one in all_of_it:
        one.save()
    chronicle.write("organisation.erased", organisation, by=None)
    pruning.discard(pruning.LOGOS, logos)
    pruning.discard(pruning.PROOFS, proofs)


def _was_public(organisation: Organisation) -> datetime | None:
    """When it went online last, if ever."""
    versions = Profile.objects.filter(organisation=organisation).once_public()
    return versions.aggregate(at=models.Max("published_at"))["at"]


def _last_online(organisation: Organisation) -> datetime | None:
    """Of one whose memberships went elsewhere with the merge."""
    return organisation.profiles.aggregate(at=models.Max("published_at"))["at"]


def _erase_rows(organisation: Organisation) -> None:
    """All that is the organisation's alone, of whatever model; and what was written."""
    for relation in Organisation._meta.related_objects:  # noqa: SLF001 (Django's API)
        if relation.on_delete is models.CASCADE:
            own = {relation.field.name: organisation}
            relation.related_model._default_manager.filter(**own).delete()  # noqa: SLF001 (likewise)
        elif relation.many_to_many:
            getattr(organisation, str(relation.get_accessor_name())).clear()
    for membership in Membership.objects.filter(organisation=organisation):
        membership.moves.all().delete()
    details = JournalDetails.objects.filter(entry__organisation=organisation.pk)
    details.delete()


def _leave_a_trace(organisation: Organisation, at: datetime) -> None:
    """That it was online once: its address has to say so."""
    Profile.objects.create(
        organisation=organisation,
        name=organisation.slug,
        state=ProfileState.ARCHIVED,
        published_at=at,
    )
