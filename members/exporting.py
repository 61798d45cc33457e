"""Lists of members that a person takes along.

    waiting ──> done       its file is there, for a day
       └──────> failed     asked for once more, it is another list

Small ones are written while one waits, large ones by the worker. Nobody hears of a
worker that was killed; then its last sign (``heard_at``) is some minutes old.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile, gettempdir
from typing import TYPE_CHECKING

from django.core.files import File
from django.core.files.storage import Storage
from django.db import transaction
from django.tasks import task
from django.utils import timezone
from django.utils.crypto import get_random_string

from alliance import journal
from alliance.journal import PORTAL, Capacity
from alliance.models import User
from members import numbering, roll
from members.exchange.sheets import HALF_WRITTEN
from members.exchange.writing import Extent, Listing
from members.filters import question
from members.models import Export
from members.states import ExportState
from networks.acting import as_coordination
from networks.models import Network

if TYPE_CHECKING:
    from members.querysets import OrganisationQuerySet

logger = logging.getLogger("members.exporting")

AT_ONCE = 500  # organisations
KEPT_FOR = timedelta(hours=24)
# So many may lie there for one person; enough for any work, and no full disk.
MOST_KEPT = 50
_WORDS = "q"


class TooManyExportsError(Exception):
    """A person has asked for more lists than may lie there."""


class NobodyWaitsError(Exception):
    """The list was given up meanwhile, or may not be had any more."""


def ask(asked: Mapping[str, str], file_format: str, *, by: User) -> Export:
    """The members whom these parameters of their list leave, as a file."""
    networks = list(Network.objects.coordinated_by(by))
    chosen = question(asked, roll.sieves(networks)).parameters
    own = _members(by, networks, chosen)
    export = _begin(
        Export(
            person=by,
            format=file_format,
            question=chosen,
            networks=sorted(network.pk for network in networks),
            expected=own.count(),
            expires_at=timezone.now() + KEPT_FOR,
        )
    )
    if export.expected <= AT_ONCE:
        _write_or_fail(export)
    return export


@transaction.atomic
def _begin(export: Export) -> Export:
    """Save it; a large one that is being written already is not begun again."""
    # Whoever clicks twice waits here for the first time.
    User.objects.select_for_update(no_key=True).get(pk=export.person_id)
    own = Export.objects.asked_for_by(export.person)
    same = own.filter(format=export.format, question=export.question)
    is_large = export.expected > AT_ONCE
    running = [one for one in same.waiting() if not one.is_broken_off]
    if is_large and running:
        return running[0]
    if own.count() >= MOST_KEPT:
        raise TooManyExportsError
    export.save()
    if is_large:
        write_later.enqueue(export.pk)
    return export


def _members(
    user: User, networks: Iterable[Network], chosen: Mapping[str, str]
) -> OrganisationQuerySet:
    """Within the person's rights, whatever the parameters say."""
    sieves = roll.sieves(networks)
    asked = question(chosen, sieves)
    named = roll.found(roll.of_networks(user, networks), asked.words)
    return roll.narrowed(named, asked, sieves)


@task
def write_later(export: int) -> None:
    waiting = Export.objects.waiting().select_related("person")
    if found := waiting.filter(pk=export).first():
        _write_or_fail(found)


def _write_or_fail(export: Export) -> None:
    try:
        _write(export)
    except NobodyWaitsError:
        _fail(export)
    except Exception:
        logger.exception("A list of members was broken off.")
        _fail(export)
        raise


def _fail(export: Export) -> None:
    now = timezone.now()
    Export.objects.waiting().filter(pk=export.pk).update(
        state=ExportState.FAILED, finished_at=now
    )


def _write(export: Export) -> None:
    _hear(export, Extent())
    # As far as the person's rights go now, and no further than when it was asked for.
    networks = Network.objects.coordinated_by(export.person)
    own = list(networks.filter(pk__in=export.networks))
    if len(own) != len(export.networks):
        raise NobodyWaitsError
    capacity = as_coordination(export.person, export.networks)
    members = _members(export.person, own, export.question)
    numbering.give(members, by=export.person, capacity=capacity)
    listing = Listing(members, export.networks, watch=partial(_hear, export))
    with TemporaryFile() as file:
        extent = listing.write(export.format, file)
        _finish(export, File(file), extent, capacity)


def _hear(export: Export, extent: Extent) -> None:
    """A sign of life; there may be nobody any more who waits for it."""
    now = timezone.now()
    waiting = Export.objects.waiting().filter(pk=export.pk)
    if not waiting.update(total=extent.organisations, heard_at=now):
        raise NobodyWaitsError


@transaction.atomic
def _finish(export: Export, file: File, extent: Extent, capacity: Capacity) -> None:
    waiting = Export.objects.waiting().select_for_update(of=("self",))
    if not waiting.filter(pk=export.pk).exists():
        raise NobodyWaitsError
    export.state, export.finished_at = ExportState.DONE, timezone.now()
    export.total, export.lines = extent
    export.file.save(f"{get_random_string(32)}.{export.format}", file, save=False)
    export.save()
    note(export.format, export.question, extent, by=export.person, capacity=capacity)


def note(
    file_format: str,
    chosen: Mapping[str, str],
    extent: Extent,
    *,
    by: User | None,
    capacity: Capacity = PORTAL,
) -> None:
    """Who took how much along, and by which filters; words may be somebody's name."""
    filters = {name: value for name, value in chosen.items() if name != _WORDS}
    facts = {
        "format": file_format,
        "filters": filters,
        "has_words": bool(chosen.get(_WORDS)),
        "organisations": extent.organisations,
        "rows": extent.rows,
    }
    journal.record("list.exported", by=by, capacity=capacity, facts=({}, facts))


def remove(exports: Iterable[Export]) -> None:
    """The rows with their files."""
    for export in exports:
        if export.file:
            export.file.delete(save=False)
        export.delete()


def prune(now: datetime) -> None:
    """Daily: what was kept for long enough, and what a killed worker left behind."""
    remove(Export.objects.filter(expires_at__lte=now))
    before = now - KEPT_FOR
    named = set(Export.objects.values_list("file", flat=True))
    storage = Export.file.field.storage
    for name in _files(storage):
        if name not in named and storage.get_modified_time(name) < before:
            storage.delete(name)
    for path in Path(gettempdir()).glob(HALF_WRITTEN):
        found = path.stat()
        if found.st_uid == os.getuid() and found.st_mtime < before.timestamp():
            path.unlink()


def _files(storage: Storage) -> list[str]:
    folder = str(Export.file.field.upload_to)
    if not storage.exists(folder):
        return []
    _folders, files = storage.listdir(folder)
    return [f"{folder}{file}" for file in files]
