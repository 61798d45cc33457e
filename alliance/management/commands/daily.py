from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from alliance import daily


class Command(BaseCommand):
    help = "Tut, was der Kalender verlangt; gern jede Stunde, auch zweimal."

    def handle(self, *, verbosity: int, **_options: Any) -> None:
        failed = daily.run(timezone.now())
        if failed:
            raise CommandError(f"Gescheitert (siehe oben): {', '.join(failed)}")
        if verbosity:
            done = "Ein anderer Lauf ist noch dabei." if failed is None else "Erledigt."
            self.stdout.write(done)
