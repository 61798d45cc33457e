"""What a visitor notes to look at again: a list that lives in the address alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance.prepared import DAY, Prepared, among
from members.directory.query import SHORTLIST_LENGTH, is_slug, shortlist
from members.directory.vocabulary import Value, Vocabulary
from members.fundings import funding_names
from members.models import DirectoryEntry, Facet, Organisation, Profile
from members.portrait import Portrait, find_all

# So much of what nobody knows is repeated.
NAMED, NAME_LENGTH = 20, 50


class Kept(NamedTuple):
    """One organisation on the shortlist; ``others`` is the list without it."""

    portrait: Portrait
    cities: list[Value]
    fundings: list[str]
    others: str

    @property
    def further_sites(self) -> int:
        return len(self.portrait.places) - 1


def carried(slugs: tuple[str, ...]) -> str:
    """The query string that takes a shortlist along to another page."""
    return urlencode([("a", slug) for slug in slugs])


def kept(parameters: QueryDict, vocabulary: Vocabulary) -> list[Kept]:
    """What is listed today, in the order in which it was noted."""
    found = find_all(followed(shortlist(parameters)))
    slugs = tuple(portrait.slug for portrait in found)
    return [
        Kept(
            portrait,
            vocabulary.named(Facet.CITY, portrait.city_ids),
            funding_names(portrait.fundings, has_voucher=portrait.has_voucher),
            carried(tuple(slug for slug in slugs if slug != portrait.slug)),
        )
        for portrait in found
    ]


def followed(slugs: tuple[str, ...]) -> tuple[str, ...]:
    """Each by its address of today, once: what was merged leads to where it went."""
    lead = _led_on(slugs)
    return tuple(dict.fromkeys(lead.get(slug, slug) for slug in slugs))


def _led_on(slugs: Sequence[str]) -> dict[str, str]:
    """The addresses that lead to another organisation by now."""
    if not slugs:
        return {}
    merged = Organisation.objects.order_by().filter(
        slug__in=slugs,
        merged_into__isnull=False,
        profiles__published_at__isnull=False,
    )
    return dict(merged.values_list("slug", "merged_into__slug"))


def remarks(parameters: QueryDict) -> list[str]:
    """What is to be said about a shortlist: who has left, what nobody knows."""
    typed = [text for text in dict.fromkeys(parameters.getlist("a")) if text]
    slugs = shortlist(parameters)
    gone, unknown = _missing(slugs)
    unknown += [text for text in typed if not is_slug(text)]
    sentences = []
    if gone:
        sentences.append(_("No longer in the directory: %(names)s") % _names(gone))
    if unknown:
        sentences.append(_("Unknown: %(names)s") % _names(unknown))
    if sum(map(is_slug, typed)) > len(slugs):
        sentences.append(
            _("A shortlist holds %(number)s; the first ones are kept.")
            % {"number": SHORTLIST_LENGTH}
        )
    return sentences


def _names(names: list[str]) -> dict[str, str]:
    return {"names": ", ".join(name[:NAME_LENGTH] for name in names[:NAMED])}


def _missing(slugs: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """What was public once and is no longer, and what never was."""
    if not slugs:
        return [], []
    rows = _standings(slugs=list(slugs), day=timezone.localdate())
    standing: dict[str, dict[str, Any]] = {row["slug"]: row for row in rows}
    away = [slug for slug in slugs if not standing.get(slug, {}).get("is_listed")]
    led_on = _led_on(away)
    away = [slug for slug in away if slug not in led_on]
    gone = [slug for slug in away if standing.get(slug, {}).get("was_public")]
    return gone, [slug for slug in away if slug not in gone]


def _organisations() -> QuerySet:
    entries = DirectoryEntry.objects.listed(DAY).filter(organisation=OuterRef("pk"))
    profiles = Profile.objects.once_public(DAY).filter(organisation=OuterRef("pk"))
    return (
        Organisation.objects.filter(among("slug", "slugs"))
        .order_by()
        .values_list(
            JSONObject(
                slug="slug", is_listed=Exists(entries), was_public=Exists(profiles)
            ),
            flat=True,
        )
    )


_standings = Prepared(_organisations)
