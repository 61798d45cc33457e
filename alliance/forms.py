from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance import figures
from alliance.models import PageVersion


class FormRenderer(TemplatesSetting):
    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class PageForm(forms.ModelForm):
    """The next version of a page; it knows from which one its writer began."""

    begun = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = PageVersion
        fields = PageVersion.CONTENT

    def __init__(self, data: Any = None, *, shown: PageVersion) -> None:
        self.shown = shown
        super().__init__(
            data,
            initial=shown.content() | {"begun": shown.pk},
            instance=PageVersion(page=shown.page),
        )
        if shown.page.is_reviewed:
            self.fields["reviewed_on"].required = True
        else:
            del self.fields["reviewed_on"]

    def clean_body(self) -> str:
        body = self.cleaned_data["body"].replace("\r\n", "\n")
        if names := figures.unknown(body):
            raise ValidationError(
                _("There is no figure “%(name)s”. Known are: %(known)s."),
                params={"name": names[0], "known": ", ".join(figures.names())},
            )
        return body

    def clean_reviewed_on(self) -> Any:
        day = self.cleaned_data["reviewed_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return day

    def content(self) -> dict[str, Any]:
        return self.instance.content()

    def begin_again(self, latest: PageVersion) -> None:
        """Keep what was typed; saved once more, it follows on the latest version."""
        self.data = dict(self.data.items()) | {"begun": latest.pk or ""}
