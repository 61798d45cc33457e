"""The controlled vocabulary, as data: what the directory's parameters take."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.translation import gettext_noop

from alliance.http import AnyRequest
from members import partners
from members.api import examples
from members.api.operations import as_json, example, operation
from members.api.schemas import Vocabulary
from members.directory.vocabulary import SHOWN, Value, vocabulary
from members.models import Term


@operation(
    "/merkmale/",
    name="api-terms",
    summary=gettext_noop("All values that one can search by"),
    description=gettext_noop(
        "Cities, networks and terms, under the parameter that takes their slugs."
    ),
    answer=Vocabulary,
    content=example(examples.VOCABULARY),
)
def term_list(request: AnyRequest) -> HttpResponse:
    words = vocabulary(request.public_version)
    terms = {facet.label: _told(words.values[facet]) for facet in SHOWN}
    return as_json({"merkmale": terms | {"art": _told(partners.offered_kinds())}})


def _told(values: Iterable[Value | Term]) -> list[dict[str, object]]:
    return [
        {"slug": value.slug, "name": value.name, "synonyme": list(value.synonyms)}
        for value in values
    ]
