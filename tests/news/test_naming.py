"""Who does not know a name by heart is told the one that is meant."""

import pytest

from news.naming import Member, Roll, alike

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


def roll(*members):
    return Roll(Member(*one) for one in members)


def test_two_of_one_name_are_told_by_their_slugs():
    both = roll((1, "Kolleg", "kolleg"), (2, "Kolleg", "kolleg-2"), (3, "Haus", "h"))

    assert both.find("Kolleg") is None
    assert both.namesakes("Kolleg") == ["Kolleg (kolleg)", "Kolleg (kolleg-2)"]
    assert both.find("Kolleg (kolleg-2)") == 2
    assert [both.line(pk) for pk in (1, 2, 3)] == [*both.namesakes("Kolleg"), "Haus"]
    assert both.find("Haus") == both.find("Haus (h)") == 3


def test_with_another_slug_nobody_is_meant_but_the_namesakes_are_told():
    both = roll((1, "Kolleg", "kolleg"), (2, "Kolleg", "kolleg-2"))

    assert both.find("Kolleg (falsch)") is None
    assert len(both.namesakes("Kolleg (falsch)")) == 2


def test_a_name_may_look_as_if_it_had_a_slug():
    assert roll((1, "Schule (abends)", "schule")).find("Schule (abends)") == 1
    either = roll((1, "Schule (abends)", "schule"), (2, "Schule", "abends"))
    assert either.find("Schule (abends)") is None
