from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members import places
from members.forms.begun import BegunField
from members.models import Site
from members.models.sites import EAST, NORTH, SOUTH, WEST
from members.points import distance, moved

_DEGREES = re.compile(r"[0-9]{1,2}(?:[.,][0-9]{1,15})?")
_FAR = 30_000  # metres from the middle of a postal code
NO_DEGREES = _("Please give degrees such as 51.4566.")
NOT_IN_GERMANY = _("The point does not lie in Germany.")
TOO_FAR = _(
    "This point lies more than 30 km from its postal code. Please check both numbers."
)


class DegreesField(forms.CharField):
    """Degrees, with a point or a comma, to five places: a metre."""

    def __init__(self, label: Any, low: float, high: float) -> None:
        widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(
            label=label, widget=widget, error_messages={"required": NO_DEGREES}
        )
        self.range = low, high

    def prepare_value(self, value: Any) -> Any:
        return f"{value:.5f}" if isinstance(value, float) else value

    def clean(self, value: Any) -> float:
        text = unicodedata.normalize("NFKC", super().clean(value)).removesuffix("°")
        if not _DEGREES.fullmatch(text):
            raise ValidationError(NO_DEGREES, code="degrees")
        degrees = round(float(text.replace(",", ".")), 5)
        low, high = self.range
        if not low < degrees < high:
            raise ValidationError(NOT_IN_GERMANY, code="range")
        return degrees


class PointForm(forms.Form):
    """Where a site lies; ``shown`` is a latitude and a longitude."""

    latitude = DegreesField(_("latitude (north)"), SOUTH, NORTH)
    longitude = DegreesField(_("longitude (east)"), WEST, EAST)

    def __init__(
        self,
        data: Any = None,
        *,
        site: Site,
        shown: list[float],
        began: list[float] | None = None,
    ) -> None:
        latitude, longitude = shown
        super().__init__(data, initial={"latitude": latitude, "longitude": longitude})
        self.site = site
        self.fields["began"] = BegunField(f"point-{site.pk}")
        self.initial["began"] = {"point": began or shown}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        middle = places.find(self.site.postal_code)
        if middle and {"latitude", "longitude"} <= cleaned.keys():
            away = distance((middle.latitude, middle.longitude), self.point())
            if away > _FAR:
                raise ValidationError(TOO_FAR, code="far")
        return cleaned

    def shown_point(self) -> tuple[float, float]:
        """What its fields hold; where they hold nothing useful, where it began."""
        names = ("latitude", "longitude")
        if self.is_bound and all(name in self.cleaned_data for name in names):
            return self.point()
        return self.initial["latitude"], self.initial["longitude"]

    def point(self) -> tuple[float, float]:
        return self.cleaned_data["latitude"], self.cleaned_data["longitude"]

    def moved(self, north: int, east: int) -> PointForm:
        """The same form with its point moved by so many metres, not saved yet."""
        point = list(moved(self.point(), north, east))
        began = self.cleaned_data["began"]["point"]
        return PointForm(site=self.site, shown=point, began=began)
