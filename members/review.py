"""A proposal beside what is online, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from alliance.ids import row_id
from members.models import Profile, Term
from members.moderation import sight
from members.proofreading import Proof, read

ADDRESSES = {"website", "links"}
TRIFLES = {"website", "links", "legal_form", "terms", "plain", "text"}
# So many words of a text are seen at one glance, and so many signs they have at most.
FEW_WORDS = 5
FEW_SIGNS = 120


class Choice(NamedTuple):
    """Something of a list that stays, goes or comes."""

    text: str
    is_removed: bool
    is_added: bool


class Group(NamedTuple):
    label: str
    choices: list[Choice]

    @property
    def before(self) -> list[Choice]:
        return [choice for choice in self.choices if not choice.is_added]

    @property
    def after(self) -> list[Choice]:
        return [choice for choice in self.choices if not choice.is_removed]

    @property
    def changes(self) -> list[Choice]:
        return [one for one in self.choices if one.is_added or one.is_removed]


class Logos(NamedTuple):
    """The names under which the images are stored."""

    before: str
    after: str


class Field(NamedTuple):
    """One field; it has either words, groups of choices, or logos."""

    name: str
    label: str
    is_changed: bool
    words: Proof | None = None
    groups: Sequence[Group] = ()
    logos: Logos | None = None

    @property
    def extent(self) -> tuple[int, int]:
        """How many words, or else terms and addresses, go and come."""
        if self.words:
            return self.words.removed, self.words.added
        choices = [choice for group in self.groups for choice in group.choices]
        removed = sum(choice.is_removed for choice in choices)
        return removed, sum(choice.is_added for choice in choices)

    @property
    def changed_groups(self) -> list[Group]:
        return [group for group in self.groups if group.changes]

    @property
    def unchanged_part(self) -> Field | None:
        groups = [group for group in self.groups if not group.changes]
        if not self.is_changed:
            return self
        return self._replace(groups=groups, is_changed=False) if groups else None

    @property
    def has_addresses(self) -> bool:
        return self.name in ADDRESSES


class Review(NamedTuple):
    profile: Profile
    live: Profile | None
    fields: list[Field]

    @property
    def changed(self) -> list[Field]:
        return [field for field in self.fields if field.is_changed]

    @property
    def unchanged(self) -> list[Field]:
        """Of the terms, those kinds of which none goes or comes."""
        rest = [field.unchanged_part for field in self.fields]
        return [field for field in rest if field]

    @property
    def title(self) -> str:
        """The name under which the organisation is known."""
        return self.live.name if self.live else self.profile.name

    @property
    def sight(self) -> str:
        """What a form has to say about what its sender looked at."""
        return sight(self.profile, self.live)

    @property
    def logos(self) -> set[str]:
        """The stored images that whoever decides has to see."""
        both = {profile.logo.name for profile in (self.profile, self.live) if profile}
        return {name for name in both if name}


def review(profile: Profile, live: Profile | None) -> Review:
    """Both come with their terms, or ask for them."""
    changes = profile.changes_since(live)
    fields = [_field(name, profile, live, name in changes) for name in Profile.CONTENT]
    return Review(profile, live, fields)


def is_trifle(profile: Profile, live: Profile | None) -> bool:
    """Whether a row of the work list shows all of it: never a first entry."""
    if live is None:
        return False
    changes = profile.changes_since(live)
    return changes.keys() <= TRIFLES and all(
        _is_little(getattr(live, name), getattr(profile, name))
        for name in changes.keys() & {"plain", "text"}
    )


def _is_little(before: str, after: str) -> bool:
    if abs(len(before) - len(after)) > FEW_SIGNS:
        return False
    proof = read(before, after)
    return max(proof.removed, proof.added) <= FEW_WORDS


def _field(
    name: str, profile: Profile, live: Profile | None, is_changed: bool
) -> Field:
    label = getattr(Profile._meta.get_field(name), "verbose_name", name)  # noqa: SLF001
    field = Field(name, str(label), is_changed)
    if name == "logo":
        logos = Logos(live.logo.name or "" if live else "", profile.logo.name or "")
        return field._replace(logos=logos)
    if name == "terms":
        return field._replace(groups=_term_groups(live, profile))
    before, after = (getattr(one, name) if one else "" for one in (live, profile))
    if name in ADDRESSES:
        return field._replace(groups=[Group("", _choices(before, after))])
    return field._replace(words=read(before, after))


def _choices(before: str | Sequence[str], after: str | Sequence[str]) -> list[Choice]:
    old, new = (
        [side] if isinstance(side, str) and side else list(side)
        for side in (before, after)
    )
    return [Choice(text, text not in new, False) for text in old] + [
        Choice(text, False, True) for text in new if text not in old
    ]


def _term_groups(live: Profile | None, profile: Profile) -> list[Group]:
    """By kind, in the order of the vocabulary."""
    old, new = (set(one.terms.all()) if one else set() for one in (live, profile))
    terms = sorted(old | new, key=_in_order)
    return [
        Group(
            str(Term.Kind(kind).label),
            [Choice(term.name, term not in new, term not in old) for term in some],
        )
        for kind, some in groupby(terms, key=lambda term: term.kind)
    ]


def _in_order(term: Term) -> tuple[int, int, str]:
    return Term.Kind.values.index(term.kind), term.position, term.name


def lives(profiles: Iterable[Profile]) -> dict[int, Profile]:
    """What is online of the same organisations, by the organisation's id."""
    ids = [profile.organisation_id for profile in profiles]
    found = Profile.objects.published().filter(organisation__in=ids)
    return {one.organisation_id: one for one in found.prefetch_related("terms")}


def row_of(seen: str) -> int | None:
    """The proposal that someone says to have looked at; see ``moderation.sight``."""
    return row_id(seen.partition("-")[0])
