"""The form of what a post says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, override

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliance.ids import row_id
from members.forms.beginning import BeginningForm
from members.forms.spelt import SpeltField
from members.merging import Content
from members.models import DirectoryEntry, Organisation
from members.validators import clean_line, clean_text
from news import readiness
from news.forms import NOT_OFFERED
from news.models import Picture, Post
from news.naming import Member, Roll, alike, name_in

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from alliance.models import User


MOST_NAMES = 50_000  # characters of all names together


class PostForm(BeginningForm):
    """What a post says; each field knows what its writer began from."""

    title = SpeltField(clean_line, 140)
    teaser = SpeltField(
        clean_line,
        400,
        widget=forms.Textarea(attrs={"rows": 3, "class": "few-lines"}),
        help_text=gettext_lazy("One or two sentences: what it is about, for lists."),
    )
    body = SpeltField(
        clean_text,
        50_000,
        widget=forms.Textarea(attrs={"rows": 18, "class": "many-lines"}),
        help_text=gettext_lazy(
            "An empty line begins a new paragraph. “How to write it” above has more."
        ),
    )
    picture = forms.TypedChoiceField(
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": NOT_OFFERED},
        help_text=gettext_lazy(
            "It stands above the text. You add new ones under “Pictures”; please save "
            "before."
        ),
    )
    picture_alt = SpeltField(
        clean_line,
        200,
        help_text=gettext_lazy("For those who do not see it: what is on it?"),
    )
    picture_credit = SpeltField(
        clean_line,
        120,
        help_text=gettext_lazy("Who made it, such as “Anna Beispiel”"),
    )
    organisations = SpeltField(
        clean_text,
        MOST_NAMES,
        widget=forms.Textarea(attrs={"rows": 3, "class": "few-lines"}),
        help_text=gettext_lazy(
            "Members that it is about: one name in each line, as in the directory. The "
            "post stands on their pages as well."
        ),
    )
    is_for_all = forms.BooleanField(
        help_text=gettext_lazy(
            "Then it speaks for all networks. It needs the alliance office, or a "
            "second network that bears it."
        )
    )

    mergeable = frozenset({"body"})

    def __init__(self, data: Any = None, *, shown: Post, by: User) -> None:
        self.shown, self.by = shown, by
        self.meetings = []
        self._stated = shown.content()
        super().__init__(data, initial={n: self._told(n) for n in Post.CONTENT})
        for name, field in self.fields.items():
            model_field = Post._meta.get_field(name)  # noqa: SLF001 (Django's own API)
            field.label = capfirst(model_field.verbose_name)  # type: ignore[union-attr]
            field.required, field.show_hidden_initial = False, True
        self._offer_pictures()
        self.complete_beginnings()

    def _offer_pictures(self) -> None:
        offered = [(one.pk, _named(one)) for one in self.shown.pictures.all()]
        field: Any = self.fields["picture"]
        field.choices = [("", _("no picture")), *offered]

    def clean_organisations(self) -> set[int]:
        return self._organisations(self.cleaned_data["organisations"])

    @override
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("picture") and not cleaned.get("picture_alt"):
            self.add_error("picture_alt", _("Please describe what the picture shows."))
        readiness.check_pictures(self.shown, cleaned)
        return cleaned

    @override
    def began(self) -> Content:
        return {name: self._began(name) for name in Post.CONTENT}

    @override
    def wanted(self) -> Content:
        return {name: self.cleaned_data[name] for name in Post.CONTENT}

    @override
    def told(self, name: str, value: Any) -> list[str]:
        if name == "organisations":
            return self._names(value)
        if name == "picture":
            found = self.shown.pictures.filter(pk=value)
            return [_named(one) for one in found]
        if name == "is_for_all":
            return [_("yes") if value else _("no")]
        return [str(value)] if value else []

    @override
    def combined(self, name: str, theirs: Any, ours: Any) -> object:
        return f"{theirs}\n\n{ours}"

    @override
    def _shown(self, name: str) -> list[str]:
        value = self._told(name)
        return [str(value)] if value else []

    @override
    def _begin_from(self, name: str, theirs: Any) -> None:
        self._stated = {**self._stated, name: theirs}
        self.data[self.add_initial_prefix(name)] = str(self._told(name) or "")

    def _told(self, name: str) -> Any:
        """What is stored, as it stands in the field."""
        value = self._stated[name]
        if name == "organisations":
            return "\n".join(self._names(value))
        return value

    def _began(self, name: str) -> object:
        sent = self._sent_at_beginning(name) or ""
        match name:
            case "organisations":
                return self._then(sent[:MOST_NAMES])
            case "picture":
                return row_id(sent)
            case "is_for_all":
                return sent in ("True", "on")
            case "body":
                return clean_text(sent)
        return clean_line(sent)

    def _names(self, ids: Any) -> list[str]:
        stated = _members(ids)
        roll = self._roll([name for _pk, name, _slug in stated], stated)
        return [roll.line(pk) for pk, _name, _slug in stated]

    def _then(self, text: str) -> set[int]:
        """Whom the lines named when the form began, whoever is called so by now."""
        lines, stated = _lines(text), _members(self.shown.organisation_ids())
        then, now = Roll(stated), self._roll(lines, stated)
        return {pk for line in lines if (pk := then.find(line) or now.find(line))}

    def _organisations(self, text: str) -> set[int]:
        """The members named in lines; those of the own networks, or named already."""
        lines = _lines(text)
        roll = self._roll(lines, _members(self.shown.organisation_ids()))
        found = {line: roll.find(line) for line in lines}
        for line, pk in found.items():
            if pk is None:
                raise ValidationError(self._refusal(line, roll))
        return {pk for pk in found.values() if pk is not None}

    def _roll(self, lines: Iterable[str], stated: list[Member]) -> Roll:
        """Members of the own networks that are called so, and those that are stated."""
        names = {*lines, *map(name_in, lines)}
        called_so = self._own().filter(name__in=names)
        rows = called_so.values_list("organisation_id", "name", "slug")
        return Roll([*map(Member._make, rows), *stated])

    def _own(self) -> QuerySet[DirectoryEntry]:
        own = Organisation.objects.coordinated_by(self.by).values("pk")
        return DirectoryEntry.objects.filter(organisation__in=own)

    def _refusal(self, line: str, roll: Roll) -> str:
        """That nobody is called so, or several are; and who may be meant."""
        near = roll.namesakes(line)
        if len(near) > 1:
            refusal = _("Several members are called “%(name)s”.")
        else:
            refusal = _("No member of your networks is called “%(name)s”.")
            near = near or alike(line, self._own().values_list("name", flat=True))
        refusal %= {"name": line[:80]}
        if not near:
            return refusal
        quoted = [_("“%(name)s”") % {"name": one} for one in near]
        meant = _("Do you mean %s?") % get_text_list(quoted, _("or"))
        return f"{refusal} {meant}"


def _lines(text: str) -> list[str]:
    lines = filter(None, map(clean_line, text.splitlines()))
    return list(dict.fromkeys(lines))


def _members(ids: Iterable[int]) -> list[Member]:
    named = Organisation.objects.filter(pk__in=ids).named()
    return [Member(one.pk, one.title, one.slug) for one in named]  # type: ignore[attr-defined]


def _named(picture: Picture) -> str:
    return _("Picture %(number)s (%(width)s × %(height)s)") % {
        "number": picture.pk,
        "width": picture.width,
        "height": picture.height,
    }
