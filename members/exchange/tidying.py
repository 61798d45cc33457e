"""Lists that were sent are kept no longer than they are needed: a step of each hour."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import Q

from members.exchange import activity
from members.exchange.undoing import UNDONE_WITHIN
from members.models import Import, ImportedOrganisation
from members.models.sites import private_files
from members.states import ImportState as State

if TYPE_CHECKING:
    from alliance.models import User

_FOLDER = "imports"
FILE_OF_A_FAILURE = timedelta(hours=24)
UNDECIDED = timedelta(days=7)
# Whoever was killed says nothing; after so long nobody has only just begun.
_SILENT = timedelta(minutes=5)
KEPT = timedelta(days=365)


def tidy(now: datetime) -> None:
    _mark_what_broke_off(now)
    _discard_what_nobody_decides(now)
    long_ago = Q(state=State.FAILED, finished_at__lt=now - FILE_OF_A_FAILURE)
    at_an_end = Q(state__in=(State.DONE, State.DISCARDED, State.UNDONE))
    Import.objects.filter(at_an_end | long_ago).exclude(file="").update(file="")
    _forget_rows(now)
    _remove_files(now)


def forget(user: User) -> None:
    """With the account; what the lists have brought stays."""
    names = list(user.imports.exclude(file="").values_list("file", flat=True))
    user.imports.all().delete()
    storage = private_files()
    transaction.on_commit(lambda: _remove(storage, names))


def _mark_what_broke_off(now: datetime) -> None:
    silent = Import.objects.filter(state=State.RUNNING, started_at__lt=now - _SILENT)
    for imported in silent:
        if activity.ask(imported.pk) is None:
            rows = silent.filter(pk=imported.pk)
            rows.update(state=State.FAILED, finished_at=now)


def _discard_what_nobody_decides(now: datetime) -> None:
    waiting = Import.objects.filter(state__in=(State.READ, State.WAITING))
    waiting.filter(created_at__lt=now - UNDECIDED).update(
        state=State.DISCARDED, finished_at=now, file="", summary={}, choices={}
    )


def _forget_rows(now: datetime) -> None:
    """What was before, and what the lists said: for as long as it can be undone."""
    past = Import.objects.filter(finished_at__lt=now - UNDONE_WITHIN)
    ImportedOrganisation.objects.filter(of_import__in=past).delete()
    past.exclude(state=State.UNDOING).update(summary={}, choices={})
    Import.objects.filter(created_at__lt=now - KEPT).delete()


def _remove_files(now: datetime) -> None:
    """Those that no import names; a young one may be of one that is just sent."""
    storage = private_files()
    try:
        _folders, files = storage.listdir(_FOLDER)
    except FileNotFoundError:
        return
    named = set(Import.objects.exclude(file="").values_list("file", flat=True))
    names = [f"{_FOLDER}/{file}" for file in files]
    _remove(storage, [n for n in names if n not in named and _is_old(storage, n, now)])


def _is_old(storage: Storage, name: str, now: datetime) -> bool:
    return storage.get_modified_time(name) < now - timedelta(hours=1)


def _remove(storage: Storage, names: list[str]) -> None:
    for name in names:
        storage.delete(name)
