"""What the office changes in the admin is what the public finds."""

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from alliance.models import User
from members import moderation
from members.models import DirectoryEntry, Organisation, Profile
from members.states import ProfileState
from tests.factories import (
    CredentialFactory,
    OrganisationFactory,
    ProfileFactory,
    SiteFactory,
    TermFactory,
)

PARTS = ("memberships", "editors", "profiles", "sites", "credentials")
NO_ROWS = {
    f"{prefix}-{kind}_FORMS": 0
    for prefix in (*PARTS, "opening_hours")
    for kind in ("TOTAL", "INITIAL")
}


@pytest.fixture
def office(client, gisela):
    client.force_login(gisela)
    return client


def change(office, row, **form):
    """Post the change form of a row, which must be accepted."""
    path = f"/verwaltung/members/{row._meta.model_name}/{row.pk}/change/"
    response = office.post(path, NO_ROWS | form)
    assert response.status_code == 302, response.context["errors"]


def delete(office, row):
    path = f"/verwaltung/members/{row._meta.model_name}/{row.pk}/delete/"
    return office.post(path, {"post": "yes"})


def second_connection():
    address = connection.get_connection_params()
    names = ("host", "port", "dbname", "user", "password")
    return psycopg.connect(**{name: address[name] for name in names if name in address})


def bits(organisation):
    """In how many bitmaps the organisation has its bit."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM members_facetblock"
            " WHERE block = %s AND get_bit(bits, %s) = 1",
            divmod(organisation, 2048),
        )
        return cursor.fetchone()[0]


def test_corrected_words_are_found_at_once(office, workshop):
    profile = workshop.profiles.get()

    change(office, profile, name="Werkstatt am Wasser")

    assert workshop.entry.name == "Werkstatt am Wasser"


def test_a_change_waits_for_the_verb_that_is_at_work(
    transactional_db, gisela, workshop
):
    client = Client(raise_request_exception=False)
    client.force_login(gisela)
    profile = workshop.profiles.get()
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 100")

    with second_connection() as verb:
        verb.execute("SELECT FROM members_organisation FOR UPDATE")
        path = f"/verwaltung/members/profile/{profile.pk}/change/"
        response = client.post(path, {"name": "Anders"})

    connection.close()
    assert response.status_code == 503
    assert workshop.profiles.get().name == "Werkstatt"


def test_a_state_is_not_changed_by_a_form(office, workshop):
    draft = moderation.start_draft(workshop, by=User.objects.get())

    change(office, draft, name="Neu", state="published", review_note="Hallo")

    draft.refresh_from_db()
    assert (draft.state, draft.review_note) == (ProfileState.DRAFT, "")
    assert workshop.profiles.published().get().name == "Werkstatt"


def test_history_is_not_rewritten(office, workshop):
    old = workshop.profiles.get()
    moderation.publish_at_once(workshop, content={"name": "Neu"}, terms=(), by=None)

    path = f"/verwaltung/members/profile/{old.pk}/change/"
    assert office.get(path).status_code == 200
    assert office.post(path, {"name": "Anders"}).status_code == 403
    assert delete(office, old).status_code == 403


def test_a_profile_begins_with_a_verb(office):
    assert office.get("/verwaltung/members/profile/add/").status_code == 403


def test_a_site_that_moves_is_found_where_it_is(office, workshop, bochum):
    site = workshop.sites.get()
    address = {"street": "Neuer Weg 1", "postal_code": "44787", "place": "Bochum"}
    point = {"latitude": 51.48, "longitude": 7.22, "position": 0}

    change(office, site, **address, **point, city=bochum.cities.get().pk)

    assert workshop.entry.city_ids == [bochum.cities.get().pk]


def test_a_site_stays_with_its_organisation(office, workshop, college):
    site = workshop.sites.get()
    address = {"street": "Weg 1", "postal_code": "45127", "place": "Essen"}
    point = {"latitude": 51.45, "longitude": 7.01, "position": 0}

    change(office, site, **address, **point, organisation=college.pk)

    assert workshop.sites.get() == site


def test_a_membership_that_has_ended_takes_the_entry_away(office, workshop):
    membership = workshop.memberships.get()
    yesterday = timezone.localdate() - timezone.timedelta(days=1)
    dates = {"since": "2020-10-01", "until": yesterday.isoformat()}

    change(office, membership, network=membership.network_id, **dates)

    assert not DirectoryEntry.objects.filter(organisation=workshop).exists()
    assert bits(workshop.pk) == 0


def test_a_membership_that_is_deleted_takes_the_entry_away(office, workshop):
    delete(office, workshop.memberships.get())

    assert not DirectoryEntry.objects.filter(organisation=workshop).exists()


def test_memberships_deleted_together_take_their_entries_away(
    office, workshop, college
):
    chosen = [
        row.pk for row in (*workshop.memberships.all(), *college.memberships.all())
    ]
    form = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}

    office.post("/verwaltung/members/membership/", form)

    assert not DirectoryEntry.objects.exists()


def test_a_confirmed_proof_is_shown_at_once(office, workshop):
    proof = CredentialFactory(
        organisation=workshop, kind="azav", areas=[4], valid_until="2099-01-01"
    )
    form = {"kind": "azav", "areas": "4", "valid_until": "2099-01-01"}
    now = {"confirmed_at_0": "2026-01-01", "confirmed_at_1": "12:00"}

    change(office, proof, **form, **now, is_for_all_sites="on")

    assert workshop.entry.voucher_until is not None


def test_a_changed_number_is_saved_and_the_slug_stays(office, workshop):
    change(office, workshop, kind="provider", number="4711", slug="anders")

    workshop.refresh_from_db()
    assert (workshop.number, workshop.slug) == ("4711", "werkstatt")


def test_an_organisation_with_a_membership_stays(office, workshop):
    response = delete(office, workshop)

    assert response.status_code in (200, 403)
    assert Organisation.objects.filter(pk=workshop.pk).exists()
    assert DirectoryEntry.objects.filter(pk=workshop.pk).exists()


def test_organisations_with_a_membership_stay_together(office, workshop, college):
    chosen = [workshop.pk, college.pk]
    form = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}

    office.post("/verwaltung/members/organisation/", form)

    assert Organisation.objects.count() == 2


def test_an_organisation_that_never_was_a_member_can_go(office):
    organisation = OrganisationFactory()
    ProfileFactory(organisation=organisation)
    SiteFactory(organisation=organisation)

    response = delete(office, organisation)

    assert response.status_code == 302
    assert not Organisation.objects.exists()
    assert not Profile.objects.exists()


def test_a_partner_that_goes_leaves_no_trace(office):
    partner = OrganisationFactory(kind="partner")
    moderation.publish_at_once(partner, content={"name": "Amt"}, terms=(), by=None)

    response = delete(office, partner)

    assert response.status_code == 302
    assert not DirectoryEntry.objects.exists()
    assert bits(partner.pk) == 0


def test_a_term_in_use_is_retired_not_deleted(office, workshop):
    term = TermFactory()
    workshop.profiles.get().terms.add(term)

    assert delete(office, term).status_code == 403
    assert delete(office, TermFactory()).status_code == 302


def test_a_term_stays_of_its_kind(office):
    term = TermFactory(kind="topic", name="Pflege")

    change(office, term, kind="funding", name="Altenpflege", position=1)

    term.refresh_from_db()
    assert (term.kind, term.name) == ("topic", "Altenpflege")


def test_the_directory_itself_is_not_for_editing(office):
    assert office.get("/verwaltung/members/directoryentry/").status_code == 404
