"""A form that knows what its writer began from, so that two writers can be merged."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_SALT = "members.begun"
STALE = _("This form was not complete. Please load the page again.")


class BegunField(forms.CharField):
    """Plain values, signed for one row: what another form began from is refused."""

    widget = forms.HiddenInput

    def __init__(self, row: str) -> None:
        self.salt = f"{_SALT}.{row}"
        super().__init__(error_messages={"required": STALE})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, dict):
            return signing.dumps(value, salt=self.salt, compress=True)
        return value

    def clean(self, value: Any) -> Any:
        try:
            return signing.loads(super().clean(value), salt=self.salt)
        except signing.BadSignature as error:
            raise ValidationError(STALE) from error
