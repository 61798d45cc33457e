"""The pictures of shared links: any text, one size, little weight and time."""

import time
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from alliance import lettering, pictures

LONG = (
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
)
TEXTS = {
    "plain": ("Volkshochschule Essen", "Kurse für alle.", "Essen · Bochum"),
    "long word": (f"{LONG} für Weiterbildung", "Wir lehren " * 14, "Essen · " * 40),
    "many words": ("Ab " * 66, "x" * 160, ""),
    "no word": ("", "", ""),
    "signs": ("😀 \u202e\u0007\u200f مركز \ud7ff", "<b>fett</b> &amp;", "\n"),
}


def opened(*texts):
    return Image.open(BytesIO(pictures.draw(*texts))).convert("RGB")


@pytest.mark.parametrize("texts", TEXTS.values(), ids=TEXTS)
def test_a_picture_has_one_size_and_weighs_little(texts):
    content = pictures.draw(*texts)

    with Image.open(BytesIO(content)) as image:
        assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(content) <= 80_000


@pytest.mark.parametrize("texts", TEXTS.values(), ids=TEXTS)
def test_no_word_runs_over_the_edge(texts):
    drawn = ImageChops.difference(opened(*texts), opened("", "", ""))

    if box := drawn.getbbox():
        left, _, right, bottom = box
        assert left >= pictures.EDGE - 8
        assert right <= pictures.WIDTH - pictures.EDGE + 8
        assert bottom <= pictures.HEIGHT - 10


def test_a_picture_takes_little_time():
    pictures.draw("Zum Aufwärmen")
    pictures.draw.cache_clear()
    started = time.process_time()

    for texts in TEXTS.values():
        pictures.draw(*texts)

    assert (time.process_time() - started) / len(TEXTS) < 0.5


def test_the_same_words_are_drawn_once_and_few_are_kept():
    assert pictures.draw("Haus") is pictures.draw("Haus")
    assert pictures.draw.cache_info().maxsize <= 64


def test_what_cannot_be_drawn_is_left_out():
    assert (
        lettering.readable("Haus 😀\u202e\u0000\u200d für مركز Ğüneş")
        == "Haus für Ğüneş"
    )
    assert lettering.readable("  „a“\t–\nb  ") == "„a“ – b"
    assert lettering.readable("u\u0308ber") == "über"


def test_lines_end_between_words_and_behind_hyphens():
    setting = lettering.fit("Aus- und Weiter-Bildung", (60, 50), width=420, most=3)

    assert setting == (["Aus- und", "Weiter-Bildung"], 60)


def test_a_name_that_is_too_long_becomes_smaller_first():
    wide = lettering.length("Weiterbildungszentrum", 80)

    setting = lettering.fit("Weiterbildungszentrum", (100, 80, 50), width=wide, most=1)

    assert setting == (["Weiterbildungszentrum"], 80)


@given(st.text(max_size=200), st.integers(1, 3))
@settings(max_examples=60, deadline=None)
def test_any_text_fits(text, most):
    lines, size = lettering.fit(
        lettering.readable(text), (60, 50), width=400, most=most
    )

    assert len(lines) <= most
    assert all(lettering.length(line, size) <= 400 for line in lines)
