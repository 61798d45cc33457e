from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV, run_with_reloader

from alliance.worker import Worker


class Command(BaseCommand):
    help = "Erledigt, was im Hintergrund zu tun ist, und versendet Briefe."
    requires_system_checks: list[str] = []

    def handle(self, **_options: Any) -> None:
        worker = Worker()
        is_reloading = settings.DEBUG
        # The process above the one that works only watches the files.
        if not is_reloading or os.environ.get(DJANGO_AUTORELOAD_ENV) == "true":
            worker.configure_signals()
        if is_reloading:
            run_with_reloader(worker.run)
        else:
            worker.run()
