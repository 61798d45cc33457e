from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management.base import BaseCommand

from alliance.journal import PORTAL
from alliance.terminal import PlainError, step
from members import exporting, numbering
from members.exchange.writing import CSV, XLSX, Extent, Listing
from members.management.networks import network_named
from members.models import Organisation
from members.querysets import OrganisationQuerySet
from networks.models import Network


class Command(BaseCommand):
    help = (
        "Schreibt eine Mitgliederliste (CSV oder XLSX), mit den Rechten der "
        "Geschäftsstelle."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", metavar="DATEI", help="die Liste, auf .csv oder .xlsx"
        )
        parser.add_argument(
            "--network", metavar="SLUG", help="nur die Mitglieder dieses Netzwerks"
        )

    def handle(self, *, file: str, network: str | None, **_options: Any) -> None:
        path = Path(file)
        file_format = path.suffix.lower().removeprefix(".")
        if file_format not in {CSV, XLSX}:
            raise PlainError("Der Name der Datei muss auf .csv oder .xlsx enden.")
        organisations = _organisations(network)
        numbering.give(organisations, by=None, capacity=PORTAL)
        with step("Die Liste wird geschrieben"):
            extent = _write(organisations, file_format, path)
        chosen = {"netzwerk": network} if network else {}
        exporting.note(file_format, chosen, extent, by=None)
        self.stdout.write(
            f"{extent.organisations} Organisationen in {extent.rows} Zeilen"
        )


def _organisations(network: str | None) -> OrganisationQuerySet:
    every = Organisation.objects.present()
    if network:
        every = every.members_of([network_named(network).pk])
    return every.from_a_to_z()


def _write(organisations: OrganisationQuerySet, file_format: str, path: Path) -> Extent:
    """For its owner's eyes alone, and in its place only when it is complete."""
    networks = list(Network.objects.values_list("pk", flat=True))
    listing = Listing(organisations, networks)
    try:
        with TemporaryDirectory(dir=path.parent, prefix=".") as folder:
            half = Path(folder) / path.name
            half.touch(mode=0o600)
            with half.open("wb") as file:
                extent = listing.write(file_format, file)
            half.replace(path)
    except OSError as error:
        raise PlainError(f"Die Datei {path} lässt sich nicht schreiben.") from error
    return extent
