# ruff: noqa: S608 - only numbers and names of our own are put into the statements
"""Write the read model of the directory: when a row changes, or all of it anew.

Lock order: organisations first, by id; then words, sorted; the blocks of the bitmaps,
which many organisations share, last and in order. ``refresh`` comes last in a verb, so
that they are held for a moment only. A rebuild keeps all writers waiting; a page that
waits longer than ``lock_timeout`` answers 503.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import batched, count
from operator import attrgetter

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from members.directory.entries import Computed, compute, load
from members.directory.text import parts, stem
from members.models import (
    BLOCK_BITS,
    DirectoryEntry,
    Organisation,
    Posting,
    Word,
)

CHUNK = 2000
# Refreshing waits while all is rebuilt, and the other way round.
REBUILD_LOCK = 7_240_001
BLOCK_LOCK = 7_240_002

_MASKS = f"""
SELECT facet, value, entry / {BLOCK_BITS} AS block,
    bit_or(set_bit(0::bit({BLOCK_BITS}), (entry & {BLOCK_BITS - 1})::int, 1)) AS bits
FROM unnest(%s::int[], %s::int[], %s::bigint[]) AS changed (facet, value, entry)
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
SET_BITS = f"""
INSERT INTO members_facetblock (facet, value, block, bits) {_MASKS}
ON CONFLICT (facet, value, block)
DO UPDATE SET bits = members_facetblock.bits | excluded.bits
"""
CLEAR_BITS = f"""
UPDATE members_facetblock AS old SET bits = old.bits & ~gone.bits
FROM ({_MASKS}) AS gone
WHERE (old.facet, old.value, old.block) = (gone.facet, gone.value, gone.block)
"""
CURRENT_BITS = f"""
SELECT facet, value, entry FROM unnest(%s::bigint[]) AS entry
JOIN members_facetblock ON block = entry / {BLOCK_BITS}
WHERE get_bit(bits, (entry & {BLOCK_BITS - 1})::int) = 1
"""
# Not TRUNCATE, which would make all readers wait for the commit.
EMPTY = """
DELETE FROM members_posting;
DELETE FROM members_word;
DELETE FROM members_facetblock;
DELETE FROM members_directoryentry;
CREATE TEMPORARY TABLE directory_bits (facet int, value int, entry bigint)
    ON COMMIT DROP
"""
FILL_BITS = f"""
INSERT INTO members_facetblock (facet, value, block, bits)
SELECT facet, value, entry / {BLOCK_BITS},
    bit_or(set_bit(0::bit({BLOCK_BITS}), (entry & {BLOCK_BITS - 1})::int, 1))
FROM directory_bits GROUP BY 1, 2, 3
"""


@transaction.atomic
def refresh(organisations: Collection[int]) -> None:
    """Bring the entries of these organisations (ids) up to date, in a few queries."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [REBUILD_LOCK])
    ids = _locked(organisations)
    day = timezone.localdate()
    bits: set[tuple[int, int, int]] = set()
    for chunk in batched(ids, CHUNK):
        computed = {
            source.organisation.pk: compute(source, day) for source in load(chunk)
        }
        entries = {pk: found for pk, found in computed.items() if found}
        _delete_entries(set(chunk) - set(entries))
        _save_entries(found.entry for found in entries.values())
        _save_postings(entries)
        bits |= {
            (*value, pk) for pk, found in entries.items() for value in found.facets
        }
    _save_bits(ids, bits)


def _locked(organisations: Collection[int]) -> list[int]:
    """Lock the rows, so that whoever was here first has committed when we read on.

    Not their keys: whoever adds a site or a proof holds those, and would wait for us.
    """
    rows = Organisation.objects.select_for_update(no_key=True)
    wanted = sorted(set(organisations))
    return list(rows.filter(pk__in=wanted).order_by("pk").values_list("pk", flat=True))


def refresh_due(day: date | None = None) -> int:
    """Refresh what time has changed; returns how many entries that were."""
    due = DirectoryEntry.objects.filter(changes_on__lte=day or timezone.localdate())
    ids = list(due.values_list("pk", flat=True))
    refresh(ids)
    return len(ids)


@transaction.atomic
def rebuild(progress: Callable[[int], object] | None = None) -> None:
    """Make the whole read model anew; ``progress`` hears of each chunk's size."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [REBUILD_LOCK])
        cursor.execute(EMPTY)
    numbers = _copy_all(progress)
    with connection.cursor() as cursor:
        cursor.execute(FILL_BITS)
        cursor.execute("DROP TABLE directory_bits")
        cursor.execute("SELECT setval('members_word_id_seq', %s)", [len(numbers) + 1])


def _copy_all(progress: Callable[[int], object] | None) -> dict[str, int]:
    """Copy all entries in; PostgreSQL writes a chunk while Python computes the next.

    The connection is never used by both at once: loading waits for the writer.
    """
    day = timezone.localdate()
    numbers: dict[str, int] = {}
    ids = Organisation.objects.order_by("pk").values_list("pk", flat=True)
    found: list[Computed] = []
    with connection.cursor() as cursor, ThreadPoolExecutor(max_workers=1) as writer:
        for chunk in batched(list(ids), CHUNK):
            sources = list(load(chunk))
            written = writer.submit(_copy, cursor, found, numbers)
            computed = [compute(source, day) for source in sources]
            written.result()
            found = [entry for entry in computed if entry]
            if progress:
                progress(len(chunk))
        _copy(cursor, found, numbers)
    return numbers


def _copy(
    cursor: CursorWrapper, found: list[Computed], numbers: dict[str, int]
) -> None:
    _copy_entries(cursor, found)
    _copy_words(cursor, found, numbers)
    _copy_bits(cursor, found)


def _delete_entries(gone: set[int]) -> None:
    held = DirectoryEntry.objects.filter(pk__in=gone)
    if gone and held.exists():
        held.delete()


def _save_entries(entries: Iterable[DirectoryEntry]) -> None:
    DirectoryEntry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["organisation"],
        update_fields=DirectoryEntry.COMPUTED,
    )


def _save_postings(entries: dict[int, Computed]) -> None:
    wanted = {
        (pk, word): field
        for pk, found in entries.items()
        for word, field in found.words.items()
    }
    numbers = _numbers({word for _pk, word in wanted})
    new = {(numbers[word], pk): field for (pk, word), field in wanted.items()}
    held = {
        (word, pk): field
        for word, pk, field in Posting.objects.filter(entry__in=entries).values_list(
            "word_id", "entry_id", "field"
        )
    }
    gone = [key for key, field in held.items() if new.get(key) != field]
    if gone:
        Posting.objects.filter(pk__in=gone).delete()
    changed = (
        (word, pk, field)
        for (word, pk), field in new.items()
        if held.get((word, pk)) != field
    )
    with connection.cursor() as cursor:
        _copy_postings(cursor, changed)


def _numbers(words: set[str]) -> dict[str, int]:
    """The ids of the words; those not known yet are learnt."""
    known = dict(Word.objects.filter(word__in=words).values_list("word", "pk"))
    if new := sorted(words - set(known)):
        # Sorted, so that two writers who learn the same words never deadlock.
        Word.objects.bulk_create(map(_word, new), ignore_conflicts=True)
        known |= dict(Word.objects.filter(word__in=new).values_list("word", "pk"))
    return known


def _word(word: str) -> Word:
    return Word(word=word, stem=stem(word), parts=list(parts(word)))


def _save_bits(entries: Sequence[int], wanted: set[tuple[int, int, int]]) -> None:
    """Make the bits of these entries what is wanted: facet, value and entry.

    Bitmaps are shared, so writers take the blocks one after the other, and last.
    """
    with connection.cursor() as cursor:
        if _held_bits(cursor, entries) == wanted:
            return
        for block in sorted({entry // BLOCK_BITS for entry in entries}):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [BLOCK_LOCK, block])
        held = _held_bits(cursor, entries)
        changes = ((CLEAR_BITS, held - wanted), (SET_BITS, wanted - held))
        for statement, changed in changes:
            if changed:
                columns = zip(*sorted(changed), strict=True)
                cursor.execute(statement, [list(column) for column in columns])


def _held_bits(
    cursor: CursorWrapper, entries: Sequence[int]
) -> set[tuple[int, int, int]]:
    cursor.execute(CURRENT_BITS, [list(entries)])
    return set(cursor.fetchall())


def _copy_postings(cursor: CursorWrapper, rows: Iterable[tuple[int, int, int]]) -> None:
    statement = "COPY members_posting (word_id, entry_id, field) FROM STDIN"
    with cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _copy_entries(cursor: CursorWrapper, found: list[Computed]) -> None:
    columns = ("organisation_id", *DirectoryEntry.COMPUTED)
    statement = f"COPY members_directoryentry ({', '.join(columns)}) FROM STDIN"
    values = attrgetter(*columns)
    with cursor.copy(statement) as copy:
        for computed in found:
            copy.write_row(values(computed.entry))


def _copy_words(
    cursor: CursorWrapper, found: list[Computed], numbers: dict[str, int]
) -> None:
    words = {word for computed in found for word in computed.words}
    new = sorted(words - set(numbers))
    numbers.update(zip(new, count(len(numbers) + 1)))
    statement = "COPY members_word (id, word, stem, parts) FROM STDIN"
    with cursor.copy(statement) as copy:
        for word in new:
            copy.write_row((numbers[word], word, stem(word), list(parts(word))))
    _copy_postings(
        cursor,
        (
            (numbers[word], computed.entry.pk, field)
            for computed in found
            for word, field in computed.words.items()
        ),
    )


def _copy_bits(cursor: CursorWrapper, found: list[Computed]) -> None:
    with cursor.copy("COPY directory_bits FROM STDIN") as copy:
        for computed in found:
            for facet, value in computed.facets:
                copy.write_row((facet, value, computed.entry.pk))
