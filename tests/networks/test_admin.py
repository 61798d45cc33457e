"""The office's admin: open to the office alone, and quick with many rows."""

import re
from functools import partial

import pytest
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from factory import SubFactory

from alliance.models import JournalEntry, User
from tests.factories import (
    ApplicationFactory,
    CityFactory,
    CredentialFactory,
    EditorFactory,
    MailFactory,
    MembershipFactory,
    NetworkFactory,
    OldAddressFactory,
    OrganisationFactory,
    PageVersionFactory,
    PostalCodeFactory,
    PostFactory,
    ProfileFactory,
    ReportFactory,
    RoleFactory,
    SiteFactory,
    TermFactory,
    UserFactory,
)

FACTORIES = {
    "alliance_user": UserFactory,
    "alliance_mail": partial(MailFactory, state="failed"),
    "alliance_page": lambda: PageVersionFactory(author=UserFactory()).page,
    "networks_city": CityFactory,
    "networks_network": NetworkFactory,
    "networks_role": RoleFactory,
    "members_organisation": OrganisationFactory,
    "members_membership": MembershipFactory,
    "members_profile": partial(ProfileFactory, author=SubFactory(UserFactory)),
    "members_site": partial(SiteFactory, city=SubFactory(CityFactory)),
    "members_credential": CredentialFactory,
    "members_editor": EditorFactory,
    "members_term": TermFactory,
    "members_application": ApplicationFactory,
    "members_report": ReportFactory,
    "news_post": partial(PostFactory, network=SubFactory(NetworkFactory)),
    "news_oldaddress": OldAddressFactory,
    "members_postalcode": partial(PostalCodeFactory, city=SubFactory(CityFactory)),
}
# The journal is a search; contact and notice are one row.
OF_THEIR_OWN = {"alliance_journalentry", "alliance_portalsettings"}
INLINE = re.compile(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=|javascript:")
LISTS = {f"{m._meta.app_label}_{m._meta.model_name}" for m in admin.site._registry}


@pytest.fixture
def office(client, gisela):
    client.force_login(gisela)
    return client


def test_a_visitor_signs_in_first_and_then_is_there(client, gisela):
    response = client.get("/verwaltung/", follow=True)

    assert response.redirect_chain[-1] == ("/konto/login/?next=/verwaltung/", 302)


def test_only_paths_of_ours_are_gone_to_after_signing_in(client, office):
    response = office.get("/verwaltung/login/?next=https://evil.example/")

    assert response.url == "/verwaltung/"


@pytest.mark.parametrize("person", ["esra", "boris", "wanda", "kemal"])
@pytest.mark.parametrize(
    "path", ["", "login/", "alliance/user/", "members/profile/1/change/", "nirgends/"]
)
def test_all_others_lack_the_permission(client, request, person, path):
    client.force_login(request.getfixturevalue(person))

    response = client.get(f"/verwaltung/{path}")

    assert response.status_code == 403
    assert "<h1>Dafür fehlt Ihnen die Berechtigung</h1>" in response.text


def test_the_office_gets_in(office):
    assert "<h1>Verwaltung</h1>" in office.get("/verwaltung/").text


def test_a_role_that_has_ended_opens_nothing(office, gisela):
    yesterday = timezone.localdate() - timezone.timedelta(days=1)
    gisela.roles.update(until=yesterday)

    assert office.get("/verwaltung/").status_code == 403


def test_an_account_that_is_closed_opens_nothing(office, gisela):
    User.objects.update(is_active=False)

    assert office.get("/verwaltung/", follow=True).redirect_chain


def test_the_office_signs_out(office):
    response = office.post("/verwaltung/logout/")

    assert response.url == "/"
    assert SESSION_KEY not in office.session


def test_a_password_is_changed_where_all_people_do_it(office):
    assert office.get("/verwaltung/password_change/").url == "/konto/password/change/"


def test_a_form_without_its_token_changes_nothing(gisela, essen):
    client = Client(enforce_csrf_checks=True)
    client.force_login(gisela)

    response = client.post(f"/verwaltung/networks/network/{essen.pk}/delete/")

    assert response.status_code == 403


def test_all_lists_are_tested():
    assert set(FACTORIES) | OF_THEIR_OWN == LISTS


@pytest.mark.parametrize("name", sorted(LISTS))
def test_pages_hold_nothing_that_the_policy_forbids(office, name):
    if name in FACTORIES:
        row = FACTORIES[name]()
        change = reverse(f"admin:{name}_change", args=[row.pk])
        assert not INLINE.search(office.get(change).text)

    page = office.get(reverse(f"admin:{name}_changelist"), follow=True).text

    assert "<h1>" in page
    assert not INLINE.search(page)


def queries(office, name):
    with CaptureQueriesContext(connection) as captured:
        response = office.get(reverse(f"admin:{name}_changelist"))
    assert response.status_code == 200
    return len(captured)


@pytest.mark.parametrize(("name", "factory"), FACTORIES.items())
def test_a_list_takes_as_many_queries_for_thirty_rows_as_for_one(office, name, factory):
    factory()
    with_one = queries(office, name)
    for _ in range(2):
        factory()
    with_three = queries(office, name)
    for _ in range(27):
        factory()

    assert with_one <= 12
    assert with_one == with_three == queries(office, name)


@pytest.mark.parametrize(("name", "factory"), FACTORIES.items())
def test_each_list_can_be_searched(office, name, factory):
    factory()

    response = office.get(reverse(f"admin:{name}_changelist"), {"q": "Essen 451"})

    assert response.status_code == 200


@pytest.mark.parametrize("text", ["a\\", "'", "%", '"', "x" * 5000, "\ud83d\ude00"])
def test_a_search_takes_any_text(office, text):
    text = text.encode("utf-16", "surrogatepass").decode("utf-16")
    response = office.get("/verwaltung/members/organisation/", {"q": text})

    assert response.status_code == 200


@pytest.mark.parametrize("model", ["city", "network"])
def test_an_address_is_for_ever(office, model):
    row = FACTORIES[f"networks_{model}"](slug="alt", name="Alt")
    form = {"slug": "neu", "name": "Neu", "position": 0, "latitude": 51, "longitude": 7}

    response = office.post(f"/verwaltung/networks/{model}/{row.pk}/change/", form)

    assert response.status_code == 302
    row.refresh_from_db()
    assert (row.slug, row.name) == ("alt", "Neu")


def test_a_role_that_may_not_be_is_explained_and_not_saved(office, esra, essen):
    form = {
        "person": esra.pk,
        "network": "",
        "kind": "coordinator",
        "since": "1.2.2026",
    }

    response = office.post("/verwaltung/networks/role/add/", form)

    assert response.status_code == 200
    assert "errornote" in response.text
    assert esra.roles.count() == 1


def test_a_new_person_has_an_address_in_lower_case_and_no_password(office):
    form = {"email": "Neu@Example.org", "name": "Neu", "is_active": "on"}

    office.post("/verwaltung/alliance/user/add/", form)

    person = User.objects.get(email="neu@example.org")
    assert not person.has_usable_password()


def test_nobody_has_an_address_twice(office, wanda):
    response = office.post(
        "/verwaltung/alliance/user/add/", {"email": "WANDA@example.org"}
    )

    assert response.status_code == 200
    assert User.objects.filter(email__iexact="wanda@example.org").count() == 1


def test_an_old_address_no_longer_opens_the_account(office, wanda):
    EmailAddress.objects.create(user=wanda, email=wanda.email, verified=True)
    form = {"email": "neu@example.org", "name": "Wanda", "is_active": "on"}

    office.post(f"/verwaltung/alliance/user/{wanda.pk}/change/", form)

    assert not EmailAddress.objects.filter(email="wanda@example.org").exists()


def test_a_network_with_members_stays(office, workshop, essen):
    office.post(f"/verwaltung/networks/network/{essen.pk}/delete/", {"post": "yes"})

    essen.refresh_from_db()


def test_the_journal_knows_what_the_office_did_to_rights(office, gisela, essen, wanda):
    form = {"person": wanda.pk, "kind": "coordinator", "network": essen.pk}
    office.post("/verwaltung/networks/role/add/", form | {"since": "2027-03-01"})
    role = wanda.roles.get()
    chosen = {"action": "end_now", "_selected_action": role.pk}
    office.post("/verwaltung/networks/role/", chosen)
    address = {"email": "neu@example.org", "name": "Wanda", "is_active": "on"}
    office.post(f"/verwaltung/alliance/user/{wanda.pk}/change/", address)

    given, ended, moved = JournalEntry.objects.of(gisela).order_by("pk")

    assert {one.capacity for one in (given, ended, moved)} == {"office"}
    assert (given.verb, ended.verb) == ("office.given", "office.ended")
    assert given.details.after["person"] == wanda.pk
    assert ended.details.after["kind"] == "coordinator"
    assert moved.subject == wanda.pk
    assert moved.details.before == {"email": "wanda@example.org"}
    assert moved.details.after == {"email": "neu@example.org"}
