# ruff: noqa: T201 - a program whose output is what it prints
"""Pages of the demo that no link names: the fullest, the barest, and what left.

`python -m tests.browser.samples` prints them as JSON, by the names that the addresses
in `pages.KINDS` have for them.
"""

from __future__ import annotations

import json
import os
from urllib.parse import quote

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alliance.settings")
django.setup()

from members.models import DirectoryEntry, Organisation, Profile  # noqa: E402
from members.portrait import Portrait, find  # noqa: E402
from news import preview  # noqa: E402
from news.models import Post  # noqa: E402


def main() -> dict[str, str]:
    providers = _listed(Organisation.Kind.PROVIDER)
    partners = _listed(Organisation.Kind.PARTNER)
    full = max(providers, key=_extent)
    return {
        "departed": _departed(),
        "full": full.slug,
        "full_name": quote(full.name),
        "bare": min(providers, key=_extent).slug,
        "open": max(partners, key=_open_days).slug,
        "pictured": Post.objects.public().exclude(picture=None).latest("pk").slug or "",
        "preview": preview.address(Post.objects.filter(state="draft").earliest("pk")),
        "withdrawn": Post.objects.filter(state="withdrawn").earliest("pk").slug or "",
    }


def _listed(kind: Organisation.Kind) -> list[Portrait]:
    slugs = DirectoryEntry.objects.listed().filter(kind=kind).values_list("slug")
    found = [find(slug, kind, "") for (slug,) in slugs.order_by("slug")]
    return [portrait for portrait in found if portrait]


def _departed() -> str:
    listed = DirectoryEntry.objects.listed().values("organisation")
    gone = Profile.objects.once_public().exclude(organisation__in=listed)
    return gone.values_list("organisation__slug", flat=True).order_by("pk")[0]


def _extent(portrait: Portrait) -> tuple[int, int, int]:
    filled = [part for part in portrait if part]
    parts = (*portrait.places, *portrait.labels, *portrait.proofs, *portrait.networks)
    return len(filled), len(parts), len(portrait.text)


def _open_days(portrait: Portrait) -> int:
    return max((len(place.days) for place in portrait.places), default=0)


if __name__ == "__main__":
    with settings.CLUSTER.hold():
        print(json.dumps(main()))
