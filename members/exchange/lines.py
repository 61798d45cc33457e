"""What the portal holds about an organisation becomes the lines of a list.

An import of what is made here changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.formats import date_format

from members.exchange.columns import COLUMNS
from members.exchange.holdings import Holding
from members.exchange.spelling import BETWEEN, Spelling
from members.exchange.stock import OF_SITE
from members.models import Organisation, Term

type Cell = str | date
type Line = list[Cell]
type Cells = dict[str, Cell]  # by the keys of their columns

HEADER: Line = [column.name for column in COLUMNS]
_DAY = "d.m.Y"
# As an import reads them; not the words of the pages, which may change.
_KINDS = {
    Organisation.Kind.PROVIDER.value: "Anbieter",
    Organisation.Kind.PARTNER.value: "Partner",
}


def lines(holding: Holding, spelling: Spelling) -> Iterator[Line]:
    """One for each site; the first one speaks for the organisation."""
    number: Cells = {"number": holding.number or ""}
    cells = number | _own(holding, spelling)
    for site in holding.locations or [{}]:
        yield _line(cells | _of_site(site, spelling))
        cells = number


def in_words(day: date) -> str:
    return date_format(day, _DAY)


def _line(cells: Cells) -> Line:
    return [cells.get(column.key, "") for column in COLUMNS]


def _own(holding: Holding, spelling: Spelling) -> Cells:
    """A member that is not online says its name alone: no proposal is told."""
    cells: Cells = {"name": holding.title, **(holding.words or {})}
    for column in COLUMNS:
        if column.term_kind:
            cells[column.key] = _listed(holding.terms, column.term_kind, spelling)
    return cells | {
        "kind": _KINDS[holding.kind],
        "kursnet_number": holding.kursnet_number,
        "azav": holding.azav or "",
        "editor": holding.editor or "",
        **_memberships(holding, spelling),
    }


def _memberships(holding: Holding, spelling: Spelling) -> Cells:
    """Each network once; of two memberships in one the first to begin."""
    since: dict[int, date] = {}
    for membership in holding.joined:
        first = date.fromisoformat(membership["since"])
        since.setdefault(membership["network"], first)
    days: Cell = BETWEEN.join(map(in_words, since.values()))
    if len(since) == 1:
        (days,) = since.values()
    names = BETWEEN.join(spelling.networks[network] for network in since)
    return {"networks": names, "since": days}


def _of_site(site: dict[str, Any], spelling: Spelling) -> Cells:
    cells: Cells = {name: site.get(name, "") for name in OF_SITE}
    kind = Term.Kind.ACCESS.value
    return cells | {kind: _listed(site.get("access", ()), kind, spelling)}


def _listed(terms: Any, kind: str, spelling: Spelling) -> str:
    return BETWEEN.join(
        spelling.terms[term] for term in terms if spelling.kinds[term] == kind
    )
