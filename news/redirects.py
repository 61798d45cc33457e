"""Addresses of the old website, which lead on for good.

They are asked only where the portal has nothing at an address. An old address leads
straight to a page of the portal: one that leads to another old one, or to itself, is
refused, so that there are neither loops nor chains.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from http import HTTPStatus
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from news.models import OldAddress

LONGEST = 300
MOST = 10_000
_SAFE = {"GET", "HEAD"}


def middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != HTTPStatus.NOT_FOUND or request.method not in _SAFE:
            return response
        new = find(request.get_full_path(), request.path)
        return HttpResponsePermanentRedirect(new) if new else response

    return answer


def find(*asked: str) -> str:
    """Where the first of these addresses that is known leads; else nothing."""
    short = [address for address in asked if len(address) <= LONGEST]
    known = dict(OldAddress.objects.filter(old__in=short).values_list("old", "new"))
    return next((known[address] for address in asked if address in known), "")


def check(old: str, new: str, known: dict[str, str]) -> None:
    """Refuse with a ``ValidationError`` what leads nowhere, or on and on.

    ``known`` are all other addresses, old ones and where they lead.
    """
    for name, address in (("old", old), ("new", new)):
        _check_spelling(name, address)
    refusals = [
        (old == new, "new", _("It would lead to itself.")),
        (
            new in known,
            "new",
            _("This is an old address itself; please give where it leads."),
        ),
        (
            old in known.values(),
            "old",
            _("Another old address leads here already."),
        ),
        (_is_ours(old), "old", _("The portal has a page at this address.")),
    ]
    for is_refused, name, sentence in refusals:
        if is_refused:
            raise ValidationError({name: sentence})


def _check_spelling(name: str, address: str) -> None:
    if not address.startswith("/") or address.startswith("//"):
        raise ValidationError({name: _("An address begins with one slash.")})
    if len(address) > LONGEST or not address.isprintable() or " " in address:
        raise ValidationError({name: _("This is not an address.")})


def _is_ours(address: str) -> bool:
    try:
        found = resolve(address.partition("?")[0])
    except Resolver404:
        return False
    # A post's address is any word; whether there is one shows when it is asked for.
    return found.view_name != "news:post"


class Problem(NamedTuple):
    line: int
    sentence: str


class ListError(Exception):
    """Lines that cannot be taken over; nothing was."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(f"{len(problems)} lines cannot be taken over.")


@transaction.atomic
def read(text: str) -> int:
    """Take over lines ``old;new``; returns how many are new or lead elsewhere now."""
    wanted, problems = _lines(text)
    known = dict(OldAddress.objects.values_list("old", "new"))
    together = known | {old: new for _line, old, new in wanted}
    for line, old, new in wanted:
        others = {one: to for one, to in together.items() if one != old}
        try:
            check(old, new, others)
        except ValidationError as error:
            problems.append(Problem(line, " ".join(error.messages)))
    if problems:
        raise ListError(sorted(problems))
    changed = [(old, new) for _line, old, new in wanted if known.get(old) != new]
    OldAddress.objects.bulk_create(
        [OldAddress(old=old, new=new) for old, new in dict(changed).items()],
        update_conflicts=True,
        unique_fields=["old"],
        update_fields=["new"],
    )
    return len(dict(changed))


def _lines(text: str) -> tuple[list[tuple[int, str, str]], list[Problem]]:
    found: list[tuple[int, str, str]] = []
    problems = []
    seen: dict[str, str] = {}
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";")
    for row in reader:
        line = reader.line_num
        cells = [cell.strip() for cell in row]
        if not any(cells) or cells == ["old", "new"]:
            continue
        if len(cells) != 2:  # noqa: PLR2004
            problems.append(Problem(line, _("A line has two cells: old;new.")))
            continue
        old, new = cells
        if seen.setdefault(old, new) != new:
            problems.append(Problem(line, _("This old address stands there twice.")))
        found.append((line, old, new))
    if len(found) > MOST:
        problems.append(Problem(0, _("At most 10,000 lines go at once.")))
    return found, problems
