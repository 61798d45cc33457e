"""How a proof is claimed, and what the coordination says to it.

    waiting ──> confirmed
      ^  │
      │  └────> refused          confirm, refuse
      └────────────┘             change

A confirmed proof stays what it is until its last day: to renew it is to claim another
one. Each verb is one transaction and locks the organisation first, as in moderation.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from alliance.errors import WrongStateError
from alliance.once import spend
from members import chronicle, letters
from members.chronicle import NOTHING, Both
from members.directory import index
from members.locks import lock
from members.models import Credential, Organisation, Site

if TYPE_CHECKING:
    from alliance.models import User

MOST_UPLOADS = 20  # for each organisation and day
_UPLOADED = ("proof.claimed", "proof.file_replaced")


class DecidedError(WrongStateError):
    """Somebody else decided first; or, where it bears no answer, it was withdrawn."""

    def __init__(self, credential: Credential) -> None:
        super().__init__(f"Proof {credential.pk} does not wait for an answer.")
        self.credential = credential


class ChangedError(WrongStateError):
    """What was looked at is not what would be moved."""

    def __init__(self, credential: Credential) -> None:
        super().__init__(f"Proof {credential.pk} is not as it was seen.")
        self.credential = credential


class TooManyUploadsError(Exception):
    """The organisation has sent as many files today as it may."""


class Claim(NamedTuple):
    """What an editor says of a proof; ``file`` is None where it stays as it is."""

    kind: str
    valid_from: date | None
    valid_until: date | None
    title: str = ""
    issuer: str = ""
    areas: list[int] | None = None
    sites: Collection[Site] = ()  # none: it holds for all
    file: ContentFile | None = None


def sight(credential: Credential) -> str:
    """What someone has looked at: this proof in this version."""
    return f"{credential.pk}-{credential.revision}"


@transaction.atomic
def claim(
    organisation: Organisation, *, said: Claim, by: User, once: uuid.UUID
) -> Credential:
    """Let a new proof wait for the coordination; what is confirmed stays public."""
    lock(organisation)
    spend(once, by=by)
    _check_uploads(organisation)
    credential = Credential(organisation=organisation)
    credential.claimed_by, credential.claimed_at = by, timezone.now()
    _write(credential, said)
    _note("proof.claimed", credential, by=by, facts=({}, _facts(said)))
    return credential


@transaction.atomic
def change(credential: Credential, *, said: Claim, by: User, seen: str) -> None:
    """Correct what is not confirmed; a refused proof waits for an answer again."""
    credential = _lock(credential)
    if credential.confirmed_at:
        raise DecidedError(credential)
    _check_seen(credential, seen)
    if said.file:
        _check_uploads(credential.organisation)
        _note("proof.file_replaced", credential, by=by)
    before = _facts(_said(credential))
    if credential.refused_at:
        credential.claimed_at = timezone.now()
    credential.claimed_by = by
    credential.refused_by = credential.refused_at = None
    credential.review_note = ""
    credential.revision += 1
    _write(credential, said)
    _note("proof.changed", credential, by=by, facts=(before, _facts(said)))


@transaction.atomic
def withdraw(credential: Credential, *, by: User, seen: str) -> None:
    """Take a proof back, a confirmed one too: what follows from it ends at once."""
    credential = _lock(credential)
    _check_seen(credential, seen)
    facts: Both = _facts(_said(credential)), {}
    _note("proof.withdrawn", credential, by=by, facts=facts)
    organisation = credential.organisation_id
    credential.delete()
    index.refresh([organisation])


def was_withdrawn(organisation: Organisation, proof: int) -> bool:
    """Whether the organisation had a proof with this id."""
    return chronicle.has_happened("proof.withdrawn", organisation, proof)


@transaction.atomic
def confirm(credential: Credential, *, by: User, seen: str) -> None:
    """Vouch for a proof exactly as it was ``seen`` (see ``sight``)."""
    credential = _lock_seen(credential, seen)
    _decide(credential, confirmed_by=by, confirmed_at=timezone.now())
    _journal_decision("proof.confirmed", credential, by=by)
    letters.proof_confirmed(credential)
    index.refresh([credential.organisation_id])


@transaction.atomic
def refuse(credential: Credential, *, by: User, seen: str, note: str) -> None:
    """Say what is wrong with it; the editors may correct it and ask again."""
    credential = _lock_seen(credential, seen)
    _decide(credential, refused_by=by, refused_at=timezone.now(), review_note=note)
    _journal_decision("proof.refused", credential, by=by, facts=({}, {"note": note}))
    letters.proof_refused(credential)


def _lock(credential: Credential) -> Credential:
    lock(credential.organisation)
    rows = Credential.objects.select_related("organisation", "claimed_by")
    rows = rows.select_related("confirmed_by", "refused_by")
    held = rows.select_for_update(of=("self",)).filter(pk=credential.pk).first()
    if held is None:
        raise DecidedError(credential)
    return held


def _lock_seen(credential: Credential, seen: str) -> Credential:
    credential = _lock(credential)
    if credential.confirmed_at or credential.refused_at:
        raise DecidedError(credential)
    _check_seen(credential, seen)
    return credential


def _check_seen(credential: Credential, seen: str) -> None:
    if sight(credential) != seen:
        raise ChangedError(credential)


def _check_uploads(organisation: Organisation) -> None:
    if chronicle.today(organisation, *_UPLOADED).count() >= MOST_UPLOADS:
        raise TooManyUploadsError


def _write(credential: Credential, said: Claim) -> None:
    for name in ("kind", "title", "issuer", "valid_from", "valid_until"):
        setattr(credential, name, getattr(said, name))
    credential.areas = said.areas or []
    credential.is_for_all_sites = not said.sites
    if said.file:
        credential.file = said.file
    credential.save()
    credential.sites.set(said.sites)


def _decide(credential: Credential, **answer: object) -> None:
    """An answer is a version, too: whoever saw it waiting has seen another one."""
    for name, value in answer.items():
        setattr(credential, name, value)
    credential.revision += 1
    credential.save(update_fields=[*answer, "revision"])


def _said(credential: Credential) -> Claim:
    return Claim(
        kind=credential.kind,
        valid_from=credential.valid_from,
        valid_until=credential.valid_until,
        title=credential.title,
        issuer=credential.issuer,
        areas=credential.areas,
        sites=list(credential.sites.all()),
    )


def _facts(said: Claim) -> dict[str, object]:
    facts = said._asdict() | {"sites": sorted(site.pk for site in said.sites)}
    return {name: value for name, value in facts.items() if name != "file" and value}


def _note(
    verb: str, credential: Credential, *, by: User, facts: Both = NOTHING
) -> None:
    organisation = credential.organisation
    chronicle.write(verb, organisation, by=by, row=credential.pk, facts=facts)


def _journal_decision(
    verb: str, credential: Credential, *, by: User, facts: Both = NOTHING
) -> None:
    organisation = credential.organisation
    chronicle.decide(verb, organisation, by=by, row=credential.pk, facts=facts)
