"""What a visitor asks the directory, read from the parameters of the address."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from members.directory.vocabulary import SHOWN, Vocabulary
from members.models import Facet

RADII = (5, 10, 25, 50)
DEFAULT_RADIUS = 10
TEXT_LENGTH = 100
SEED_LENGTH = 64
SHORTLIST_LENGTH = 20
CODE_LENGTH = 5
PAGE_DIGITS = 7
IS_CODE = re.compile(r"[0-9]{5}")
IS_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SLUG_LENGTH = 80

FAIR, A_TO_Z, RELEVANCE, NEAREST = "fair", "a-z", "treffer", "nah"

UNKNOWN = {
    Facet.CITY: gettext_noop("There is no city “%(value)s”."),
    Facet.NETWORK: gettext_noop("There is no network “%(value)s”."),
}
UNKNOWN_TERM = gettext_noop("There is no filter “%(value)s”.")


@dataclass(frozen=True)
class Query:
    """One question to the directory; ``chosen`` maps facets to ids in order."""

    text: str = ""
    chosen: dict[Facet, tuple[int, ...]] = field(default_factory=dict)
    has_voucher: bool = False
    postal_code: str = ""
    radius: int = DEFAULT_RADIUS
    order: str = FAIR
    seed: str = ""
    page: int = 1
    shortlist: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def default_order(self) -> str:
        return RELEVANCE if self.text else FAIR

    def without(self, facet: Facet, value: int | None = None) -> Query:
        """The same question with one value, or the whole facet, taken out."""
        left = tuple(v for v in self.chosen.get(facet, ()) if v != value)
        chosen = {name: ids for name, ids in self.chosen.items() if name != facet}
        if left and value is not None:
            chosen[facet] = left
        return replace(self, chosen=chosen, page=1)

    def dropping_text(self) -> Query:
        order = FAIR if self.order == RELEVANCE else self.order
        return replace(self, text="", order=order, page=1)

    def dropping_place(self) -> Query:
        order = self.default_order if self.order == NEAREST else self.order
        return replace(self, postal_code="", order=order, page=1)

    def dropping_voucher(self) -> Query:
        return replace(self, has_voucher=False, page=1)

    def address(self, vocabulary: Vocabulary, **changes: Any) -> str:
        """The query string that asks this, for links; stable in its order."""
        return urlencode(_pairs(replace(self, **changes), vocabulary))


def _pairs(query: Query, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    pairs = [
        ("q", query.text),
        *(
            (facet.label, vocabulary.by_id[facet][value].slug)
            for facet in SHOWN
            for value in query.chosen.get(facet, ())
        ),
        ("bildungsgutschein", "ja" if query.has_voucher else ""),
        ("plz", query.postal_code),
        ("umkreis", str(query.radius) if query.postal_code else ""),
        ("ordnung", query.order if query.order != query.default_order else ""),
        ("mischung", query.seed),
        ("seite", str(query.page) if query.page > 1 else ""),
        *(("a", slug) for slug in query.shortlist),
    ]
    return [(name, value) for name, value in pairs if value]


def parse(parameters: QueryDict, vocabulary: Vocabulary, day: date) -> Query:
    """Read the parameters; what is unknown is named in ``notices`` and dropped."""
    notices: list[str] = []
    raw_text = parameters.get("q", "")
    if len(raw_text) > TEXT_LENGTH:
        notices.append(_("The search takes the first 100 characters into account."))
    words = _words(raw_text)
    postal_code = _postal_code(parameters.get("plz", ""), notices)
    codes = [word for word in words if IS_CODE.fullmatch(word)]
    if not postal_code and len(codes) == 1:
        # Most type it into the one box that the home page has.
        words.remove(postal_code := codes[0])
    text = " ".join(words)
    query = Query(
        text=text,
        chosen=_chosen(parameters, vocabulary, notices),
        has_voucher="ja" in parameters.getlist("bildungsgutschein"),
        postal_code=postal_code,
        radius=_radius(parameters.get("umkreis", "")),
        seed=_seed(parameters.get("mischung", ""), day),
        page=page_number(parameters.get("seite", "")),
        shortlist=shortlist(parameters),
    )
    order = _order(parameters.get("ordnung", ""), query)
    return replace(query, order=order, notices=tuple(notices))


def _words(raw: str) -> list[str]:
    """Those of the text that counts; one that its end cuts in two says nothing."""
    words = raw[:TEXT_LENGTH].split()
    around = raw[TEXT_LENGTH - 1 : TEXT_LENGTH + 1]
    is_cut = len(around) > 1 and not any(map(str.isspace, around))
    return words[:-1] if is_cut and len(words) > 1 else words


def _chosen(
    parameters: QueryDict, vocabulary: Vocabulary, notices: list[str]
) -> dict[Facet, tuple[int, ...]]:
    chosen = {}
    for facet in SHOWN:
        ids = []
        for slug in dict.fromkeys(parameters.getlist(facet.label)):
            if value := vocabulary.find(facet, slug):
                ids.append(value.id)
            elif slug:
                sentence = UNKNOWN.get(facet, UNKNOWN_TERM)
                notices.append(_(sentence) % {"value": slug[:50]})
        if ids:
            chosen[facet] = tuple(dict.fromkeys(ids))
    return chosen


def _postal_code(raw: str, notices: list[str]) -> str:
    code = "".join(raw.split())[:20]
    if not code:
        return ""
    if not (code.isdecimal() and len(code) == CODE_LENGTH):
        notices.append(
            _("A postal code has five digits: “%(value)s”.") % {"value": code}
        )
        return ""
    return "".join(str(int(digit)) for digit in code)


def _radius(raw: str) -> int:
    return int(raw) if raw in map(str, RADII) else DEFAULT_RADIUS


def _seed(raw: str, day: date) -> str:
    return raw[:SEED_LENGTH] or day.isoformat()


def page_number(raw: str) -> int:
    """A page as an address names it; 1 where it names none."""
    if not (raw.isascii() and raw.isdigit()):
        return 1
    digits = raw.lstrip("0")
    # Python refuses to read very long numbers, and no list is that long.
    return max(int(digits[:PAGE_DIGITS] or 0), 1)


def shortlist(parameters: QueryDict) -> tuple[str, ...]:
    """The slugs that links carry along; what cannot be one is none of them."""
    slugs = dict.fromkeys(filter(is_slug, parameters.getlist("a")))
    return tuple(slugs)[:SHORTLIST_LENGTH]


def is_slug(text: str) -> bool:
    return len(text) <= SLUG_LENGTH and bool(IS_SLUG.fullmatch(text))


def _order(raw: str, query: Query) -> str:
    allowed = [FAIR, A_TO_Z]
    if query.text:
        allowed.append(RELEVANCE)
    if query.postal_code:
        allowed.append(NEAREST)
    return raw if raw in allowed else query.default_order
