"""How an organisation's own words reach the public page.

    draft ──> submitted ──> published ──> archived
      ^           │
      └─ returned ┘

Each verb is one transaction, locks what it moves and refreshes the directory last.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from alliance.errors import WrongStateError
from members.directory import index
from members.models import Organisation, Profile, Term
from members.states import EDITABLE
from members.states import ProfileState as State

if TYPE_CHECKING:
    from alliance.models import User


@transaction.atomic
def start_draft(organisation: Organisation, *, by: User) -> Profile:
    """Return the organisation's open profile, or a copy of its published one."""
    _lock_organisation(organisation)
    if profile := organisation.profiles.open().first():
        return profile
    draft = Profile(organisation=organisation, author=by)
    if live := organisation.profiles.published().first():
        return live.copy_to(draft)
    draft.name = organisation.slug
    draft.save()
    return draft


@transaction.atomic
def submit(profile: Profile, *, by: User) -> None:
    profile = _lock(profile, *EDITABLE)
    profile.full_clean()
    answer = {"reviewer": None, "reviewed_at": None, "review_note": ""}
    _move(profile, State.SUBMITTED, author=by, submitted_at=timezone.now(), **answer)


@transaction.atomic
def publish(profile: Profile, *, by: User) -> None:
    profile = _lock(profile, State.SUBMITTED)
    _put_online(profile, by=by)


@transaction.atomic
def send_back(profile: Profile, *, by: User, note: str) -> None:
    profile = _lock(profile, State.SUBMITTED)
    review = {"reviewer": by, "reviewed_at": timezone.now(), "review_note": note}
    _move(profile, State.RETURNED, **review)


@transaction.atomic
def publish_at_once(
    organisation: Organisation,
    *,
    content: dict[str, object],
    terms: Iterable[Term],
    by: User | None,
) -> Profile:
    """Publish words that a coordinator vouches for; an open proposal stays as it is.

    ``content`` holds the fields of ``Profile.CONTENT`` that change; the others are
    taken from the published profile.
    """
    _lock_organisation(organisation)
    profile = Profile(organisation=organisation, author=by, state=State.ARCHIVED)
    if live := organisation.profiles.published().first():
        live.copy_to(profile)
    for name, value in content.items():
        setattr(profile, name, value)
    profile.save()
    profile.terms.set(terms)
    _put_online(profile, by=by)
    return profile


@transaction.atomic
def withdraw(organisation: Organisation, *, by: User) -> None:
    """Take the organisation's published profile off the public pages."""
    _lock_organisation(organisation)
    changes = {"state": State.ARCHIVED, "reviewer": by, "reviewed_at": timezone.now()}
    if not organisation.profiles.published().update(**changes):
        raise WrongStateError(f"{organisation} has no published profile.")
    index.refresh([organisation.pk])


def _put_online(profile: Profile, *, by: User | None) -> None:
    # The old one first: partial unique indexes are checked at once.
    siblings = Profile.objects.filter(organisation=profile.organisation_id)
    siblings.published().update(state=State.ARCHIVED)
    now = timezone.now()
    review = {"reviewer": by, "reviewed_at": now, "published_at": now}
    _move(profile, State.PUBLISHED, **review)
    index.refresh([profile.organisation_id])


def _lock_organisation(organisation: Organisation) -> None:
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def _lock(profile: Profile, *allowed: State) -> Profile:
    """Lock the organisation, then its profile, and guard the profile's state."""
    _lock_organisation(profile.organisation)
    profile = Profile.objects.select_for_update().get(pk=profile.pk)
    if profile.state not in allowed:
        raise WrongStateError(f"Profile {profile.pk} is {profile.state}.")
    return profile


def _move(profile: Profile, state: State, **changes: object) -> None:
    changes |= {"state": state}
    for name, value in changes.items():
        setattr(profile, name, value)
    profile.save(update_fields=changes)
