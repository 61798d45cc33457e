"""The marks of those who have no logo."""

import pytest

from alliance.brand import HUES
from alliance.marks import colour, initials, mark


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Volkshochschule Essen", "VE"),
        ("Volkshochschule der Stadt Essen", "VS"),
        ("Zentrum für Bildung und Arbeit e. V.", "ZB"),
        ("Verein Weiterbildung e.V.", "VW"),
        ("Überbau Akademie gGmbH", "ÜA"),
        ("Müller GmbH & Co. KG", "M"),
        ("u\u0308ben", "Ü"),
        ("3B Bildung", "3B"),
        ("„Lernen“ – jetzt!", "LJ"),
        ("DAA", "D"),
        ("ßoft Akademie", "SA"),
        ("Центр освіти", "ЦО"),
        ("مركز", "م"),
        ("Und", "U"),
        ("GmbH", "G"),
        ("😀 🎓", ""),
        ("", ""),
    ],
)
def test_initials_are_those_of_the_words_that_tell(name, letters):
    assert initials(name) == letters


def test_a_mark_is_a_drawing_that_says_nothing():
    assert mark("haus", "Haus") == (
        f'<svg class="drawn hue-{colour("haus")}" viewBox="0 0 96 64"'
        ' aria-hidden="true"><text x="48" y="32">H</text></svg>'
    )


def test_a_name_without_letters_has_a_stop():
    assert "<circle" in mark("haus", "🎓")


def test_all_colours_are_given_and_each_slug_keeps_its_own():
    colours = {colour(f"haus-{number}") for number in range(200)}

    assert colours == set(range(1, HUES + 1))
    assert colour("werkstatt") == colour("werkstatt")
