# ruff: noqa: S608 - only numbers and names of our own are put into the statements
"""The one SQL statement that finds, counts and orders.

Facet values are bitmaps over blocks of organisations, so counting is a bitwise AND
and ``bit_count``, however many organisations there are. Each filter that is on
becomes one bitmap per block (OR inside the filter); a base is the AND of all filters
but one (``own``), since a facet counts with all other filters applied, not its own.

The numbers of ``own``: 1 to 11 are the facets, 0 is none, and the text and the
radius have numbers of their own, so that the page can say what dropping them leaves.
"""

from __future__ import annotations

from members.models import BLOCK_BITS, Facet

NONE, TEXT, NEAR = 0, 100, 101
EXCLUDED_SLOTS = 100  # from here on, slots of words that take entries out

# Entries whose stored bits time has overtaken: a membership or proof that began or
# ended since. They are few, and found through a partial index.
_OVERTAKEN = f"""
overtaken AS MATERIALIZED (
    SELECT facet, id / {BLOCK_BITS} AS block,
        bit_or(set_bit(0::bit({BLOCK_BITS}), (id & {BLOCK_BITS - 1})::int, 1)) AS bits
    FROM (
        SELECT organisation_id AS id, voucher_from, voucher_until,
            %(day)s BETWEEN listed_from AND coalesce(listed_until, %(day)s) AS is_listed
        FROM members_directoryentry WHERE changes_on <= %(day)s
    ) AS entry,
    LATERAL (VALUES
        ({Facet.ALL.value}, is_listed),
        ({Facet.VOUCHER.value}, %(day)s BETWEEN voucher_from AND voucher_until)
    ) AS said (facet, is_true)
    WHERE is_true IS NOT TRUE
    GROUP BY facet, block
),
values_today AS (
    SELECT facet, value, block, bits FROM members_facetblock WHERE facet > 1
    UNION ALL
    SELECT facet, value, block,
        stored.bits & ~coalesce(overtaken.bits, 0::bit({BLOCK_BITS}))
    FROM members_facetblock AS stored LEFT JOIN overtaken USING (facet, block)
    WHERE facet <= 1
)"""

_POSTED = f"""
posted AS (
    SELECT slot, entry_id AS id, field * 4 + exactness AS grade
    FROM unnest(%(slots)s::int[], %(words)s::bigint[], %(exactness)s::int[])
        AS asked (slot, word_id, exactness)
    JOIN members_posting USING (word_id)
    UNION ALL
    SELECT slot, block::bigint * {BLOCK_BITS} + bit, grade
    FROM unnest(
        %(value_slots)s::int[], %(value_facets)s::int[], %(value_ids)s::int[],
        %(value_grades)s::int[]
    ) AS asked (slot, facet, value, grade)
    JOIN members_facetblock USING (facet, value),
    generate_series(0, {BLOCK_BITS - 1}) AS bit
    WHERE get_bit(bits, bit) = 1
),
graded AS (
    SELECT id, slot, max(grade) AS grade FROM posted GROUP BY id, slot
),
matched AS MATERIALIZED (
    SELECT id,
        min(grade) FILTER (WHERE slot < %(required)s) * 1000 + sum(grade) AS band
    FROM graded
    GROUP BY id
    HAVING count(*) FILTER (WHERE slot < %(required)s) = %(required)s
        AND count(*) FILTER (WHERE slot >= {EXCLUDED_SLOTS}) = 0
)"""

_PHRASED = """
matched_phrases AS MATERIALIZED (
    SELECT id, band FROM matched
    JOIN members_directoryentry ON organisation_id = id
    WHERE folded LIKE ALL (%(phrases)s::text[])
        AND NOT folded LIKE ANY (%(unwanted_phrases)s::text[])
)"""

_NEAR = """
near AS MATERIALIZED (
    SELECT organisation_id AS id, min(distance) AS distance
    FROM members_site, LATERAL (
        SELECT 2 * 6371 * asin(sqrt(least(1,
            sin(radians(latitude - %(latitude)s) / 2) ^ 2
            + cos(radians(latitude)) * cos(radians(%(latitude)s))
            * sin(radians(longitude - %(longitude)s) / 2) ^ 2
        ))) AS distance
    ) AS measured
    WHERE latitude BETWEEN %(south)s AND %(north)s
        AND longitude BETWEEN %(west)s AND %(east)s
        AND distance <= %(radius)s
    GROUP BY organisation_id
)"""

_BITS_OF = """
    UNION ALL
    SELECT {number}, id / {bits} AS block,
        bit_or(set_bit(0::bit({bits}), (id & {mask})::int, 1))
    FROM {source} GROUP BY block"""

_FILTERS = """
filters AS MATERIALIZED (
    SELECT facet, block, bit_or(bits) AS bits
    FROM values_today
    WHERE facet = 0 OR (facet, value) IN (
        SELECT * FROM unnest(%(facets)s::int[], %(values)s::int[])
    )
    GROUP BY facet, block{more}
)"""

_BASES = """
bases AS MATERIALIZED (
    SELECT own, block, bit_and(bits) AS bits
    FROM unnest(%(owns)s::int[]) AS own
    JOIN filters ON own = 0 OR filters.facet <> own
    GROUP BY own, block
    HAVING count(*) = %(filters)s - (own <> 0)::int
),
totals AS MATERIALIZED (
    SELECT own, sum(bit_count(bits)) AS total FROM bases GROUP BY own
),
chosen AS MATERIALIZED (
    SELECT coalesce((SELECT total FROM totals WHERE own = 0), 0) AS total
),
counts AS (
    SELECT facet, value, sum(bit_count(stored.bits & bases.bits)) AS count
    FROM values_today AS stored
    JOIN bases USING (block)
    WHERE facet > 0
        AND own = CASE WHEN facet = ANY(%(owns)s::int[]) THEN facet ELSE 0 END
    GROUP BY facet, value
)"""

_HITS = f"""
hits AS (
    SELECT block::bigint * {BLOCK_BITS} + bit AS id
    FROM bases, generate_series(0, {BLOCK_BITS - 1}) AS bit
    WHERE own = 0 AND get_bit(bits, bit) = 1
)"""
_HITS_AMONG = f"""
hits AS (
    SELECT found.* FROM {{source}} AS found
    JOIN bases ON own = 0 AND block = id / {BLOCK_BITS}
    WHERE get_bit(bits, (id & {BLOCK_BITS - 1})::int) = 1
)"""

_PAGE = """
page AS MATERIALIZED (
    SELECT row_number() OVER () AS place, * FROM (
        SELECT id FROM hits{join} ORDER BY {order} LIMIT %(size)s OFFSET (
            SELECT least(%(page)s - 1, greatest(ceil(total / %(size)s) - 1, 0))
                * %(size)s FROM chosen
        )
    ) AS ordered
)"""

_ANSWER = """
SELECT
    (SELECT total FROM chosen),
    (SELECT json_object_agg(own, total) FROM totals),
    (SELECT json_agg(json_build_array(facet, value, count)) FROM counts),
    (SELECT json_agg(shown ORDER BY place) FROM (
        SELECT place, slug, name, plain, website, logo, telephone, term_ids, city_ids,
            coalesce(%(day)s BETWEEN voucher_from AND voucher_until, false)
                AS has_voucher,
            {distance} AS distance
        FROM page JOIN members_directoryentry ON organisation_id = page.id{near}
    ) AS shown)
"""

_FAIR = "hashint8extended(id, %(key)s), id"
ORDERS = {
    "fair": _FAIR,
    "treffer": f"band DESC, {_FAIR}",
    "nah": f"distance, {_FAIR}",
    "a-z": "sort_key, id",
}


def build(*, order: str, has_text: bool, has_phrase: bool, is_near: bool) -> str:
    """Put the statement together; no part of it comes from a visitor."""
    text = "matched_phrases" if has_phrase else "matched"
    more = ""
    steps = [_OVERTAKEN]
    if has_text:
        steps.append(_POSTED)
        steps += [_PHRASED] if has_phrase else []
        more += _BITS_OF.format(
            number=TEXT, bits=BLOCK_BITS, mask=BLOCK_BITS - 1, source=text
        )
    if is_near:
        steps.append(_NEAR)
        more += _BITS_OF.format(
            number=NEAR, bits=BLOCK_BITS, mask=BLOCK_BITS - 1, source="near"
        )
    steps += [_FILTERS.replace("{more}", more), _BASES]
    source = {"treffer": text, "nah": "near"}.get(order)
    steps.append(_HITS_AMONG.format(source=source) if source else _HITS)
    join = " JOIN members_directoryentry ON organisation_id = id"
    steps.append(
        _PAGE.replace("{join}", join if order == "a-z" else "").replace(
            "{order}", ORDERS[order]
        )
    )
    answer = _ANSWER.replace("{distance}", "near.distance" if is_near else "NULL")
    answer = answer.replace("{near}", " JOIN near USING (id)" if is_near else "")
    return "WITH " + ",".join(steps) + answer


# How many are listed, may accept the Bildungsgutschein, and are in each city.
OVERVIEW = f"""WITH {_OVERTAKEN}
SELECT facet, value, sum(bit_count(stored.bits & listed.bits))::int
FROM values_today AS stored
JOIN (SELECT block, bits FROM values_today WHERE facet = {Facet.ALL.value}) AS listed
    USING (block)
WHERE facet <= {Facet.CITY.value}
GROUP BY facet, value
"""
