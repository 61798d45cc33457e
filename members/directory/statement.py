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

# Kilometres on the globe between a site and the point (haversine).
_DISTANCE = """2 * 6371 * asin(sqrt(least(1,
        sin(radians(latitude - %(latitude)s) / 2) ^ 2
        + cos(radians(latitude)) * cos(radians(%(latitude)s))
        * sin(radians(longitude - %(longitude)s) / 2) ^ 2
    )))"""
# Up to 50 km a plane is within 3 % of the globe: only sites near the edge of the
# circle are measured on the globe.
_IN_CIRCLE = f"""latitude BETWEEN %(south)s AND %(north)s
        AND longitude BETWEEN %(west)s AND %(east)s
        AND CASE
            WHEN plane < 0.94 * %(radius)s ^ 2 THEN true
            WHEN plane > 1.06 * %(radius)s ^ 2 THEN false
            ELSE {_DISTANCE} <= %(radius)s
        END"""
_ON_PLANE = """LATERAL (
        SELECT (111.19 * (latitude - %(latitude)s)) ^ 2
            + (111.19 * %(narrowing)s * (longitude - %(longitude)s)) ^ 2 AS plane
    ) AS flat"""
# Sites, so that an organisation may be there more than once.
_NEAR = f"""
near AS MATERIALIZED (
    SELECT organisation_id AS id FROM members_site, {_ON_PLANE}
    WHERE {_IN_CIRCLE}
)"""
_NEAR_MEASURED = f"""
near AS MATERIALIZED (
    SELECT organisation_id AS id, min({_DISTANCE}) AS distance
    FROM members_site, {_ON_PLANE}
    WHERE {_IN_CIRCLE}
    GROUP BY organisation_id
)"""

WORD_BITS = 64
_WORDS = BLOCK_BITS // WORD_BITS
# Ids as bitmaps: first as 64-bit numbers, which cost nothing to "or", with a zero
# for each number that a listed block needs; then these side by side.
_BITS_OF = f"""
    UNION ALL
    SELECT {{number}}, word / {_WORDS},
        string_agg(bits::bit({WORD_BITS})::text, '' ORDER BY word)::bit({BLOCK_BITS})
    FROM (
        SELECT word, bit_or(bits) AS bits FROM (
            SELECT id / {WORD_BITS} AS word,
                1::bigint << ({WORD_BITS - 1} - (id & {WORD_BITS - 1})::int) AS bits
            FROM {{source}}
            UNION ALL
            SELECT block::bigint * {_WORDS} + word, 0::bigint
            FROM members_facetblock, generate_series(0, {_WORDS - 1}) AS word
            WHERE facet = {Facet.ALL.value}
        ) AS bit GROUP BY word
    ) AS words
    GROUP BY word / {_WORDS}
    HAVING count(*) = {_WORDS}"""

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
# All hits as one bitmap, so that rows of another source are looked up by their id
# and need no join, which the planner would misjudge.
_HITS_AMONG = f"""
map AS MATERIALIZED (
    SELECT string_agg(bits::text, '' ORDER BY block)::varbit AS bits FROM (
        SELECT block, bit_or(bits) AS bits FROM (
            SELECT block, bits FROM bases WHERE own = 0
            UNION ALL
            SELECT generate_series(0, (SELECT max(block) FROM members_facetblock)),
                0::bit({BLOCK_BITS})
        ) AS held GROUP BY block
    ) AS blocks
),
hits AS (
    SELECT * FROM {{source}} AS found
    WHERE CASE WHEN id < (SELECT length(bits) FROM map)
        THEN get_bit((SELECT bits FROM map), id::int) = 1 END
)"""
_A_TO_Z = "(SELECT organisation_id AS id, sort_key FROM members_directoryentry)"

_PAGE = """
page AS MATERIALIZED (
    SELECT row_number() OVER () AS place, * FROM (
        SELECT id FROM hits ORDER BY {order} LIMIT %(size)s OFFSET (
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
        FROM page JOIN members_directoryentry ON organisation_id = page.id
    ) AS shown),
    {sites}
"""

# Sites for the map: of the page's organisations first, then in the fair order, whatever
# the list's order. Each hit has a site in one of the cities that are filtered by, so
# that as many organisations as there may be dots are enough. Of very many hits only
# those of the page are drawn: to draw lots among them would cost more than the search.
_SITES = """(
    SELECT json_agg(json_build_array(place, latitude, longitude, street)) FROM (
        SELECT hit.place, latitude, longitude,
            CASE WHEN hit.place IS NOT NULL THEN street END AS street
        FROM (
            SELECT id, place, hashint8extended(id, %(key)s) AS draw
            FROM (
                SELECT id, place FROM page
                UNION ALL
                SELECT id, NULL FROM hits
                WHERE (SELECT total FROM chosen) <= %(many)s
                    AND id NOT IN (SELECT id FROM page)
            ) AS hit
            ORDER BY place, draw, id LIMIT %(dots)s
        ) AS hit
        JOIN members_site AS site ON organisation_id = hit.id{on_plane}
        WHERE {condition}
        ORDER BY hit.place, draw, hit.id, position LIMIT %(dots)s
    ) AS drawn)"""
_IN_CITIES = "city_id = ANY(%(cities)s)"

_FAIR = "hashint8extended(id, %(key)s), id"
ORDERS = {
    "fair": _FAIR,
    "treffer": f"band DESC, {_FAIR}",
    "nah": f"distance, {_FAIR}",
    "a-z": "sort_key, id",
}


_DISTANCE_OF_PAGE = f"""(
                SELECT min({_DISTANCE}) FROM members_site AS site
                WHERE site.organisation_id = page.id
            )"""


def of_sites(*, has_cities: bool, is_near: bool) -> str:
    conditions = [_IN_CITIES] * has_cities + [_IN_CIRCLE] * is_near
    return _SITES.replace("{on_plane}", f", {_ON_PLANE}" if is_near else "").replace(
        "{condition}", " AND ".join(conditions)
    )


def build(
    *, order: str, has_text: bool, has_phrase: bool, is_near: bool, sites: str = "NULL"
) -> str:
    """Put the statement together; no part of it comes from a visitor.

    ``sites`` is what ``of_sites`` makes, where the answer is shown on a map.
    """
    text = "matched_phrases" if has_phrase else "matched"
    source = {"treffer": text, "nah": "near", "a-z": _A_TO_Z}.get(order)
    steps = [_OVERTAKEN]
    more = ""
    if has_text:
        steps += [_POSTED, *([_PHRASED] if has_phrase else [])]
        more += _BITS_OF.format(number=TEXT, source=text)
    if is_near:
        steps.append(_NEAR_MEASURED if order == "nah" else _NEAR)
        more += _BITS_OF.format(number=NEAR, source="near")
    steps += [
        _FILTERS.replace("{more}", more),
        _BASES,
        _HITS_AMONG.format(source=source) if source else _HITS,
        _PAGE.replace("{order}", ORDERS[order]),
    ]
    distance = _DISTANCE_OF_PAGE if is_near else "NULL"
    answer = _ANSWER.replace("{distance}", distance).replace("{sites}", sites)
    return f"WITH {','.join(steps)}{answer}"


# A fair draw of listed providers without sorting them all: the key makes numbers of
# equal chance, and each number is the place of one bit among all that are set.
# A few more are drawn than asked for, since time may have overtaken some of the bits.
DRAW = f"""WITH fitting AS (
    SELECT facet, block, bit_or(bits) AS bits FROM members_facetblock
    WHERE facet = {Facet.ALL.value} OR (facet, value) IN (
        SELECT * FROM unnest(%(facets)s::int[], %(values)s::int[])
    )
    GROUP BY facet, block
),
wanted AS (
    SELECT block, bit_and(bits)
        & ~CASE WHEN block = %(without)s::bigint / {BLOCK_BITS} THEN set_bit(
                0::bit({BLOCK_BITS}), (%(without)s::bigint & {BLOCK_BITS - 1})::int, 1)
            ELSE 0::bit({BLOCK_BITS}) END AS bits
    FROM fitting
    GROUP BY block HAVING count(*) = %(filters)s
),
counted AS MATERIALIZED (
    SELECT block, bits, sum(bit_count(bits)) OVER (ORDER BY block) AS upto,
        sum(bit_count(bits)) OVER () AS total
    FROM wanted WHERE bit_count(bits) > 0
),
drawn AS (
    SELECT min(draw) AS draw, number FROM (
        SELECT draw, (hashint8extended(draw, %(key)s) & 9007199254740991)
            %% (SELECT max(total)::bigint FROM counted) AS number
        FROM generate_series(1, 12 * %(size)s) AS draw
    ) AS draws
    GROUP BY number ORDER BY draw LIMIT %(size)s + 4
)
SELECT entry.slug, entry.name, entry.plain, entry.logo
FROM drawn
JOIN counted ON number < upto AND number >= upto - bit_count(bits)
CROSS JOIN LATERAL (
    SELECT block::bigint * {BLOCK_BITS} + bit AS id
    FROM generate_series(0, {BLOCK_BITS - 1}) AS bit
    WHERE get_bit(bits, bit) = 1
    ORDER BY bit OFFSET number - (upto - bit_count(bits)) LIMIT 1
) AS found
JOIN members_directoryentry AS entry ON organisation_id = found.id
WHERE %(day)s BETWEEN listed_from AND coalesce(listed_until, %(day)s)
ORDER BY draw LIMIT %(size)s
"""

# How many are listed, may accept the Bildungsgutschein, and are in each city; and how
# many partners there are.
PARTNERS = -1
OVERVIEW = f"""WITH {_OVERTAKEN}
SELECT {PARTNERS}, 0, count(*)::int FROM members_directoryentry
WHERE kind = 'partner' AND listed_from <= %(day)s
    AND coalesce(listed_until, %(day)s) >= %(day)s
UNION ALL
SELECT facet, value, sum(bit_count(stored.bits & listed.bits))::int
FROM values_today AS stored
JOIN (SELECT block, bits FROM values_today WHERE facet = {Facet.ALL.value}) AS listed
    USING (block)
WHERE facet <= {Facet.CITY.value}
GROUP BY facet, value
"""

# How many listed providers each network has.
NETWORKS = f"""WITH {_OVERTAKEN}
SELECT value, sum(bit_count(stored.bits & listed.bits))::int
FROM values_today AS stored
JOIN (SELECT block, bits FROM values_today WHERE facet = {Facet.ALL.value}) AS listed
    USING (block)
WHERE facet = {Facet.NETWORK.value}
GROUP BY value
"""
