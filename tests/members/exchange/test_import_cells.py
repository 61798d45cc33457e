"""Each refused cell is told by its row and column, in a sentence that helps."""

import pytest

from members.exchange.commit import import_table
from members.exchange.report import enumerated
from members.exchange.table import read_csv
from members.models import Organisation, Term
from tests.members.exchange.lists import (
    COLLEGE,
    WORKSHOP,
    counts,
    import_rows,
    sentences,
    text_of,
)

EMAIL = "Bitte geben Sie eine gültige E‑Mail-Adresse an."
DATE = "Bitte geben Sie ein gültiges Datum an (TT.MM.JJJJ)."
TELEPHONE = "Bitte geben Sie eine Telefonnummer mit Vorwahl an."
WEBSITE = (
    "Bitte geben Sie eine öffentliche Internetadresse an, zum Beispiel "
    "https://www.beispiel.de."
)


def unknown(word, nearest):
    return f"„{word}“ kennen wir nicht. Am ähnlichsten ist „{nearest}“."


def too_long(what, limit, length):
    return f"{what} darf höchstens {limit} Zeichen lang sein (jetzt {length})."


@pytest.mark.parametrize(
    ("column", "cell", "sentence"),
    [
        ("Name", "x" * 214, too_long("Der Name", "200", "214")),
        ("Name", "a\0b", "Nullzeichen sind nicht erlaubt."),
        ("Kurz", "x" * 161, too_long("Die Kurzzeile", "160", "161")),
        (
            "Beschreibung",
            "x" * 10**6,
            too_long("Die Beschreibung", "20.000", "1.000.000"),
        ),
        ("Rechtsform", "x" * 61, too_long("Die Rechtsform", "60", "61")),
        ("Nr", "x" * 21, too_long("Die Nummer", "20", "21")),
        ("Straße", " ", "Bitte geben Sie Straße und Hausnummer an."),
        ("PLZ", "4512", "Die Postleitzahl besteht aus fünf Ziffern."),
        ("PLZ", "", "Bitte geben Sie die Postleitzahl an."),
        ("PLZ", "99999", "Diese Postleitzahl kennen wir nicht."),
        ("Ort", "\u200b", "Bitte geben Sie den Ort an."),
        ("E-Mail", "a@localhost", EMAIL),
        ("E-Mail", "", "Bitte geben Sie die E-Mail-Adresse an."),
        ("Telefon", "=1+1", TELEPHONE),
        ("Website", "javascript:alert(1)", WEBSITE),
        ("Website", "http://127.0.0.1/", WEBSITE),
        ("Art", "Verein", "Bitte schreiben Sie „Anbieter“ oder „Partner“."),
        ("Netzwerk", "", "Bitte nennen Sie das Netzwerk der Organisation."),
        ("Netzwerk", "bochum|Esen", unknown("Esen", "Netzwerk Essen")),
        ("Netzwerk", "essen|Essen", "„Netzwerk Essen“ steht zweimal da."),
        ("Mitglied seit", "31.02.2027", DATE),
        ("Mitglied seit", "ab sofort", DATE),
        ("Mitglied seit", "1.1.2020|1.1.2021", "Zu 1 Netzwerken stehen hier 2 Daten."),
        ("Themen", "it|Pfleg", unknown("Pfleg", "Pflege und Gesundheit")),
        ("Themen", "buildings", unknown("buildings", "IT und Digitalisierung")),
        ("Barrierefreiheit", "Stufen", unknown("Stufen", "Stufenlos zugänglich")),
        ("AZAV gültig bis", "1/2/24", DATE),
        ("KURSNET-Nr", "A1", "Eine KURSNET-Nummer hat eine bis zwölf Ziffern."),
        ("Redaktion E-Mail", "müller@straße.de", EMAIL),
    ],
)
def test_a_refused_cell_is_told_by_row_and_column(ruhr, column, cell, sentence):
    plan = import_rows(
        COLLEGE | {column: COLLEGE.get(column, "")}, WORKSHOP | {column: cell}
    )

    assert sentences(plan.problems) == [f"Zeile 3, Spalte „{column}“: {sentence}"]
    assert counts(plan) == (1, 0, 0, 1)
    assert not Organisation.objects.exists()


def test_all_that_is_wrong_in_a_row_is_told_at_once(ruhr):
    plan = import_rows(WORKSHOP | {"Nr": "", "Name": "", "PLZ": "1", "E-Mail": "x"})

    assert sentences(plan.problems) == [
        f"Zeile 2, Spalte „E-Mail“: {EMAIL}",
        "Zeile 2, Spalte „Name“: Bitte geben Sie den Namen der Einrichtung an.",
        "Zeile 2, Spalte „PLZ“: Die Postleitzahl besteht aus fünf Ziffern.",
    ]


@pytest.mark.parametrize("number", ["", "W1"])
def test_a_name_of_nothing_visible_is_no_name(ruhr, number):
    plan = import_rows(WORKSHOP | {"Nr": number, "Name": "\xa0\u200b "})

    assert sentences(plan.problems) == [
        "Zeile 2, Spalte „Name“: Bitte geben Sie den Namen der Einrichtung an."
    ]


@pytest.mark.parametrize(
    ("line", "cells"),
    [("W1;Nord;Weg 1", 3), ("W1;Nord;Weg 1;45127;Essen;a@b.de;;x", 8)],
)
def test_a_row_of_another_width_is_told(ruhr, line, cells):
    table = read_csv(f"{text_of(COLLEGE)}\n{line}\n".encode())

    plan = import_table(table, by=None)

    assert sentences(plan.problems) == [f"Zeile 4: {cells} statt 7 Spalten"]


def test_a_long_row_of_empty_cells_is_as_good_as_a_right_one(ruhr):
    text = text_of(WORKSHOP).rstrip() + ";;;\r\n"

    assert counts(import_table(read_csv(text.encode()), by=None)) == (1, 0, 0, 0)


def test_controls_and_tricks_of_direction_are_taken_out(ruhr):
    import_rows(WORKSHOP | {"Name": "Werk\x01statt\u202e Nord\ufffe"})

    assert Organisation.objects.get().profiles.get().name == "Werkstatt Nord"


def test_a_retired_term_stays_but_cannot_be_added(ruhr):
    import_rows(WORKSHOP | {"Themen": "it"})
    Term.objects.filter(slug="it").update(is_retired=True)

    same = import_rows(WORKSHOP | {"Themen": "it"})
    added = import_rows(COLLEGE | {"Themen": "it"})

    assert same.unchanged == 1
    assert sentences(added.problems) == [
        "Zeile 2, Spalte „Themen“: „IT und Digitalisierung“ wird nicht mehr angeboten."
    ]


def test_rows_are_enumerated_in_words():
    assert [enumerated(rows) for rows in ([4], [9, 4], [12, 4, 9])] == [
        *("4", "4 und 9", "4, 9 und 12"),
    ]
