"""What an organisation says about itself, in one version or in several."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from members.demo.content import phrases
from members.demo.store import ProfileTerm
from members.demo.world import Member, World
from members.models import Profile
from members.states import ProfileState


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
    note: str = ""


def add_profiles(
    world: World, member: Member, words: Words, versions: Versions
) -> None:
    if versions.is_published:
        _add_published(world, member, words)
    if versions.open:
        _add_open(world, member, words, versions.open)


def _add_published(world: World, member: Member, words: Words) -> None:
    created = world.moment(-450, -40)
    if world.chance(10):
        older = replace(words, plain="", text=words.text.partition("\n\n")[0])
        steps = _published_steps(created - timedelta(days=100))
        _add(world, member, older, ProfileState.ARCHIVED, steps)
    _add(world, member, words, ProfileState.PUBLISHED, _published_steps(created))


def _published_steps(created: datetime) -> Steps:
    submitted = created + timedelta(days=1)
    reviewed = submitted + timedelta(days=2)
    return Steps(created, submitted, reviewed, reviewed)


def _add_open(world: World, member: Member, words: Words, state: ProfileState) -> None:
    created = world.moment(-30, -15)
    submitted = world.moment(-14, -8) if state != ProfileState.DRAFT else None
    steps = Steps(created, submitted)
    if state == ProfileState.RETURNED:
        note = world.rng.choice(phrases()["return_note"])
        steps = replace(steps, reviewed=world.moment(-7, -1), note=note)
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
    world: World, member: Member, words: Words, state: ProfileState, steps: Steps
) -> None:
    reviewer = world.coordinator(member.home) if steps.reviewed else None
    profile = world.store.add(
        Profile,
        member.id,
        state.value,
        *words.columns,
        member.editor,
        reviewer,
        steps.note,
        steps.created,
        steps.submitted,
        steps.reviewed,
        steps.published,
    )
    for term in words.terms:
        world.store.add(ProfileTerm, profile, term)
