from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from alliance.terminal import PlainError, step
from members.management.networks import network_named
from news.importing import Order, Report, import_posts
from news.wxr import MOST_BYTES, FileError

NOTHING = "Es wurde nichts gespeichert."


class Command(BaseCommand):
    help = (
        "Übernimmt Meldungen einer alten Website aus einer RSS-Datei oder dem Export "
        "eines WordPress, alle oder keine; was schon da ist, kommt nicht noch einmal."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="DATEI", help="RSS 2.0 oder WXR")
        parser.add_argument(
            "--pictures",
            metavar="ORDNER",
            help="wo die Bilder liegen, auch in Unterordnern (wp-content/uploads)",
        )
        parser.add_argument(
            "--network",
            metavar="SLUG",
            help="wessen Meldungen es werden; ohne Angabe die der Geschäftsstelle",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="nur zeigen, nichts speichern"
        )

    def handle(self, *, file: str, **options: Any) -> None:
        content = _content(Path(file))
        network = network_named(slug) if (slug := options["network"]) else None
        order = Order(_folder(options["pictures"]), network, options["dry_run"])
        try:
            with step("Die Meldungen werden eingelesen"):
                report = import_posts(content, order, by=None)
        except FileError as error:
            raise PlainError(f"{error} {NOTHING}") from None
        self._report(report)
        if report.problems:
            raise PlainError(
                f"{NOTHING} Bitte berichtigen Sie die Datei und starten Sie den "
                "Import noch einmal."
            )
        if order.is_dry_run:
            self.stdout.write(f"Probelauf: {NOTHING}")

    def _report(self, report: Report) -> None:
        for remark in report.notices:
            self.stdout.write(f"Hinweis: {remark}")
        for remark in report.problems:
            self.stderr.write(f"Fehler: {remark}")
        for reason, number in sorted(report.left_out.items()):
            self.stdout.write(f"Nicht übernommen: {number} × {reason}")
        self.stdout.write(
            f"{len(report.new)} neu (davon {report.drafts} Entwürfe), {report.known} "
            f"schon da, {len(report.problems)} fehlerhaft, {report.pictures} Bilder, "
            f"{report.addresses} alte Adressen"
        )


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise PlainError(f"Die Datei {path} gibt es nicht.") from None
    except OSError:
        raise PlainError(f"Die Datei {path} lässt sich nicht lesen.") from None


def _folder(name: str | None) -> Path | None:
    if name is None:
        return None
    if not (folder := Path(name)).is_dir():
        raise PlainError(f"Den Ordner {folder} gibt es nicht.")
    return folder
