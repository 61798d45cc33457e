"""The design tokens: every pair of colours that meets can be told apart."""

import re
from pathlib import Path

import pytest
from django.conf import settings

SHEET = Path(settings.BASE_DIR, "alliance/static/alliance/css/portal.css").read_text()
PAPERS = ("paper", "raised", "sunk")
TONES = ("good", "warn", "bad", "info")
TEXT = [
    *((ink, paper) for ink in ("ink", "ink-soft", "accent") for paper in PAPERS),
    *((ink, "paper") for ink in ("accent-strong", *TONES)),
    *((tone, f"{tone}-paper") for tone in TONES),
    *(("ink", f"{tone}-paper") for tone in TONES),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("paper", "ink"),
]
# Edges of controls, the line and its stops, and the focus.
MARKS = [
    *(("edge", paper) for paper in PAPERS),
    *(("ember", paper) for paper in PAPERS),
    *(("focus", paper) for paper in PAPERS),
    *((f"hue-{number}", "paper") for number in range(1, 9)),
]


def tokens(block):
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


LIGHT, DARK = (tokens(part) for part in SHEET.split("prefers-color-scheme: dark")[:2])
THEMES = {"light": LIGHT, "dark": LIGHT | DARK}


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "paper"), TEXT)
def test_text_can_be_read(theme, ink, paper):
    assert contrast(THEMES[theme][ink], THEMES[theme][paper]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("mark", "paper"), MARKS)
def test_marks_can_be_seen(theme, mark, paper):
    assert contrast(THEMES[theme][mark], THEMES[theme][paper]) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_no_city_is_louder_than_another(theme):
    """Equal lightness: the hues differ in contrast by less than a fifth."""
    paper = THEMES[theme]["paper"]
    loud = [contrast(THEMES[theme][f"hue-{n}"], paper) for n in range(1, 9)]

    assert max(loud) / min(loud) < 1.2


def test_dark_names_every_colour_of_light():
    assert LIGHT.keys() == DARK.keys()


def test_no_rule_names_a_colour_of_its_own():
    sheets = Path(settings.BASE_DIR, "alliance/static/alliance/css").glob("*.css")
    for sheet in sheets:
        rules = re.sub(
            r"@layer tokens \{.*?\n\}\n", "", sheet.read_text(), flags=re.DOTALL
        )
        rules = re.sub(r"@layer print \{.*?\n\}\n", "", rules, flags=re.DOTALL)
        assert not re.findall(r"#[0-9a-f]{3,8}\b|rgb\(", rules), sheet.name
