"""Whether the journal still is what was written."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from alliance import journal

REASONS = {
    "missing": "fehlt",
    "unsealed": "trägt kein Siegel",
    "changed": "wurde verändert, oder einer davor",
    "details": "hat veränderte Einzelheiten",
}


class Command(BaseCommand):
    help = "Prüft die Kette des Protokolls und nennt ihr Ende."

    def handle(self, **_options: object) -> None:
        if found := journal.breaks():
            lines = [f"Eintrag {one.entry} {REASONS[one.reason]}." for one in found]
            raise CommandError("\n".join(lines))
        position, digest = journal.head()
        self.stdout.write(f"Das Protokoll ist unversehrt: {position} {digest}")
