"""The networks and the people of the demo, with the accounts to sign in with."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from alliance.models import User
from members.demo import OFFICE, PASSWORD
from members.demo.content import names, phrases
from members.demo.naming import MARK
from members.vocabulary import FROM_WEST_TO_EAST, Town
from networks.models import City, Network, Role

# These two share one association, as in reality.
SHARED = ("oberhausen", "muelheim")
FORMER_SPEAKERS = ("essen", "dortmund")


def create_networks() -> None:
    for position, town in enumerate(FROM_WEST_TO_EAST, start=1):
        network = Network.objects.create(
            slug=town.slug,
            name=f"Netzwerk {town.name}",
            legal_name=_legal_name(town),
            text=_text(town),
            website=f"https://netzwerk-{town.slug}.example",
            email=f"kontakt@netzwerk-{town.slug}.example",
            telephone=f"0800 555{position:04}",
            position=position,
        )
        network.cities.set(City.objects.filter(slug=town.slug))


def create_people(rng: Random) -> None:
    """The accounts of the contract can sign in; the speakers cannot."""
    password = make_password(PASSWORD)
    people = [
        User(email=email, name=person_name(rng), password=password)
        for email in _accounts()
    ]
    people += [
        User(
            email=email,
            name=f"{person_name(rng)} {MARK}",
            password=make_password(None),
        )
        for email in _speakers()
    ]
    User.objects.bulk_create(people)
    _create_roles()


def person_name(rng: Random) -> str:
    return f"{rng.choice(names().first)} {rng.choice(names().last)}"


def _legal_name(town: Town) -> str:
    place = "Oberhausen und Mülheim" if town.slug in SHARED else town.name
    return f"Weiterbildung in {place} {MARK} e. V."


def _text(town: Town) -> str:
    first, second, *rest = phrases()["network"]
    paragraphs = [f"{first} {second}", *rest]
    return "\n\n".join(paragraphs).format(stadt=town.name)


def _accounts() -> list[str]:
    slugs = [town.slug for town in FROM_WEST_TO_EAST]
    return [
        OFFICE,
        *(f"koordination-{slug}@example.org" for slug in slugs),
        "zwei-netzwerke@example.org",
        *(f"anbieter-{slug}@example.org" for slug in slugs),
        "mehrfach@example.org",
    ]


def _speakers() -> list[str]:
    current = [f"sprecher-{town.slug}@example.org" for town in FROM_WEST_TO_EAST]
    return current + [f"frueher-{slug}@example.org" for slug in FORMER_SPEAKERS]


def _create_roles() -> None:
    people = {user.email: user for user in User.objects.all()}
    networks = {network.slug: network for network in Network.objects.all()}
    since = timezone.localdate() - timedelta(days=900)
    roles = [Role(person=people[OFFICE], kind=Role.Kind.OFFICE, since=since)]
    for slug, network in networks.items():
        coordinator = people[f"koordination-{slug}@example.org"]
        roles.append(_role(coordinator, network, Role.Kind.COORDINATOR))
        speaker = people[f"sprecher-{slug}@example.org"]
        roles.append(_role(speaker, network, Role.Kind.SPEAKER))
    for slug in SHARED:
        both = people["zwei-netzwerke@example.org"]
        roles.append(_role(both, networks[slug], Role.Kind.COORDINATOR))
    for slug in FORMER_SPEAKERS:
        former = people[f"frueher-{slug}@example.org"]
        roles.append(_role(former, networks[slug], Role.Kind.SPEAKER, has_ended=True))
    Role.objects.bulk_create(roles)


def _role(
    person: User, network: Network, kind: Role.Kind, *, has_ended: bool = False
) -> Role:
    today = timezone.localdate()
    since, until = today - timedelta(days=600), None
    if has_ended:
        since, until = today - timedelta(days=1500), today - timedelta(days=601)
    return Role(
        person=person,
        network=network,
        kind=kind,
        since=since,
        until=until,
        is_public=kind == Role.Kind.SPEAKER,
    )
