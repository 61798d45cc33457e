"""Forms that carry along what their writer began from, and meet what others wrote.

Each field of a step is sent twice: as it is now, and hidden as it was at the beginning,
so that a change is told from what somebody else has changed meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from members.merging import Conflict, Content

# The mark of a form that brought its beginning along, be it empty.
BEGUN = "begonnen"
MINE, OTHER, BOTH = "meine", "andere", "beide"
CHOICES: dict[str, str | Promise] = {
    MINE: _("Take my version"),
    OTHER: _("Keep the other version"),
    BOTH: _("Put both together"),
}


@dataclass(frozen=True)
class Meeting:
    """A field that two people changed, and what its writer can choose."""

    name: str
    label: str | Promise
    theirs: list[str]
    ours: list[str]
    choices: list[tuple[str, str | Promise]]

    @property
    def field(self) -> str:
        return choice_of(self.name)


def choice_of(name: str) -> str:
    """The name of the field in which its writer chooses."""
    return f"wahl-{name}"


class BeginningForm(forms.Form):
    """What the steps have in common; ``shown`` is what its writer began from."""

    data: QueryDict
    shown: Any
    # Which of the fields can be put together, for a person to go over.
    mergeable: frozenset[str] = frozenset()
    meetings: list[Meeting]

    def content(self) -> Content:
        """What is to be saved, by fields of ``Profile.CONTENT``."""
        began = self.began()
        return {
            name: self._chosen(name, began[name], value)
            for name, value in self.wanted().items()
        }

    def began(self) -> Content:
        raise NotImplementedError

    def wanted(self) -> Content:
        raise NotImplementedError

    def meet(self, conflicts: Mapping[str, Conflict]) -> None:
        """Begin again from what others wrote; what was typed stays in the fields."""
        self.data = self.data.copy()
        self.meetings = []
        for name, conflict in conflicts.items():
            self._begin_from(name, conflict.theirs)
            self.meetings.append(self._meeting(name, conflict))

    def complete_beginnings(self) -> None:
        """Nothing was sent for what was empty; Django would take what is typed now."""
        if not self.is_bound:
            return
        self.data = self.data.copy()
        for name in self.fields:
            initial = self.add_initial_prefix(name)
            if initial not in self.data:
                is_ours = BEGUN in self.data
                values = [] if is_ours else self._shown(name)
                self.data.setlist(initial, values)

    def told(self, name: str, value: Any) -> list[str]:  # noqa: ARG002 (others ask it)
        """A value as lines to be read."""
        lines: Iterable[object] = value if isinstance(value, list) else [value]
        return [str(line) for line in lines if line]

    def combined(self, name: str, theirs: Any, ours: Any) -> object:
        raise NotImplementedError

    def _shown(self, name: str) -> list[str]:
        """The hidden values of a field that begins from what is stored."""
        raise NotImplementedError

    def _begin_from(self, name: str, theirs: Any) -> None:
        raise NotImplementedError

    def _label(self, name: str) -> str | Promise:
        return self.fields[name].label or ""

    def _meeting(self, name: str, conflict: Conflict) -> Meeting:
        choices = [*CHOICES.items()]
        if name not in self.mergeable:
            choices.pop()
        return Meeting(
            name,
            self._label(name),
            self.told(name, conflict.theirs),
            self.told(name, conflict.ours),
            choices,
        )

    def _chosen(self, name: str, theirs: object, ours: object) -> object:
        choice = self.data.get(choice_of(name), MINE)
        if choice == OTHER:
            return theirs
        if choice == BOTH and name in self.mergeable:
            return self.combined(name, theirs, ours)
        return ours

    def _sent_at_beginning(self, name: str) -> Any:
        """The hidden value, as it came."""
        widget = self.fields[name].hidden_widget()
        initial = self.add_initial_prefix(name)
        return widget.value_from_datadict(self.data, self.files, initial)
