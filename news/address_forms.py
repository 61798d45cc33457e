"""Forms of the office for addresses of the old website."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, override

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliance.uploads import AGAIN
from news import redirects
from news.models import OldAddress

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from news.redirects import Problem

MOST_SHOWN = 50


class AddressForm(forms.ModelForm):
    class Meta:
        model = OldAddress
        fields = ["old", "new"]

    def clean_old(self) -> str:
        return redirects.plain(self.cleaned_data["old"])

    @override
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if {"old", "new"} <= cleaned.keys():
            known = redirects.others(than=self.instance)
            redirects.check(cleaned["old"], cleaned["new"], known)
        return cleaned


class AddressListForm(forms.Form):
    """Lines ``old;new``, typed or as a file; ``list`` is the text of either."""

    lines = forms.CharField(
        label=gettext_lazy("Addresses"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "One address in each line: the old one, a semicolon, the new one, such as "
            "/Event_Re_2023.html;/aktuelles/"
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
        help_text=gettext_lazy("CSV with semicolons, 2 MB and 10,000 lines at most."),
    )

    def clean_file(self) -> str:
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            return ""
        if (file.size or 0) > redirects.MOST_BYTES:
            raise ValidationError(_("The file is too large (at most 2 MB)."))
        content = file.read()
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return content.decode("cp1252", errors="replace")

    @override
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "file" in cleaned:
            texts = [cleaned.get("lines") or "", cleaned["file"]]
            cleaned["list"] = "\n".join(filter(str.strip, texts))
            if not cleaned["list"]:
                self.add_error("lines", _("Please give at least one line."))
        return cleaned

    def refuse(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong, line by line; nothing was taken over."""
        name = "lines" if self.cleaned_data["lines"].strip() else "file"
        told = [str(one) for one in problems[:MOST_SHOWN]]
        if (more := len(problems) - len(told)) > 0:
            told.append(_("And %(number)d more lines.") % {"number": more})
        if name == "file":
            told.append(str(AGAIN))
        self.add_error(name, [ValidationError(one) for one in told])
