from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from members.exchange.commit import import_table
from members.exchange.plan import make_plan
from members.exchange.table import read_csv
from members.models import DirectoryEntry, Organisation, Profile, Term
from members.vocabulary import load
from networks.models import City
from tests.factories import NetworkFactory, OrganisationFactory, ProfileFactory
from tests.members.exchange.lists import (
    COLLEGE,
    EVERYTHING,
    WORKSHOP,
    counts,
    import_rows,
    sentences,
    table_of,
)

CORPUS = Path(__file__).parents[2] / "data/search_corpus.csv"
CHECKSUM = """
SELECT md5(coalesce(string_agg(row::text, ';' ORDER BY row::text), '')) FROM {} AS row
"""


def checksums():
    """What is in every table, the log of public changes too."""
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        return {
            table: cursor.execute(CHECKSUM.format(table)).fetchone() for table in tables
        }


def test_a_row_makes_an_organisation_that_is_online_at_once(imported):
    entry = DirectoryEntry.objects.get()
    profile = imported.profiles.get()

    assert (imported.kind, imported.number, imported.slug, imported.kursnet_number) == (
        *("provider", "W1", "werkstatt-nord", "12345"),
    )
    assert (profile.state, profile.name, profile.plain, profile.legal_form) == (
        *("published", "Werkstatt Nord", "Drehen und Fräsen", "gGmbH"),
    )
    assert profile.text == "Erster Absatz.\n\nZweiter; mit „Zeichen“."
    assert profile.website == "https://werkstatt.example"
    assert entry.name == "Werkstatt Nord"
    assert entry.voucher_until == date(2029, 12, 31)


def test_lists_are_read_by_name_slug_or_synonym(imported):
    terms = imported.profiles.get().terms.values_list("slug", flat=True)

    assert set(terms) == {
        *("it", "pflege", "avgs", "bildungsgutschein", "arbeitsuchende"),
        *("praesenz", "digital", "abends", "schulabschluss", "tuerkisch"),
    }


def test_a_site_lies_where_its_postal_code_does(imported):
    site = imported.sites.get()

    assert str(site) == "Beispielstraße 1, 45127 Essen"
    assert (site.city.slug, site.latitude, site.longitude) == ("essen", 51.45, 7.01)
    assert (site.telephone, site.email) == ("0201 555-0", "info@werkstatt.example")
    assert {term.slug for term in site.accessibility.all()} == {"stufenlos", "wc"}


def test_an_import_confirms_the_proof_and_no_freshness(imported):
    proof = imported.credentials.get()

    assert (proof.kind, proof.areas) == ("azav", [1, 4])
    assert proof.confirmed_at
    assert imported.confirmed_at is None


def test_the_same_file_again_writes_nothing(imported):
    before = checksums()

    plan = import_rows(EVERYTHING)

    assert counts(plan) == (0, 0, 1, 0)
    assert checksums() == before


def test_a_plan_alone_writes_nothing(imported):
    before = checksums()

    plan = make_plan(table_of(EVERYTHING | {"Kurz": "Anders"}, COLLEGE))

    assert counts(plan) == (1, 1, 0, 0)
    assert checksums() == before


def test_one_bad_row_stops_them_all(imported):
    before = checksums()

    plan = import_rows(COLLEGE, WORKSHOP | {"Name": "Neu"}, COLLEGE | {"PLZ": "4512"})

    assert (plan.failed, checksums()) == (1, before)


def test_a_changed_cell_publishes_new_words_and_keeps_the_old(imported):
    draft = ProfileFactory(organisation=imported, name="Vorschlag")

    plan = import_rows(EVERYTHING | {"Kurz": "Anders", "Themen": "it"})

    draft.refresh_from_db()
    live = imported.profiles.published().get()
    assert counts(plan) == (0, 1, 0, 0)
    assert (live.plain, live.legal_form) == ("Anders", "gGmbH")
    assert "pflege" not in live.terms.values_list("slug", flat=True)
    assert "avgs" in live.terms.values_list("slug", flat=True)
    assert imported.profiles.get(state="archived").plain == "Drehen und Fräsen"
    assert (draft.state, draft.name) == ("draft", "Vorschlag")
    assert DirectoryEntry.objects.get().plain == "Anders"


def test_a_column_that_is_absent_stays_untouched(imported):
    imported.profiles.get().terms.add(Term.objects.get(slug="vhs"))

    plan = import_rows(WORKSHOP)

    assert counts(plan) == (0, 0, 1, 0)


def test_an_empty_cell_is_cleared_except_where_standing_would_be_lost(imported):
    kept = ("Nr", "Name", "Straße", "PLZ", "Ort", "E-Mail")

    plan = import_rows({k: v if k in kept else "" for k, v in EVERYTHING.items()})

    profile, site = imported.profiles.published().get(), imported.sites.get()
    assert counts(plan) == (0, 1, 0, 0)
    assert (profile.plain, profile.text, profile.website) == ("", "", "")
    assert (profile.terms.count(), site.accessibility.count()) == (0, 0)
    assert (site.telephone, imported.credentials.count()) == ("", 0)
    assert (imported.memberships.count(), imported.editors.count()) == (2, 1)


def test_addresses_of_the_same_name_are_numbered(ruhr):
    OrganisationFactory(slug="werkstatt-nord")

    import_rows(WORKSHOP, WORKSHOP | {"Nr": "W2", "PLZ": "44787", "Ort": "Bochum"})

    slugs = Organisation.objects.values_list("slug", flat=True)
    assert list(slugs) == [f"werkstatt-nord{end}" for end in ("", "-2", "-3")]


def test_what_looks_like_a_formula_is_kept_as_text(ruhr):
    import_rows(WORKSHOP | {"Name": "'=HYPERLINK(1)", "Kurz": "'0815 <script>"})

    profile = Profile.objects.get()
    assert (profile.name, profile.plain) == ("=HYPERLINK(1)", "'0815 <script>")


def test_the_corpus_of_the_search_goes_in(db):
    load()
    for city in City.objects.all():
        NetworkFactory(slug=city.slug)
    table = read_csv(CORPUS.read_bytes())

    plan = import_table(table, by=None)
    before = checksums()
    again = import_table(table, by=None)

    assert (counts(plan), sentences(plan.problems)) == ((16, 0, 0, 0), [])
    assert (counts(again), checksums()) == ((0, 0, 16, 0), before)
    assert DirectoryEntry.objects.count() == 16


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_a_plan_asks_as_little_for_many_rows_as_for_one(
    imported, django_assert_num_queries, rows
):
    table = table_of(*(EVERYTHING | {"Nr": f"W{i}"} for i in range(rows + 1)))

    with django_assert_num_queries(27):
        make_plan(table)
