"""German for real: every case of the search corpus, which is all there is."""

import pytest
from django.db import transaction

from members.vocabulary import load
from networks.models import City, Network
from tests.members.search_cases import CASES, finder, import_corpus, params


@pytest.fixture(scope="module")
def corpus(django_db_setup, django_db_blocker):
    """The corpus, imported for the module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        for city in City.objects.all():
            Network.objects.create(slug=city.slug, name=f"Netzwerk {city}")
        import_corpus()
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("case", params(CASES))
def test_what_is_asked_is_found(case, corpus, db, client):
    found = finder(client)(case["q"])

    assert set(case.get("finds", [])) <= set(found)
    assert not set(case.get("not", [])) & set(found)
    if "only" in case:
        assert sorted(found) == case["only"]
    if "first" in case:
        assert found[0] in case["first"]


@pytest.mark.parametrize(
    "spellings",
    [
        ["Buero", "BÜRO", "Bu\u0308ro", "büro"],
        ["Schweissen", "Schweißen", "SCHWEISSEN"],
        ["Köche", "Koeche", "Koche"],
        ["Führerschein", "Fuehrerschein", "führer-schein"],
    ],
    ids=lambda spellings: spellings[0],
)
def test_all_spellings_give_the_same_list(spellings, corpus, db, client):
    find = finder(client)

    lists = [find(spelling) for spelling in spellings]

    assert lists[0]
    assert all(found == lists[0] for found in lists)


@pytest.mark.parametrize("text", ["und", "der die das", "!!!", "§", "-", '"'])
def test_what_says_nothing_finds_all_and_says_so(text, corpus, db, client):
    page = client.get("/anbieter/", {"q": text})

    assert len(finder(client)(text)) == 16
    assert "genaueren Suchbegriff" in page.text
