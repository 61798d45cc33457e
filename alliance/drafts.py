"""The texts that come with the portal, until the office has written its own."""

from __future__ import annotations

import tomllib
from datetime import datetime, time
from pathlib import Path

from django.utils import timezone

from alliance.models import Page, PageVersion

FOLDER = Path(__file__).parent / "texts"
_FENCE = "+++\n"


def draft(slug: str) -> PageVersion:
    """The text of ``texts/<slug>.md``, not saved; its head says what it is."""
    head, body = _read(slug)
    changed_at = datetime.combine(head.pop("changed_on"), time(12))
    return PageVersion(
        page=Page(slug=slug),
        body=body,
        is_draft=True,
        created_at=timezone.make_aware(changed_at),
        **head,
    )


def _read(slug: str) -> tuple[dict, str]:
    text = FOLDER.joinpath(f"{slug}.md").read_text(encoding="utf-8")
    _nothing, head, body = text.split(_FENCE, 2)
    return tomllib.loads(head), body.strip()
