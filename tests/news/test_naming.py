"""Who does not know a name by heart is told the one that is meant."""

import pytest

from news.naming import Roll, alike

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


def test_two_of_one_name_are_told_by_their_slugs():
    roll = Roll([(1, "Kolleg", "kolleg"), (2, "Kolleg", "kolleg-2"), (3, "Haus", "h")])

    assert roll.find("Kolleg") is None
    assert roll.namesakes("Kolleg") == ["Kolleg (kolleg)", "Kolleg (kolleg-2)"]
    assert roll.find("Kolleg (kolleg-2)") == 2
    assert [roll.line(pk) for pk in (1, 2, 3)] == [*roll.namesakes("Kolleg"), "Haus"]
    assert roll.find("Haus") == roll.find("Haus (h)") == 3
    assert roll.find("Haus (kolleg)") is None


def test_a_name_may_look_as_if_it_had_a_slug():
    assert Roll([(1, "Schule (abends)", "schule")]).find("Schule (abends)") == 1
