"""One cell becomes one value, or a ``ValidationError`` says why it does not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field
from django.utils.translation import gettext_lazy as _

from members.directory.fold import fold
from members.exchange.columns import COLUMNS
from members.exchange.lookup import Lookup, Names
from members.models import Organisation, Profile, Site
from members.validators import (
    check_length,
    clean_date,
    clean_email,
    clean_line,
    clean_postal_code,
    clean_telephone,
    clean_text,
    clean_website,
)

type Clean = Callable[[str], Any]

KIND = _("Please write “Anbieter” or “Partner”.")
KURSNET = _("A KURSNET number has one to twelve digits.")
TWICE = _("“%(name)s” is named twice.")

_WORD = re.compile(r"\w")
_KINDS = {
    "anbieter": Organisation.Kind.PROVIDER,
    "partner": Organisation.Kind.PARTNER,
}
# What an empty cell says; "kind" stays open, for it means the default.
_EMPTY: dict[str, Any] = {"kind": None, "azav": None, "networks": (), "since": ()}
_EMPTY |= {column.key: frozenset() for column in COLUMNS if column.term_kind}


def empty(key: str) -> Any:
    return _EMPTY.get(key, "")


def cleaners(lookup: Lookup) -> dict[str, Clean]:
    """How the cells of each column are read."""
    lists: dict[str, Clean] = {
        column.key: partial(_terms, lookup.terms[column.term_kind])
        for column in COLUMNS
        if column.term_kind
    }
    return _CLEANERS | lists | {"networks": partial(_networks, lookup.networks)}


def clean(cleaner: Clean, key: str, cell: str) -> Any:
    is_blank = not _WORD.search(cell) and not clean_line(cell)
    return empty(key) if is_blank else cleaner(cell)


def _limited(read: Clean, field: Field) -> Clean:
    limit = field.max_length or 0

    def cleaner(cell: str) -> str:
        value: str = read(cell)
        check_length(field.name, value, limit)
        return value

    return cleaner


def _kind(cell: str) -> str:
    try:
        return _KINDS[fold(clean_line(cell))]
    except KeyError:
        raise ValidationError(KIND, code="kind") from None


def _kursnet_number(cell: str) -> str:
    number = unicodedata.normalize("NFKC", clean_line(cell)).replace(" ", "")
    if not re.fullmatch("[0-9]{1,12}", number):
        raise ValidationError(KURSNET, code="kursnet_number")
    return number


def _editor(cell: str) -> str:
    return clean_email(cell).lower()


def _dates(cell: str) -> tuple[date | None, ...]:
    return tuple(
        clean_date(part) if clean_line(part) else None for part in cell.split("|")
    )


def _listed(names: Names, cell: str) -> list[Any]:
    words = map(clean_line, cell.split("|"))
    return [names.find(word) for word in words if word]


def _terms(names: Names, cell: str) -> frozenset[int]:
    return frozenset(term.pk for term in _listed(names, cell))


def _networks(names: Names, cell: str) -> tuple[int, ...]:
    networks = _listed(names, cell)
    for network in networks:
        if networks.count(network) > 1:
            raise ValidationError(TWICE, code="twice", params={"name": network.name})
    return tuple(network.pk for network in networks)


_CLEANERS: dict[str, Clean] = {
    "kind": _kind,
    "number": _limited(clean_line, Organisation.number.field),
    "name": _limited(clean_line, Profile.name.field),
    "plain": _limited(clean_line, Profile.plain.field),
    "text": _limited(clean_text, Profile.text.field),
    "legal_form": _limited(clean_line, Profile.legal_form.field),
    "street": _limited(clean_line, Site.street.field),
    "postal_code": clean_postal_code,
    "place": _limited(clean_line, Site.place.field),
    "telephone": clean_telephone,
    "email": clean_email,
    "website": clean_website,
    "since": _dates,
    "azav": clean_date,
    "kursnet_number": _kursnet_number,
    "editor": _editor,
}
