"""The stem of a folded word: Snowball's for German, and what this portal needs more.

Snowball knows neither "Soldatin" nor "Apps", and makes "kur" of "Kurs" but "kurs" of
"Kurse". The read model stores stems: when the library changes, build it anew.
"""

from __future__ import annotations

import re
from functools import lru_cache
from threading import Lock

from snowballstemmer.german_stemmer import GermanStemmer

# Their last letters look like an ending and are none.
_UNINFLECTED = re.compile(
    r"(?:kurs|puls|zins|keks|fuchs|wachs|vers|modern|intern|extern|konzern|problem)$"
)
_WOMAN = re.compile(
    r"(?<=.)(?P<who>er|[ao]r|eur|[iy]st|[ae]nt|at|ot|og|[kz]t|[lt]eg|irt|och|hef|und|amt"
    r"|alt|raf|urg)in$|(?<=....)innen$"
)
_WOMAN_OR_PEOPLE = re.compile(r"(?<=....)(?:frauen|frau|leuten|leute)$")
_PLURALS = {
    "busse": "bus",
    "bussen": "bus",
    "firmen": "firma",
    "freie": "frei",
    "freien": "frei",
    "freier": "frei",
    "freies": "frei",
    "gymnasien": "gymnasium",
    "konten": "konto",
    "kursus": "kurs",
    "museen": "museum",
    "praktika": "praktikum",
    "praxen": "praxis",
    "risiken": "risiko",
    "stipendien": "stipendium",
    "studien": "studium",
    "themen": "thema",
    "zentren": "zentrum",
}
_PLURAL = re.compile(f"(?:{'|'.join(sorted(_PLURALS, key=len, reverse=True))})$")
# Büros, Workshops, Handys, Lkws, but not "arbeitslos".
_PLURAL_S = re.compile(
    r"(?:(?<=..[copwy])(?<!lo)|(?<=kita)|(?<=azubi)|(?<=profi)|(?<=taxi)|(?<=kamera)"
    r"|(?<=^pc))s$"
)
_VERBAL_NOUN = re.compile(r"(?<=....)ier$")

_snowball = GermanStemmer()
_one_at_a_time = Lock()  # Snowball keeps the word that it works on in itself.


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """One form for all forms of a folded word; "Helferin" and "Helfer" are one word."""
    if not word.isalpha() or _UNINFLECTED.search(word):
        return word
    word = _PLURAL.sub(lambda found: _PLURALS[found.group()], word)
    word = _WOMAN_OR_PEOPLE.sub("mann", _PLURAL_S.sub("", word))
    word = _WOMAN.sub(lambda found: found["who"] or "", word)
    if _UNINFLECTED.search(word):
        return word
    with _one_at_a_time:
        stemmed = _snowball.stemWord(word)
    # "Programmierung" must meet "programmieren", of which Snowball leaves "programmi".
    return _VERBAL_NOUN.sub("i", stemmed)
