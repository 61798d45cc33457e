"""Forms of those who write posts, but for the text itself."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, override

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliance.images import redraw
from alliance.once import OnceForm
from alliance.uploads import UploadField, named, read
from news.pictures import LARGEST_SIDE

if TYPE_CHECKING:
    from django.core.files.base import ContentFile
    from django.core.files.uploadedfile import UploadedFile

    from networks.querysets import NetworkQuerySet

NOT_OFFERED = gettext_lazy("Please choose an entry from the list.")


class BeginForm(OnceForm):
    """Whose post it is to be."""

    network: Any = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Written by"),
        required=False,
        error_messages={"invalid_choice": NOT_OFFERED},
    )

    def __init__(
        self, data: Any = None, *, networks: NetworkQuerySet, is_office: bool
    ) -> None:
        super().__init__(data)
        field: Any = self.fields["network"]
        field.queryset = networks
        field.empty_label = _("Alliance office") if is_office else None
        field.required = not is_office
        if not is_office:
            field.initial = networks.first()
            if len(networks) == 1:
                # Nothing is to be chosen.
                field.widget = forms.HiddenInput()


class AskForm(OnceForm):
    """Which networks are asked to bear a post."""

    networks: Any = forms.ModelMultipleChoiceField(
        None,
        label=gettext_lazy("Networks"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Please choose at least one network."),
            "invalid_choice": NOT_OFFERED,
        },
    )

    def __init__(self, data: Any = None, *, networks: NetworkQuerySet) -> None:
        super().__init__(data)
        field: Any = self.fields["networks"]
        field.queryset = networks


class SeenForm(forms.Form):
    """The revision that somebody looked at before deciding."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class ReleaseForm(SeenForm):
    """At once, or at a day and an hour."""

    day = forms.DateField(
        label=gettext_lazy("Day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={
            "invalid": gettext_lazy("Please give a valid date (TT.MM.JJJJ).")
        },
    )
    time = forms.TimeField(
        label=gettext_lazy("Time"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": gettext_lazy("Please give a time such as 9:30.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        # An empty time would not do as a sign: browsers send none for a half-typed one.
        is_now = "sofort" in self.data
        cleaned["at"] = self._moment(cleaned) if not (is_now or self.errors) else None
        return cleaned

    def _moment(self, cleaned: dict[str, Any]) -> datetime | None:
        day, time = cleaned.get("day"), cleaned.get("time")
        if day is None or time is None:
            self.add_error(
                "time" if day else "day", _("Please give both the day and the time.")
            )
            return None
        if not 2000 <= day.year <= 2100:  # noqa: PLR2004
            self.add_error("day", _("Please give a valid date (TT.MM.JJJJ)."))
            return None
        wall = datetime.combine(day, time)
        moment = timezone.make_aware(wall)
        # A time that the clocks leap over comes back as another one.
        if timezone.make_naive(moment.astimezone(UTC)) != wall:
            self.add_error(
                "time", _("This time does not exist, for the clocks are changed then.")
            )
            return None
        if moment <= timezone.now():
            self.add_error("day", _("This time has passed already."))
        return moment


class PictureField(UploadField):
    """A picture; what is cleaned is a WebP file of our own drawing."""

    accepted = "image/png,image/jpeg,image/webp,image/gif"

    @override
    def accept(self, file: UploadedFile) -> ContentFile:
        return named(redraw(read(file), LARGEST_SIDE), "webp")


class PictureForm(OnceForm):
    picture = PictureField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy(
            "PNG, JPEG, WebP or GIF, at most 5 MB. What a camera wrote into the file, "
            "such as the place, is removed."
        ),
    )
