from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from members.demo.build import DEFAULT, MOST, build, is_empty
from news import demo as news

BAR = "Demo: {percentage:3.0f} % |{bar}| {elapsed}"


def _size(text: str) -> int:
    if not (text.isdecimal() and 1 <= int(text) <= MOST):
        raise ArgumentTypeError(f"erwartet wird eine Zahl von 1 bis {MOST}")
    return int(text)


class Command(BaseCommand):
    help = "Füllt eine leere Datenbank mit einem erfundenen Bündnis."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--organisations",
            type=_size,
            default=DEFAULT,
            metavar="N",
            help=f"Zahl der Anbieter und Partner, bis {MOST} (sonst {DEFAULT})",
        )
        parser.add_argument(
            "--seed",
            type=int,
            default=1,
            metavar="S",
            help="dieselbe Zahl ergibt dieselben Daten (sonst 1)",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        size, is_silent = options["organisations"], not options["verbosity"]
        if not is_empty():
            raise CommandError(
                "Die Datenbank enthält schon Daten; die Demo braucht eine leere."
            )
        # Half of the way is writing, the other half is making the directory.
        with tqdm(total=2 * size, bar_format=BAR, disable=is_silent) as bar:
            build(size, options["seed"], bar.update, more=[news.add])
        if not is_silent:
            self.stdout.write(f"{size} erfundene Organisationen in acht Netzwerken.")
