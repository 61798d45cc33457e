"""How an organisation's own words reach the public page.

    draft ──> submitted ──> published ──> archived
      ^  ^       │  │
      │  └───────┘  │          take_back
      └─ returned <─┘          send_back, and what publish_part leaves

Each verb is one transaction: it locks the organisation and what it moves, guards the
state, writes, journals and refreshes the directory last. Letters are queued in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, NamedTuple, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance.errors import WrongStateError
from members import chronicle, letters
from members.chronicle import NOTHING, Both
from members.directory import index
from members.locks import lock
from members.merging import Content, merge
from members.models import Organisation, Profile, Term
from members.states import EDITABLE, OPEN
from members.states import ProfileState as State
from members.validators import REQUIRED

if TYPE_CHECKING:
    from alliance.models import User


class DecidedError(WrongStateError):
    """Somebody else decided first, or the proposal was taken back."""

    def __init__(self, profile: Profile) -> None:
        super().__init__(f"Profile {profile.pk} is {profile.state}.")
        self.profile = profile


class ChangedError(WrongStateError):
    """What was looked at is not what would be decided about."""


class Answer(NamedTuple):
    """Why a proposal goes back: a reason of the closed list, and a note."""

    reason: Term
    note: str = ""


def sight(profile: Profile, live: Profile | None) -> str:
    """What someone has looked at: this revision, beside that published version."""
    return f"{profile.pk}-{profile.revision}-{live.pk if live else 0}"


@transaction.atomic
def start_draft(organisation: Organisation, *, by: User) -> Profile:
    """Return the organisation's open profile, or a copy of its published one."""
    lock(organisation)
    if profile := organisation.profiles.open().first():
        return profile
    live = organisation.profiles.published().first()
    draft = Profile(organisation=organisation, author=by, base=live)
    if live:
        live.copy_to(draft)
    else:
        draft.save()
    chronicle.write("profile.begun", organisation, by=by, row=draft.pk)
    return draft


@transaction.atomic
def save_draft(
    organisation: Organisation, *, content: Content, began: Content, by: User
) -> Profile | None:
    """Write the fields that were changed; return the proposal, if there is one.

    ``content`` and ``began`` are what a form held at its end and at its beginning, by
    fields of ``Profile.CONTENT``. A ``ConflictError`` says what others changed too.
    """
    lock(organisation)
    held = organisation.profiles.open().select_for_update().first()
    if held and held.state not in EDITABLE:
        raise DecidedError(held)
    shown = held or organisation.profiles.published().first()
    now = (shown or Profile(organisation=organisation)).content()
    changes = merge(now, began=began, wanted=content)
    if not changes:
        return held
    draft = held or start_draft(organisation, by=by)
    _write(draft, changes, author=by)
    # A draft is saved every few minutes: one entry a day and person says enough.
    chronicle.write_once_a_day("profile.changed", organisation, by=by, row=draft.pk)
    return draft


@transaction.atomic
def submit(profile: Profile, *, by: User) -> None:
    """Ask the coordination to publish it; a ``ValidationError`` says what it lacks."""
    profile = _lock(profile, *EDITABLE)
    profile.full_clean()
    if not profile.name:
        raise ValidationError({"name": REQUIRED["name"]})
    changes = profile.changes_since(_live(profile))
    if not changes:
        raise ValidationError(_("Nothing differs from what is online."))
    answer = {"reviewer": None, "reviewed_at": None, "review_note": ""}
    answer["return_reason"] = None
    _move(profile, State.SUBMITTED, author=by, submitted_at=timezone.now(), **answer)
    facts = chronicle.changed(changes)
    _note("profile.submitted", profile, by=by, facts=facts)


@transaction.atomic
def take_back(profile: Profile, *, by: User) -> None:
    """Make a submitted proposal a draft again, before anyone decides."""
    profile = _lock(profile, State.SUBMITTED)
    _move(profile, State.DRAFT, submitted_at=None)
    _note("profile.taken_back", profile, by=by)


@transaction.atomic
def discard(profile: Profile, *, by: User) -> None:
    """Give a proposal up; what is online stays."""
    profile = _lock(profile, *EDITABLE)
    _move(profile, State.ARCHIVED)
    _note("profile.discarded", profile, by=by)


@transaction.atomic
def publish(profile: Profile, *, by: User, seen: str) -> None:
    """Put a submitted proposal online, exactly as it was ``seen`` (see ``sight``)."""
    profile = _lock_seen(profile, seen)
    changes = profile.changes_since(_live(profile))
    _put_online(profile, by=by)
    _decide("profile.published", profile, by=by, facts=chronicle.changed(changes))
    letters.profile_published(profile)


@transaction.atomic
def publish_part(
    profile: Profile, *, by: User, seen: str, fields: Collection[str], answer: Answer
) -> Profile:
    """Put these fields online; the proposal goes back with the others and an answer."""
    profile = _lock_seen(profile, seen)
    live = _live(profile)
    changes = profile.changes_since(live)
    accepted = {name: changes[name] for name in changes if name in fields}
    if not accepted or len(accepted) == len(changes):
        raise WrongStateError("A part is neither nothing nor all of it.")
    new = Profile(
        organisation=profile.organisation, author=profile.author, state=State.ARCHIVED
    )
    if live:
        live.copy_to(new)
    _write(new, {name: after for name, (_before, after) in accepted.items()})
    _return(profile, by=by, answer=answer)
    _put_online(new, by=by)
    facts = chronicle.changed(accepted)
    _decide("profile.published_in_part", profile, by=by, facts=facts)
    letters.profile_returned(profile)
    return new


@transaction.atomic
def send_back(profile: Profile, *, by: User, seen: str, answer: Answer) -> None:
    profile = _lock_seen(profile, seen)
    _return(profile, by=by, answer=answer)
    given: dict[str, object] = {"reason": answer.reason.slug, "note": answer.note}
    _decide("profile.sent_back", profile, by=by, facts=({}, given))
    letters.profile_returned(profile)


@transaction.atomic
def publish_at_once(
    organisation: Organisation,
    *,
    content: Content,
    terms: Iterable[Term],
    by: User | None,
    is_told: bool = True,
) -> Profile:
    """Publish words that a coordinator vouches for.

    ``content`` holds the fields of ``Profile.CONTENT`` that change; the others are
    taken from the published profile. An open proposal keeps what its writers changed.
    The editors get a letter, unless whoever calls tells them something else.
    """
    lock(organisation)
    profile = Profile(organisation=organisation, author=by, state=State.ARCHIVED)
    live = organisation.profiles.published().first()
    if live:
        live.copy_to(profile)
    _write(profile, {**content, "terms": {term.pk for term in terms}})
    facts = chronicle.changed(profile.changes_since(live))
    _put_online(profile, by=by)
    _decide("profile.published_at_once", profile, by=by, facts=facts)
    if by and is_told:
        letters.profile_edited_for(profile)
    return profile


@transaction.atomic
def withdraw(organisation: Organisation, *, by: User | None) -> None:
    """Take the organisation's published profile off the public pages."""
    lock(organisation)
    changes = {"state": State.ARCHIVED, "reviewer": by, "reviewed_at": timezone.now()}
    if not organisation.profiles.published().update(**changes):
        raise WrongStateError(f"{organisation} has no published profile.")
    chronicle.decide("profile.withdrawn", organisation, by=by)
    index.refresh([organisation.pk])


def rebase(profiles: Iterable[Profile]) -> None:
    """Let open proposals of the same organisations follow these published profiles.

    What their writers did not touch becomes what is online now.
    """
    lives = {profile.organisation_id: profile for profile in profiles}
    proposals = Profile.objects.filter(state__in=OPEN, organisation__in=lives)
    for proposal in proposals.select_related("base").select_for_update(of=("self",)):
        live = lives[proposal.organisation_id]
        if proposal.base is None:
            continue
        touched = proposal.changes_since(proposal.base)
        followed = live.changes_since(proposal.base)
        proposal.base = live
        _write(
            proposal,
            {
                name: after
                for name, (_before, after) in followed.items()
                if name not in touched
            },
        )


def _put_online(profile: Profile, *, by: User | None) -> None:
    # The old one first: partial unique indexes are checked at once.
    siblings = Profile.objects.filter(organisation=profile.organisation_id)
    siblings.published().update(state=State.ARCHIVED)
    now = timezone.now()
    review = {"reviewer": by, "reviewed_at": now, "published_at": now}
    _move(profile, State.PUBLISHED, **review)
    rebase([profile])
    index.refresh([profile.organisation_id])


def _return(profile: Profile, *, by: User, answer: Answer) -> None:
    review = {"reviewer": by, "reviewed_at": timezone.now()}
    review |= {"return_reason": answer.reason, "review_note": answer.note}
    _move(profile, State.RETURNED, **review)


def _live(profile: Profile) -> Profile | None:
    return Profile.objects.published().filter(organisation=profile.organisation).first()


def _lock(profile: Profile, *allowed: State) -> Profile:
    """Lock the organisation, then its profile, and guard the profile's state."""
    lock(profile.organisation)
    profile = Profile.objects.select_for_update().get(pk=profile.pk)
    if profile.state not in allowed:
        raise DecidedError(profile)
    return profile


def _lock_seen(profile: Profile, seen: str) -> Profile:
    profile = _lock(profile, State.SUBMITTED)
    if sight(profile, _live(profile)) != seen:
        raise ChangedError(f"Profile {profile.pk} is not as it was seen.")
    return profile


def _write(profile: Profile, values: Content, **others: object) -> None:
    """Change what it says; whoever looked at it before has seen another revision."""
    for name, value in {**values, **others}.items():
        if name != "terms":
            setattr(profile, name, value)
    profile.revision += 1
    profile.save()
    if "terms" in values:
        profile.terms.set(cast("set[int]", values["terms"]))


def _move(profile: Profile, state: State, **changes: object) -> None:
    changes |= {"state": state}
    for name, value in changes.items():
        setattr(profile, name, value)
    profile.save(update_fields=changes)


def _note(verb: str, profile: Profile, *, by: User, facts: Both = NOTHING) -> None:
    chronicle.write(verb, profile.organisation, by=by, row=profile.pk, facts=facts)


def _decide(verb: str, profile: Profile, *, by: User | None, facts: Both) -> None:
    chronicle.decide(verb, profile.organisation, by=by, row=profile.pk, facts=facts)
