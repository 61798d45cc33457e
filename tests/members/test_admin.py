"""What the office sees of members, and that forms change nothing but what they may."""

import psycopg
import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.urls import reverse

from alliance.models import JournalEntry
from news.models import OldAddress
from tests.factories import (
    ApplicationFactory,
    CredentialFactory,
    ProfileFactory,
    ReportFactory,
    SiteFactory,
    TermFactory,
)
from tests.mirror.rows import all_rows

PARTS = ("memberships", "editors", "profiles", "sites", "credentials")
NO_ROWS = {
    f"{prefix}-{kind}_FORMS": 0 for prefix in PARTS for kind in ("TOTAL", "INITIAL")
}
READ_ONLY = ("membership", "profile", "site", "credential", "editor", "application")
FORGED = {
    "state": "published",
    "name": "Fremd",
    "until": "2020-01-01",
    "street": "Anderswo 1",
    "confirmed_at_0": "2026-01-01",
    "confirmed_at_1": "12:00",
    "is_main": "on",
    "review_note": "Hallo",
}


@pytest.fixture
def office(client, gisela):
    client.force_login(gisela)
    return client


@pytest.fixture
def rows(workshop, wanda, essen):
    """A row of each kind that only verbs change, by its name."""
    return {
        "membership": workshop.memberships.get(),
        "profile": workshop.profiles.get(),
        "site": workshop.sites.get(),
        "credential": CredentialFactory(organisation=workshop),
        "editor": workshop.editors.get(),
        "application": ApplicationFactory(network=essen),
        "report": ReportFactory(organisation=workshop),
    }


def address(row, end):
    return f"/verwaltung/members/{row._meta.model_name}/{row.pk}/{end}/"


def change(office, row, **form):
    """Post the change form of a row, which must be accepted."""
    response = office.post(address(row, "change"), NO_ROWS | form)
    assert response.status_code == 302, response.context["errors"]


def second_connection():
    params = connection.get_connection_params()
    names = ("host", "port", "dbname", "user", "password")
    return psycopg.connect(**{name: params[name] for name in names if name in params})


@pytest.mark.parametrize("kind", [*READ_ONLY, "report"])
def test_what_verbs_change_is_read_alone(office, rows, kind):
    row = rows[kind]
    page = office.get(address(row, "change"))
    before = all_rows()

    changed = office.post(address(row, "change"), NO_ROWS | FORGED)
    added = office.post(f"/verwaltung/members/{kind}/add/", FORGED)

    assert page.status_code == 200
    assert 'name="_save"' not in page.text
    assert (changed.status_code, added.status_code) == (403, 403)
    assert all_rows() == before


@pytest.mark.parametrize("kind", [*READ_ONLY, "report"])
def test_each_row_leads_to_where_it_is_changed(office, rows, kind):
    page = office.get(address(rows[kind], "change"))

    ways = page.context["ways"]
    assert ways
    assert {office.get(way.address).status_code for way in ways} <= {200, 403, 404}
    assert office.get(ways[0].address).status_code == 200


# An old address may never have existed: tests/news/test_office.py.
KEPT = [model for model in admin.site._registry if model is not OldAddress]


@pytest.mark.parametrize("model", KEPT, ids=str)
def test_nothing_is_deleted_by_a_form(office, rows, model, essen):
    row = model._default_manager.first()
    name = f"{model._meta.app_label}_{model._meta.model_name}"
    before = all_rows()

    if row:
        path = reverse(f"admin:{name}_delete", args=[row.pk])
        assert office.post(path, {"post": "yes"}).status_code == 403
        form = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
        office.post(reverse(f"admin:{name}_changelist"), form)

    assert all_rows() == before


def test_a_change_waits_for_the_verb_that_is_at_work(
    transactional_db, gisela, workshop
):
    client = Client(raise_request_exception=False)
    client.force_login(gisela)
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 100")

    with second_connection() as verb:
        verb.execute("SELECT FROM members_organisation FOR UPDATE")
        response = client.post(address(workshop, "change"), {"kind": "partner"})

    connection.close()
    assert response.status_code == 503
    workshop.refresh_from_db()
    assert workshop.kind == "provider"


def test_a_changed_number_is_saved_and_the_slug_stays(office, workshop, gisela):
    change(office, workshop, kind="provider", number="4711", slug="anders")

    workshop.refresh_from_db()
    assert (workshop.number, workshop.slug) == ("4711", "werkstatt")
    entry = JournalEntry.objects.get(verb="office.organisation")
    assert (entry.actor, entry.organisation) == (gisela, workshop.pk)
    assert entry.details.after == {"number": "4711"}


def test_a_changed_kind_is_in_the_directory_at_once(office, workshop):
    change(office, workshop, kind="partner", number="")

    workshop.entry.refresh_from_db()
    assert workshop.entry.kind == "partner"


def test_fields_that_verbs_write_are_not_taken_from_the_form(office, workshop):
    forged = {"confirmed_at_0": "2020-01-01", "confirmed_at_1": "10:00"}

    change(office, workshop, kind="provider", removed_at="2020-01-01", **forged)

    workshop.refresh_from_db()
    assert workshop.confirmed_at is None
    assert workshop.removed_at is None


def test_memberships_are_not_slipped_in_with_the_organisation(office, workshop, bochum):
    row = {"memberships-0-network": bochum.pk, "memberships-0-since": "2020-01-01"}
    many = {"memberships-TOTAL_FORMS": 1}

    change(office, workshop, kind="provider", **row, **many)

    assert workshop.memberships.get().network.slug == "essen"


def test_a_term_keeps_its_kind_and_is_retired_by_its_verb_alone(office):
    term = TermFactory(kind="topic", name="Pflege")

    change(
        office, term, kind="funding", name="Altenpflege", position=1, is_retired="on"
    )

    term.refresh_from_db()
    assert (term.kind, term.name) == ("topic", "Altenpflege")
    assert not term.is_retired


def test_lists_are_narrowed_to_a_network(office, workshop, college, bochum):
    for path in ("organisation", "profile", "site", "editor", "credential"):
        page = office.get(f"/verwaltung/members/{path}/?netzwerk=bochum")
        assert page.status_code == 200
    page = office.get("/verwaltung/members/organisation/?netzwerk=bochum")
    assert [row.slug for row in page.context["cl"].result_list] == ["kolleg"]
    page = office.get("/verwaltung/members/organisation/?netzwerk=keines")
    assert not page.context["cl"].result_list


def test_claims_that_wait_are_listed(office, workshop):
    claim = CredentialFactory(organisation=workshop)
    CredentialFactory(organisation=workshop, confirmed_at="2026-01-01T10:00Z")

    page = office.get("/verwaltung/members/credential/?stand=wartet")

    assert list(page.context["cl"].result_list) == [claim]


def test_an_organisation_shows_all_that_is_its_own(office, workshop, wanda):
    ProfileFactory(organisation=workshop, name="Neuer Name")
    SiteFactory(organisation=workshop, street="Zweiter Weg 2")

    page = office.get(address(workshop, "change")).text

    for words in ("Netzwerk Essen", "Wanda", "Neuer Name", "Zweiter Weg 2"):
        assert words in page


def test_the_directory_itself_is_not_for_editing(office):
    assert office.get("/verwaltung/members/directoryentry/").status_code == 404
