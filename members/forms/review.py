"""What a coordinator answers: which parts, for which reason, with which words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from members.models import Term
from members.moderation import Answer
from members.review import Field
from members.validators import clean_text

# The reason that says nothing without a note.
OTHER = "sonstiges"
OTHER_LAST = ExpressionWrapper(Q(slug=OTHER), BooleanField())
MOST_SIGNS = 2000


class DecisionForm(forms.Form):
    """About a whole proposal: it has to be seen, and needs no answer."""

    # To approve all, nobody has to choose a reason.
    use_required_attribute = False

    seen = forms.CharField(required=False)
    taken = forms.MultipleChoiceField(
        label=_("Take over"), widget=forms.CheckboxSelectMultiple, required=False
    )
    reason = forms.ModelChoiceField(
        Term.objects.none(),
        label=_("Reason"),
        widget=forms.RadioSelect,
        empty_label=None,
        to_field_name="slug",
        error_messages={"required": _("Please choose a reason.")},
    )
    note = forms.CharField(
        label=_("Note to the editors"),
        help_text=_("What should they change? They read this word for word."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=MOST_SIGNS,
        required=False,
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        changed: Sequence[Field],
        kept: QueryDict | None = None,
    ) -> None:
        self.changed = changed
        names = [field.name for field in changed]
        initial: dict[str, Any] = {"taken": names}
        if kept is not None:
            initial = kept.dict() | {"taken": kept.getlist("taken")}
        super().__init__(data, initial=initial)
        fields: dict[str, Any] = self.fields
        fields["taken"].choices = [(field.name, field.label) for field in changed]
        reasons = Term.objects.offered().filter(kind=Term.Kind.RETURN_REASON)
        fields["reason"].queryset = reasons.order_by(OTHER_LAST, "position", "name")

    def rows(self) -> Iterator[tuple[Field, Any]]:
        """Each changed field with the box that takes it over."""
        return zip(self.changed, self["taken"], strict=True)


class ReturnForm(DecisionForm):
    """All of it goes back."""

    def clean_note(self) -> str:
        return clean_text(self.cleaned_data["note"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        reason = data.get("reason")
        if reason and reason.slug == OTHER and not data.get("note"):
            self.add_error("note", _("Please say in the note what the reason is."))
        return data

    def decision(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"seen": data["seen"], "answer": Answer(data["reason"], data["note"])}


class PartForm(ReturnForm):
    """A part of it goes online, the rest goes back."""

    def clean_taken(self) -> list[str]:
        taken: list[str] = self.cleaned_data["taken"]
        if not taken:
            raise ValidationError(_("Please tick what is to go online."))
        if len(taken) == len(self.changed):
            raise ValidationError(
                _("Everything is ticked. Please untick what is to go back.")
            )
        return taken

    def decision(self) -> dict[str, Any]:
        return super().decision() | {"fields": self.cleaned_data["taken"]}
