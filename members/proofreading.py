"""What differs between two texts, marked as a proof-reader would.

Words that stand once in both texts, in one order, are anchors; between two anchors
little is left to compare. Where much lies between them the passage was written anew,
and is struck as a whole: that reads better, and keeps the time short for any text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

# The longest passage, in words and signs, that is compared word by word.
PASSAGE = 60

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


class Step(NamedTuple):
    """A run of text: the same in both (``before == after``), or changed."""

    before: str
    after: str


class Proof(NamedTuple):
    """Two texts as HTML: each with its marks, and both in one."""

    before: SafeString
    after: SafeString
    both: SafeString
    removed: int  # words
    added: int


def read(before: str, after: str) -> Proof:
    steps = compare(before, after)
    changed = [step for step in steps if step.before != step.after]
    return Proof(
        before=_html(steps, has_added=False),
        after=_html(steps, has_removed=False),
        both=_html(steps),
        removed=sum(_count(step.before) for step in changed),
        added=sum(_count(step.after) for step in changed),
    )


def compare(before: str, after: str) -> list[Step]:
    """The texts as runs; joined, their sides are the texts again."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    steps: list[Step] = []
    start = Place(0, 0)
    for anchor in [*_anchors(old, new), Place(len(old), len(new))]:
        passage = old[start.old : anchor.old], new[start.new : anchor.new]
        steps += _within(*passage)
        if anchor.old < len(old):
            steps.append(Step(old[anchor.old], old[anchor.old]))
        start = Place(anchor.old + 1, anchor.new + 1)
    return list(_joined(steps))


class Place(NamedTuple):
    old: int
    new: int


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[Place]:
    """Where words stand that both have once: the longest series in one order."""
    once = _once(old) & _once(new)
    places = {token: place for place, token in enumerate(new) if token in once}
    pairs = [Place(i, places[token]) for i, token in enumerate(old) if token in once]
    ends: list[int] = []  # of the series of each length, the least place in `new`
    last: list[int] = []
    before: list[int] = []
    for index, pair in enumerate(pairs):
        length = bisect_left(ends, pair.new)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [pair.new]
        last[length : length + 1] = [index]
    return _series(pairs, before, last[-1] if last else -1)


def _series(pairs: Sequence[Place], before: Sequence[int], end: int) -> list[Place]:
    found = []
    while end >= 0:
        found.append(pairs[end])
        end = before[end]
    return found[::-1]


def _once(tokens: Sequence[str]) -> set[str]:
    return {token for token, count in Counter(tokens).items() if count == 1}


def _within(old: Sequence[str], new: Sequence[str]) -> Iterator[Step]:
    if old == new or max(len(old), len(new)) > PASSAGE:
        yield from _ends_apart(old, new)
        return
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for _tag, i, j, k, m in matcher.get_opcodes():
        yield Step("".join(old[i:j]), "".join(new[k:m]))


def _ends_apart(old: Sequence[str], new: Sequence[str]) -> Iterator[Step]:
    """Struck and written anew, but for what it begins and ends with."""
    head = _equal(old, new)
    tail = _equal(old[head:][::-1], new[head:][::-1])
    yield Step("".join(old[:head]), "".join(new[:head]))
    yield Step(
        "".join(old[head : len(old) - tail]), "".join(new[head : len(new) - tail])
    )
    yield Step("".join(old[len(old) - tail :]), "".join(new[len(new) - tail :]))


def _equal(old: Sequence[str], new: Sequence[str]) -> int:
    """How many they have in common at their beginning."""
    length = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        length += 1
    return length


def _joined(steps: Sequence[Step]) -> Iterator[Step]:
    """Runs as long as can be; a space between two changes belongs to both."""
    filled = [step for step in steps if step != ("", "")]
    changed = [not _same(step) for step in filled]
    for index, step in enumerate(filled[1:-1], start=1):
        if step.before.isspace() and changed[index - 1] and changed[index + 1]:
            changed[index] = True
    pairs = zip(changed, filled, strict=True)
    for _is_changed, run in groupby(pairs, key=itemgetter(0)):
        before, after = zip(*(step for _, step in run), strict=True)
        yield Step("".join(before), "".join(after))


def _same(step: Step) -> bool:
    return step.before == step.after


def _count(text: str) -> int:
    return len(re.findall(r"\w+", text))


def _html(
    steps: Sequence[Step], *, has_removed: bool = True, has_added: bool = True
) -> SafeString:
    parts: list[str] = []
    for step in steps:
        if _same(step):
            parts.append(escape(step.before))
            continue
        if has_removed and step.before:
            parts.append(_marked("del", _("removed:"), step.before))
        if has_added and step.after:
            parts.append(_marked("ins", _("new:"), step.after))
    return mark_safe("".join(parts))  # noqa: S308 - its parts are escaped


def _marked(tag: str, word: str, text: str) -> SafeString:
    """The word is for those who hear the page; a new paragraph is seen by its sign."""
    return format_html(
        '<{0}><span class="visually-hidden">{1} </span>{2}</{0}>',
        SafeString(tag),
        word,
        re.sub(r"\n+", r"¶\g<0>", text),
    )
