"""What one can ask: the parameters, for the document.

They say what is meant. What an address says otherwise is never refused: it is dropped,
and named in ``hinweise``, just as on the page.
"""

from __future__ import annotations

from typing import Annotated, Literal

from django.utils.translation import gettext_noop
from ninja import Path, Schema
from pydantic import Field

SLUG = r"^[-a-zA-Z0-9_]+$"
SEVERAL = gettext_noop("Slugs from /api/v1/merkmale/; several: one of them is enough.")

Slugs = list[Annotated[str, Field(pattern=SLUG)]]

Slug = Annotated[
    str,
    Path(description=gettext_noop("The stable id (slug)."), pattern=SLUG),
]


def values(example: str) -> list[str]:
    return Field(
        default_factory=list,
        description=SEVERAL,
        json_schema_extra={"examples": [[example]]},
    )


class PageQuestion(Schema):
    seite: int = Field(
        default=1,
        ge=1,
        description=gettext_noop(
            "The page, from 1 on. One beyond the end is the last one."
        ),
    )


class PartnerQuestion(PageQuestion):
    art: str = Field(
        default_factory=str,
        pattern=SLUG,
        description=gettext_noop("The kind of partner: a slug from “merkmale.art”."),
        examples=["beratung"],
    )


class DirectoryQuestion(Schema):
    q: str = Field(
        default_factory=str,
        description=gettext_noop(
            "Words to search for; the first 100 characters count."
        ),
        examples=["schweißen"],
    )
    stadt: Slugs = values("essen")
    netzwerk: Slugs = values("essen")
    thema: Slugs = values("it")
    foerderung: Slugs = values("bildungsurlaub")
    zielgruppe: Slugs = values("arbeitsuchende")
    form: Slugs = values("praesenz")
    zeit: Slugs = values("abends")
    abschluss: Slugs = values("kammerzertifikat")
    sprache: Slugs = values("tuerkisch")
    zugang: Slugs = values("stufenlos")
    bildungsgutschein: Literal["ja"] = Field(
        default_factory=str,  # type: ignore[arg-type]
        description=gettext_noop(
            "Only those that show a confirmed proof, valid today, for the "
            "Bildungsgutschein."
        ),
    )
    plz: str = Field(
        default_factory=str,
        pattern="^[0-9]{5}$",
        description=gettext_noop("A postal code: the centre of the search."),
        examples=["45127"],
    )
    umkreis: Literal[5, 10, 25, 50] = Field(
        default=10,
        description=gettext_noop("Kilometres around the postal code."),
    )
    ordnung: Literal["fair", "a-z", "treffer", "nah"] = Field(
        default_factory=str,  # type: ignore[arg-type]
        description=gettext_noop(
            "The order: fair mix, A–Z, with “q” also best matches (the default then), "
            "with “plz” also nearest first."
        ),
    )
    mischung: str = Field(
        default_factory=str,
        description=gettext_noop(
            "The seed of the fair order; pages with the same seed fit together. "
            "Without it, the day."
        ),
        examples=["2027-03-03"],
    )


class ListQuestion(PageQuestion, DirectoryQuestion):
    """The directory page by page."""
