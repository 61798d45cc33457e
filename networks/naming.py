"""How the coordination of a network is called in a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

# What many networks have in front of the place in their names.
_COMMON = ("Netzwerk ", "Weiterbildungsnetzwerk ")


def place_of(name: str) -> str:
    """“Essen” of “Netzwerk Essen”: what tells one coordination from another."""
    for word in _COMMON:
        name = name.removeprefix(word)
    return name


def coordination(names: Iterable[str]) -> str:
    """“Coordination Essen or Bochum”, of the names of networks."""
    places = get_text_list([place_of(name) for name in names], _("or"))
    return _("coordination %(places)s") % {"places": places}
