"""What providers and partners have in common."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password

from alliance.models import User
from members.demo.people import person_name
from members.demo.world import Member, World
from members.models import Editor, Organisation

# Initials leave shorter words out.
SHORTEST_WORD = 5
# Of twenty: confirmed in this half-year, asked just now, silent, never confirmed.
CONFIRMED = ((-178, -1),) * 15 + ((-215, -179),) * 3 + ((-700, -223),) + (None,)


def add_organisation(world: World, member: Member, kind: Organisation.Kind) -> int:
    confirmed = world.rng.choice(CONFIRMED)
    is_listed_elsewhere = kind == Organisation.Kind.PROVIDER and world.chance(50)
    return world.store.add(
        Organisation,
        kind.value,
        member.name.slug,
        member.number,
        str(world.rng.randint(10_000, 999_999)) if is_listed_elsewhere else "",
        world.moment(*confirmed) if confirmed else None,
        world.moment(-500, -451),
    )


def add_editor(world: World, member: Member, email: str, *, is_main: bool) -> None:
    """A person who is not known yet gets a row without a password."""
    person = world.people.get(email) or _add_person(world, email)
    world.store.add(Editor, member.id, person, is_main, world.moment(-450, -400))
    if is_main:
        member.editor = person


def logo_for(world: World, member: Member) -> str:
    if world.chance(35):
        return ""
    words = [word for word in member.name.slug.split("-") if len(word) >= SHORTEST_WORD]
    return world.logo("".join(word[0] for word in words[:2]).upper())


def website_for(world: World, member: Member, percent: int) -> str:
    return f"https://{member.host}" if world.chance(percent) else ""


def _add_person(world: World, email: str) -> int:
    name, password = person_name(world.rng), make_password(None)
    return world.store.add(User, password, email, name, True, world.moment(-450, -400))
