"""What people upload, before anyone looks into it: not empty, and not too large."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_BYTES = 5_000_000

EMPTY = _("The file is empty. Please choose another one.")
AGAIN = _("Please choose the file once more.")
TOO_LARGE = _("The file is too large (at most 5 MB). Please choose a smaller one.")

logger = logging.getLogger("alliance.security")


def read(file: UploadedFile) -> bytes:
    # Asked before it is read: what is too large stays on the disk.
    if (file.size or 0) > MOST_BYTES:
        raise refusal("too_large", TOO_LARGE)
    file.seek(0)
    content = file.read()
    if not content:
        raise refusal("empty", EMPTY)
    return content


def refusal(code: str, sentence: _StrPromise) -> ValidationError:
    logger.warning("Refused a file: %s", code)
    return ValidationError(sentence, code=code)


def named(content: bytes, ending: str) -> ContentFile:
    """Nothing of the name that it came with is kept."""
    return ContentFile(content, f"{uuid4()}.{ending}")


class UploadField(forms.FileField):
    """A field for one new file, cleaned to what is to be stored.

    Its widget offers no link to the file that is there: that has no address.
    """

    widget = forms.FileInput
    accepted = ""
    default_error_messages = {"required": _("Please choose a file.")}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return super().widget_attrs(widget) | {"accept": self.accepted}

    def to_python(self, data: Any) -> ContentFile | None:
        return self.accept(data) if data else None

    def accept(self, file: UploadedFile) -> ContentFile:
        raise NotImplementedError


def ask_again(form: forms.BaseForm) -> None:
    """Say that a form which comes back for another reason has lost its good files."""
    if not form.errors:
        return
    for name, field in form.fields.items():
        is_sent = form.add_prefix(name) in form.files
        if isinstance(field, UploadField) and is_sent and name not in form.errors:
            form.add_error(name, AGAIN)
