"""Words that say nothing, and words for any course, which say little here."""

from __future__ import annotations

from functools import lru_cache

from members.directory.compounds import cut
from members.directory.fold import fold
from members.directory.stems import stem

# No "mag", a way of welding, and no "weiter", with which words begin.
_STOP_WORDS = frozenset(
    fold(
        """
        der die das den dem des ein eine einen einem einer eines kein keine keinen
        und oder aber auch sowie bzw beziehungsweise etc usw als wie dass ob wenn weil
        ab am an ans auf aus bei beim bis durch für gegen im in ins mit nach neben ohne
        seit statt trotz über übers um unter vom von vor während wegen zu zum zur
        zwischen bezüglich gemäß
        ich du er sie es wir ihr mich mir dich dir sich uns euch ihn ihm ihnen
        mein meine meinen meinem meiner dein deine deinen deiner sein seine seinen
        seiner ihre ihren ihrem ihrer unser unsere unseren unserer euer eure
        dies diese diesen diesem dieser dieses jene jener jede jeden jedem jeder jedes
        alle allen aller alles viele vielen einige etwas man wer was wo wen wem wann
        warum wieso wohin woher welche welchen welcher welches womit
        bin bist ist sind seid war waren wird werde werden wurde wurden würde würden
        habe haben hat hatte hätte gibt geben kann kannst können könnte muss müssen
        soll sollen sollte will wollen möchte möchten darf dürfen brauche brauchen
        suche suchen sucht finde finden mache machen bitte gern gerne gesucht
        hier da dort nicht nur noch schon sehr so dann denn doch mal mehr nun
        rund nähe paragraf paragraph
        """
    ).split()
)
_COURSE_WORDS = """
    angebot bildungsangebot fortbildung kurs lehrgang massnahme qualifizierung schulung
    seminar training unterricht veranstaltung weiterbildung workshop
"""
_COURSE_STEMS = frozenset(map(stem, _COURSE_WORDS.split()))
_FILLING_STEMS = _COURSE_STEMS | {stem("bildung")}


def is_stop_word(word: str) -> bool:
    return word in _STOP_WORDS


@lru_cache(maxsize=1 << 12)
def is_course_word(word: str) -> bool:
    """Whether the folded word means a course of any kind: "Kurs", "Kursangebote"."""
    if stem(word) in _COURSE_STEMS:
        return True
    stems = [stem(segment.base) for segment in cut(word)]
    return (
        bool(stems) and stems[-1] in _COURSE_STEMS and _FILLING_STEMS.issuperset(stems)
    )
