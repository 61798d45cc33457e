"""Who edits an organisation: removing, handing over, leaving.

Each verb is one transaction and locks the organisation first, so that of two at once
the second finds what the first has left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alliance.errors import WrongStateError
from members import chronicle, letters
from members.locks import lock
from members.models import Editor, Organisation

if TYPE_CHECKING:
    from alliance.models import User


@transaction.atomic
def remove(editor: Editor, *, by: User) -> None:
    """Take the right to edit from someone else."""
    editor = _lock(editor)
    _check_head(editor.organisation, by)
    if editor.person == by:
        raise WrongStateError("One leaves; one does not remove oneself.")
    facts = {"person": editor.person_id, "is_main": editor.is_main}
    row = editor.pk
    editor.delete()
    chronicle.write(
        "editor.removed", editor.organisation, by=by, row=row, facts=(facts, {})
    )
    letters.editor_removed(editor.organisation, editor.person)


@transaction.atomic
def hand_over(editor: Editor, *, seen: int | None, by: User) -> None:
    """Make someone the main editor in place of the one (by id) that was ``seen``."""
    editor = _lock(editor)
    organisation = editor.organisation
    main = organisation.editors.main().first()
    if (main.pk if main else None) != seen or editor.is_main:
        raise WrongStateError(f"{organisation} has another main editor by now.")
    _check_head(organisation, by)
    # Before it is given on, or two would be main for a moment.
    organisation.editors.main().update(is_main=False)
    editor.is_main = True
    editor.save(update_fields=["is_main"])
    facts = {"editor": seen}, {"editor": editor.pk}
    chronicle.write(
        "editor.handed_over", organisation, by=by, row=editor.pk, facts=facts
    )
    letters.main_editor(editor)


@transaction.atomic
def leave(organisation: Organisation, *, note: str = "", by: User) -> None:
    """Give the right up. The last one leaves a word to the coordination."""
    lock(organisation)
    editors = organisation.editors.all()
    editor = editors.filter(person=by).first()
    if editor is None:
        raise WrongStateError(f"{by} does not edit {organisation} any more.")
    is_last = not editors.exclude(pk=editor.pk).exists()
    if editor.is_main and not is_last:
        raise WrongStateError("The main role is handed over first.")
    if is_last and not note:
        raise ValidationError({"note": WORD})
    facts = {"person": by.pk, "is_last": is_last}, {"note": note}
    chronicle.write("editor.left", organisation, by=by, row=editor.pk, facts=facts)
    editor.delete()
    letters.editor_left(organisation, by, note=note, is_last=is_last)


WORD = _("Please leave a word to the coordination: nobody else looks after the entry.")


def _lock(editor: Editor) -> Editor:
    lock(editor.organisation_id)
    editors = Editor.objects.select_related("organisation", "person")
    held = editors.filter(pk=editor.pk).first()
    if held is None:
        raise WrongStateError(f"Editor {editor.pk} is gone.")
    return held


def _check_head(organisation: Organisation, by: User) -> None:
    if not Organisation.objects.headed_by(by).filter(pk=organisation.pk).exists():
        raise PermissionDenied
