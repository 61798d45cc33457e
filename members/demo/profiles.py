"""What an organisation says about itself, in one version or in several."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from alliance.models import JournalEntry
from members.demo.content import phrases
from members.demo.store import ProfileTerm
from members.demo.world import SMALL, Member, World
from members.models import Profile, Term
from members.states import ProfileState

Capacity = JournalEntry.Capacity


class Versions(Enum):
    """The open version, if any, beside the published one, if any."""

    PUBLISHED = (None, True)
    WITH_DRAFT = (ProfileState.DRAFT, True)
    WITH_SUBMITTED = (ProfileState.SUBMITTED, True)
    WITH_RETURNED = (ProfileState.RETURNED, True)
    ONLY_DRAFT = (ProfileState.DRAFT, False)
    ONLY_SUBMITTED = (ProfileState.SUBMITTED, False)

    @property
    def open(self) -> ProfileState | None:
        return self.value[0]

    @property
    def is_published(self) -> bool:
        return self.value[1]


@dataclass(frozen=True)
class Words:
    """The content of a version."""

    name: str
    plain: str
    text: str
    legal_form: str
    website: str
    logo: str
    terms: tuple[int, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return (
            self.name,
            self.plain,
            self.text,
            self.legal_form,
            self.website,
            self.logo,
        )


@dataclass(frozen=True)
class Steps:
    """What happened to a version, and when."""

    created: datetime
    submitted: datetime | None = None
    reviewed: datetime | None = None
    published: datetime | None = None
    reason: int | None = None
    note: str = ""
    base: int | None = None


def add_profiles(
    world: World, member: Member, words: Words, versions: Versions
) -> None:
    live = _add_published(world, member, words) if versions.is_published else None
    if versions.open:
        _add_open(world, member, words, versions.open, live)


def _add_published(world: World, member: Member, words: Words) -> int:
    created = world.moment(-450, -40)
    if world.chance(10):
        older = replace(words, plain="", text=words.text.partition("\n\n")[0])
        steps = _published_steps(created - timedelta(days=100))
        _add(world, member, older, ProfileState.ARCHIVED, steps)
    steps = _published_steps(created)
    return _add(world, member, words, ProfileState.PUBLISHED, steps)


def _published_steps(created: datetime) -> Steps:
    submitted = created + timedelta(days=1)
    reviewed = submitted + timedelta(days=2)
    return Steps(created, submitted, reviewed, reviewed)


def _add_open(
    world: World, member: Member, words: Words, state: ProfileState, live: int | None
) -> None:
    created = world.moment(-30, -20)
    submitted = world.moment(-19, -8) if state != ProfileState.DRAFT else None
    steps = Steps(created, submitted, base=live)
    if state == ProfileState.RETURNED:
        note = world.rng.choice(phrases()["return_note"])
        reason = world.rng.choice([*world.terms[Term.Kind.RETURN_REASON].values()])
        reviewed = world.moment(-7, -1)
        steps = replace(steps, reviewed=reviewed, reason=reason, note=note)
    _add(world, member, _changed(world, words), state, steps)


def _changed(world: World, words: Words) -> Words:
    """A proposal that says by a word of its own that it is none to be published."""
    sentence = world.rng.choice(phrases()["draft"])
    text = f"{words.text}\n\n{sentence}".strip()
    name = words.name.replace("(Beispiel)", "– Entwurfstext (Beispiel)")
    plain = f"Entwurfstext {words.plain}"[:160].strip()
    if world.chance(50):
        name = words.name
    return replace(words, name=name[:200], plain=plain, text=text)


def _add(
    world: World,
    member: Member,
    words: Words,
    state: ProfileState,
    steps: Steps,
) -> int:
    reviewer = world.coordinator(member.home) if steps.reviewed else None
    profile = world.store.add(
        Profile,
        member.id,
        state.value,
        1,
        steps.base,
        [],
        *words.columns,
        member.editor,
        reviewer,
        steps.reason,
        steps.note,
        steps.created,
        steps.submitted,
        steps.reviewed,
        steps.published,
    )
    for term in words.terms:
        world.store.add(ProfileTerm, profile, term)
    if world.size <= SMALL:
        _note(world, member, profile, steps)
    return profile


def _note(world: World, member: Member, profile: int, steps: Steps) -> None:
    """What the journal says of it; in a large alliance it says nothing."""
    editor = Capacity.EDITOR, None, member.editor
    network = world.networks[member.home]
    coordinator = Capacity.COORDINATOR, network, world.coordinator(member.home)
    answer = "profile.published" if steps.published else "profile.sent_back"
    happened = [
        ("profile.begun", steps.created, editor),
        ("profile.submitted", steps.submitted, editor),
        (answer, steps.reviewed, coordinator),
    ]
    for verb, at, (capacity, office, person) in happened:
        if at:
            values = at, person, capacity.value, office, verb, member.id, profile, ""
            world.store.add(JournalEntry, *values)
