from datetime import date

import pytest
from django.http import QueryDict

from members.directory.query import parse
from members.directory.vocabulary import Vocabulary


def ask(question):
    return parse(QueryDict(question), Vocabulary(), date(2027, 3, 3))


def test_a_postal_code_among_words_is_a_place(db):
    query = ask("q=Gabelstapler+45127")

    assert (query.text, query.postal_code) == ("Gabelstapler", "45127")


@pytest.mark.parametrize("question", ["q=45127+44787", "q=Pflege+45127&plz=44787"])
def test_a_second_place_stays_a_word(db, question):
    assert "45127" in ask(question).text


def test_a_word_that_the_limit_cuts_in_two_does_not_count(db):
    assert set(ask("q=" + "pflege+" * 20).text.split()) == {"pflege"}


def test_a_single_long_word_counts_as_far_as_it_goes(db):
    assert ask("q=" + "a" * 200).text == "a" * 100
