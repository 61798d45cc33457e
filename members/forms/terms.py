"""The terms of a profile: a step that is saved alone."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, override

from django import forms
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliance.ids import row_id
from members.forms.beginning import BeginningForm
from members.forms.fields import model_field
from members.merging import Content
from members.models import Organisation, Profile, Term

NOT_OFFERED = gettext_lazy("Please choose an entry from the list.")
Kind = Term.Kind
# In the order in which one thinks of them.
OF_PROVIDERS = (
    *(Kind.TOPIC, Kind.QUALIFICATION, Kind.FUNDING, Kind.AUDIENCE, Kind.FORM),
    *(Kind.TIME, Kind.LANGUAGE, Kind.PROVIDER_KIND),
)
OF_PARTNERS = (Kind.PARTNER_KIND, Kind.TOPIC, Kind.AUDIENCE, Kind.LANGUAGE)
LABELS: dict[str, str | Promise] = {
    Kind.TOPIC: gettext_lazy("Topics"),
    Kind.QUALIFICATION: gettext_lazy("What one can reach"),
    Kind.FUNDING: gettext_lazy("How it can be paid"),
    Kind.AUDIENCE: gettext_lazy("For whom"),
    Kind.FORM: gettext_lazy("Forms of teaching"),
    Kind.TIME: gettext_lazy("Times of teaching"),
    Kind.LANGUAGE: gettext_lazy("Languages in which you advise"),
    Kind.PROVIDER_KIND: gettext_lazy("What you are"),
    Kind.PARTNER_KIND: gettext_lazy("What you are"),
}
HELP: dict[str, str | Promise] = {
    Kind.FUNDING: gettext_lazy(
        "What you tick here is shown as your statement. “Bildungsgutschein possible” "
        "appears by itself as long as a proof is valid."
    ),
}


class TermsForm(BeginningForm, forms.Form):
    """A group of ticks for each kind of term; what else the profile has stays."""

    mergeable = frozenset({"terms"})

    def __init__(self, data: Any = None, *, shown: Profile) -> None:
        self.shown = shown
        self.meetings = []
        self._stated = shown.term_ids()
        super().__init__(data)
        offered = self._offered()
        for kind, terms in offered.items():
            self.fields[kind] = self._field(kind, terms)
        self._of_kind = {
            kind: [term.pk for term in terms] for kind, terms in offered.items()
        }
        self._names = {
            term.pk: _told(term) for terms in offered.values() for term in terms
        }
        self.complete_beginnings()

    def _offered(self) -> dict[str, list[Term]]:
        is_partner = self.shown.organisation.kind == Organisation.Kind.PARTNER
        kinds = OF_PARTNERS if is_partner else OF_PROVIDERS
        terms = Term.objects.offered() | Term.objects.filter(pk__in=self._stated)
        found = defaultdict(list)
        for term in terms.filter(kind__in=kinds):
            found[term.kind].append(term)
        return {kind: found[kind] for kind in kinds if kind in found}

    def _field(self, kind: str, terms: list[Term]) -> forms.Field:
        return forms.TypedMultipleChoiceField(
            label=str(LABELS[kind]),
            help_text=str(HELP.get(kind, "")),
            choices=[(term.pk, _told(term)) for term in terms],
            initial=[term.pk for term in terms if term.pk in self._stated],
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            show_hidden_initial=True,
            error_messages={
                "invalid_choice": NOT_OFFERED,
                "invalid_list": NOT_OFFERED,
            },
        )

    @override
    def began(self) -> Content:
        began: set[int] = set()
        for name in self.fields:
            sent = self._sent_at_beginning(name) or []
            began.update(pk for one in sent if (pk := row_id(one)) is not None)
        return {"terms": began | self._others()}

    @override
    def wanted(self) -> Content:
        chosen = {pk for name in self.fields for pk in self.cleaned_data[name]}
        return {"terms": chosen | self._others()}

    def _others(self) -> set[int]:
        """Terms of kinds that are not chosen here."""
        return self._stated - self._names.keys()

    @override
    def told(self, name: str, value: Any) -> list[str]:
        return [term for pk, term in self._names.items() if pk in value]

    @override
    def combined(self, name: str, theirs: Any, ours: Any) -> object:
        return theirs | ours

    @override
    def _label(self, name: str) -> str | Promise:
        return capfirst(model_field(name).verbose_name)

    @override
    def _shown(self, name: str) -> list[str]:
        return [str(pk) for pk in self.fields[name].initial]

    @override
    def _begin_from(self, name: str, theirs: Any) -> None:
        for kind in self.fields:
            values = [str(pk) for pk in self._of_kind[kind] if pk in theirs]
            self.data.setlist(self.add_initial_prefix(kind), values)


def _told(term: Term) -> str:
    if not term.is_retired:
        return term.name
    return _("%(term)s (no longer offered)") % {"term": term.name}
