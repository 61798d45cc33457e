"""Cards for the address book, read back by a reader of RFC 2426."""

import re

from hypothesis import given
from hypothesis import strategies as st

from alliance import vcards

UNICODE = st.text(st.characters(codec="utf-8"))
PRINTED = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" ")
)


def lines(card):
    """The lines of a card, with those that were folded in one piece again."""
    return card.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def unescaped(value):
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)


def parts(value):
    return [unescaped(part) for part in re.findall(r"(?:^|;)((?:\\.|[^\\;])*)", value)]


@given(PRINTED)
def test_what_was_written_is_read(value):
    assert unescaped(vcards.text(value)) == value


@given(st.lists(PRINTED, min_size=1, max_size=4))
def test_each_part_of_a_value_is_read(values):
    assert parts(vcards.texts(*values)) == values


@given(UNICODE)
def test_no_text_becomes_a_line_of_its_own(value):
    card = vcards.card(f"NOTE:{vcards.text(value)}")

    read = lines(card)
    assert read[:2] == ["BEGIN:VCARD", "VERSION:3.0"]
    assert read[2].startswith("NOTE:")
    assert read[3:] == ["END:VCARD"]
    assert len(card.decode().replace("\r\n", "").splitlines()) == 1


@given(UNICODE)
def test_no_line_is_too_long_and_no_character_is_torn(value):
    card = vcards.card(f"NOTE:{vcards.text(value)}")

    for line in card.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75
        assert line.decode()


def test_line_ends_of_all_kinds_are_one():
    assert vcards.text("a\r\nb\nc\rd\u2028e\x00\x07") == r"a\nb\nc\nd\ne"
