"""Lets the time of the scheduled post named on the command line come.

`python -m tests.browser.due "Ein Abend"` does what a clock does, and the worker.
"""

from __future__ import annotations

import os
import sys

import django
from django.utils import timezone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alliance.settings")
django.setup()

from news import publishing  # noqa: E402
from news.models import Post  # noqa: E402


def main(title: str) -> None:
    now = timezone.now()
    scheduled = Post.objects.scheduled().filter(title=title)
    if not scheduled.update(release_at=now, first_released_at=now):
        raise SystemExit("Nothing of that title is scheduled.")
    publishing.notice_due(now)


if __name__ == "__main__":
    main(sys.argv[1])
