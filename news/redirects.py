"""Addresses of the old website, which lead on for good.

They are asked only where the portal has nothing at an address. An old address leads
straight to a page of the portal: one that leads to another old one, or to itself, is
refused, so that there are neither loops nor chains.

All spellings of an address are one: with its signs escaped or not, as UTF-8 or as
Latin-1, with a slash at its end or without one.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote_to_bytes

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from alliance import journal
from alliance.http import is_tracker
from news.models import OldAddress

if TYPE_CHECKING:
    from alliance.models import User

LONGEST = 300
MOST = 10_000
MOST_BYTES = 2_000_000
LAYERS = 4  # so often signs may be escaped one over the other
_SAFE = {"GET", "HEAD"}
_HEADERS = (["old", "new"], ["alt", "neu"])
# Posts of a WordPress that gives no better addresses. The home page is ours, and knows
# nothing of its parameters.
_NUMBERED = re.compile(r"/\?p=[0-9]{1,18}")


def middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not _may_be_old(request, response):
            return response
        new = find(request.get_full_path())
        return HttpResponsePermanentRedirect(new) if new else response

    return answer


def _may_be_old(request: HttpRequest, response: HttpResponse) -> bool:
    if request.method not in _SAFE:
        return False
    if response.status_code == HTTPStatus.NOT_FOUND:
        return True
    return request.path == "/" and "p=" in request.META.get("QUERY_STRING", "")


def find(address: str) -> str:
    """Where an address leads, by all of it or by its path alone; else nothing."""
    asked = [one for one in _spellings(address) if _is_spelt_well(one)]
    known = dict(OldAddress.objects.filter(old__in=asked).values_list("old", "new"))
    return next((known[one] for one in asked if one in known), "")


def plain(address: str) -> str:
    """The one spelling of an address by which it is known."""
    text = address.strip()
    for _layer in range(LAYERS):
        text = _unescaped(text)
    path, mark, query = unicodedata.normalize("NFC", text).partition("?")
    return (path.rstrip("/") or "/") + (mark + query if query else "")


def _unescaped(text: str) -> str:
    content = unquote_to_bytes(text.encode(errors="replace"))
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _spellings(address: str) -> list[str]:
    """What an address may be known by: whole, without what others append, its path."""
    path, _mark, query = address.partition("?")
    own = [one for one in query.split("&") if not is_tracker(one)]
    found = (address, f"{path}?{'&'.join(own)}", path)
    return list(dict.fromkeys(map(plain, found)))


class Known:
    """Old addresses with where they lead, to be asked in a moment."""

    def __init__(self, rows: dict[str, str]) -> None:
        self.old: dict[str, str] = {}
        self.ends: Counter[str] = Counter()
        for old, new in rows.items():
            self.add(old, new)

    def add(self, old: str, new: str) -> None:
        self.old[old] = new
        self.ends.update(_ends(new))


def _ends(new: str) -> list[str]:
    return _spellings(new.partition("#")[0])


def check(old: str, new: str, known: Known) -> None:
    """Refuse with a ``ValidationError`` what is no address, or leads on and on.

    ``old`` is spelt ``plain``; ``known`` are the other addresses, with this one or not.
    """
    for name, address in (("old", old), ("new", new)):
        _check_spelling(name, address)
    ends = _ends(new)
    refusals = [
        (old in ends, "new", _("It would lead to itself.")),
        (
            any(end in known.old for end in ends),
            "new",
            _("This is an old address itself; please give where it leads."),
        ),
        (_is_ours(old), "old", _("The portal has a page at this address.")),
        (old in known.ends, "old", _("Another old address leads here already.")),
    ]
    for is_refused, name, sentence in refusals:
        if is_refused:
            raise ValidationError({name: sentence})


def _check_spelling(name: str, address: str) -> None:
    if not address.startswith("/") or address.startswith("//"):
        raise ValidationError({name: _("An address begins with one slash.")})
    spelt = plain(address)
    is_settled = " " not in address if name == "new" else spelt == address
    if not is_settled or not all(map(_is_spelt_well, (address, spelt))):
        raise ValidationError({name: _("This is not an address.")})


def _is_spelt_well(address: str) -> bool:
    """Nothing that a browser takes for another website, or a database refuses."""
    is_here = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    is_short = len(address) <= LONGEST
    return is_here and is_short and address.isprintable() and "\\" not in address


def _is_ours(old: str) -> bool:
    if _NUMBERED.fullmatch(old):
        return False
    path = old.partition("?")[0]
    return any(map(_leads_to_a_page, (path, f"{path}/")))


def _leads_to_a_page(path: str) -> bool:
    try:
        found = resolve(path)
    except Resolver404:
        return False
    # A post's address is any word; whether there is one shows when it is asked for.
    return found.view_name != "news:post"


def others(than: OldAddress | None = None) -> Known:
    """All addresses but this one. Until the transaction ends nobody else adds one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('news.redirects'))")
    rows = OldAddress.objects.exclude(pk=than.pk) if than else OldAddress.objects
    return Known(dict(rows.values_list("old", "new")))


class Problem(NamedTuple):
    line: int  # 0 for the whole list
    sentence: str

    def __str__(self) -> str:
        if not self.line:
            return self.sentence
        words = {"line": self.line, "sentence": self.sentence}
        return _("Line %(line)d: %(sentence)s") % words


class ListError(Exception):
    """Lines that cannot be taken over; nothing was."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(f"{len(problems)} lines cannot be taken over.")


class Line(NamedTuple):
    number: int
    old: str
    new: str


@transaction.atomic
def read(text: str, *, by: User | None = None) -> int:
    """Take over lines ``old;new``; returns how many are new or lead elsewhere now."""
    lines, problems = _lines(text)
    known = others().old
    wanted = {line.old: line.new for line in lines}
    together = Known(known | wanted)
    for line in lines:
        try:
            check(line.old, line.new, together)
        except ValidationError as error:
            problems.append(Problem(line.number, " ".join(error.messages)))
    if problems:
        raise ListError(sorted(problems))
    return add(wanted, known, by=by)


def add(rows: dict[str, str], known: dict[str, str], *, by: User | None) -> int:
    """Write what was checked; returns how many are new or lead elsewhere now."""
    changed = {old: new for old, new in rows.items() if known.get(old) != new}
    if changed:
        OldAddress.objects.bulk_create(
            [OldAddress(old=old, new=new) for old, new in changed.items()],
            update_conflicts=True,
            unique_fields=["old"],
            update_fields=["new"],
        )
        before = {old: known[old] for old in changed if old in known}
        _note("address.list_read", (before, changed), by=by)
    return len(changed)


@transaction.atomic
def remove(addresses: Iterable[OldAddress], *, by: User) -> None:
    """Let the portal answer there that it has nothing."""
    for address in addresses:
        _note("address.removed", ({address.old: address.new}, {}), by=by)
        address.delete()


def _note(
    verb: str, facts: tuple[journal.Facts, journal.Facts], *, by: User | None
) -> None:
    capacity = journal.OFFICE if by else journal.PORTAL
    journal.record(verb, by=by, capacity=capacity, facts=facts)


def _lines(text: str) -> tuple[list[Line], list[Problem]]:
    if len(text) > MOST_BYTES:
        return [], [Problem(0, _("The list is too long. At most 10,000 lines go."))]
    found: list[Line] = []
    problems = []
    seen: dict[str, str] = {}
    for number, cells in _cells(text):
        if len(cells) != 2:  # noqa: PLR2004
            problems.append(Problem(number, _("A line has two cells: old;new.")))
            continue
        line = Line(number, plain(cells[0]), cells[1])
        if seen.setdefault(line.old, line.new) != line.new:
            sentence = _("This old address stands there twice.")
            problems.append(Problem(line.number, sentence))
        found.append(line)
    if len(found) > MOST:
        return [], [Problem(0, _("At most 10,000 lines go at once."))]
    return found, problems


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that say something, by their numbers."""
    lines = io.StringIO(text.removeprefix("\ufeff"), newline=None)
    for number, line in enumerate(lines, start=1):
        cells = [cell.strip().strip('"').strip() for cell in line.split(";")]
        if any(cells) and cells not in _HEADERS:
            yield number, cells
