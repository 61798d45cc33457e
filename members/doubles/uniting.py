"""Two organisations become one: the verb, and what is said about pairs that are none.

Of the two one survives, with its address and row, and gets what was chosen. The other
stays as a row alone, for its address leads on for ever (``members.doubles.moved``).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.db import transaction

from alliance.errors import WrongStateError
from members import chronicle, moderation
from members.directory import index
from members.doubles import joining, letters
from members.doubles.originals import Original, load, sight
from members.locks import lock
from members.merging import Content
from members.models import Organisation, Pair, Profile, Term
from members.states import OPEN, ProfileState

if TYPE_CHECKING:
    from alliance.models import User


class ChangedError(WrongStateError):
    """One of the two is not what was looked at."""


@dataclass(frozen=True)
class Choices:
    """What the one that survives is from now on."""

    survivor: int  # its id
    content: Content  # all fields of ``Profile.CONTENT``
    number: str | None
    kursnet_number: str
    sites: Collection[int]  # those that stay, by their ids
    main: int | None  # the person who is the main editor


@transaction.atomic
def unite(
    organisations: Sequence[Organisation], *, choices: Choices, seen: str, by: User
) -> Organisation:
    """Make one of two, exactly as both were ``seen`` (see ``originals.sight``).

    What waits for approval beside the survivor's published profile follows what is
    chosen; the other's is given up, and the journal keeps its words.
    """
    into, other = _lock(organisations, choices.survivor, seen, by)
    facts = into.facts()
    chronicle.decide(
        "organisation.merged",
        other.organisation,
        by=by,
        row=into.pk,
        facts=(other.facts(), {"address": into.slug}),
    )
    _close_versions(into, other)
    _number(into, other, choices)
    joining.join_memberships(into, other)
    joining.join_editors(into, other, choices.main)
    joining.join_sites(into, other, choices.sites)
    joining.join_proofs(into, other)
    joining.join_invitations(into, other)
    joining.join_the_rest(into, other)
    _lead_on(into, other)
    _say(into, other, choices, by)
    chronicle.decide(
        "organisation.united",
        into.organisation,
        by=by,
        row=other.pk,
        facts=(facts, {"address": other.slug}),
    )
    letters.organisations_united(into, other)
    index.refresh([into.pk, other.pk])
    return into.organisation


@transaction.atomic
def set_apart(organisations: Sequence[Organisation], *, by: User) -> None:
    """Say that the two are no doubles; they are not named together any more.

    What somebody has reported is for the office to answer, or for who reported it.
    """
    _check_reported(organisations, by)
    _give_verdict(organisations, Pair.Verdict.APART, "pair.apart", by)


@transaction.atomic
def report(organisations: Sequence[Organisation], *, by: User) -> None:
    """Ask the alliance office to merge what is not the person's alone."""
    _give_verdict(organisations, Pair.Verdict.REPORTED, "pair.reported", by)


@transaction.atomic
def take_up(organisations: Sequence[Organisation], *, by: User) -> None:
    """Let the two be named together again."""
    first, second = _in_order(organisations)
    gone, _by_model = Pair.objects.apart().filter(first=first, second=second).delete()
    if gone:
        _note("pair.taken_up", organisations, by)


def _lock(
    organisations: Sequence[Organisation], survivor: int, seen: str, by: User
) -> tuple[Original, Original]:
    ids = sorted(organisation.pk for organisation in organisations)
    for pk in ids:
        lock(pk)
    # Another network may have admitted one of them meanwhile.
    own = Organisation.objects.removable_by(by).filter(pk__in=ids)
    if own.count() != len(set(ids)):
        raise ChangedError(f"{by} may not merge {ids}.")
    originals = load(organisations)
    if sight(originals) != seen:
        raise ChangedError(f"Of {ids} one is not as it was seen.")
    into, other = sorted(originals, key=lambda one: one.pk != survivor)
    return into, other


def _close_versions(into: Original, other: Original) -> None:
    """Beside what is online the survivor's proposal goes on; all others are over."""
    over = [one for one in other.versions if one.state != ProfileState.ARCHIVED]
    if other.is_online and not into.is_online:
        over += [one for one in into.versions if one.state in OPEN]
    rows = Profile.objects.filter(pk__in=[one.pk for one in over])
    # A draft without a name says nothing that one could keep.
    rows.filter(name="").delete()
    rows.update(state=ProfileState.ARCHIVED)


def _number(into: Original, other: Original, choices: Choices) -> None:
    """The number that is not chosen stays with the other, so that it is known still."""
    numbers = {into.organisation.number, other.organisation.number}
    left = numbers - {choices.number, None}
    days = into.organisation.confirmed_at, other.organisation.confirmed_at
    other.organisation.number = None
    other.organisation.save(update_fields=["number"])
    one = into.organisation
    one.number, one.kursnet_number = choices.number, choices.kursnet_number
    one.confirmed_at = max((day for day in days if day), default=None)
    one.save(update_fields=["number", "kursnet_number", "confirmed_at"])
    other.organisation.number = next(iter(left), None)


def _lead_on(into: Original, other: Original) -> None:
    """No chains: what led to the other leads to where it goes."""
    Organisation.objects.filter(merged_into=other.pk).update(merged_into=into.pk)
    other.organisation.merged_into = into.organisation
    other.organisation.save(update_fields=["number", "merged_into"])


def _say(into: Original, other: Original, choices: Choices, by: User) -> None:
    """Online if one of them was; else as the draft of the editors."""
    content = dict(choices.content)
    if content == into.source.content() and (into.is_online or not other.is_online):
        return
    terms = cast("set[int]", content.pop("terms"))
    if into.is_online or other.is_online:
        chosen = Term.objects.filter(pk__in=terms)
        moderation.publish_at_once(
            into.organisation, content=content, terms=chosen, by=by, is_told=False
        )
        return
    draft = into.organisation.profiles.open().first()
    draft = draft or Profile(organisation=into.organisation, author=by)
    for name, value in content.items():
        setattr(draft, name, value)
    draft.revision += 1
    draft.save()
    draft.terms.set(terms)


def _check_reported(organisations: Sequence[Organisation], by: User) -> None:
    first, second = _in_order(organisations)
    pairs = Pair.objects.filter(first=first, second=second)
    if not pairs.reported().exclude(said_by=by).exists():
        return
    if not pairs.awaiting_decision_by(by).exists():
        raise WrongStateError("The alliance office looks at this pair.")


def _give_verdict(
    organisations: Sequence[Organisation], verdict: str, verb: str, by: User
) -> None:
    first, second = _in_order(organisations)
    said = {"verdict": verdict, "said_by": by}
    pair, is_new = Pair.objects.get_or_create(first=first, second=second, defaults=said)
    if not is_new and pair.verdict == verdict:
        return
    pair.verdict, pair.said_by = verdict, by
    pair.save(update_fields=["verdict", "said_by"])
    _note(verb, organisations, by)


def _in_order(organisations: Sequence[Organisation]) -> list[Organisation]:
    """Locked, and still there."""
    rows = sorted(organisations, key=lambda one: one.pk)
    for one in rows:
        lock(one)
    ids = [one.pk for one in rows]
    if Organisation.objects.present().filter(pk__in=ids).count() != len(set(ids)):
        raise WrongStateError(f"Of {ids} one is gone.")
    return rows


def _note(verb: str, organisations: Sequence[Organisation], by: User) -> None:
    """In the history of what the person looks after, not in that of others."""
    ids = [one.pk for one in organisations]
    own = Organisation.objects.coordinated_by(by).filter(pk__in=ids)
    addresses = sorted(one.slug for one in organisations)
    for one in own.order_by("pk"):
        chronicle.decide(verb, one, by=by, facts=({}, {"addresses": addresses}))
