"""How the words of a page change: each save adds a version, and none is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from alliance.drafts import draft
from alliance.models import Page, PageVersion

if TYPE_CHECKING:
    from alliance.models import User


class StaleError(Exception):
    """Someone else has saved the page since one began to write."""

    def __init__(self, latest: PageVersion) -> None:
        self.latest = latest


def current(slug: str) -> PageVersion:
    """The version that is shown; before the first one, the portal's own draft."""
    versions = PageVersion.objects.of(slug).select_related("page")
    return versions.newest_first().first() or draft(slug)


def all_current() -> list[PageVersion]:
    saved = {version.page.slug: version for version in PageVersion.objects.current()}
    return [saved.get(slug) or draft(slug) for slug in Page.Address.values]


@transaction.atomic
def save(
    page: Page, *, content: dict[str, Any], begun: int | None, by: User
) -> PageVersion:
    """Add a version, unless another was added since ``begun`` (none: the draft)."""
    latest = _lock(page)
    if latest and content == latest.content():
        return latest
    if begun != (latest and latest.pk):
        raise StaleError(latest or draft(page.slug))
    if latest is None:
        _keep_draft(page)
    return PageVersion.objects.create(page=page, author=by, **content)


@transaction.atomic
def restore(version: PageVersion, *, by: User) -> PageVersion:
    """Add a copy of an old version, so that it is shown again."""
    latest = _lock(version.page)
    content = version.content()
    if latest and content == latest.content():
        return latest
    return PageVersion.objects.create(page=version.page, author=by, **content)


def _lock(page: Page) -> PageVersion | None:
    """Lock the page and return its latest version."""
    page = Page.objects.select_for_update(no_key=True).get(pk=page.pk)
    return page.versions.newest_first().first()


def _keep_draft(page: Page) -> None:
    """As the first version, or nobody could go back to it."""
    first = draft(page.slug)
    first.page = page
    first.save()
