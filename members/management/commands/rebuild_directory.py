"""Make the directory's read model anew, or only what time has changed."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from tqdm import tqdm

from members.directory import index
from members.models import Organisation


class Command(BaseCommand):
    help = "Baut das Verzeichnis neu auf; mit --due nur, was der Kalender ändert."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--due", action="store_true", help="nur Einträge, die heute fällig sind"
        )

    def handle(self, *, due: bool, verbosity: int, **_options: object) -> None:
        if due:
            number = index.refresh_due()
            if verbosity:
                self.stdout.write(f"{number} Einträge aufgefrischt.")
            return
        total = Organisation.objects.count()
        with tqdm(total=total, unit=" Organisationen", disable=None) as bar:
            index.rebuild(progress=bar.update)
        self.stdout.write(f"Verzeichnis neu aufgebaut: {total} Organisationen.")
