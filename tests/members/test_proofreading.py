"""Texts as a proof-reader marks them."""

import random
import time

import pytest
from django.utils import translation

from members.proofreading import Step, compare, read


def test_a_changed_word_is_marked_and_nothing_else():
    steps = compare("Wir lehren das Schweißen.", "Wir üben das Schweißen.")

    assert steps == [
        Step("Wir ", "Wir "),
        Step("lehren", "üben"),
        Step(" das Schweißen.", " das Schweißen."),
    ]


def test_two_changed_words_beside_each_other_are_one_mark():
    steps = compare("Alte Worte bleiben", "Neue Dinge bleiben")

    assert steps[0] == Step("Alte Worte", "Neue Dinge")


def test_a_text_that_was_empty_is_new_as_a_whole():
    assert compare("", "Wir üben.") == [Step("", "Wir üben.")]
    assert compare("Wir üben.", "") == [Step("Wir üben.", "")]
    assert compare("", "") == []


def test_each_side_has_its_own_marks():
    with translation.override("en"):
        proof = read("Kurse am Tag", "Kurse am Abend")

    hidden = '<span class="visually-hidden">{}: </span>'
    removed = f"<del>{hidden.format('removed')}Tag</del>"
    new = f"<ins>{hidden.format('new')}Abend</ins>"
    assert proof.before == f"Kurse am {removed}"
    assert proof.after == f"Kurse am {new}"
    assert proof.both == f"Kurse am {removed}{new}"
    assert (proof.removed, proof.added) == (1, 1)


def test_a_new_paragraph_has_its_sign():
    assert "¶\n" in read("Eins. Zwei.", "Eins.\nZwei.").after


def test_what_looks_like_markup_stays_text():
    proof = read("<b>alt</b> & mehr", '<b onclick="x">neu</b> & mehr')

    for html in proof[:3]:
        assert "<b" not in html
        assert "&lt;b" in html


@pytest.mark.parametrize("seed", range(40))
def test_the_sides_of_the_steps_are_the_texts(seed):
    draw = random.Random(seed)
    words = ["a", "b", "Ruhr", " ", " ", "\n", ".", "ä", "ß", "<", "👩\u200d🔧"]
    before, after = ("".join(draw.choices(words, k=150)) for _ in range(2))

    steps = compare(before, after)

    assert "".join(step.before for step in steps) == before
    assert "".join(step.after for step in steps) == after


def _distinct(count, first=0x4E00):
    return [chr(first + number) for number in range(count)]


def _shuffled(words):
    return random.Random(1).sample(words, len(words))


HOSTILE = {
    "one word": (["a"] * 10_000, ["a"] * 9_000),
    "two words": (["a", "b"] * 5_000, ["b", "a"] * 5_000),
    "all once, shuffled": (_distinct(10_000), _shuffled(_distinct(10_000))),
    "all once, backwards": (_distinct(10_000), _distinct(10_000)[::-1]),
    "a hundred, shuffled": (_distinct(100) * 100, _shuffled(_distinct(100) * 100)),
    "every second one": (
        [word for one in _distinct(5_000) for word in (one, "x")],
        [word for one in _distinct(5_000) for word in (one, "y")],
    ),
    "nothing alike": (_distinct(10_000), _distinct(10_000, 0xAC00)),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_the_longest_texts_are_marked_in_a_moment(kind):
    before, after = (" ".join(words)[:20_000] for words in HOSTILE[kind])
    began = time.process_time()

    read(before, after)

    assert time.process_time() - began < 10
