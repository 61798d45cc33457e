"""A list of members: the file, how it is read, and what becomes of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliance import uploads
from alliance.models import User
from alliance.once import OnceForm
from members.exchange.answers import LEAVE_OUT
from members.exchange.columns import COLUMN, TableError
from members.exchange.reading import read
from members.importing import MOST_OPEN, OPEN, Sent
from members.models import Import
from networks.models import Network

MOST_BYTES = 12_000_000
ACCEPTED = ".csv,.txt,.xlsx"
_LONG = ("text",)
_LONGEST = 25_000


class ListField(uploads.UploadField):
    """Cleaned to a file that can be read as a table."""

    accepted = ACCEPTED

    def to_python(self, data: Any) -> Any:
        return _read(data) if data else None


def _read(file: UploadedFile) -> Sent:
    # Asked before it is read: what is too large stays on the disk.
    if (file.size or 0) > MOST_BYTES:
        text = gettext_lazy("The file is too large (at most 12 MB).")
        raise uploads.refusal("too_large", text)
    if not file.size:
        raise uploads.refusal("empty", uploads.EMPTY)
    file.seek(0)
    content = file.read()
    try:
        table = read(content)
    except TableError as error:
        raise forms.ValidationError(str(error), code="table") from None
    name = PurePath(file.name or "").name or "liste"
    return Sent(content, name, len(table.lines), table.source.format.lower())


class FileForm(forms.Form):
    file = ListField(
        label=gettext_lazy("List"),
        help_text=gettext_lazy(
            "A table as .xlsx or .csv, at most 12 MB and 10,000 rows. Its first line "
            "names the columns."
        ),
        error_messages={"required": gettext_lazy("Please choose a file.")},
    )


def _network_field(networks: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        networks,
        label=gettext_lazy("Network of rows that name none"),
        empty_label=gettext_lazy("none: each row names its network"),
        required=False,
    )


class SendingForm(OnceForm, FileForm):
    def __init__(self, *arguments: Any, person: User) -> None:
        super().__init__(*arguments)
        self.person = person
        networks = Network.objects.coordinated_by(person)
        self.fields["network"] = _network_field(networks)
        own = list(networks[:2])
        if len(own) == 1:
            self.fields["network"].initial = own[0]

    def clean(self) -> dict[str, Any]:
        waiting = Import.objects.sent_by(self.person).filter(state__in=OPEN)
        if waiting.count() >= MOST_OPEN:
            raise forms.ValidationError(
                _("Ten lists are open already. Please take one over or discard it.")
            )
        return super().clean() or {}


class ReadingForm(forms.Form):
    """Which sheet, whether what is hidden counts, and the network."""

    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"), required=False)
    with_hidden = forms.BooleanField(
        label=gettext_lazy("Read what is hidden, too"), required=False
    )

    def __init__(self, data: Any = None, *, imported: Import, person: User) -> None:
        source = imported.summary.get("source", {})
        initial = {
            "sheet": imported.choices.get("sheet") or source.get("sheet", ""),
            "with_hidden": imported.choices.get("with_hidden", False),
            "network": imported.network_id,
        }
        super().__init__(data, initial=initial)
        self.fields["network"] = _network_field(Network.objects.coordinated_by(person))
        self._offer_sheets(source)
        has_hidden = source.get("hidden_rows") or source.get("hidden_columns")
        if not (has_hidden or source.get("hidden_sheets") or initial["with_hidden"]):
            del self.fields["with_hidden"]

    def _offer_sheets(self, source: Mapping[str, Any]) -> None:
        hidden = source.get("hidden_sheets", ())
        sheets = [(name, name) for name in source.get("sheets", ())]
        sheets += [(name, _("%s (hidden)") % name) for name in hidden]
        if len(sheets) > 1:
            self.fields["sheet"] = forms.ChoiceField(
                label=self.fields["sheet"].label, choices=sheets
            )
        else:
            del self.fields["sheet"]

    def choices(self) -> dict[str, Any]:
        asked = self.cleaned_data
        return {
            "sheet": asked.get("sheet", ""),
            "with_hidden": asked.get("with_hidden", False),
            "network": asked["network"],
        }


class ListedForm(forms.Form):
    """One whose page lists its errors and places its fields itself."""

    @property
    def shown_fields(self) -> list[tuple[forms.BoundField, Any]]:
        return [(self[name], self[name].errors) for name in self.fields]


class RowsForm(ListedForm):
    """Rows with something to mend or to decide, each with fields of its own."""

    def __init__(self, data: Any = None, *, rows: Iterable[Mapping[str, Any]]) -> None:
        super().__init__(data)
        self.rows = list(rows)
        for row in self.rows:
            self._add(row)

    def _add(self, row: Mapping[str, Any]) -> None:
        number = row["row"]
        if row["question"]:
            self.fields[f"{number}-verdict"] = forms.ChoiceField(
                label=_("What is row %s?") % number,
                help_text=row["question"]["text"],
                choices=row["question"]["options"],
                widget=forms.RadioSelect,
                required=False,
            )
            return
        for key in _keys(row):
            self.fields[f"{number}-{key}"] = _cell_field(key, row)
        self.fields[f"{number}-out"] = forms.BooleanField(
            label=_("Leave row %s out") % number, required=False
        )

    def complain(self) -> None:
        """Say at its field what is wrong with a cell as it stands."""
        for row in self.rows:
            for key, text in row["problems"]:
                name = f"{row['row']}-{key}"
                self.add_error(
                    name if name in self.fields else f"{row['row']}-out", text
                )

    def cells(self) -> dict[int, dict[str, str]]:
        """What is typed in place of what stood there."""
        found: dict[int, dict[str, str]] = {}
        for row in self.rows:
            number = row["row"]
            typed = {
                key: self.cleaned_data[f"{number}-{key}"]
                for key in _keys(row)
                if f"{number}-{key}" in self.cleaned_data
            }
            if typed:
                found[number] = typed
        return found

    def verdicts(self) -> dict[int, str]:
        found: dict[int, str] = {}
        for row in self.rows:
            number = row["row"]
            if verdict := self.cleaned_data.get(f"{number}-verdict"):
                found[number] = verdict
            elif self.cleaned_data.get(f"{number}-out"):
                found[number] = LEAVE_OUT
        return found

    def parts(self) -> list[tuple[Mapping[str, Any], list[forms.BoundField]]]:
        """Each row with its fields, for the page."""
        return [
            (row, [self[name] for name in self.fields if _is_of(name, row)])
            for row in self.rows
        ]


def _is_of(name: str, row: Mapping[str, Any]) -> bool:
    return name.partition("-")[0] == str(row["row"])


def _keys(row: Mapping[str, Any]) -> list[str]:
    """The cells to be mended; all of them where the row as a whole is wrong."""
    if row["question"]:
        return []
    wrong = {key for key, _text in row["problems"]}
    return [key for key in row["cells"] if key in wrong or "" in wrong]


def _cell_field(key: str, row: Mapping[str, Any]) -> forms.CharField:
    is_long = key in _LONG
    return forms.CharField(
        label=_("%(column)s, row %(row)s")
        % {"column": COLUMN[key].name, "row": row["row"]},
        initial=row["cells"][key],
        required=False,
        strip=False,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}) if is_long else forms.TextInput,
    )


class TakingOverForm(ListedForm):
    """What was seen, and whether rows that are not sound may stay behind."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    only_valid = forms.BooleanField(
        label=gettext_lazy("Take over the sound rows alone"), required=False
    )

    def __init__(self, *arguments: Any, open_rows: int) -> None:
        super().__init__(*arguments)
        self.open_rows = open_rows

    def clean_only_valid(self) -> bool:
        is_chosen = self.cleaned_data["only_valid"]
        if self.open_rows and not is_chosen:
            raise forms.ValidationError(
                _("Please settle the open rows, or take over the sound ones alone.")
            )
        return is_chosen and bool(self.open_rows)
