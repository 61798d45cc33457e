"""Of two entries: what the common one is to say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliance.once import OnceForm
from members.doubles.originals import Original, sight
from members.doubles.uniting import Choices
from members.exchange.stock import address
from members.models import Profile

FIRST, SECOND, BOTH = "erste", "zweite", "beide"
WORDS = ("name", "plain", "text", "legal_form", "website", "links", "logo", "terms")
LISTS = {"links", "terms"}
PLEASE = gettext_lazy("Please choose.")
EMPTY = gettext_lazy("empty")


class UniteForm(OnceForm):
    """A choice for each field in which the two differ."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, data: Any = None, *, originals: Sequence[Original]) -> None:
        super().__init__(data, initial={"seen": sight(originals)})
        self.originals = originals
        first, second = originals
        self.contents = first.source.content(), second.source.content()
        self.numbers = [one.organisation.number for one in originals]
        self.kursnet = [one.organisation.kursnet_number for one in originals]
        self._ask("address", _("Address that stays"), [one.slug for one in originals])
        for name in WORDS:
            self._ask_about_words(name)
        if all(self.numbers) and self.numbers[0] != self.numbers[1]:
            self._ask("number", _("Number"), self.numbers)
        if all(self.kursnet) and self.kursnet[0] != self.kursnet[1]:
            self._ask("kursnet", _("KURSNET number"), self.kursnet)
        self._ask_about_sites()
        self._ask_about_editors()

    def _ask(
        self, name: str, label: str, told: Sequence[object], *, has_both: bool = False
    ) -> None:
        """Two values to choose from, as words."""
        choices = [
            (value, str(one or EMPTY))
            for value, one in zip((FIRST, SECOND), told, strict=True)
        ]
        if has_both:
            choices.append((BOTH, _("Both together")))
        self.fields[name] = forms.ChoiceField(
            label=label,
            choices=choices,
            widget=forms.RadioSelect,
            initial=BOTH if has_both else FIRST if told[0] else SECOND,
            error_messages={"required": PLEASE, "invalid_choice": PLEASE},
        )

    def _ask_about_words(self, name: str) -> None:
        one, other = (content[name] for content in self.contents)
        if one != other:
            label = str(
                capfirst(Profile._meta.get_field(name).verbose_name)  # type: ignore[union-attr] # noqa: SLF001
            )
            told = [self._told(original, name) for original in self.originals]
            has_both = name in LISTS and bool(one) and bool(other)
            self._ask(name, label, told, has_both=has_both)

    def _told(self, original: Original, name: str) -> str:
        source = original.source
        if name == "terms":
            terms = source.terms.all() if source.pk else ()
            return ", ".join(term.name for term in terms)
        if name == "links":
            return ", ".join(source.links)
        if name == "logo":
            return _("the logo of “%s”") % original.title if source.logo else ""
        return str(getattr(source, name))

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
        match self.cleaned_data.get(name, FIRST):
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
