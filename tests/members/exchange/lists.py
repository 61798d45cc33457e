"""Member lists for tests, as files that a coordinator would send."""

import csv
import io

from members.exchange.commit import import_table
from members.exchange.scope import Order
from members.exchange.table import read_csv

WORKSHOP = {
    "Nr": "W1",
    "Name": "Werkstatt Nord",
    "Straße": "Beispielstraße 1",
    "PLZ": "45127",
    "Ort": "Essen",
    "E-Mail": "info@werkstatt.example",
    "Netzwerk": "essen",
}
COLLEGE = {
    "Nr": "K1",
    "Name": "Kolleg Süd",
    "Straße": "Am Markt 7",
    "PLZ": "44787",
    "Ort": "Bochum",
    "E-Mail": "info@kolleg.example",
    "Netzwerk": "bochum",
}

EVERYTHING = WORKSHOP | {
    "Art": "Anbieter",
    "Kurz": "Drehen und Fräsen",
    "Beschreibung": "Erster Absatz.\n\nZweiter; mit „Zeichen“.",
    "Rechtsform": "gGmbH",
    "Telefon": "0201/555-0",
    "Website": "HTTP://Werkstatt.example/",
    "Netzwerk": "Netzwerk Essen|bochum",
    "Mitglied seit": "01.10.2020|1.3.2024",
    "Themen": "EDV|pflege|IT und Digitalisierung",
    "Förderungen": "avgs|BGS",
    "Zielgruppen": "arbeitsuchende",
    "Unterrichtsformen": "Praesenz|DIGITAL",
    "Unterrichtszeiten": "abends",
    "Abschlüsse": "Schulabschluß",
    "Sprachen": "tuerkisch",
    "Barrierefreiheit": "Stufenlos zugänglich|wc",
    "AZAV gültig bis": "31.12.2029",
    "KURSNET-Nr": "12345",
    "Redaktion E-Mail": "Rita@Werkstatt.example",
}


def text_of(*rows, separator=";"):
    """A CSV file with all columns of the rows."""
    file = io.StringIO()
    columns = dict.fromkeys(column for row in rows for column in row)
    writer = csv.DictWriter(file, columns, delimiter=separator, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def table_of(*rows):
    return read_csv(text_of(*rows).encode())


def import_rows(*rows, network=None):
    return import_table(table_of(*rows), Order(network), by=None)


def counts(plan):
    return len(plan.new), len(plan.changed), plan.unchanged, plan.failed


def sentences(remarks):
    return [str(remark) for remark in remarks]
