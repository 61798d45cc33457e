"""German for the search, in pure Python: no database, no dictionary of the server.

A text and a question go the same way. ``fold`` gives all spellings one form, ``tokens``
finds the words in it (hyphens, slashes, gender signs, left-out halves), ``stem`` makes
forms one, and ``parts`` takes compounds apart. An indexed word is found if it equals
the asked one, shares its stem, begins with it or has its stem among its parts; if
nothing does, the asked compound's own parts may all be there, or a word at a small
``repair_distance``. Words that say nothing are dropped (``is_stop_word``), words for
any course (``is_course_word``) rank but exclude nothing. What is stored depends on
these functions: whoever changes them builds the read model anew.
"""

from members.directory.common import is_course_word, is_stop_word
from members.directory.compounds import parts
from members.directory.fold import fold
from members.directory.parsing import Joined, ParsedQuery, QueryWord, parse_query
from members.directory.stems import stem
from members.directory.tokens import Token, tokens, words
from members.directory.typos import allowed_distance, distance, repair_distance

__all__ = [
    "Joined",
    "ParsedQuery",
    "QueryWord",
    "Token",
    "allowed_distance",
    "distance",
    "fold",
    "is_course_word",
    "is_stop_word",
    "parse_query",
    "parts",
    "repair_distance",
    "stem",
    "tokens",
    "words",
]
