"""The application for membership: one form, shown in four steps.

What was typed in the other steps goes along in fields that nobody sees, so that there
is no session; at the end all of it is checked once more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alliance.public_forms import TRAP, PublicForm
from members import places
from members.forms.fields import clean_address
from members.forms.proofs import NO_AREA, NO_END, OVER, DayField
from members.forms.spelt import SpeltField, optional
from members.forms.terms import HELP, LABELS, NOT_OFFERED, OF_PARTNERS, OF_PROVIDERS
from members.locations import UNKNOWN_CODE
from members.models import Application, Organisation, Term
from members.proof_rows import area_names
from members.validators import (
    REQUIRED,
    clean_email,
    clean_line,
    clean_postal_code,
    clean_telephone,
    clean_text,
)
from networks.models import Network

PROVIDER, PARTNER = Organisation.Kind.PROVIDER, Organisation.Kind.PARTNER
MOST_PROOFS, LONGEST_PROOF = 5, 120
KIND = _("Please say what you are.")
NETWORK = _("Please choose a network.")
CONTACT_NAME = _("Please give the name of a contact person.")
CONSENT = _("Without your consent we cannot look at the application.")
PROOFS = _("At most five proofs, each in a line of at most 120 characters.")


class Step(NamedTuple):
    """A stop of the line; ``slug`` is its word in the form and its template."""

    slug: str
    label: str | Promise
    fields: tuple[str, ...]


STEPS = (
    Step(
        "organisation",
        _("Organisation"),
        (
            *("kind", "name", "legal_form", "street", "postal_code", "place"),
            *("telephone", "email", "website"),
        ),
    ),
    Step("netzwerk", _("Network"), ("network", "plain", "text")),
    Step(
        "merkmale",
        _("Terms"),
        (
            *dict.fromkeys((*OF_PROVIDERS, *OF_PARTNERS)),
            *("azav_areas", "azav_until", "other_proofs"),
        ),
    ),
    Step(
        "kontakt",
        _("Contact"),
        ("contact_name", "contact_email", "message", "consent"),
    ),
)


def clean_proofs(text: str) -> str:
    """One in each line."""
    lines = [line for line in map(clean_line, clean_text(text).split("\n")) if line]
    if len(lines) > MOST_PROOFS or any(len(line) > LONGEST_PROOF for line in lines):
        raise ValidationError(PROOFS, code="proofs")
    return "\n".join(lines)


class ApplicationForm(PublicForm):
    # The server says what is missing, in words of ours.
    use_required_attribute = False

    kind = forms.ChoiceField(
        label=_("What are you?"),
        choices=[
            (PROVIDER.value, _("A provider of training")),
            (PARTNER.value, _("A partner: advice, chamber, agency, association")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": KIND, "invalid_choice": NOT_OFFERED},
    )
    name = SpeltField(
        clean_line,
        200,
        name="name",
        missing=REQUIRED["name"],
        label=_("Name of the organisation"),
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    legal_form = SpeltField(
        clean_line,
        60,
        name="legal_form",
        label=_("Legal form"),
        help_text=_("For example gGmbH or e. V."),
    )
    street = SpeltField(
        clean_line,
        120,
        name="street",
        missing=REQUIRED["street"],
        label=_("Street and number"),
        widget=forms.TextInput({"autocomplete": "street-address"}),
    )
    postal_code = SpeltField(
        optional(clean_postal_code),
        5,
        missing=REQUIRED["postal_code"],
        label=_("Postal code"),
        widget=forms.TextInput(
            {"size": 5, "inputmode": "numeric", "autocomplete": "postal-code"}
        ),
    )
    place = SpeltField(
        clean_line,
        80,
        name="place",
        missing=REQUIRED["place"],
        label=_("Place"),
        widget=forms.TextInput({"autocomplete": "address-level2"}),
    )
    telephone = SpeltField(
        optional(clean_telephone),
        40,
        label=_("Telephone for inquiries"),
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )
    email = SpeltField(
        optional(clean_email),
        254,
        label=_("E-mail address for inquiries"),
        help_text=_("Both are for the public: those of the house, not of a person."),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    website = SpeltField(
        clean_address,
        300,
        label=_("Website"),
        help_text=_("For example www.beispiel.de"),
        widget=forms.TextInput(
            {"inputmode": "url", "autocapitalize": "none", "autocomplete": "url"}
        ),
    )

    network: forms.ModelChoiceField = forms.ModelChoiceField(
        Network.objects.none(),
        label=_("Network"),
        to_field_name="slug",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": NETWORK, "invalid_choice": NOT_OFFERED},
    )
    plain = SpeltField(
        clean_line,
        160,
        name="plain",
        label=_("Plain line"),
        help_text=_(
            "What you do, in one line of at most 160 characters. It stands below your "
            "name in every list."
        ),
        widget=forms.Textarea({"rows": 2, "class": "few-lines"}),
    )
    text = SpeltField(
        clean_text,
        20_000,
        name="text",
        label=_("Text"),
        help_text=_("A few sentences are enough; you can write more later."),
        widget=forms.Textarea({"rows": 6, "class": "few-lines"}),
    )

    azav_areas = forms.TypedMultipleChoiceField(
        label=_("AZAV areas"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only if you have an AZAV accreditation: as it names them."),
        error_messages={"invalid_choice": NOT_OFFERED, "invalid_list": NOT_OFFERED},
    )
    azav_until = DayField(_("AZAV valid until"), _("DD.MM.YYYY"))
    other_proofs = SpeltField(
        clean_proofs,
        MOST_PROOFS * (LONGEST_PROOF + 1),
        label=_("Other proofs"),
        help_text=_("For example ISO 9001 or AWbG, one in each line."),
        widget=forms.Textarea({"rows": 3, "class": "few-lines"}),
    )

    contact_name = SpeltField(
        clean_line,
        120,
        missing=CONTACT_NAME,
        label=_("Contact person"),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    contact_email = SpeltField(
        optional(clean_email),
        254,
        missing=REQUIRED["email"],
        label=_("E-mail address of the contact person"),
        help_text=_(
            "Here we send a link with which you confirm the application. Once you are "
            "admitted, this person looks after the profile. It is not public."
        ),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    message = SpeltField(
        clean_text,
        2000,
        label=_("Message to the coordination"),
        widget=forms.Textarea({"rows": 4, "class": "few-lines"}),
    )
    consent = forms.BooleanField(
        label=_(
            "The network may use what I have typed to decide about the application"
        ),
        error_messages={"required": CONSENT},
    )

    def __init__(
        self, data: Any = None, *, typed: QueryDict | None = None, step: Step = STEPS[0]
    ) -> None:
        """``typed`` are values to be shown, neither checked nor sent yet."""
        self.step = step
        super().__init__(data)
        self.template_name = f"members/apply/{step.slug}.html"
        self._said: Mapping[str, Any] = data or typed or {}
        for field in self.fields.values():
            if isinstance(field, SpeltField) and not field.required:
                field.label = gettext("%(label)s (optional)") % {"label": field.label}
        self._offer()
        if typed:
            self._show(typed)

    def _offer(self) -> None:
        """What can be chosen, and for a partner no more than a partner has."""
        fields = cast("dict[str, Any]", self.fields)
        fields["network"].queryset = Network.objects.prefetch_related("cities")
        fields["azav_areas"].choices = list(area_names().items())
        is_partner = self._said.get("kind") == PARTNER
        if is_partner:
            del fields["azav_areas"], fields["azav_until"], fields["other_proofs"]
        self.kinds = OF_PARTNERS if is_partner else OF_PROVIDERS
        offered = defaultdict(list)
        for term in Term.objects.offered().filter(kind__in=self.kinds):
            offered[term.kind].append((term.pk, term.name))
        for kind in self.kinds:
            if kind in offered:
                fields[kind] = _ticks(kind, offered[kind])

    def _show(self, typed: QueryDict) -> None:
        for name, field in self.fields.items():
            if name in typed and name != TRAP:
                has_many = isinstance(field, forms.MultipleChoiceField)
                self.initial[name] = typed.getlist(name) if has_many else typed[name]
        # What went along unseen says "False" where nothing was ticked.
        consent = self.fields["consent"].widget
        self.initial["consent"] = consent.value_from_datadict(typed, {}, "consent")
        own = self.proposed
        if len(own) == 1 and not self.initial.get("network"):
            self.initial["network"] = own[0].slug

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.step.fields if name in self.fields]

    @property
    def term_fields(self) -> list[forms.BoundField]:
        return [self[kind] for kind in self.kinds if kind in self.fields]

    @property
    def carried(self) -> list[str]:
        """The fields of the other steps, so that what was typed there goes along."""
        if not self._said:
            return []
        names = self.fields.keys() - {TRAP, "begun", *self.step.fields}
        return [self[name].as_hidden() for name in self.fields if name in names]

    @cached_property
    def proposed(self) -> list[Network]:
        """The networks that serve the city of the postal code."""
        place = places.find(_postal_code(self._said.get("postal_code", "")))
        return list(place.city.networks.all()) if place and place.city else []

    @property
    def network_choices(self) -> tuple[list[Any], list[Any]]:
        """The buttons of those that are proposed, and of the others."""
        own = {network.slug for network in self.proposed}
        buttons = list(self["network"])
        near = [one for one in buttons if str(one.data["value"]) in own]
        return near, [one for one in buttons if one not in near]

    @property
    def others_are_open(self) -> bool:
        """Whether one of the others is chosen, or there is none before them."""
        own = {network.slug for network in self.proposed}
        chosen = self["network"].value()
        return not own or bool(chosen and chosen not in own)

    def clean_postal_code(self) -> str:
        code: str = self.cleaned_data["postal_code"]
        if not places.find(code):
            raise ValidationError(UNKNOWN_CODE, code="unknown")
        return code

    def clean_contact_email(self) -> str:
        return self.cleaned_data["contact_email"].lower()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        areas, last = cleaned.get("azav_areas"), cleaned.get("azav_until")
        if last and last < timezone.localdate():
            self.add_error("azav_until", str(OVER))
        elif areas and not last and "azav_until" not in self.errors:
            self.add_error("azav_until", str(NO_END))
        if last and not areas and "azav_areas" not in self.errors:
            self.add_error("azav_areas", str(NO_AREA))
        return cleaned

    def first_wrong(self, steps: Iterable[Step]) -> Step | None:
        for step in steps:
            if any(name in self.errors for name in step.fields):
                return step
        return None

    def at(self, step: Step) -> ApplicationForm:
        """Shown at this step: what is wrong in others is said there."""
        self.step, self.template_name = step, f"members/apply/{step.slug}.html"
        for name in self.errors.keys() - {*step.fields, "__all__"}:
            del self.errors[name]
        return self

    def application(self) -> Application:
        """Not saved yet; its terms are ``chosen``."""
        names = {field.name for field in Application._meta.fields}  # noqa: SLF001 (Django's own API)
        said = {
            name: self.cleaned_data[name] for name in self.cleaned_data.keys() & names
        }
        return Application(**said)

    def chosen(self) -> list[int]:
        kinds = [kind for kind in self.kinds if kind in self.cleaned_data]
        return [pk for kind in kinds for pk in self.cleaned_data[kind]]


def _ticks(kind: str, choices: list[tuple[int, str]]) -> forms.Field:
    return forms.TypedMultipleChoiceField(
        label=str(LABELS[kind]),
        help_text=str(HELP.get(kind, "")),
        choices=choices,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_OFFERED, "invalid_list": NOT_OFFERED},
    )


def _postal_code(typed: str) -> str:
    try:
        return clean_postal_code(typed)
    except ValidationError:
        return ""
