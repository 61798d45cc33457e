"""Which terms an invented organisation bears."""

from __future__ import annotations

from members.demo.content import PartnerKind, Subject
from members.demo.proofs import Azav
from members.demo.world import World
from members.demo.writing import Length
from members.models import Term

VOUCHER, ACTIVATION = "bildungsgutschein", "avgs"
# How many of a hundred providers bear these; one at random where none is drawn.
SHARES: dict[str, dict[str, int]] = {
    Term.Kind.FORM: {
        "praesenz": 85,
        "digital": 40,
        "kombiniert": 30,
        "fernunterricht": 7,
    },
    Term.Kind.TIME: {
        "vollzeit": 60,
        "teilzeit": 55,
        "berufsbegleitend": 40,
        "abends": 25,
        "wochenende": 20,
    },
    Term.Kind.LANGUAGE: {
        "deutsch": 95,
        "englisch": 35,
        "tuerkisch": 25,
        "arabisch": 15,
        "ukrainisch": 15,
        "russisch": 15,
        "polnisch": 12,
        "leichte-sprache": 10,
        "gebaerdensprache": 5,
        "rumaenisch": 5,
        "bulgarisch": 4,
        "farsi": 6,
        "franzoesisch": 6,
    },
}
PROVIDER_KINDS = {
    "privat": 40,
    "vhs": 5,
    "gemeinnuetzig": 25,
    "kammer": 5,
    "betrieblich": 7,
    "hochschule": 4,
    "berufliche-schule": 6,
    "verband": 8,
}


def provider_terms(
    world: World, subjects: tuple[Subject, Subject], length: Length, azav: Azav
) -> tuple[int, ...]:
    """Ids, none twice; a minimal profile bears a topic alone."""
    topics = world.terms[Term.Kind.TOPIC]
    first, second = subjects
    found = [topics[first.topic]]
    if length is Length.MINIMAL:
        return tuple(found)
    if length is Length.VERY_LONG or world.chance(25):
        found.append(topics[second.topic])
    found += _funding(world, azav)
    found += _some_of(world, Term.Kind.AUDIENCE, 4)
    found += _some_of(world, Term.Kind.QUALIFICATION, 3)
    for kind in SHARES:
        found += _shared(world, kind)
    kinds = world.terms[Term.Kind.PROVIDER_KIND]
    (kind,) = world.rng.choices(list(PROVIDER_KINDS), [*PROVIDER_KINDS.values()])
    found.append(kinds[kind])
    return tuple(dict.fromkeys(found))


def partner_terms(world: World, kind: PartnerKind) -> tuple[int, ...]:
    found = [world.terms[Term.Kind.PARTNER_KIND][kind.slug]]
    return tuple(found + _shared(world, Term.Kind.LANGUAGE))


def _funding(world: World, azav: Azav) -> list[int]:
    """Many state the voucher; whether a proof shows it is another matter."""
    terms = world.terms[Term.Kind.FUNDING]
    others = [pk for slug, pk in terms.items() if slug not in (VOUCHER, ACTIVATION)]
    found = world.some(others, 0, 3)
    if world.chance(5 if azav is Azav.NONE else 90):
        found.append(terms[VOUCHER])
    if azav is not Azav.NONE and world.chance(35):
        found.append(terms[ACTIVATION])
    return found


def _some_of(world: World, kind: str, most: int) -> list[int]:
    return world.some(list(world.terms[kind].values()), 1, most)


def _shared(world: World, kind: str) -> list[int]:
    terms = world.terms[kind]
    found = [terms[slug] for slug, share in SHARES[kind].items() if world.chance(share)]
    return found or [world.rng.choice(list(terms.values()))]
