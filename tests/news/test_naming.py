"""Who does not know a name by heart is told the one that is meant."""

import pytest

from news.naming import alike

NAMES = ["Förderturm – Akademie", "Werkstatt Nord", "Werkstatt Süd", "Zeche Eins"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("akademie", ["Förderturm – Akademie"]),
        ("Nord Werkstatt", ["Werkstatt Nord"]),
        ("WERKSTATT", ["Werkstatt Nord", "Werkstatt Süd"]),
        ("Zehce Eins", ["Zeche Eins"]),
        ("Ganz anders", []),
    ],
)
def test_names_are_found_by_their_words_or_nearly(typed, meant):
    assert alike(typed, NAMES) == meant


def test_three_are_enough():
    assert len(alike("haus", [f"Haus {number}" for number in range(9)])) == 3
