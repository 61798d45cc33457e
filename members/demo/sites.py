"""Where an organisation is met: addresses, points, hours."""

from __future__ import annotations

from datetime import time

from members.demo.content import Area, Spot, areas, phrases
from members.demo.memberships import NEIGHBOURS
from members.demo.store import SiteAccess
from members.demo.world import Member, World
from members.models import OpeningHours, Site, Term

# Half a kilometre in degrees, at the latitude of the Ruhr.
NORTHWARD, EASTWARD = 0.0045, 0.0072
HOURS = (
    (time(8), time(12)),
    (time(9), time(12, 30)),
    (time(9), time(17)),
    (time(10), time(18)),
)
AFTERNOONS = ((time(13), time(16)), (time(14), time(17, 30)), (time(14), time(19)))


def add_sites(
    world: World, member: Member, number: int, *, is_advice: bool = False
) -> None:
    """The first site lies in the district that the name tells."""
    for position in range(number):
        area = _area(world, member, position)
        street = _street(world, member, area, position)
        site = world.store.add(Site, *_values(world, member, area, street, position))
        member.site_ids.append(site)
        _add_access(world, site)
        if is_advice or (position == 0 and world.chance(15)):
            _add_hours(world, site)


def _area(world: World, member: Member, position: int) -> Area:
    if position < len(member.networks):
        return areas()[member.networks[position]]
    if world.chance(5):
        return areas()["outside"]
    if world.chance(30):
        return areas()[world.rng.choice(NEIGHBOURS[member.home])]
    return areas()[member.home]


def _street(world: World, member: Member, area: Area, position: int) -> Spot:
    if position == 0:
        return world.rng.choice(area.streets_near(member.name.district.code))
    return world.rng.choice(area.streets)


def _values(
    world: World, member: Member, area: Area, street: Spot, position: int
) -> tuple[object, ...]:
    rng, point = world.rng, world.points[street.code]
    letter = rng.choice("abc") if world.chance(8) else ""
    return (
        member.id,
        rng.choice(phrases()["site_labels"]) if position else "",
        f"{street.name} {rng.randint(1, 180)}{letter}",
        street.code,
        point.place,
        point.city_id,
        round(point.latitude + rng.uniform(-NORTHWARD, NORTHWARD), 5),
        round(point.longitude + rng.uniform(-EASTWARD, EASTWARD), 5),
        f"{area.dialling} 555{rng.randint(0, 9999):04}" if world.chance(92) else "",
        f"info@{member.host}" if world.chance(80) else "",
        position,
        1,
    )


def _add_access(world: World, site: int) -> None:
    access = list(world.terms[Term.Kind.ACCESS].values())
    for term in world.some(access, 0, 5):
        world.store.add(SiteAccess, site, term)


def _add_hours(world: World, site: int) -> None:
    for weekday in world.some(list(range(5)), 2, 5):
        morning = world.rng.choice(HOURS)
        world.store.add(OpeningHours, site, weekday, *morning)
        if morning[1] < time(13) and world.chance(60):
            afternoon = world.rng.choice(AFTERNOONS)
            world.store.add(OpeningHours, site, weekday, *afternoon)
