"""Whatever stands in the address, the directory answers, and the API the same."""

import json

import pytest
from django.utils.html import escape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import CityFactory, NetworkFactory, PostalCodeFactory, TermFactory
from tests.members.listing import list_providers

NAMES = (
    *("q", "stadt", "netzwerk", "thema", "foerderung", "form", "bildungsgutschein"),
    *("plz", "umkreis", "ordnung", "mischung", "seite", "a", "utm_source", "sort"),
)
VALUES = (
    *("", "essen", "holz", "ja", "45127", "45128", "10", "fair", "a-z", "treffer"),
    *("nah", "2", "999999", "Werkstatt -Holz", '"Werkstatt', "', --", "%", "\\", "ä🙂"),
)
ODD_TEXTS = (
    *('"Pflege', "-", "or", "OR OR", "&&", "a:*&|!", "<->", "\\", "'", "--", "- -"),
    *("'; drop table members_word;--", "1 OR 1=1", "' UNION SELECT 1", "%", "_%_"),
    *("{{7*7}}", "${7*7}", "a" * 10_000, "wort " * 3000, "🙂", "\u202e", "§", "١٢٣"),
)


@pytest.fixture
def forty(db):
    network = NetworkFactory(slug="essen")
    network.cities.add(CityFactory(slug="essen", name="Essen"))
    PostalCodeFactory(code="45127")
    TermFactory(slug="holz", name="Holz", synonyms=["Tischlerei"])
    return list_providers(40, network=network, plain="Werkstatt für Holz")


def api(client, parameters):
    return client.get("/api/v1/anbieter/", parameters)


@pytest.mark.parametrize("text", ODD_TEXTS, ids=lambda text: text[:20])
def test_no_text_breaks_the_search(text, client, forty):
    page = client.get("/anbieter/", {"q": text})

    assert page.status_code == 200
    assert 'data-testid="results"' in page.text


@pytest.mark.parametrize("name", ["q", "plz", "thema", "mischung", "a", "ordnung"])
@pytest.mark.parametrize("probe", ['"><x-probe>', "<script>alert(1)</script>"])
def test_what_was_typed_is_shown_escaped(name, probe, client, forty):
    page = client.get("/anbieter/", {name: probe})

    assert page.status_code == 200
    assert "<x-probe>" not in page.text
    assert "<script>alert" not in page.text
    if name == "q":
        assert escape(probe) in page.text


@pytest.mark.parametrize(
    ("wanted", "got"),
    [
        *(("0", 1), ("-1", 1), ("abc", 1), ("1e3", 1), ("2.0", 1), ("٣", 1), ("", 1)),
        *(("9" * 30, 2), ("9" * 5000, 2), ("2", 2), ("3", 2), ("999999", 2)),
    ],
)
def test_an_invalid_page_is_the_first_and_one_too_far_the_last(
    wanted, got, client, forty
):
    answer = api(client, {"seite": wanted}).json()

    assert (answer["seite"], answer["seiten"]) == (got, 2)


def test_the_first_hundred_characters_count_and_the_page_says_so(client, forty):
    answer = api(client, {"q": "Werkstatt " * 11}).json()

    assert answer["anzahl"] == 40
    assert answer["hinweise"] == ["Die Suche berücksichtigt die ersten 100 Zeichen."]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("netzwerk", "Dieses Netzwerk gibt es nicht"),
        ("stadt", "atlantis"),
        ("thema", "atlantis"),
    ],
)
def test_an_unknown_value_is_named_and_dropped(name, sentence, client, forty):
    page = client.get("/anbieter/", {name: ["atlantis"]})

    assert sentence in page.text
    assert api(client, {name: "atlantis"}).json()["anzahl"] == 40


def test_values_that_repeat_count_once_and_several_are_or(client, forty):
    once = api(client, {"stadt": "essen"}).json()

    assert (
        api(client, {"stadt": ["essen"] * 50}).json()["ergebnisse"]
        == once["ergebnisse"]
    )
    assert api(client, {"stadt": ["essen", "atlantis"]}).json()["anzahl"] == 40


def test_unknown_parameters_are_ignored(client, forty):
    plain = api(client, {"mischung": "x"}).json()

    odd = api(
        client,
        {"mischung": "x", "utm_source": "y", "sort": "-password", "netzwerk[]": "z"},
    ).json()

    assert odd == plain


def test_the_api_answers_as_the_contract_says(client, forty):
    answer = api(client, {"mischung": "x"})

    assert answer["Content-Type"].startswith("application/json")
    body = json.loads(answer.content)
    assert list(body) == [
        *(
            "anzahl",
            "seite",
            "seiten",
            "mischung",
            "facetten",
            "ergebnisse",
            "hinweise",
        ),
    ]
    assert (body["anzahl"], body["seite"], body["seiten"]) == (40, 1, 2)
    assert body["mischung"] == "x"
    assert body["facetten"]["stadt"] == {"essen": 40}
    assert body["facetten"]["thema"] == {"holz": 0}
    assert list(body["ergebnisse"][0]) == [
        *("slug", "name", "kurz", "staedte", "themen", "foerderungen"),
        *("bildungsgutschein", "website", "url"),
    ]
    first = body["ergebnisse"][0]
    assert first["staedte"] == ["essen"]
    assert first["bildungsgutschein"] is False
    assert first["website"] is None
    assert first["url"] == f"http://127.0.0.1:8000/anbieter/{first['slug']}/"


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(NAMES), st.sampled_from(VALUES) | st.text(max_size=30)
        ),
        max_size=6,
    )
)
def test_page_and_api_agree_whatever_is_asked(client, forty, pairs):
    parameters: dict[str, list[str]] = {}
    for name, value in pairs:
        parameters.setdefault(name, []).append(value)

    page = client.get("/anbieter/", parameters)
    answer = api(client, parameters)

    assert page.status_code == answer.status_code
    if page.status_code == 200:
        body = answer.json()
        slugs = [result["slug"] for result in body["ergebnisse"]]
        assert f'data-testid="results" data-count="{body["anzahl"]}"' in page.text
        places = [page.text.index(f'data-slug="{slug}"') for slug in slugs]
        assert places == sorted(places)
        assert page.text.count("data-slug=") == len(slugs)
    else:
        assert page.status_code == 400
        assert any("\0" in value for _name, value in pairs)
    assert not page.cookies
