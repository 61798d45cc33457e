"""How a list names terms and networks, so that an import finds each of them again."""

from __future__ import annotations

from contextlib import suppress

from django.core.exceptions import ValidationError

from members.exchange.lookup import Lookup, Names
from members.models import Term
from members.validators import clean_line
from networks.models import Network

BETWEEN = "|"


class Spelling:
    """Read once for a list: the words for terms and networks, by their ids."""

    def __init__(self) -> None:
        lookup = Lookup(())
        self.kinds = {pk: term.kind for pk, term in lookup.term.items()}
        self.terms = {
            pk: _word(lookup.terms[term.kind], term) for pk, term in lookup.term.items()
        }
        self.networks = {
            network.pk: _word(lookup.networks, network)
            for network in Network.objects.all()
        }


def _word[Thing: (Term, Network)](names: Names[Thing], thing: Thing) -> str:
    """Its name; its slug where another one answers to that name, too."""
    word = clean_line(thing.name)
    with suppress(ValidationError):
        if BETWEEN not in word and names.find(word) == thing:
            return word
    return thing.slug
