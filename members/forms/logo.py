"""The logo of a profile: a step that is saved alone."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from alliance.images import ImageUploadField
from alliance.once import OnceForm


class LogoForm(OnceForm):
    """A new logo; ``began`` is the name of the one that was there."""

    logo = ImageUploadField(
        label=_("Choose a file"),
        help_text=_(
            "PNG, JPEG, WebP or GIF, at most 5 MB, at least 200 pixels wide. It "
            "appears on a white plate, as large as all the others."
        ),
    )
    began = forms.CharField(widget=forms.HiddenInput, required=False)
