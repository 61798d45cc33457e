"""Every address of the portal, filled with the ids of both halves."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from django.urls import URLPattern, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch

from alliance.audience import Audience
from members.logos import digest
from news import pictures
from tests.mirror.world import Half, MirrorWorld


def ids_of(half: Half) -> dict[str, list[object]]:
    """What an argument of an address may be, by its name."""
    editors = half.organisation.editors.all()[:2]
    logos = [profile.logo.name for profile in half.organisation.profiles.all()]
    return {
        "slug": [half.organisation.slug, half.newcomer.slug],
        "story": [half.scheduled.slug, f"weg-{half.network.slug}"],
        "post": [half.post.pk, half.asking.pk, half.scheduled.pk],
        "picture": [half.picture.pk, half.spare.pk],
        "file": [pictures.smallest(half.picture)],
        "network": [half.network.slug],
        "site": [half.site.pk, half.second_site.pk],
        "proof": [half.proof.pk, half.claim.pk],
        "profile": [half.proposal.pk, half.draft.pk],
        "editor": [editor.pk for editor in editors],
        "person": [editor.person_id for editor in editors],
        "invitation": [half.invitation.pk, half.offer.pk],
        "role": [role.pk for role in half.network.roles.all()],
        "digest": [digest(name) for name in logos if name] or ["0123456789abcdef"],
        "wanted": [digest(name) for name in logos if name] or ["0123456789abcdef"],
        "letter": [half.mail.pk],
        "kept": [half.kept.pk],
        "export": [half.export.pk],
        "report": [half.report.pk],
        "application": [half.application.pk],
        "inventory": [half.inventory.pk],
        "membership": [one.pk for one in half.organisation.memberships.all()],
        "move": [half.move.pk],
        "other": [half.newcomer.slug],
        "imported": [half.imported.pk],
    }


# What belongs to neither half.
NEUTRAL = {
    "section": ["anbieter", "partner"],
    "token": ["unbekannt"],
    "form": ["atom", "rss", "json"],
    "year": [2026],
    "month": [6],
}


def named_views(resolver=None, namespace="") -> Iterator[tuple[str, URLPattern]]:
    """Our views by their full names; those of libraries have no audience."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            if isinstance(getattr(entry.callback, "audience", None), Audience):
                yield f"{namespace}{entry.name}", entry
        else:
            inner = f"{entry.namespace}:" if entry.namespace else namespace
            yield from named_views(entry, inner)


def arguments_of(name: str, entry: URLPattern) -> list[str]:
    """What ``ids_of`` has for each; a slug may be that of a network or a post."""
    slug = "network" if "network" in name else "slug"
    if name in ("news:post", "news:card"):
        slug = "story"
    return [slug if one == "slug" else one for one in entry.pattern.converters]


def addresses(world: MirrorWorld) -> Iterator[tuple[str, str]]:
    """Each address of each view, its own ids and the other half's mixed in all ways."""
    halves = [ids_of(world.essen), ids_of(world.bochum)]
    for name, entry in named_views():
        arguments = arguments_of(name, entry)
        values = [
            NEUTRAL[argument]
            if argument in NEUTRAL
            else [value for half in halves for value in half[argument]]
            for argument in arguments
        ]
        for combination in product(*values):
            try:
                yield name, reverse(name, args=combination)
            except NoReverseMatch:
                # A converter of its own takes other words, such as those of the pages.
                continue
