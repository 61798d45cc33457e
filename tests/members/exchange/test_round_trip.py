"""Ten thousand rows of what people and machines write, out of the portal and back."""

import io
import random
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alliance.models import User
from members.exchange import rows, sheets
from members.exchange.lines import HEADER
from members.exchange.lookup import Lookup
from members.exchange.plan import make_plan
from members.exchange.reading import read
from members.exchange.table import read_csv
from members.exchange.writing import Listing, writable, write_csv
from members.models import (
    Credential,
    Editor,
    Membership,
    Organisation,
    Profile,
    Site,
    Term,
)
from members.validators import clean_line, clean_text
from networks.models import Network

ORGANISATIONS, ROWS = 6_000, 10_000
TODAY = date(2026, 6, 1)
# What makes trouble in files: signs of formulas, of CSV, of lists and of nothing.
NASTY = [
    *("=1+1", "+49", "-", "--", "@x", "'", "''=", "'=", "\t", "\n", '"', '""', ";"),
    *(
        ",",
        "|",
        "\u00a0",
        "ä",
        "ß",
        "ﬁ",
        "e\u0301",
        "👩‍👩‍👧",
        "0815",
        "1e5",
        "1/2",
        "Ω",
    ),
    *("NULL", "TRUE", "#NV", "sep=;", "\ufeff", "\u2028", "<b>", "&amp;", "\\", "%00"),
]


# No form lets it in.
NO_NUL = st.characters(exclude_categories=["Cs"], exclude_characters="\0")


def write(lines):
    file = io.BytesIO()
    write_csv(HEADER, lines, file)
    return file.getvalue()


def test_every_cell_comes_back_from_a_workbook():
    cells = [
        writable(clean_text(text)) for text in (*NASTY, "_x0041_", "_x005F_x0041_")
    ]
    blank = [""] * (len(HEADER) - 6)
    lines = [["N1", "", cell, *blank, "", "", "x"] for cell in cells]
    file = io.BytesIO()

    sheets.write(HEADER, lines, file)

    assert [line.cells for line in read(file.getvalue()).lines] == lines


# On a busy machine it takes long to list all signs for the first time.
@settings(max_examples=500, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.lists(
            st.text(NO_NUL, max_size=20) | st.sampled_from(NASTY),
            min_size=len(HEADER) - 5,
            max_size=len(HEADER) - 5,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_every_cell_comes_back_from_a_file(typed):
    lines = [["", "", *map(clean_text, cells), "", "", "x"] for cells in typed]

    table = read_csv(write(lines))

    assert [line.cells for line in table.lines] == lines


@pytest.fixture
def crowd(ruhr):
    """So many organisations that their sites fill ten thousand rows."""
    chance = random.Random(5)
    organisations = Organisation.objects.bulk_create(
        Organisation(
            slug=f"o-{number}",
            number=f"{chance.choice(['', '=', '+', '-', '@', '0'])}{number:05}",
            kind=chance.choice(Organisation.Kind.values),
            kursnet_number=chance.choice(["", "007", str(number)]),
        )
        for number in range(ORGANISATIONS)
    )
    _give_words(chance, organisations)
    _give_sites(chance, organisations)
    _give_standing(chance, organisations)
    # Tables that were counted while they held nothing are planned for as empty.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _text(chance, clean):
    parts = chance.choices([*NASTY, "Kurse", "Müller ", " für Alle", "2026"], k=5)
    return clean("".join(parts))


def _give_words(chance, organisations):
    states = ("published", "published", "published", "draft", "archived")
    profiles = Profile.objects.bulk_create(
        Profile(
            organisation=one,
            state=chance.choice(states),
            name=clean_line(f"{_text(chance, clean_line)} {one.pk}"),
            plain=_text(chance, clean_line),
            text=_text(chance, clean_text),
            legal_form=chance.choice(["", "gGmbH", "e. V."]),
            website=chance.choice(["", f"https://www.haus-{one.pk}.de/?q=a;b"]),
        )
        for one in organisations
    )
    terms = list(Term.objects.exclude(kind=Term.Kind.ACCESS))
    through = Profile.terms.through
    through.objects.bulk_create(
        through(profile=profile, term=term)
        for profile in profiles
        for term in chance.sample(terms, chance.randrange(5))
    )


def _give_sites(chance, organisations):
    extra = [chance.choice(organisations) for _ in range(ROWS - ORGANISATIONS)]
    point = {"latitude": 51.45, "longitude": 7.01}
    sites = Site.objects.bulk_create(
        Site(
            organisation=one,
            street=clean_line(f"{_text(chance, clean_line)} Weg {place}"),
            postal_code=chance.choice(["45127", "44787", "01067"]),
            place=chance.choice(["Essen", "=Bochum", "Dresden-Ä"]),
            telephone=chance.choice(["", "+49 201 12-34", "0201 1234"]),
            email=chance.choice(["", "info@haus.de", "'s@haus.de"]),
            position=place,
            **point,
        )
        for place, one in enumerate([*organisations, *extra])
    )
    access = list(Term.objects.filter(kind=Term.Kind.ACCESS))
    through = Site.accessibility.through
    through.objects.bulk_create(
        through(site=site, term=term)
        for site in sites
        for term in chance.sample(access, chance.randrange(3))
    )


def _give_standing(chance, organisations):
    networks = list(Network.objects.all())
    Membership.objects.bulk_create(
        Membership(
            organisation=one,
            network=network,
            since=TODAY - timedelta(days=chance.randrange(-300, 5000)),
        )
        for one in organisations
        for network in chance.sample(networks, chance.randrange(3))
    )
    Credential.objects.bulk_create(
        Credential(
            organisation=one,
            kind="azav",
            areas=[chance.randrange(1, 7)],
            valid_until=TODAY + timedelta(days=chance.randrange(-900, 900)),
            confirmed_at=timezone.now(),
        )
        for one in chance.sample(organisations, 2000)
    )
    people = User.objects.bulk_create(
        User(email=f"p{number}@haus.de") for number in range(500)
    )
    Editor.objects.bulk_create(
        Editor(
            organisation=one,
            person=chance.choice(people),
            is_main=chance.random() < 0.8,
        )
        for one in chance.sample(organisations, 3000)
    )


def exported(file_format):
    networks = list(Network.objects.values_list("pk", flat=True))
    file = io.BytesIO()
    listing = Listing(Organisation.objects.from_a_to_z(), networks)
    assert listing.write(file_format, file) == (ORGANISATIONS, ROWS)
    return read(file.getvalue())


def values(table):
    lookup = Lookup(rows.postal_codes(table))
    return [row.values for row in rows.clean(table, lookup)]


def test_a_list_of_ten_thousand_rows_comes_back_unchanged(crowd):
    plain, workbook = exported("csv"), exported("xlsx")

    plan = make_plan(plain)

    assert plan.problems == []
    assert (plan.new, plan.changed, plan.unchanged) == ([], [], ORGANISATIONS)
    assert values(workbook) == values(plain)
