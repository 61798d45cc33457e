"""The verbs on a list that someone has sent, up to the order to take it over.

What is worked out and written stands in ``members.exchange``; each verb locks the
import and guards its state.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from alliance.errors import WrongStateError
from alliance.once import spend
from alliance.uploads import named
from members.exchange import activity, looking, tasks
from members.exchange.reading import read
from members.exchange.table import Reading
from members.exchange.undoing import UNDONE_WITHIN
from members.models import Import
from members.states import ImportState as State

if TYPE_CHECKING:
    from uuid import UUID

    from alliance.models import User
    from networks.models import Network

# Between the mark that it has begun and the first word of whoever works on it.
_BREATH = timedelta(seconds=10)
_NAME_LENGTH = 200


class Sent(NamedTuple):
    """A file that was read once, so that its rows are known."""

    content: bytes
    name: str
    rows: int
    ending: str


# Each holds a file that lies with us until it is taken over or discarded.
MOST_OPEN = 10
OPEN = (State.READ, State.WAITING, State.RUNNING, State.FAILED)


class ChangedError(WrongStateError):
    """What was looked at is not what would be done now."""


def send(sent: Sent, *, network: Network | None, once: UUID, by: User) -> Import:
    """The same form sent twice makes a ``SentTwiceError``."""
    with transaction.atomic():
        spend(once, by=by)
        imported = Import(person=by, network=network)
        _keep(imported, sent)
    _look(imported)
    return imported


def replace(imported: Import, sent: Sent, *, by: User) -> None:
    """Another file in place of the first; what was said of its rows goes with it."""
    with transaction.atomic():
        imported = _lock(imported, State.READ, State.FAILED, by=by)
        old = imported.file.name
        imported.choices = {}
        imported.revision += 1
        imported.state, imported.problem = State.READ, ""
        _keep(imported, sent)
        if old:
            transaction.on_commit(lambda: imported.file.storage.delete(old))
    _look(imported)


def choose(imported: Import, choices: Mapping[str, Any], *, by: User) -> None:
    """How the file is to be read; answers to rows of another sheet are dropped."""
    with transaction.atomic():
        imported = _lock(imported, State.READ, by=by)
        imported.network = choices["network"]
        told = {"sheet": choices["sheet"], "with_hidden": choices["with_hidden"]}
        if told["sheet"] != imported.choices.get("sheet", ""):
            imported.choices = {}
        _change(imported, imported.choices | told, "network")
    _look(imported)


def answer(
    imported: Import,
    *,
    cells: Mapping[int, Mapping[str, str]],
    verdicts: Mapping[int, str],
    by: User,
) -> Import:
    """Mended cells and verdicts about rows, added to those that are there."""
    with transaction.atomic():
        imported = _lock(imported, State.READ, by=by)
        choices = imported.choices
        held = dict(choices.get("cells", {}))
        for number, mended in cells.items():
            held[str(number)] = held.get(str(number), {}) | dict(mended)
        told = choices.get("verdicts", {}) | {
            str(number): verdict for number, verdict in verdicts.items()
        }
        _change(imported, choices | {"cells": held, "verdicts": told})
    _look(imported)
    return imported


def start(imported: Import, *, seen: str, only_valid: bool, by: User) -> None:
    """Order exactly what was ``seen`` (a fingerprint) to be taken over."""
    is_small = imported.total <= looking.AT_ONCE
    if is_small and imported.state == State.READ and not looking.is_current(imported):
        looking.look(imported)
        raise ChangedError(f"Import {imported.pk} would do something else by now.")
    with transaction.atomic():
        imported = _lock(imported, State.READ, by=by)
        if not seen or imported.fingerprint != seen:
            raise ChangedError(f"Import {imported.pk} is not as it was seen.")
        imported.choices |= {"only_valid": only_valid}
        _wait(imported)


def restart(imported: Import, *, by: User) -> None:
    """Once more, after it broke off; also what looks as if nobody took it up."""
    with transaction.atomic():
        imported = _lock(imported, *_RESTARTABLE, by=by)
        if is_at_work(imported) or not (
            imported.file or imported.state == State.UNDOING
        ):
            raise WrongStateError(f"Import {imported.pk} is under way, or gone.")
        if imported.state == State.READ:
            tasks.look.enqueue(imported.pk)
        elif imported.state == State.UNDOING:
            tasks.undo.enqueue(imported.pk)
        else:
            _wait(imported)


_RESTARTABLE = (State.READ, State.WAITING, State.RUNNING, State.FAILED, State.UNDOING)


def discard(imported: Import, *, by: User) -> None:
    with transaction.atomic():
        imported = _lock(imported, State.READ, State.FAILED, by=by)
        imported.state, imported.finished_at = State.DISCARDED, timezone.now()
        imported.summary, imported.choices = {}, {}
        name, imported.file = imported.file.name, ""
        imported.save()
        if name:
            transaction.on_commit(lambda: imported.file.storage.delete(name))


def start_undo(imported: Import, *, by: User) -> None:
    with transaction.atomic():
        imported = _lock(imported, State.DONE, by=by)
        if not may_be_undone(imported):
            raise WrongStateError(f"Import {imported.pk} is too long ago.")
        imported.state, imported.problem = State.UNDOING, ""
        imported.started_at = timezone.now()
        imported.save(update_fields=["state", "problem", "started_at"])
        tasks.undo.enqueue(imported.pk)


def may_be_undone(imported: Import) -> bool:
    if imported.state != State.DONE or imported.finished_at is None:
        return False
    return imported.finished_at > timezone.now() - UNDONE_WITHIN


def undone_until(imported: Import) -> datetime | None:
    return imported.finished_at and imported.finished_at + UNDONE_WITHIN


def rows_done(imported: Import) -> int | None:
    """None where it is not known, or looked at only."""
    return activity.ask(imported.pk)


def check_choice(imported: Import, choices: Mapping[str, Any]) -> None:
    """A ``TableError`` says why the file cannot be read like that."""
    with imported.file.open("rb") as file:
        read(file.read(), Reading(choices["sheet"], choices["with_hidden"]))


def is_at_work(imported: Import) -> bool:
    """Whether somebody works on it, or has only just begun."""
    if imported.state not in (State.RUNNING, State.UNDOING):
        return False
    is_fresh = (
        imported.started_at is not None
        and imported.started_at > timezone.now() - _BREATH
    )
    return is_fresh or activity.ask(imported.pk) is not None


def is_seen(imported: Import) -> bool:
    """Whether the preview is of what was chosen last."""
    return imported.summary.get("revision") == imported.revision


def _keep(imported: Import, sent: Sent) -> None:
    imported.file_name = sent.name[:_NAME_LENGTH]
    imported.total = sent.rows
    imported.summary, imported.fingerprint = {}, ""
    file = named(sent.content, sent.ending)
    imported.file.save(str(file.name), file, save=False)
    imported.save()


def _change(imported: Import, choices: dict[str, Any], *others: str) -> None:
    imported.choices, imported.problem = choices, ""
    imported.revision += 1
    imported.save(update_fields=["choices", "problem", "revision", *others])


def _look(imported: Import) -> None:
    """At once what is small; the page of the rest shows that it is being looked at."""
    if imported.total <= looking.AT_ONCE:
        looking.look(imported)
    else:
        tasks.look.enqueue(imported.pk)


def _wait(imported: Import) -> None:
    imported.state, imported.problem = State.WAITING, ""
    imported.save(update_fields=["state", "problem", "choices"])
    tasks.take_over.enqueue(imported.pk)


def _lock(imported: Import, *allowed: State, by: User) -> Import:
    rows = Import.objects.sent_by(by).select_related("person", "network")
    found = rows.select_for_update(of=("self",)).get(pk=imported.pk)
    if found.state not in allowed:
        raise WrongStateError(f"Import {found.pk} is {found.state}.")
    return found
