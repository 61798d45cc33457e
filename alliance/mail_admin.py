"""What the office sees of letters: whether they arrive, never what they say.

A letter may carry a link that opens an account; its text is for its reader alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, override

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alliance import mail
from alliance.errors import WrongStateError
from alliance.http import SignedInRequest
from alliance.models import Mail


class StateFilter(admin.SimpleListFilter):
    """At first what the office has to look at."""

    title = _("state")
    parameter_name = "state"

    @override
    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("all", _("All letters")), *Mail.State.choices]

    @override
    def choices(self, changelist: ChangeList) -> Any:
        first, *others = super().choices(changelist)
        yield {**first, "display": _("Could not be sent, or perhaps")}
        yield from others

    @override
    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "all":
            return queryset
        if self.value() is None:
            return Mail.objects.unsettled() & queryset
        return queryset.filter(state=self.value())


class MailAdmin(admin.ModelAdmin):
    list_display = ["occasion", "recipient", "state", "created_at", "attempts", "error"]
    list_filter = [StateFilter]
    search_fields = ["recipient"]
    ordering = ["-pk"]
    fields = [
        *("occasion", "recipient", "state", "created_at", "attempts"),
        *("next_at", "sent_at", "error"),
    ]
    actions = ["send_again", "discard"]

    @override
    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Not by the text, whose links could be guessed letter by letter."""
        return lookup.partition("__")[0] in ("state", "recipient")

    @admin.display(description=_("letter"), ordering="kind")
    def occasion(self, letter: Mail) -> str:
        return letter.occasion()

    @override
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @override
    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description=_("Send once more"))
    def send_again(self, request: SignedInRequest, letters: QuerySet[Mail]) -> None:
        number = self._each(request, letters, mail.send_again)
        text = ngettext(
            "%(number)d letter is on its way once more.",
            "%(number)d letters are on their way once more.",
            number,
        )
        messages.success(request, text % {"number": number})

    @admin.action(description=_("Discard as settled"))
    def discard(self, request: SignedInRequest, letters: QuerySet[Mail]) -> None:
        number = self._each(request, letters, mail.discard)
        text = ngettext(
            "%(number)d letter is discarded.",
            "%(number)d letters are discarded.",
            number,
        )
        messages.success(request, text % {"number": number})

    def _each(
        self, request: SignedInRequest, letters: QuerySet[Mail], verb: Callable
    ) -> int:
        """Of how many it was possible; of the others it says so."""
        refused = 0
        for letter in letters:
            try:
                verb(letter, by=request.user)
            except WrongStateError:
                refused += 1
        if refused:
            text = ngettext(
                "%(number)d letter did not fail and stays as it is.",
                "%(number)d letters did not fail and stay as they are.",
                refused,
            )
            messages.warning(request, text % {"number": refused})
        return len(letters) - refused
