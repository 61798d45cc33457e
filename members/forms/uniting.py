"""Of two entries: what the common one is to say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliance.once import OnceForm
from members.doubles.originals import Original, sight
from members.doubles.uniting import Choices
from members.exchange.stock import address
from members.locations import MOST_SITES
from members.logos import digest
from members.models import Profile
from members.validators import MOST_LINKS

FIRST, SECOND, BOTH = "erste", "zweite", "beide"
SIDES = {FIRST: gettext_lazy("Entry 1"), SECOND: gettext_lazy("Entry 2")}
WORDS = ("name", "plain", "text", "legal_form", "website", "links", "logo", "terms")
LISTS = {"links", "terms"}
PLEASE = gettext_lazy("Please choose.")


class Side(NamedTuple):
    """What one of the two says in a field, and the button that chooses it."""

    button: Any
    text: str = ""
    lines: Sequence[str] = ()
    logo: str = ""


class Row(NamedTuple):
    """A field in which the two differ; ``both`` takes what each of them has."""

    field: Any
    sides: list[Side]
    both: Any


class UniteForm(OnceForm):
    """A choice for each field in which the two differ."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, data: Any = None, *, originals: Sequence[Original]) -> None:
        super().__init__(data, initial={"seen": sight(originals)})
        self.originals = originals
        first, second = originals
        self._told: dict[str, Sequence[object]] = {}
        # What is online speaks before what is not.
        is_second = second.is_online and not first.is_online
        self._preferred = SECOND if is_second else FIRST
        self.contents = first.source.content(), second.source.content()
        self.numbers = [one.organisation.number for one in originals]
        self.kursnet = [one.organisation.kursnet_number for one in originals]
        slugs = [one.slug for one in originals]
        label = _("Address that stays")
        self._ask("address", label, slugs, preferred=self._preferred)
        for name in WORDS:
            self._ask_about_words(name)
        if all(self.numbers) and self.numbers[0] != self.numbers[1]:
            self._ask("number", _("Number"), self.numbers)
        if all(self.kursnet) and self.kursnet[0] != self.kursnet[1]:
            self._ask("kursnet", _("KURSNET number"), self.kursnet)
        self._ask_about_sites()
        self._ask_about_editors()

    def _ask(
        self,
        name: str,
        label: str,
        told: Sequence[object],
        *,
        has_both: bool = False,
        preferred: str = FIRST,
    ) -> None:
        """Two values to choose from; where one has none, the other is proposed."""
        has_first, has_second = map(bool, told)
        if has_first != has_second:
            preferred = FIRST if has_first else SECOND
        choices = [*SIDES.items(), (BOTH, _("Both together"))]
        self.fields[name] = forms.ChoiceField(
            label=label,
            choices=choices if has_both else choices[:2],
            widget=forms.RadioSelect,
            initial=BOTH if has_both else preferred,
            error_messages={"required": PLEASE, "invalid_choice": PLEASE},
        )
        self._told[name] = told

    def _ask_about_words(self, name: str) -> None:
        told: list[Any] = [content[name] for content in self.contents]
        # A name is never left out.
        if told[0] == told[1] or (name == "name" and not all(told)):
            return
        field: Any = Profile._meta.get_field(name)  # noqa: SLF001 (Django's own API)
        has_both = name in LISTS and all(told)
        if name == "links":
            has_both = has_both and len({*told[0], *told[1]}) <= MOST_LINKS
        label = str(capfirst(field.verbose_name))
        self._ask(name, label, told, has_both=has_both, preferred=self._preferred)

    def rows(self) -> Iterator[Row]:
        for name, told in self._told.items():
            buttons = list(self[name])
            sides = zip(buttons, self.originals, told, strict=False)
            shown = [self._side(name, *side) for side in sides]
            yield Row(self[name], shown, buttons[2] if buttons[2:] else None)

    def _side(self, name: str, button: Any, original: Original, value: Any) -> Side:
        if name == "address":
            return Side(button, original.organisation.get_absolute_url())
        if name == "terms":
            terms = original.source.terms.all() if value else ()
            return Side(button, lines=[term.name for term in terms])
        if name == "links":
            return Side(button, lines=value)
        if name == "logo":
            return Side(button, logo=digest(value) if value else "")
        return Side(button, str(value or ""))

    def _ask_about_sites(self) -> None:
        sites = [site for one in self.originals for site in one.sites]
        seen: dict[tuple[str, str], int] = {}
        for site in sites:
            seen.setdefault(address(site.street, site.postal_code), site.pk)
        if not sites:
            return
        self.fields["sites"] = forms.TypedMultipleChoiceField(
            label=_("Sites that stay"),
            help_text=_("One and the same address stands there once, if you like."),
            choices=[(site.pk, str(site)) for site in sites],
            initial=list(seen.values()),
            coerce=int,
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": _("Please keep at least one site."),
                "invalid_choice": PLEASE,
            },
        )

    def _ask_about_editors(self) -> None:
        mains = [one.main_editor for one in self.originals if one.main_editor]
        people = {editor.person_id: str(editor.person) for editor in mains}
        self.mains = list(people)
        if len(people) > 1:
            self.fields["main"] = forms.TypedChoiceField(
                label=_("Main editor"),
                choices=list(people.items()),
                coerce=int,
                initial=self.mains[0],
                widget=forms.RadioSelect,
                error_messages={"required": PLEASE, "invalid_choice": PLEASE},
            )

    def clean_sites(self) -> list[int]:
        sites: list[int] = self.cleaned_data["sites"]
        if len(sites) > MOST_SITES:
            text = _("At most %(number)s sites are possible. Please untick some.")
            raise ValidationError(text, params={"number": MOST_SITES})
        return sites

    def choices(self) -> Choices:
        said = self.cleaned_data
        survivor = self.originals[said["address"] == SECOND]
        return Choices(
            survivor=survivor.pk,
            content={name: self._chosen(name) for name in WORDS},
            number=self._one_of("number", self.numbers),
            kursnet_number=self._one_of("kursnet", self.kursnet),
            sites=said.get("sites", []),
            main=said.get("main") or next(iter(self.mains), None),
        )

    def _chosen(self, name: str) -> object:
        one, other = (content[name] for content in self.contents)
        # Where nothing was asked, they are the same, or one has no name.
        unasked = FIRST if one else SECOND
        match self.cleaned_data.get(name, unasked):
            case "zweite":
                return other
            case "beide" if isinstance(one, set) and isinstance(other, set):
                return one | other
            case "beide" if isinstance(one, list) and isinstance(other, list):
                return list(dict.fromkeys([*one, *other]))
        return one

    def _one_of(self, name: str, values: Sequence[Any]) -> Any:
        if name in self.fields:
            return values[self.cleaned_data[name] == SECOND]
        return values[0] or values[1]
