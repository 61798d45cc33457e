"""An import carried out in the background: what was seen, all of it or nothing.

    read ──> waiting ──> running ──> done ──> undoing ──> undone
     ^  └─> discarded       │
     └──────────────────────┴─> failed

Whoever is killed while running leaves nothing behind but the state; ``activity`` tells
that nobody is at it any more.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from django.core.files.storage import Storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.exchange import activity, looking, snapshot, undoing
from members.exchange.commit import Written, begin, write
from members.exchange.plan import make_plan
from members.exchange.snapshot import Rows
from members.exchange.summary import fingerprint
from members.models import Import, ImportedOrganisation
from members.states import ImportState as State
from networks.acting import offices

logger = logging.getLogger(__name__)


class RefusedError(Exception):
    """Why it was not carried out, as a sentence for its sender."""


class OvertakenError(Exception):
    """It was started once more, and the other was first."""


class ChangedError(Exception):
    """The portal would do something else by now than what was seen."""


def take_over(pk: int) -> None:
    imported = _claim(pk, State.WAITING)
    if imported is None:
        return
    try:
        _carry_out(imported)
    except OvertakenError:
        return
    except ChangedError:
        _show_again(imported)
    except RefusedError as error:
        _end(imported, State.FAILED, problem=str(error))
    except Exception:
        logger.exception("Import %s broke off.", pk)
        _end(imported, State.FAILED, problem=_("An error occurred on our side."))


def undo(pk: int) -> None:
    imported = _claim(pk, State.UNDOING)
    if imported is None:
        return
    try:
        _take_back(imported)
    except OvertakenError:
        return
    except RefusedError as error:
        _end(imported, State.DONE, problem=str(error))
    except Exception:
        logger.exception("Import %s was not undone.", pk)
        _end(imported, State.DONE, problem=_("An error occurred on our side."))


def _claim(pk: int, state: State) -> Import | None:
    """Mark that it has begun; a second task for the same import finds nothing."""
    with transaction.atomic():
        rows = Import.objects.select_for_update(of=("self",)).select_related("person")
        imported = rows.filter(pk=pk, state=state).first()
        if imported is None:
            return None
        if state == State.WAITING:
            imported.state = State.RUNNING
        imported.started_at = timezone.now()
        imported.save(update_fields=["state", "started_at"])
    return imported


@transaction.atomic
def _carry_out(imported: Import) -> None:
    tell = partial(activity.tell, imported.pk)
    tell(0)
    begin()
    _check_turn(imported)
    plan = make_plan(
        looking.table_of(imported), looking.order_of(imported), is_for_change=True
    )
    is_in_part = imported.choices.get("only_valid", False)
    if fingerprint(plan) != imported.fingerprint or (plan.problems and not is_in_part):
        raise ChangedError
    changes = [*plan.new, *plan.changed]
    before = snapshot.take([one.organisation.pk for one in plan.changed])
    written = write(changes, by=imported.person, tell=tell)
    _remember(imported, before, written)
    summary = imported.summary | {"people": written.people}
    storage, name = imported.file.storage, imported.file.name
    _end(imported, State.DONE, summary=summary, file="", problem="")
    transaction.on_commit(partial(_remove, storage, name))


def _check_turn(imported: Import) -> None:
    """Whoever had to wait may find the work done, or the office ended."""
    rows = Import.objects.select_for_update().filter(pk=imported.pk)
    if not rows.filter(state=imported.state, started_at=imported.started_at).exists():
        raise OvertakenError
    if not imported.person.is_active or not offices(imported.person):
        raise RefusedError(_("You no longer coordinate any network."))


def _remember(imported: Import, before: dict[int, Rows], written: Written) -> None:
    after = snapshot.take(written.organisations)
    ImportedOrganisation.objects.bulk_create(
        ImportedOrganisation(
            of_import=imported,
            organisation_id=pk,
            is_new=pk not in before,
            before=before.get(pk, {}),
            after_digest=snapshot.digest(rows),
        )
        for pk, rows in after.items()
    )


@transaction.atomic
def _take_back(imported: Import) -> None:
    activity.tell(imported.pk, 0)
    begin()
    _check_turn(imported)
    left = undoing.undo(imported, by=imported.person)
    summary = imported.summary | {"left": left}
    now = timezone.now()
    _end(imported, State.UNDONE, summary=summary, problem="", undone_at=now)


def _show_again(imported: Import) -> None:
    """Back to the preview, which is made anew."""
    problem = _(
        "Since you looked at it, something was changed in the portal. Nothing was "
        "taken over. Please look at the new preview."
    )
    imported.revision += 1
    _set(imported, state=State.READ, revision=imported.revision, problem=problem)
    looking.look(imported)


def _end(imported: Import, state: State, **values: Any) -> None:
    if state != State.UNDONE and imported.state != State.UNDOING:
        values["finished_at"] = timezone.now()
    _set(imported, state=state, **values)


def _set(imported: Import, **values: Any) -> None:
    for name, value in values.items():
        setattr(imported, name, value)
    imported.save(update_fields=list(values))


def _remove(storage: Storage, name: str | None) -> None:
    if name:
        storage.delete(name)
