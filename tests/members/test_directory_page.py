import re

import pytest

from tests.factories import PostalCodeFactory
from tests.members.listing import list_providers
from tests.members.machine import Machine, read


def test_machines_find_the_list_and_the_counts_on_the_page(
    client, workshop, college, welders
):
    page = read(client, "/anbieter/")

    assert page.count == 3
    assert sorted(page.slugs) == ["kolleg", "schweisser", "werkstatt"]
    assert page.facets["thema"] == {"schweissen": 1}
    assert page.facets["netzwerk"] == {"essen": 3, "bochum": 1}
    assert page.facets["bildungsgutschein"] == {"ja": 0}


@pytest.mark.parametrize(
    "question",
    [
        "",
        "thema=schweissen",
        "netzwerk=essen&ordnung=a-z",
        "q=kolleg",
        "stadt=atlantis&q=Schweisserei",
        "netzwerk=bochum&thema=schweissen",
    ],
)
def test_page_and_interface_answer_alike(client, workshop, college, welders, question):
    page = read(client, f"/anbieter/?{question}")
    answer = client.get(f"/api/v1/anbieter/?{question}").json()

    assert page.count == answer["anzahl"]
    assert page.slugs == [hit["slug"] for hit in answer["ergebnisse"]]
    assert page.facets == {name: n for name, n in answer["facetten"].items() if n}


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_directory_needs_two_queries(
    count, client, essen, django_assert_num_queries
):
    list_providers(count, network=essen)
    client.get("/anbieter/")

    with django_assert_num_queries(2):
        page = read(client, "/anbieter/")

    assert page.count == count


def test_a_ticked_filter_stays_ticked_and_can_be_removed_alone(
    client, workshop, welders
):
    page = read(client, "/anbieter/?thema=schweissen&netzwerk=essen&mischung=x")

    assert page.ticked == {("thema", "schweissen"), ("netzwerk", "essen")}
    assert "?netzwerk=essen&mischung=x" in page.links
    assert "?thema=schweissen&mischung=x" in page.links


def test_the_form_keeps_the_mix_the_order_and_the_shortlist(client, workshop):
    page = read(client, "/anbieter/?mischung=abc&a=werkstatt&a=kolleg")

    assert page.hidden == [("mischung", "abc"), ("a", "werkstatt"), ("a", "kolleg")]
    assert ("ordnung", "a-z") in read(client, "/anbieter/?ordnung=a-z").hidden


def test_links_to_profiles_carry_the_shortlist(client, workshop):
    page = read(client, "/anbieter/?a=werkstatt")

    assert "/anbieter/werkstatt/?a=werkstatt" in page.links
    assert "/anbieter/?a=x" in read(client, "/anbieter/werkstatt/?a=x").links


def test_the_pager_leads_through_the_same_mix(client, essen):
    list_providers(45, network=essen)
    pages = [read(client, f"/anbieter/?mischung=abc&seite={n}") for n in (1, 2, 3)]

    assert [len(page.slugs) for page in pages] == [20, 20, 5]
    assert len({slug for page in pages for slug in page.slugs}) == 45
    assert "?mischung=abc&seite=2" in pages[0].links
    assert "Seite 2 von 3" in client.get("/anbieter/?seite=2").text


def test_mixing_anew_leads_to_another_seed(client, workshop):
    links = read(client, "/anbieter/?mischung=abc").links

    assert any(re.fullmatch(r"\?mischung=(?!abc$).+", link) for link in links)


def test_an_empty_result_names_the_filter_to_drop(client, welders, college):
    page = client.get("/anbieter/?thema=schweissen&netzwerk=bochum").text

    assert Machine(page).count == 0
    assert "Ohne Schweißen: ein Anbieter" in page
    assert "Ohne Netzwerk Bochum: ein Anbieter" in page


def test_a_directory_without_providers_says_how_they_get_there(client, db):
    page = client.get("/anbieter/").text

    assert Machine(page).count == 0
    assert "Noch ist kein Anbieter eingetragen." in page


def test_what_is_unknown_is_named_and_dropped(client, workshop):
    page = client.get("/anbieter/?thema=<b>&plz=99999").text

    assert "Den Filter „&lt;b&gt;“ gibt es nicht." in page
    assert "Die Postleitzahl 99999 kennen wir nicht." in page
    assert 'name="plz" value="99999"' in page
    assert Machine(page).count == 1


def test_what_was_typed_comes_back_escaped(client, workshop):
    page = client.get("/anbieter/", {"q": '"><x-probe>{{7*7}}'}).text

    assert "<x-probe>" not in page
    assert "&quot;&gt;&lt;x-probe&gt;{{7*7}}" in page


def test_the_distance_is_told_where_a_postal_code_was_given(client, workshop):
    PostalCodeFactory(code="45127", latitude=51.5)

    page = client.get("/anbieter/?plz=45127").text

    assert "5,6 km entfernt" in page


@pytest.mark.parametrize(
    ("question", "canonical", "is_noindex"),
    [
        ("", "/anbieter/", False),
        ("?seite=abc", "/anbieter/", True),
        ("?mischung=abc&a=werkstatt&utm_source=x", "/anbieter/", True),
        ("?netzwerk=essen&seite=9", "/anbieter/?netzwerk=essen", True),
        ("?q=haus", "/anbieter/?q=haus", True),
    ],
)
def test_one_question_has_one_canonical_address(
    client, workshop, question, canonical, is_noindex
):
    page = client.get(f"/anbieter/{question}").text

    assert f'<link rel="canonical" href="http://127.0.0.1:8000{canonical}">' in page
    assert ('content="noindex, follow"' in page) == is_noindex


def test_htmx_gets_the_list_the_title_and_the_address_to_show(client, workshop):
    response = client.get(
        "/anbieter/?q=&plz=&umkreis=10&netzwerk=essen&mischung=abc",
        headers={"HX-Request": "true"},
    )

    assert response["HX-Push-Url"] == "/anbieter/?netzwerk=essen&mischung=abc"
    assert "<title>Anbieter – Bündnis.Weiterbildung.Ruhr</title>" in response.text
    assert "<body" not in response.text
    assert "HX-Request" in response["Vary"]
    assert Machine(response.text).slugs == ["werkstatt"]


def test_the_whole_page_has_one_title_and_one_heading(client, workshop):
    page = client.get("/anbieter/").text

    assert page.count("<title>") == 1
    assert page.count("<h1") == 1


def test_words_that_find_nothing_together_are_offered_alone(client, workshop):
    page = client.get("/anbieter/?q=Werkstatt+Zeppelin&mischung=x").text

    assert '<a href="?q=Werkstatt&amp;mischung=x">Werkstatt</a>' in page
    assert '<a href="?q=Zeppelin&amp;mischung=x">Zeppelin</a>' in page


def test_a_postal_code_typed_among_words_stands_in_its_field(client, workshop):
    """Or the next filter would lose it."""
    PostalCodeFactory(code="45127")

    page = client.get("/anbieter/?q=Werkstatt+45127").text

    assert '<input id="plz" name="plz" value="45127"' in page
    assert 'name="q" value="Werkstatt"' in page
