"""What the coordination does with an application, exactly as it was seen.

    waiting, asked ──> admitted, declined
                 └──> asked               ask
                 └──> another network     pass_on

The first of two coordinators decides. Each verb is one transaction and locks the
application first; the organisation that ``admit`` makes is known to nobody yet.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from alliance import journal
from alliance.errors import WrongStateError
from alliance.journal import Facts, Subject
from members import chronicle, invitations, locations, membership, moving
from members.applications import letters
from members.applications.applying import ANSWER_WITHIN, renew_token
from members.chronicle import Both
from members.models import Application, Credential, Inquiry, Organisation, Profile
from members.slugs import slugs_for
from members.states import ApplicationState as State
from networks.acting import as_coordination

if TYPE_CHECKING:
    from alliance.models import User
    from members.models import Term
    from networks.models import Network


class DecidedError(WrongStateError):
    """Somebody else decided first, or passed it on."""

    def __init__(self, application: Application) -> None:
        super().__init__(f"Application {application.pk} is {application.state}.")
        self.application = application


class ChangedError(WrongStateError):
    """What was looked at is not what would be decided about."""


def sight(application: Application) -> str:
    """What someone has looked at: this application in this version."""
    return f"{application.pk}-{application.revision}"


@transaction.atomic
def admit(
    application: Application,
    *,
    since: date,
    known: Organisation | None = None,
    by: User,
    seen: str,
) -> Organisation:
    """Make it a member, its first profile a draft, and invite who is to edit it.

    One that is ``known`` has all that already, and editors who were there before.
    """
    held = _lock_seen(application, seen)
    if known:
        organisation = known
        moving.take_over(organisation, held.network, since=since, by=by)
    else:
        organisation = _new_organisation(held)
        membership.admit(organisation, held.network, since=since, by=by)
        _furnish(held, organisation, by=by)
    held.organisation = organisation
    _decide(held, State.ADMITTED, by=by)
    _note("application.admitted", held, by=by, facts={"since": since})
    letters.admitted(held, since, is_known=known is not None)
    if not known:
        invitations.invite(organisation, held.contact_email, is_main=True, by=by)
    return organisation


@transaction.atomic
def decline(
    application: Application, *, reason: Term, note: str, by: User, seen: str
) -> None:
    held = _lock_seen(application, seen)
    held.decline_reason, held.decision_note = reason, note
    _decide(held, State.DECLINED, by=by)
    _note("application.declined", held, by=by, facts={"reason": reason.slug})
    letters.declined(held)


@transaction.atomic
def ask(application: Application, *, question: str, by: User, seen: str) -> None:
    """Ask back; a question that has no answer yet loses its link."""
    held = _lock_seen(application, seen)
    Inquiry.objects.create(application=held, question=question, asked_by=by)
    token = renew_token(held)
    held.state, held.expires_at = State.ASKED, timezone.now() + ANSWER_WITHIN
    _write(held)
    _note("application.asked", held, by=by)
    letters.question(held, question, token)


@transaction.atomic
def pass_on(
    application: Application, *, network: Network, note: str, by: User, seen: str
) -> None:
    """Let another network decide; for it the application begins to wait now."""
    held = _lock_seen(application, seen)
    if held.network == network:
        raise WrongStateError(f"Application {held.pk} is with {network} already.")
    facts: Facts = {"network": network.pk}
    # Noted first, as what one acts for the network that gives it away.
    _note("application.passed_on", held, by=by, facts=facts)
    held.came_from, held.network, held.pass_note = held.network, network, note
    held.waits_since = timezone.now()
    _write(held)
    letters.passed_on(held)


def _lock_seen(application: Application, seen: str) -> Application:
    rows = Application.objects.select_related("network", "decided_by")
    held = rows.select_for_update(of=("self",), no_key=True).get(pk=application.pk)
    if not held.is_open or held.network_id != application.network_id:
        raise DecidedError(held)
    if sight(held) != seen:
        raise ChangedError(f"Application {held.pk} is not as it was seen.")
    return held


def _decide(application: Application, state: State, *, by: User) -> None:
    application.state = state
    application.decided_by, application.decided_at = by, timezone.now()
    _write(application)


def _write(application: Application) -> None:
    application.revision += 1
    application.save()


def _note(
    verb: str, application: Application, *, by: User, facts: Facts | None = None
) -> None:
    subject = Subject(application.organisation_id, application.pk)
    capacity = as_coordination(by, [application.network_id])
    both: Both = {}, facts or {}
    journal.record(verb, by=by, capacity=capacity, subject=subject, facts=both)


def _new_organisation(application: Application) -> Organisation:
    """With the first free slug; who takes the same at the same moment is waited for."""
    for slug in slugs_for(application.name):
        if Organisation.objects.filter(slug=slug).exists():
            continue
        try:
            with transaction.atomic():
                return Organisation.objects.create(kind=application.kind, slug=slug)
        except IntegrityError:
            if not Organisation.objects.filter(slug=slug).exists():
                raise
    raise AssertionError("Slugs never end.")


def _furnish(application: Application, organisation: Organisation, *, by: User) -> None:
    _begin_profile(application, organisation)
    _add_site(application, organisation, by=by)
    _claim_proofs(application, organisation, by=by)


def _begin_profile(application: Application, organisation: Organisation) -> None:
    words = ("name", "plain", "text", "legal_form", "website")
    said = {name: getattr(application, name) for name in words}
    profile = Profile.objects.create(organisation=organisation, **said)
    profile.terms.set(application.terms.all())


def _add_site(
    application: Application, organisation: Organisation, *, by: User
) -> None:
    lines = ("street", "postal_code", "place", "telephone", "email")
    said = {name: getattr(application, name) for name in lines}
    locations.add(organisation, said=said, by=by, once=uuid.uuid4())


def _claim_proofs(
    application: Application, organisation: Organisation, *, by: User
) -> None:
    """They wait for the coordination, as any other claim."""
    now = timezone.now()
    for proof in _proofs(application):
        proof.organisation, proof.claimed_at = organisation, now
        proof.save()
        chronicle.write("proof.claimed", organisation, by=by, row=proof.pk)


def _proofs(application: Application) -> Iterator[Credential]:
    if application.azav_areas:
        yield Credential(
            kind=Credential.Kind.AZAV,
            areas=application.azav_areas,
            valid_until=application.azav_until,
        )
    for title in application.other_proofs.splitlines():
        yield Credential(kind=Credential.Kind.OTHER, title=title)
