"""The shortlist: it lives in the address, and changes nothing else."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from members.directory import index
from tests.factories import CredentialFactory, ProfileFactory, SiteFactory, listed
from tests.members.listing import list_providers
from tests.members.machine import read

PAGES = ["/anbieter/", "/anbieter/werkstatt/", "/merkzettel/"]
TWENTY = "&".join(f"a=haus-{number}" for number in range(20))


def names(page):
    return re.findall(r'<h2><a href="[^"]*">([^<]+)</a></h2>', page)


def toggle(client, address, slug="werkstatt"):
    """Where the link for an organisation leads, and what it says."""
    page = client.get(address).text
    link = re.search(rf'<a id="merken-{slug}"[^>]* href="([^"]+)"[^>]*>([^<]+)', page)
    return unescape(link[1]), link[2].strip()


def test_the_organisations_stand_in_the_order_in_which_they_were_kept(
    client, workshop, college
):
    listed("amt", kind="partner", name="Amt")

    page = client.get("/merkzettel/?a=kolleg&a=amt&a=werkstatt&a=kolleg").text

    assert names(page) == ["Kolleg", "Amt", "Werkstatt"]
    assert "/partner/amt/?a=kolleg&amp;a=amt&amp;a=werkstatt" in page


def test_each_says_whom_to_call_and_where_it_is(client, essen):
    haus = listed("haus", essen, name="Haus", plain="Kurse", website="https://haus.de")
    haus.sites.update(telephone="0201 1234", email="post@haus.de")
    SiteFactory(organisation=haus)
    index.refresh([haus.pk])

    page = client.get("/merkzettel/?a=haus").text

    for said in (
        '<p class="plain">Kurse</p>',
        '<a href="tel:02011234">0201 1234</a>',
        '<a href="mailto:post@haus.de">post@haus.de</a>',
        '<a href="https://haus.de" rel="nofollow noopener">haus.de</a>',
        "Beispielweg 1, 45127 Essen",
        "und ein weiterer Standort",
    ):
        assert said in page


def test_the_voucher_needs_a_proof_or_is_what_the_provider_says(client, welders):
    address = "/merkzettel/?a=schweisser"
    assert "Bildungsgutschein (laut Anbieter)" in client.get(address).text

    CredentialFactory(
        organisation=welders,
        kind="azav",
        areas=[4],
        valid_until=timezone.localdate(),
        confirmed_at=timezone.now(),
    )
    index.refresh([welders.pk])

    page = client.get(address).text
    assert "Bildungsgutschein möglich" in page
    assert "laut Anbieter" not in page


@pytest.mark.parametrize("count", [1, 3, 20])
def test_the_shortlist_needs_few_queries(
    count, client, essen, django_assert_num_queries
):
    list_providers(count, network=essen)
    client.get("/")  # the vocabulary is read once

    # One more asks where those lead that are not listed.
    with django_assert_num_queries(4 if count == 20 else 5):
        page = client.get(f"/merkzettel/?{TWENTY}").text

    assert len(names(page)) == count


def test_an_empty_shortlist_says_how_it_fills(client, db, django_assert_num_queries):
    client.get("/merkzettel/")  # the vocabulary is read once

    with django_assert_num_queries(1):
        page = client.get("/merkzettel/").text

    assert "Noch ist nichts gemerkt." in page
    assert "<script" not in page
    assert "<svg width" not in page


def test_a_shortlist_is_not_for_search_engines(client, workshop):
    page = client.get("/merkzettel/?a=werkstatt").text

    assert 'content="noindex, follow"' in page
    assert 'rel="canonical" href="http://127.0.0.1:8000/merkzettel/"' in page
    assert "Disallow: /*?a=" in client.get("/robots.txt").text


def test_all_but_one_stay_when_it_is_removed(client, workshop, college):
    links = read(client, "/merkzettel/?a=werkstatt&a=kolleg").links

    assert "?a=kolleg#liste" in links
    assert "?a=werkstatt#liste" in links
    assert "/merkzettel/" in read(client, "/merkzettel/?a=werkstatt").links


def test_the_address_to_pass_on_holds_what_is_listed(client, workshop):
    page = client.get("/merkzettel/?a=nirgends&a=werkstatt").text

    assert 'value="http://127.0.0.1:8000/merkzettel/?a=werkstatt" readonly' in page
    assert "body=http%3A%2F%2F127.0.0.1%3A8000%2Fmerkzettel%2F%3Fa%3Dwerkstatt" in page


@pytest.mark.parametrize("path", PAGES)
def test_who_has_left_and_what_nobody_knows_is_named(client, workshop, college, path):
    college.memberships.update(until=timezone.localdate() - timedelta(days=1))
    index.refresh([college.pk])
    ProfileFactory(organisation__slug="entwurf", name="Geheimer Entwurf")

    page = client.get(f"{path}?a=kolleg&a=entwurf&a=<b>&a=werkstatt").text

    assert "Nicht mehr im Verzeichnis: kolleg\n" in page
    assert "Unbekannt: entwurf, &lt;b&gt;\n" in page
    assert "Geheimer Entwurf" not in page


@pytest.mark.parametrize("path", PAGES)
def test_more_than_twenty_are_cut_and_it_is_said(client, workshop, path):
    page = client.get(f"{path}?{TWENTY}&a=werkstatt").text

    assert "Ein Merkzettel fasst 20" in page
    assert "fasst 20" not in client.get(f"{path}?{TWENTY}&a=haus-1").text


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    "values",
    [
        ["x" * 10_000],
        ["ÄÖÜ", "🦊", "\u202e", "-", "a--b", "' OR 1=1", "%"],
        ["", " "],
        [f"haus-{number}" for number in range(900)],
        ["ü" * 80] * 900,
    ],
)
def test_nonsense_is_never_an_error_and_is_not_carried_on(
    client, workshop, path, values
):
    response = client.get(path, {"a": values})

    assert response.status_code == 200
    assert len(response.content) < 200_000
    carried = re.findall(r"[?;]a=([^&\"#]*)", response.text)
    assert all(re.fullmatch("(haus-[0-9]+|werkstatt)", slug) for slug in carried)


@pytest.mark.parametrize("path", PAGES)
def test_the_navigation_carries_and_counts(client, workshop, path):
    page = client.get(f"{path}?a=werkstatt").text

    assert re.search(r'<a href="/merkzettel/\?a=werkstatt"[^>]*>Merkzettel \(1\)', page)
    assert re.search(r'<a href="/anbieter/\?a=werkstatt"[^>]*>Anbieter<', page)
    assert '<a id="fuss-anbieter" href="/anbieter/?a=werkstatt">' in page
    assert re.search(r'<a href="/merkzettel/"[^>]*>Merkzettel<', client.get("/").text)


def test_a_link_in_the_list_keeps_the_page_and_the_mix(client, essen):
    list_providers(45, network=essen)
    asked = "/anbieter/?netzwerk=essen&mischung=abc&seite=2"
    before = read(client, asked).slugs
    slug = before[3]

    href, label = toggle(client, asked, slug)

    added = f"?netzwerk=essen&mischung=abc&seite=2&a={slug}"
    assert (href, label) == (f"{added}#merken-{slug}", "Merken")
    assert read(client, f"/anbieter/{added}").slugs == before
    assert toggle(client, f"/anbieter/{added}", slug) == (
        f"?netzwerk=essen&mischung=abc&seite=2&#merken-{slug}",
        "Gemerkt – entfernen",
    )


def test_a_profile_can_be_kept_and_leads_to_the_shortlist(client, workshop):
    assert toggle(client, "/anbieter/werkstatt/?a=kolleg") == (
        "?a=kolleg&a=werkstatt#merken-werkstatt",
        "Merken",
    )
    assert toggle(client, "/anbieter/werkstatt/?a=werkstatt") == (
        "?#merken-werkstatt",
        "Gemerkt – entfernen",
    )
    page = client.get("/anbieter/werkstatt/?a=werkstatt").text
    assert '<a href="/merkzettel/?a=werkstatt">Zum Merkzettel (1)</a>' in page


@pytest.mark.parametrize("path", ["/anbieter/", "/anbieter/werkstatt/"])
def test_a_full_shortlist_takes_no_more_and_says_so(client, workshop, path):
    page = client.get(f"{path}?{TWENTY}").text

    assert 'id="merken-werkstatt"' not in page
    assert re.search(
        r'href="/merkzettel/\?a=haus-0&amp;.*">Merkzettel voll \(20\)', page
    )


def test_similar_providers_carry_the_shortlist(client, essen, welding):
    for slug in ("eins", "zwei"):
        haus = listed(slug, essen, terms=(welding,))
        haus.sites.update(city=essen.cities.get())
        index.refresh([haus.pk])

    assert "/anbieter/zwei/?a=eins" in read(client, "/anbieter/eins/?a=eins").links


def test_a_shortlist_changes_no_result(client, workshop, college, welders):
    for question in ("mischung=x", "q=kolleg", "netzwerk=essen&ordnung=a-z"):
        plain, kept = (
            read(client, f"/anbieter/?{question}{more}")
            for more in ("", "&a=kolleg&a=nirgends")
        )
        assert (kept.slugs, kept.facets) == (plain.slugs, plain.facets)
        answers = [
            client.get(f"/api/v1/anbieter/?{question}{more}").json()
            for more in ("", "&a=kolleg&a=nirgends")
        ]
        assert answers[0] == answers[1]


def test_a_shortlist_costs_the_directory_and_a_profile_two_queries(
    client, workshop, django_assert_num_queries
):
    client.get("/")

    with django_assert_num_queries(4):
        client.get("/anbieter/?a=werkstatt&a=nirgends")
    with django_assert_num_queries(5):
        client.get("/anbieter/werkstatt/?a=werkstatt&a=nirgends")


def test_htmx_gets_the_navigation_too(client, workshop):
    page = client.get("/anbieter/?a=werkstatt", headers={"HX-Request": "true"}).text

    assert '<ul id="nav">' in page
    assert "Merkzettel (1)" in page
    assert 'id="fuss-anbieter"' in page


def test_only_the_list_of_results_has_slugs_for_machines(client, workshop):
    for path in ("/merkzettel/", "/anbieter/werkstatt/"):
        assert "data-slug" not in client.get(f"{path}?a=werkstatt").text


def test_the_home_page_carries_a_shortlist_on(client, essen, workshop):
    page = client.get("/?a=werkstatt").text

    assert '<input type="hidden" name="a" value="werkstatt">' in page
    assert 'href="/anbieter/?stadt=essen&amp;a=werkstatt"' in page
    assert 'href="/anbieter/?bildungsgutschein=ja&amp;a=werkstatt"' in page
    assert '<a class="brand" href="/?a=werkstatt">' in page


def test_the_way_home_keeps_it_too(client, workshop):
    for address in ("/anbieter/", "/anbieter/werkstatt/", "/merkzettel/"):
        page = client.get(f"{address}?a=werkstatt").text
        assert '<a class="brand" href="/?a=werkstatt">' in page
