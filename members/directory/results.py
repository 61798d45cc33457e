"""What the directory answers: for the page and for the API alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from members.directory.query import Query
from members.directory.vocabulary import Value
from members.models import Facet


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value one can tick; ``count`` is what ticking it alone would leave."""

    slug: str
    name: str
    count: int
    is_chosen: bool


class FacetResult(NamedTuple):
    facet: Facet
    values: list[FacetValue]

    @property
    def name(self) -> str:
        """The parameter of the address."""
        return self.facet.label

    @property
    def has_choice(self) -> bool:
        return any(value.is_chosen for value in self.values)


class Hit(NamedTuple):
    """One organisation in the list."""

    slug: str
    name: str
    plain: str
    website: str
    logo: str
    telephone: str
    has_voucher: bool
    distance: float | None  # kilometres to the nearest site, when a code was given
    cities: list[Value]
    topics: list[Value]
    fundings: list[Value]


class PlacedSite(NamedTuple):
    """A place of some hit; which one and where is told of hits on the page alone."""

    latitude: float
    longitude: float
    hit: Hit | None
    street: str | None


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    """A filter that is on, and the query string that asks without it."""

    label: str
    address: str
    count: int | None = None  # hits without it, where nothing was found


@dataclass(frozen=True)
class Results:
    query: Query
    total: int
    page: int
    pages: int
    hits: list[Hit]
    facets: list[FacetResult]
    voucher_count: int
    active: list[ActiveFilter]
    notices: list[str]
    place: str = ""  # of the postal code
    repaired: Sequence[tuple[str, str]] = ()  # words read as other words

    # For the map, where a city or a radius is asked, and not more than it can show.
    has_sites: bool = False
    sites: Sequence[PlacedSite] = ()
    has_more_sites: bool = False

    previous: str = ""  # query strings, each with the seed
    following: str = ""
    shuffled: str = ""
    a_to_z: str = ""
    fair: str = ""
    relevance: str = ""
    nearest: str = ""

    @property
    def sentences(self) -> list[str]:
        """What is to be said about how the question was read."""
        repaired = [
            _("Did you mean “%(read)s”? Nothing matches “%(typed)s”.")
            % {"typed": typed, "read": read}
            for typed, read in self.repaired
        ]
        return [*repaired, *self.notices]
