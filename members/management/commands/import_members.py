from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from alliance.terminal import PlainError, step
from members.exchange.columns import TableError
from members.exchange.commit import import_table
from members.exchange.plan import Plan, make_plan
from members.exchange.reading import read
from members.exchange.scope import Order
from members.exchange.table import MOST_BYTES, Table
from members.management.networks import network_named


class Command(BaseCommand):
    help = (
        "Liest eine Mitgliederliste ein (CSV, XLSX), mit Rechten der Geschäftsstelle."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", metavar="DATEI", help="die Liste, als CSV oder XLSX"
        )
        parser.add_argument(
            "--network",
            metavar="SLUG",
            help="das Netzwerk der Zeilen, deren Zelle „Netzwerk“ leer ist",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="nur zeigen, nichts speichern"
        )

    def handle(self, *, file: str, network: str | None, **options: Any) -> None:
        table = _read(Path(file))
        order = Order(network_named(network) if network else None)
        is_dry_run = options["dry_run"]
        with step("Die Liste wird eingelesen"):
            plan = (
                make_plan(table, order)
                if is_dry_run
                else import_table(table, order, by=None)
            )
        self._report(table, plan)
        if plan.problems:
            raise PlainError(
                "Es wurde nichts gespeichert. Bitte berichtigen Sie die Liste und "
                "starten Sie den Import noch einmal."
            )
        if is_dry_run:
            self.stdout.write("Probelauf: Es wurde nichts gespeichert.")

    def _report(self, table: Table, plan: Plan) -> None:
        source = table.source
        recognised = f"Zeichensatz: {source.encoding}"
        if source.sheet:
            recognised = f"Arbeitsblatt: {source.sheet}"
        self.stdout.write(f"{recognised} erkannt")
        for name in table.header.ignored:
            self.stdout.write(f"Spalte „{name}“ wird nicht übernommen.")
        for remark in (*plan.notices, *plan.problems):
            self.stdout.write(str(remark))
        self.stdout.write(
            f"{len(plan.new)} neu, {len(plan.changed)} geändert, "
            f"{plan.unchanged} unverändert, {plan.failed} fehlerhaft"
        )


def _read(path: Path) -> Table:
    try:
        with path.open("rb") as file:
            return read(file.read(MOST_BYTES + 1))
    except FileNotFoundError:
        raise PlainError(f"Die Datei {path} gibt es nicht.") from None
    except OSError:
        raise PlainError(f"Die Datei {path} lässt sich nicht lesen.") from None
    except TableError as error:
        raise PlainError(f"{error} Es wurde nichts gespeichert.") from None
