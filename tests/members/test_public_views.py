"""What a visitor reads: nothing that waits, has ended or was not confirmed."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from members import membership, moderation
from members.directory import index
from members.directory.overview import overview
from members.directory.query import Query
from members.directory.search import search
from members.directory.vocabulary import Vocabulary
from tests.factories import (
    CredentialFactory,
    MembershipFactory,
    OpeningHoursFactory,
    OrganisationFactory,
    ProfileFactory,
    SiteFactory,
    TermFactory,
    approve,
    listed,
)
from tests.members.machine import read

BERLIN = timezone.get_default_timezone()


@pytest.mark.parametrize("count", [1, 3])
def test_a_profile_needs_three_queries(count, client, essen, django_assert_num_queries):
    terms = [TermFactory(kind="topic") for _ in range(count)]
    haus = listed("haus", essen, terms=tuple(terms))
    for _ in range(count):
        OpeningHoursFactory(site=SiteFactory(organisation=haus))
        CredentialFactory(organisation=haus, confirmed_at=timezone.now())

    client.get("/")  # the vocabulary is read once

    with django_assert_num_queries(3):
        client.get("/anbieter/haus/")


def test_a_profile_answers_in_the_order_of_the_questions(
    client, essen, welding, voucher
):
    audience = TermFactory(kind="audience", name="Arbeitsuchende")
    terms = (welding, voucher, audience)
    listed("haus", essen, terms=terms, name="Haus", text="Wir *schweißen*.")

    page = client.get("/anbieter/haus/").text

    questions = re.findall(r"<h2 id=\"(\w+)\">", page)
    assert questions == ["was", "wer", "geld", "wo", "kontakt"]
    assert "Wir <em>schweißen</em>." in page
    assert "Beispielweg 1<br>45127 Essen" in page
    assert '<a href="/netzwerke/essen/">Netzwerk Essen</a>' in page


def test_a_draft_never_leaks(client, workshop):
    ProfileFactory(organisation=workshop, name="Neuer Name", state="submitted")

    assert "Neuer Name" not in client.get("/anbieter/werkstatt/").text
    assert "Neuer Name" not in client.get("/anbieter/").text
    assert "Neuer Name" not in client.get("/api/v1/anbieter/").text


def test_only_proofs_that_are_confirmed_and_valid_are_shown(client, workshop):
    today = timezone.localdate()
    confirmed = {"organisation": workshop, "confirmed_at": timezone.now()}
    CredentialFactory(
        title="Gilt", valid_until=date(today.year + 1, 12, 31), **confirmed
    )
    CredentialFactory(
        title="Vorbei", valid_until=today - timedelta(days=1), **confirmed
    )
    CredentialFactory(title="Kommt", valid_from=today + timedelta(days=1), **confirmed)
    CredentialFactory(title="Behauptet", organisation=workshop)

    page = client.get("/anbieter/werkstatt/").text

    assert f"gültig bis 31. Dezember {today.year + 1}" in page
    assert not re.search("Vorbei|Kommt|Behauptet", page)


def test_a_proof_names_its_areas_and_its_sites(client, workshop):
    TermFactory(kind="azav", slug="fb4", name="4 Berufliche Weiterbildung")
    proof = CredentialFactory(
        organisation=workshop,
        kind="azav",
        areas=[4],
        valid_until=timezone.localdate(),
        confirmed_at=timezone.now(),
        is_for_all_sites=False,
    )
    proof.sites.add(workshop.sites.get())

    page = client.get("/anbieter/werkstatt/").text

    assert "Fachbereiche: 4 Berufliche Weiterbildung" in page
    assert "Nur für: Beispielweg 1, Essen" in page


def test_the_voucher_is_shown_as_long_as_its_proof_is_valid(client, workshop):
    proof = CredentialFactory(
        organisation=workshop,
        kind="azav",
        areas=[4],
        valid_until=timezone.localdate(),
        confirmed_at=timezone.now(),
    )
    index.refresh([workshop.pk])
    assert "Bildungsgutschein möglich" in client.get("/anbieter/werkstatt/").text

    proof.delete()
    index.refresh([workshop.pk])

    assert "Bildungsgutschein möglich" not in client.get("/anbieter/werkstatt/").text


def test_a_profile_tells_when_it_was_confirmed(client, workshop):
    workshop.confirmed_at = datetime(2026, 9, 30, 23, 30, tzinfo=BERLIN)
    workshop.save()

    assert (
        "Angaben bestätigt im September 2026" in client.get("/anbieter/werkstatt/").text
    )


def test_links_lead_to_the_website_and_to_the_current_courses(client, essen):
    haus = listed("haus", essen, website="https://www.haus.example/start")
    haus.kursnet_number = "12345"
    haus.save()

    page = client.get("/anbieter/haus/").text

    assert 'href="https://www.haus.example/start" rel="nofollow noopener">' in page
    assert "weiterbildungssuche/suche?sw=12345" in page


def test_a_former_membership_is_not_shown(client, college, bochum):
    yesterday = timezone.localdate() - timedelta(days=1)
    college.memberships.filter(network=bochum).update(until=yesterday)

    page = client.get("/anbieter/kolleg/").text

    assert "Netzwerk Essen" in page
    assert "Netzwerk Bochum" not in page


def test_a_provider_that_left_is_gone_and_one_that_never_was_is_not_found(
    client, workshop
):
    workshop.memberships.update(until=timezone.localdate() - timedelta(days=1))
    index.refresh([workshop.pk])
    ProfileFactory(organisation__slug="entwurf")

    gone = client.get("/anbieter/werkstatt/")

    assert gone.status_code == 410
    assert "Dieser Eintrag ist nicht mehr online." in gone.text
    assert client.get("/anbieter/entwurf/").status_code == 404
    assert client.get("/anbieter/niemand/").status_code == 404
    assert read(client, "/anbieter/").slugs == []


def test_a_provider_is_no_partner(client, workshop):
    assert client.get("/partner/werkstatt/").status_code == 404


def test_a_profile_that_waits_for_its_first_approval_is_not_found(client, essen, esra):
    neu = OrganisationFactory(slug="neu")
    MembershipFactory(organisation=neu, network=essen)
    ProfileFactory(organisation=neu, state="submitted")
    index.refresh([neu.pk])

    assert client.get("/anbieter/neu/").status_code == 404


def test_the_home_page_counts_live_and_searches(client, essen, workshop, college):
    workshop.sites.update(city=essen.cities.get())
    index.refresh([workshop.pk])

    page = client.get("/").text

    assert 'action="/anbieter/"' in page
    assert re.search(r'href="/anbieter/\?stadt=essen">.*?1 Anbieter', page, re.DOTALL)
    assert "Alle 2 Anbieter ansehen" in page


@pytest.mark.parametrize(
    "address", ["/", "/anbieter/", "/anbieter/werkstatt/", "/partner/", "/netzwerke/"]
)
def test_a_public_page_is_the_same_for_everybody_and_sets_no_cookie(
    client, workshop, wanda, address
):
    seen_by_visitor = client.get(address)
    client.force_login(wanda)
    seen_by_editor = client.get(address)

    assert seen_by_visitor.content == seen_by_editor.content
    assert not seen_by_visitor.cookies
    assert "Cookie" not in seen_by_visitor["Vary"]


@pytest.mark.parametrize(
    "address", ["/", "/anbieter/", "/anbieter/werkstatt/", "/partner/", "/netzwerke/"]
)
def test_nothing_on_a_public_page_is_inline(client, workshop, address):
    page = client.get(address).text

    assert not re.search(
        r"<style|<script(?! src| type=.application/ld)|\sstyle=|\son\w+=", page
    )
    assert page.count("<h1") == 1
    assert '<html lang="de">' in page


def test_the_home_page_counts_as_the_directory_does(client, essen, college, workshop):
    """Also where time has overtaken what is stored."""
    today = timezone.localdate()
    for organisation in (workshop, college):
        organisation.sites.update(city=essen.cities.get())
        CredentialFactory(
            organisation=organisation,
            kind="azav",
            areas=[4],
            valid_until=today + timedelta(days=30),
            confirmed_at=timezone.now(),
        )
    college.memberships.update(until=today + timedelta(days=9))
    index.refresh([workshop.pk, college.pk])
    words = Vocabulary()

    for later, listed_then in {0: 2, 10: 1, 31: 1}.items():
        day = today + timedelta(days=later)
        results = search(Query(), vocabulary=words, day=day)
        figures = overview(vocabulary=words, day=day)

        assert figures.total == results.total == listed_then
        assert figures.voucher_count == results.voucher_count
        counted = [(city.slug, number) for city, number in figures.cities]
        in_directory = results.facets[0].values
        assert counted == [(value.slug, value.count) for value in in_directory]


def test_a_partner_that_comes_later_was_never_there(client, bochum):
    partner = listed("kammer", bochum, kind="partner")
    partner.memberships.update(since=timezone.localdate() + timedelta(days=30))
    index.refresh([partner.pk])

    assert client.get("/partner/kammer/").status_code == 404
    assert client.get("/api/v1/partner/kammer/").status_code == 404


def test_what_is_remembered_turns_with_every_write(
    client, workshop, college, kemal, esra
):
    """Home and profiles are read once for each version of the public data."""
    assert "Alle 2 Anbieter ansehen" in client.get("/").text
    assert "Kolleg" in client.get("/anbieter/kolleg/").text

    draft = moderation.start_draft(college, by=kemal)
    draft.name = "Neuer Name"
    draft.save()
    moderation.submit(draft, by=kemal)
    assert "Neuer Name" not in client.get("/anbieter/kolleg/").text
    approve(draft, by=esra)
    yesterday = timezone.localdate() - timedelta(days=1)
    membership.end(workshop.memberships.get(), until=yesterday, by=None)

    assert "Neuer Name" in client.get("/anbieter/kolleg/").text
    home = client.get("/").text
    assert "Den einen Anbieter ansehen" in home
    assert "/anbieter/werkstatt/" not in home


def test_further_addresses_stand_by_the_website_under_names_that_differ(client, essen):
    listed(
        "haus",
        essen,
        website="https://www.haus.example",
        links=["https://kurse.example/a", "https://www.haus.example/blog"],
    )

    page = client.get("/anbieter/haus/").text

    found = re.findall(r'<a href="(\S+)" rel="nofollow noopener">(.+?)</a>', page)
    assert found == [
        ("https://www.haus.example", "haus.example"),
        ("https://kurse.example/a", "kurse.example"),
        ("https://www.haus.example/blog", "haus.example/blog"),
    ]
