"""The map on the directory's page: what it links to, and which sites it shows."""

import re
from datetime import date
from html import unescape

import pytest

from members import moderation
from members.directory import index
from members.models import Membership, PostalCode, Site
from members.vocabulary import FROM_WEST_TO_EAST, load
from networks.map import draw, locate
from networks.models import City
from tests.factories import CityFactory, PostalCodeFactory, SiteFactory, listed
from tests.members.listing import list_providers
from tests.members.machine import read

CITY = re.compile(r'<a id="karte-(.+?)" href="(.*?)".*?aria-label="(.*?)">')
DOT = re.compile(r'<a href="([^"]*)" aria-label="([^"]*)"><circle ')


class Map:
    def __init__(self, client, address):
        self.page = client.get(address).text
        cities = CITY.findall(unescape(self.page))
        self.links = {slug: href for slug, href, _name in cities}
        self.names = {slug: name for slug, _href, name in cities}
        self.chosen = re.findall(r'id="karte-(\S+)"[^>]*aria-current="true"', self.page)
        self.dots = [
            (unescape(to), unescape(name)) for to, name in DOT.findall(self.page)
        ]
        others = re.search(r'<path id="orte" d="(.*?)"', self.page)
        self.where = set(others[1].split("M")[1:]) if others else set()
        self.others = others[1].count("M") if others else 0


def place(organisation, city, **where):
    """The organisation's only site lies in this city."""
    Site.objects.filter(organisation=organisation).update(city=city, **where)
    index.refresh([organisation.pk])


@pytest.fixture
def essen_city(essen):
    return essen.cities.get()


@pytest.fixture
def bochum_city(bochum):
    return bochum.cities.get()


@pytest.fixture
def placed(workshop, college, essen_city, bochum_city):
    place(workshop, essen_city, street="Werkstraße 1")
    place(college, bochum_city, street="Schulstraße 2", longitude=7.2)


def test_each_city_is_a_link_with_its_name_and_its_count(client, placed, welders):
    shown = Map(client, "/anbieter/?mischung=x")

    assert shown.names == {
        "essen": "Essen: 1 Anbieter, als Filter wählen",
        "bochum": "Bochum: 1 Anbieter, als Filter wählen",
    }
    assert shown.links["essen"] == "?stadt=essen&mischung=x"
    assert shown.chosen == []


def test_the_counts_are_those_of_the_filter(client, placed):
    page = read(client, "/anbieter/?q=Werkstatt")
    names = Map(client, "/anbieter/?q=Werkstatt").names

    assert page.facets["stadt"] == {"essen": 1, "bochum": 0}
    assert names["bochum"] == "Bochum: 0 Anbieter, als Filter wählen"


def test_a_city_without_hits_is_dimmed_and_still_a_link(client, placed):
    page = client.get("/anbieter/?q=Werkstatt").text

    assert re.findall(r'id="karte-(\w+)"[^>]*class="empty"', page) == ["bochum"]


def test_a_link_takes_the_city_in_and_keeps_the_question(client, placed):
    links = Map(
        client,
        "/anbieter/?q=haus&stadt=bochum&ordnung=a-z&mischung=x&seite=2&a=werkstatt",
    ).links

    assert links["essen"] == (
        "?q=haus&stadt=bochum&stadt=essen&ordnung=a-z&mischung=x&a=werkstatt"
    )


def test_a_chosen_city_says_so_and_its_link_takes_it_out(client, placed):
    shown = Map(client, "/anbieter/?stadt=essen&stadt=bochum&mischung=x")

    assert sorted(shown.chosen) == ["bochum", "essen"]
    assert shown.names["essen"] == "Essen: 1 Anbieter, Filter entfernen"
    assert shown.links["essen"] == "?stadt=bochum&mischung=x"
    assert shown.page.count('class="check"') == 1


def test_without_a_city_no_site_is_drawn(client, placed):
    shown = Map(client, "/anbieter/?q=Werkstatt")

    assert "site-map" not in shown.page
    assert shown.dots == []


def test_a_chosen_city_shows_its_sites_with_a_way_to_the_profile(client, placed):
    shown = Map(client, "/anbieter/?stadt=essen&a=kolleg")

    assert shown.dots == [("/anbieter/werkstatt/?a=kolleg", "Werkstatt, Werkstraße 1")]
    assert "Ein Standort." in shown.page


def test_a_site_in_another_city_is_not_drawn(client, placed, workshop, bochum_city):
    SiteFactory(organisation=workshop, city=bochum_city, street="Zweigstelle 9")
    SiteFactory(organisation=workshop, city=None, street="Draußen 9")
    index.refresh([workshop.pk])

    assert [name for _to, name in Map(client, "/anbieter/?stadt=essen").dots] == [
        "Werkstatt, Werkstraße 1"
    ]


def test_the_sites_of_who_is_not_listed_are_never_drawn(
    client, placed, workshop, essen, essen_city
):
    draft = listed("entwurf", essen)
    place(draft, essen_city)
    moderation.withdraw(draft, by=None)
    Membership.objects.filter(organisation=workshop).update(until=date(2021, 1, 1))
    index.refresh([workshop.pk])

    shown = Map(client, "/anbieter/?stadt=essen")

    assert shown.dots == []
    assert shown.others == 0


def test_all_hits_have_a_dot_and_those_of_the_page_a_link(client, essen):
    list_providers(25, network=essen)

    shown = Map(client, "/anbieter/?stadt=essen")
    slugs = read(client, "/anbieter/?stadt=essen").slugs

    assert [to.split("/")[2] for to, _name in shown.dots] == slugs
    assert shown.others == 5
    assert "25 Standorte." in shown.page
    assert (
        "Die offenen Punkte gehören zu Anbietern auf den anderen Seiten." in shown.page
    )


def test_all_dots_are_of_one_size(client, essen):
    list_providers(25, network=essen)
    page = client.get("/anbieter/?stadt=essen").text

    (radius,) = {
        float(r) for r in re.findall(r'<circle cx[^>]* r="(.*?)"><title', page)
    }
    width = float(re.search(r'class="other"[^>]*stroke-width="(.*?)"', page)[1])
    assert width == pytest.approx(2 * radius, abs=0.02)


def test_too_many_sites_are_drawn_by_lot(client, essen):
    list_providers(301, network=essen)

    shown = Map(client, "/anbieter/?stadt=essen&ordnung=a-z")

    assert (len(shown.dots), shown.others) == (20, 280)
    assert "300 der Standorte, ausgelost." in shown.page
    other_lot = Map(client, "/anbieter/?stadt=essen&ordnung=a-z&mischung=x")
    assert shown.dots == other_lot.dots
    assert shown.where != other_lot.where


def test_of_very_many_hits_only_those_of_the_page_are_drawn(client, essen, monkeypatch):
    monkeypatch.setattr("members.directory.search.MANY_HITS", 24)
    list_providers(25, network=essen)

    shown = Map(client, "/anbieter/?stadt=essen&ordnung=a-z")

    assert (len(shown.dots), shown.others) == (20, 0)
    assert "Nur die Standorte dieser Seite der Liste" in shown.page
    assert "ausgelost" not in shown.page


def test_as_many_sites_as_there_may_be_are_all(client, essen):
    list_providers(300, network=essen)

    assert "300 Standorte." in client.get("/anbieter/?stadt=essen").text


@pytest.mark.parametrize("more", ["", "&ordnung=nah", "&q=Werkstatt", "&ordnung=a-z"])
def test_a_radius_shows_the_sites_in_the_circle(client, placed, workshop, more):
    PostalCodeFactory(code="45127")
    SiteFactory(organisation=workshop, longitude=7.5, street="Weit weg 3")

    shown = Map(client, f"/anbieter/?plz=45127&umkreis=5{more}")

    assert [name for _to, name in shown.dots] == ["Werkstatt, Werkstraße 1"]


def test_city_and_radius_show_what_lies_in_both(client, placed, essen_city, workshop):
    PostalCodeFactory(code="45127")
    SiteFactory(organisation=workshop, street="Draußen 9")
    SiteFactory(
        organisation=workshop, city=essen_city, longitude=7.5, street="Weit weg 3"
    )

    shown = Map(client, "/anbieter/?plz=45127&umkreis=5&stadt=essen")

    assert [name for _to, name in shown.dots] == ["Werkstatt, Werkstraße 1"]


def test_a_city_that_was_never_drawn_is_on_the_map(client, placed, workshop):
    kiel = CityFactory(slug="kiel", name="Kiel <Nord>", latitude=54.3, longitude=10.1)
    place(workshop, kiel, latitude=54.3, longitude=10.1)

    shown = Map(client, "/anbieter/?stadt=kiel")

    assert shown.chosen == ["kiel"]
    assert ">Kiel &lt;Nord&gt; <tspan" in shown.page
    assert len(shown.dots) == 1


def test_a_name_cannot_leave_its_attribute(client, essen, essen_city):
    provider = listed("haus", essen, name='"><b>Haus')
    place(provider, essen_city, street="<i>Weg 1")

    page = client.get("/anbieter/?stadt=essen").text

    assert 'aria-label="&quot;&gt;&lt;b&gt;Haus, &lt;i&gt;Weg 1"' in page


@pytest.mark.parametrize("count", [1, 30])
def test_the_map_costs_no_query_more(count, client, essen, django_assert_num_queries):
    list_providers(count, network=essen)
    client.get("/anbieter/")

    with django_assert_num_queries(2):
        client.get("/anbieter/?stadt=essen")


def test_the_interface_for_machines_asks_for_no_sites(client, placed):
    assert "orte" not in client.get("/api/v1/anbieter/?stadt=essen").json()


def test_the_first_map_is_small(client, db):
    load()
    page = client.get("/anbieter/").text
    section = re.search(r'<section id="map".*?</section>', page, re.DOTALL)[0]

    assert len(re.findall(r'id="karte-', section)) == 8
    assert len(section.encode()) < 4096


def test_a_directory_without_cities_has_an_empty_map(client, db):
    assert Map(client, "/anbieter/").links == {}


def test_nearly_all_points_of_a_city_lie_where_its_outline_is(db):
    load()
    plan = draw(City.objects.all())
    known = PostalCode.objects.filter(city__isnull=False).select_related("city")

    outside = [
        code.code
        for code in known
        if not plan.stops[code.city.slug].box.holds(
            locate(code.latitude, code.longitude)
        )
    ]

    assert [*plan.stops] == [town.slug for town in FROM_WEST_TO_EAST]
    assert len(outside) <= 2


@pytest.mark.parametrize(
    ("question", "address"),
    [
        ("stadt=essen", "mischung=x"),
        ("q=a%26b&stadt=essen", "q=a%26b&mischung=x"),
        ("q=stadt%3Dessen", "q=stadt%3Dessen&stadt=essen&mischung=x"),
        ("netzwerk=bochum", "stadt=essen&netzwerk=bochum&mischung=x"),
    ],
)
def test_a_link_changes_the_city_alone(client, placed, question, address):
    page = client.get(f"/anbieter/?{question}&mischung=x").text
    found = re.search(r'id="karte-essen" href="(.*?)"', page)[1]

    assert unescape(found) == f"?{address}"
