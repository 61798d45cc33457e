"""What the page of the design system shows that no other page has."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

SHEET = Path(settings.BASE_DIR, "alliance/static/alliance/css/portal.css")
# Groups by how a token's name begins; what is left over is the last.
GROUPS = {
    "colour": (
        *("paper", "raised", "sunk", "plate", "ink", "rule", "edge", "accent"),
        *("on-accent", "ember", "good", "warn", "bad", "info", "focus", "hue"),
    ),
    "type": ("text", "sans", "face"),
    "space": ("space",),
    "shape": ("",),
}
_TOKEN = re.compile(r"--([\w-]+): ([^;]+);")


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Name"), help_text=_("as it stands on letters"))
    email = forms.EmailField(label=_("E-mail address"))
    kind = forms.ChoiceField(
        label=_("kind"), choices=[("a", _("Provider")), ("b", _("Partner"))]
    )
    text = forms.CharField(label=_("text"), widget=forms.Textarea, required=False)
    agree = forms.BooleanField(label=_("I have read this"))


@cache
def tokens() -> dict[str, list[tuple[str, str]]]:
    """Names and values as the stylesheet has them for light, by group."""
    light = SHEET.read_text().split("@media", 1)[0]
    grouped: dict[str, list[tuple[str, str]]] = {group: [] for group in GROUPS}
    for name, value in _TOKEN.findall(light):
        group = next(
            group for group, starts in GROUPS.items() if name.startswith(starts)
        )
        grouped[group].append((name, value))
    return grouped
