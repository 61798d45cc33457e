"""The lists of partners by kind and by city, and an advice centre's own page."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from members import membership
from members.directory import index
from tests.factories import CityFactory, OpeningHoursFactory, TermFactory, listed


@pytest.fixture
def advice(db):
    return TermFactory(
        kind="partner_kind", slug="beratung", name="Beratungsstelle", position=9
    )


@pytest.fixture
def chamber(db):
    return TermFactory(kind="partner_kind", slug="kammer", name="Kammer", position=1)


@pytest.fixture
def cities(db):
    return [
        CityFactory(slug=slug, name=slug.capitalize(), position=position)
        for position, slug in enumerate(("essen", "hamm"), 1)
    ]


def partner(slug, *terms, city=None, **content):
    organisation = listed(slug, kind="partner", terms=terms, **content)
    organisation.sites.update(city=city)
    index.refresh([organisation.pk])
    return organisation


def slugs(page):
    return re.findall(r'<h3><a href="/partner/([\w-]+)/"', page)


def test_advice_comes_first_and_all_else_in_the_order_of_the_kinds(
    client, advice, chamber
):
    partner("lernladen", advice)
    partner("ihk", chamber)
    partner("freund")

    page = client.get("/partner/").text

    assert re.findall(r'<h2 id="([\w-]+)">', page) == ["beratung", "kammer", "weitere"]
    assert slugs(page) == ["lernladen", "ihk", "freund"]
    assert '<a href="#kammer">Kammer</a> <small>1</small>' in page


def test_a_partner_stands_under_each_of_its_kinds(client, advice, chamber):
    partner("beides", advice, chamber)

    assert slugs(client.get("/partner/").text) == ["beides", "beides"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_needs_two_queries(
    count, client, advice, cities, django_assert_num_queries
):
    for number in range(count):
        centre = partner(f"partner-{number}", advice, city=cities[0])
        OpeningHoursFactory(site=centre.sites.get())
    client.get("/partner/")  # the vocabulary and the register are read once

    for question in ("", "?art=beratung", "?stadt=essen"):
        with django_assert_num_queries(2):
            page = client.get(f"/partner/{question}").text
        assert len(slugs(page)) == count


def test_many_partners_of_a_kind_have_pages_of_their_own(
    client, chamber, cities, monkeypatch
):
    monkeypatch.setattr("members.paging.A_PAGE", 10)
    for number in range(13):
        partner(f"kammer-{number}", chamber, city=cities[0])

    first, all_of_them, last = (
        client.get(f"/partner/{question}").text
        for question in (
            "?stadt=essen",
            "?art=kammer&stadt=essen",
            "?art=kammer&seite=2",
        )
    )

    assert len(slugs(first)) == 12
    assert 'href="?art=kammer&amp;stadt=essen">Alle 13: Kammer</a>' in first
    assert len(slugs(all_of_them)) == 10
    assert 'href="?art=kammer&amp;stadt=essen&amp;seite=2"' in all_of_them
    assert len(slugs(last)) == 3
    assert not set(slugs(last)) - {f"kammer-{number}" for number in range(13)}


def test_partners_without_a_kind_have_pages_of_their_own_too(client, advice):
    for number in range(13):
        partner(f"freund-{number}")
    partner("lernladen", advice)

    assert 'href="?art=weitere"' in client.get("/partner/").text
    assert len(slugs(client.get("/partner/?art=weitere").text)) == 13


CHOICE = re.compile(
    r'<a href="(/partner/[^"]*)"( aria-current="true")?><span[^>]*>([^<]+)</span>'
    r" <small>.*?(\d+)</small>"
)


def choices(page):
    return {
        name: (address, int(count), bool(mark))
        for address, mark, name, count in CHOICE.findall(page)
    }


def test_a_city_is_chosen_by_a_link_that_counts_and_is_marked(
    client, advice, chamber, cities
):
    essen, hamm = cities
    partner("lernladen", advice, city=essen)
    partner("ihk", chamber, city=essen)
    partner("hwk", chamber, city=hamm)

    page = client.get("/partner/?stadt=essen").text
    of_kind = client.get("/partner/?art=kammer&stadt=hamm").text

    assert choices(page) == {
        "Alle Städte": ("/partner/", 3, False),
        "Essen": ("/partner/?stadt=essen", 2, True),
        "Hamm": ("/partner/?stadt=hamm", 1, False),
    }
    assert slugs(page) == ["lernladen", "ihk"]
    assert "<h1>Partner und Beratung in Essen</h1>" in page
    assert choices(of_kind)["Essen"] == (
        "/partner/?art=kammer&amp;stadt=essen",
        1,
        False,
    )
    assert slugs(of_kind) == ["hwk"]


def test_several_cities_show_the_partners_of_each(client, chamber, cities):
    essen, hamm = cities
    partner("ihk", chamber, city=essen)
    partner("hwk", chamber, city=hamm)
    partner("land", chamber)

    page = client.get("/partner/?stadt=essen&stadt=hamm").text

    assert sorted(slugs(page)) == ["hwk", "ihk"]
    assert "<h1>Partner und Beratung in Essen und Hamm</h1>" in page


def test_what_is_unknown_is_named_and_dropped(client, chamber, cities):
    partner("ihk", chamber, city=cities[0])

    page = client.get("/partner/?stadt=atlantis&art=<b>&seite=x").text

    assert "Die Stadt „atlantis“ gibt es hier nicht." in page
    assert "Den Filter „&lt;b&gt;“ gibt es nicht." in page
    assert slugs(page) == ["ihk"]
    assert re.search(r'rel="canonical" href="[^"?]*/partner/"', page)


def test_a_city_without_a_partner_says_so_and_is_no_link(client, chamber, cities):
    partner("ihk", chamber, city=cities[0])

    page = client.get("/partner/?stadt=hamm").text

    assert "In Hamm ist noch kein Partner eingetragen" in page
    assert 'href="/partner/?stadt=hamm"' not in page


def test_without_any_partner_the_page_says_how_they_get_there(client, cities):
    page = client.get("/partner/").text

    assert "Die Geschäftsstelle trägt die Partner ein." in page
    assert 'class="cities-nav"' not in page


def test_who_has_left_is_listed_no_more(client, essen, chamber):
    ihk = listed("ihk", essen, kind="partner", terms=(chamber,))
    assert slugs(client.get("/partner/").text) == ["ihk"]

    yesterday = timezone.localdate() - timedelta(days=1)
    membership.end(ihk.memberships.get(), until=yesterday, by=None)

    assert slugs(client.get("/partner/").text) == []


def test_the_order_of_a_kind_changes_with_the_day(client, chamber, time_machine):
    for number in range(12):
        partner(f"kammer-{number}", chamber)

    orders = set()
    for day in (1, 2):
        time_machine.move_to(f"2027-03-0{day} 12:00+01:00")
        orders.add(tuple(slugs(client.get("/partner/").text)))

    assert len(orders) == 2
    assert len({frozenset(order) for order in orders}) == 1


def test_an_advice_centre_is_listed_with_address_and_hours(client, advice, chamber):
    for slug, kind in {"lernladen": advice, "ihk": chamber}.items():
        OpeningHoursFactory(site=partner(slug, kind).sites.get())

    page = client.get("/partner/").text

    assert page.count("<address>Beispielweg 1, 45127&nbsp;Essen</address>") == 1
    assert page.count('<table class="hours">') == 1
    assert page.count("js/hours") == 1
    assert "js/hours" not in client.get("/partner/?art=kammer").text


def test_the_site_in_the_chosen_city_is_the_one_that_is_shown(client, advice, cities):
    essen, hamm = cities
    centre = partner("lernladen", advice, city=essen)
    centre.sites.create(
        street="Bahnhofstraße 2",
        postal_code="59065",
        place="Hamm",
        city=hamm,
        latitude=51.6,
        longitude=7.8,
        position=1,
    )
    index.refresh([centre.pk])

    assert "Beispielweg 1, 45127" in client.get("/partner/").text
    assert "Bahnhofstraße 2, 59065" in client.get("/partner/?stadt=hamm").text


def test_an_advice_centre_tells_when_it_is_open(client, advice):
    site = partner("lernladen", advice).sites.get()
    OpeningHoursFactory(site=site, opens="09:00", closes="12:30")
    OpeningHoursFactory(site=site, opens="14:00", closes="16:00")

    page = client.get("/partner/lernladen/").text

    assert re.search(
        r'<tr data-days="0" data-spans="09:00-12:30 14:00-16:00">\s*'
        r'<th scope="row">Montag</th>\s*'
        r"<td><span>9 bis 12:30</span>, <span>14 bis 16 Uhr</span></td>",
        page,
    )
    assert page.count("js/hours") == 1


def test_hours_name_their_site_where_there_are_several(client, advice):
    centre = partner("lernladen", advice)
    OpeningHoursFactory(site=centre.sites.get())
    assert "<caption>Öffnungszeiten</caption>" in client.get("/partner/lernladen/").text

    centre.sites.create(
        street="Weg 2", postal_code="45127", place="Essen", latitude=51.4, longitude=7
    )

    page = client.get("/partner/lernladen/").text
    assert "<caption>Öffnungszeiten: Beispielweg 1</caption>" in page


def test_a_page_without_hours_loads_no_script(client, advice):
    partner("lernladen", advice)

    assert "js/hours" not in client.get("/partner/lernladen/").text
