"""Where words stand, and which facets the vocabulary fills."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from members.models import Facet, Term

# The facets that a visitor sees, in the order of the page.
SHOWN = (
    Facet.CITY,
    Facet.TOPIC,
    Facet.FUNDING,
    Facet.AUDIENCE,
    Facet.FORM,
    Facet.TIME,
    Facet.QUALIFICATION,
    Facet.LANGUAGE,
    Facet.ACCESS,
    Facet.NETWORK,
)
FACET_OF_KIND = {
    Term.Kind.TOPIC: Facet.TOPIC,
    Term.Kind.FUNDING: Facet.FUNDING,
    Term.Kind.AUDIENCE: Facet.AUDIENCE,
    Term.Kind.FORM: Facet.FORM,
    Term.Kind.TIME: Facet.TIME,
    Term.Kind.QUALIFICATION: Facet.QUALIFICATION,
    Term.Kind.LANGUAGE: Facet.LANGUAGE,
    Term.Kind.ACCESS: Facet.ACCESS,
}


class Value(NamedTuple):
    """One city, network or term that can be filtered by."""

    id: int
    slug: str
    name: str
    synonyms: tuple[str, ...] = ()
    position: int = 0  # of a city on the line
    latitude: float = 0.0


class Field(IntEnum):
    """Where a word stands; the higher, the more it says about the organisation.

    ``TERM`` and ``SYNONYM`` are matched through the vocabulary and never posted.
    """

    SYNONYM = 1
    TEXT = 2
    TERM = 3
    PLAIN = 4
    NAME = 5
