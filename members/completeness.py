"""The one most useful thing that an entry still lacks.

A hint for those who write it, and for nobody else: it is never shown to the public,
counts nothing and has no part in any order.
"""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Facts(NamedTuple):
    """What exists, whether online yet or not."""

    has_name: bool = False
    has_plain: bool = False
    has_text: bool = False
    has_logo: bool = False
    has_website: bool = False
    has_sites: bool = False
    has_contact: bool = False
    has_hours: bool = False
    has_topics: bool = False
    has_fundings: bool = False
    is_provider: bool = True


class Step(NamedTuple):
    """What to do, why it is worth it, and the name of the page for it."""

    page: str
    label: str | Promise
    reason: str | Promise


WORDS, TERMS, LOGO = "members:edit", "members:edit-terms", "members:edit-logo"
SITES = "members:sites"

# The most useful first. What only a provider has is left out for partners.
STEPS = {
    "has_name": Step(
        WORDS, _("Give the name"), _("Under it you are found and listed.")
    ),
    "has_plain": Step(
        WORDS,
        _("Say in one line what you do"),
        _("It stands below your name in every list, and most people read no further."),
    ),
    "has_sites": Step(
        SITES,
        _("Add a site"),
        _("People look for something near them: the map and the radius need a place."),
    ),
    "has_contact": Step(
        SITES,
        _("Add a telephone number or an e-mail address"),
        _("Whoever has found you wants to ask something."),
    ),
    "has_topics": Step(
        TERMS,
        _("Choose your topics"),
        _("The search filters by them; without topics you are in no selection."),
    ),
    "has_text": Step(
        WORDS,
        _("Describe what you offer"),
        _("The search reads your text, too: use the words that people look for."),
    ),
    "has_fundings": Step(
        TERMS,
        _("Say how it can be paid"),
        _("Advisers in the Jobcenter filter by this first."),
    ),
    "has_hours": Step(
        SITES,
        _("Enter your opening hours"),
        _("Then your page says whether someone is there right now."),
    ),
    "has_logo": Step(
        LOGO,
        _("Upload a logo"),
        _("People recognise it. Until then a drawn mark stands in its place."),
    ),
    "has_website": Step(
        WORDS, _("Name your website"), _("There is room for all the rest.")
    ),
}
FOR_PROVIDERS = frozenset({"has_topics", "has_fundings"})


def next_step(facts: Facts) -> Step | None:
    """The first of the steps that is not done; none when all are."""
    for name, step in STEPS.items():
        if name in FOR_PROVIDERS and not facts.is_provider:
            continue
        if not getattr(facts, name):
            return step
    return None
