"""The columns of a member list, and the header line in which they stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from members.directory.fold import fold
from members.models import Term


class TableError(Exception):
    """Why the table as a whole cannot be read, as a sentence for its owner."""


@dataclass(frozen=True)
class Column:
    """What a column is called, and what it says something about.

    ``key`` names the value in our rows; ``term_kind`` is set where the cells hold
    terms of that kind.
    """

    key: str
    name: str
    other_names: tuple[str, ...] = ()
    is_required: bool = False
    is_of_site: bool = False
    term_kind: str = ""


def _terms(kind: Term.Kind, name: str, *other_names: str) -> Column:
    is_of_site = kind == Term.Kind.ACCESS
    return Column(kind.value, name, other_names, False, is_of_site, kind.value)


# Signs, spaces, case and the spelling of umlauts do not matter: see ``_squeezed``.
_STREETS: tuple[str, ...] = (
    "Str.",
    "Adresse",
    "Anschrift",
    "Straße und Hausnummer",
    "Straße Nr.",
)
_STREETS += ("Straße, Hausnummer", "Straße Hausnr.", "Straße und Nr.")
_NUMBERS = ("Nummer", "Mitgliedsnummer", "Mitglieds-Nr.", "Mitgliedsnr.")
_TELEPHONES = ("Tel.", "Fon", "Telefonnummer", "Telefon-Nr.", "Rufnummer")
_MAILS = ("Mail", "E-Mail-Adresse", "Mailadresse")
_WEBSITES = ("Homepage", "Internet", "Webseite", "Web", "URL", "Internetadresse")
_PROOFS = ("AZAV", "AZAV bis", "AZAV gültig")
_KURSNET = ("KURSNET", "KURSNET-Nummer")
COLUMNS = (
    Column("kind", "Art"),
    Column("number", "Nr", _NUMBERS),
    Column("name", "Name", ("Einrichtung", "Organisation", "Firma"), is_required=True),
    Column("plain", "Kurz", ("Kurztext", "Kurzbeschreibung")),
    Column("text", "Beschreibung", ("Text",)),
    Column("legal_form", "Rechtsform"),
    Column("street", "Straße", _STREETS, is_required=True, is_of_site=True),
    Column("postal_code", "PLZ", ("Postleitzahl",), is_required=True, is_of_site=True),
    Column("place", "Ort", ("Stadt",), is_required=True, is_of_site=True),
    Column("telephone", "Telefon", _TELEPHONES, is_of_site=True),
    Column("email", "E-Mail", _MAILS, is_required=True, is_of_site=True),
    Column("website", "Website", (*_WEBSITES, "Internetseite", "WWW")),
    Column("networks", "Netzwerk", ("Netzwerke",)),
    Column("since", "Mitglied seit", ("Mitgliedschaft seit", "Beitritt")),
    _terms(Term.Kind.TOPIC, "Themen", "Thema"),
    _terms(Term.Kind.FUNDING, "Förderungen", "Förderung"),
    _terms(Term.Kind.AUDIENCE, "Zielgruppen", "Zielgruppe"),
    _terms(Term.Kind.FORM, "Unterrichtsformen", "Unterrichtsform"),
    _terms(Term.Kind.TIME, "Unterrichtszeiten", "Unterrichtszeit"),
    _terms(Term.Kind.QUALIFICATION, "Abschlüsse", "Abschluss"),
    _terms(Term.Kind.LANGUAGE, "Sprachen", "Sprache", "Beratungssprachen"),
    _terms(Term.Kind.ACCESS, "Barrierefreiheit"),
    Column("azav", "AZAV gültig bis", _PROOFS),
    Column("kursnet_number", "KURSNET-Nr", _KURSNET),
    Column("editor", "Redaktion E-Mail", ("Redaktion", "E-Mail Redaktion")),
)
COLUMN = {column.key: column for column in COLUMNS}


def _squeezed(name: str) -> str:
    return re.sub("[^a-z0-9]", "", fold(name))


_BY_NAME = {
    _squeezed(name): column
    for column in COLUMNS
    for name in (column.name, *column.other_names)
}


@dataclass(frozen=True)
class Header:
    """A line of names; ``cells`` are as they stand, without empty ones at the end."""

    cells: tuple[str, ...]

    @classmethod
    def of(cls, cells: Sequence[str]) -> Header:
        names = ["".join(filter(str.isprintable, cell)).strip() for cell in cells]
        while names and not names[-1]:
            names.pop()
        return cls(tuple(names))

    @cached_property
    def columns(self) -> dict[int, Column]:
        """The known columns by their place."""
        found = {i: _BY_NAME.get(_squeezed(cell)) for i, cell in enumerate(self.cells)}
        return {place: column for place, column in found.items() if column}

    @property
    def ignored(self) -> list[str]:
        known = self.columns
        return [name for i, name in enumerate(self.cells) if name and i not in known]

    def check(self) -> None:
        """Refuse a header that lacks a column or has one twice."""
        sentences = [*self._missing(), *self._doubled()]
        if sentences:
            raise TableError(" ".join(sentences))

    def _missing(self) -> list[str]:
        present = self.columns.values()
        missing = [c.name for c in COLUMNS if c.is_required and c not in present]
        sentences = [
            _("The column “%(name)s” is missing.") % {"name": name} for name in missing
        ]
        if missing:
            found = ", ".join(name[:60] for name in self.cells[:40] if name)
            sentences.append(_("Found: %(names)s.") % {"names": found or "–"})
        return sentences

    def _doubled(self) -> list[str]:
        places: dict[Column, list[str]] = defaultdict(list)
        for place, column in self.columns.items():
            places[column].append(f"„{self.cells[place]}“")
        return [
            _("The column “%(name)s” is there more than once (%(names)s).")
            % {"name": column.name, "names": ", ".join(names)}
            for column, names in places.items()
            if len(names) > 1
        ]
