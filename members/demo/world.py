"""What all builders share: chance, the time, and what is in the database already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from random import Random

from django.utils import timezone

from alliance.models import User
from members.demo.naming import Name, Namer
from members.demo.store import Store
from members.models import PostalCode, Term
from members.vocabulary import FROM_WEST_TO_EAST
from networks.models import Network

# Up to here every provider has an editor and a logo of its own.
SMALL, SOME_LOGOS = 1000, 2000
LONGEST_MAILBOX = 50


@dataclass
class World:
    rng: Random
    size: int
    logo: Callable[[str], str]
    store: Store = field(default_factory=Store)
    namer: Namer = field(default_factory=Namer)

    def __post_init__(self) -> None:
        self.today: date = timezone.localdate()
        midnight = datetime.combine(self.today, time())
        self.midnight: datetime = timezone.make_aware(midnight)
        self.city_names = {town.slug: town.name for town in FROM_WEST_TO_EAST}
        self.networks = dict(Network.objects.values_list("slug", "pk"))
        self.terms: dict[str, dict[str, int]] = {}
        for kind, slug, pk in Term.objects.values_list("kind", "slug", "pk"):
            self.terms.setdefault(kind, {})[slug] = pk
        self.points = {point.code: point for point in PostalCode.objects.all()}
        self.people = dict(User.objects.values_list("email", "pk"))

    def chance(self, percent: int) -> bool:
        return self.rng.random() * 100 < percent

    def some[Thing](self, things: list[Thing], least: int, most: int) -> list[Thing]:
        """A few of them in any order, as many as there are at most."""
        number = min(self.rng.randint(least, most), len(things))
        return self.rng.sample(things, number)

    def day(self, first: int, last: int) -> date:
        """A day between so many days from today; those of the past are negative."""
        return self.today + timedelta(days=self.rng.randint(first, last))

    def moment(self, first: int, last: int) -> datetime:
        """The same at an hour at which people work."""
        days = self.rng.randint(first, last)
        minutes = self.rng.randint(8 * 60, 18 * 60)
        return self.midnight + timedelta(days=days, minutes=minutes)

    def coordinator(self, network: str) -> int:
        return self.people[f"koordination-{network}@example.org"]


@dataclass
class Member:
    """An organisation in the making."""

    number: str
    name: Name
    networks: list[str]
    id: int = 0
    editor: int | None = None
    site_ids: list[int] = field(default_factory=list)

    @property
    def home(self) -> str:
        """The network, and so the city, that it belongs to first."""
        return self.networks[0]

    @property
    def mailbox(self) -> str:
        """Short enough to be a part of the 64 characters before the @."""
        slug = self.name.slug
        return slug if len(slug) <= LONGEST_MAILBOX else self.number.lower()

    @cached_property
    def host(self) -> str:
        return self.name.host(self.number)
