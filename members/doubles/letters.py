"""The letter to the editors of two entries that are one from now on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop

from members.letters import title_of, to_editors

if TYPE_CHECKING:
    from members.doubles.originals import Original

# What each letter is about, as the office reads it.
OCCASIONS = [gettext_noop("letter: organisations_united")]


def organisations_united(into: Original, other: Original) -> None:
    """To the editors of both, who are those of the survivor by now."""
    main = into.organisation.editors.main().select_related("person").first()
    facts = {
        "title": title_of(into.organisation),
        "titles": (into.title, other.title),
        "main": main.person if main else None,
        "given_up": other.proposal,
    }
    to_editors("organisations_united", into.organisation, "members:desk", **facts)
