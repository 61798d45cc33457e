"""Posts, for search engines."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from members.sitemaps import PortalSitemap
from news.models import Post


class PostsSitemap(PortalSitemap):
    def items(self) -> QuerySet[Post]:
        return Post.objects.public().newest_first().only("slug", "changed_at")

    def lastmod(self, item: Post) -> datetime:
        return item.changed_at
