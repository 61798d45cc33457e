"""What comes with the portal: terms, postal codes, cities."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from members import places, vocabulary
from members.models import PostalCode, Term
from networks.models import City


@pytest.fixture(scope="module")
def first(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield vocabulary.load()
        transaction.set_rollback(True)


@pytest.fixture
def loaded(first, db):
    return first


def test_it_loads_terms_cities_and_postal_codes(loaded):
    assert loaded == (126, 8, 8155)
    assert Term.objects.count() == 126
    assert PostalCode.objects.count() == 8155


def test_a_term_has_its_name_its_synonyms_and_its_place(loaded):
    term = Term.objects.get(kind="funding", slug="avgs")

    assert term.name == "Aktivierungs- und Vermittlungsgutschein"
    assert term.synonyms == ["AVGS", "Vermittlungsgutschein"]
    assert term.position == 2


def test_the_cities_go_from_west_to_east(loaded):
    assert list(City.objects.values_list("slug", "name")) == [
        ("duisburg", "Duisburg"),
        ("oberhausen", "Oberhausen"),
        ("muelheim", "Mülheim an der Ruhr"),
        ("essen", "Essen"),
        ("gelsenkirchen", "Gelsenkirchen"),
        ("bochum", "Bochum"),
        ("dortmund", "Dortmund"),
        ("hamm", "Hamm"),
    ]


def test_a_city_has_the_middle_of_its_postal_codes(loaded):
    hamm = City.objects.get(slug="hamm")

    assert (round(hamm.latitude, 2), round(hamm.longitude, 2)) == (51.67, 7.8)


@pytest.mark.parametrize(
    ("code", "city"),
    [
        ("45468", "muelheim"),
        ("59065", "hamm"),
        ("47228", "duisburg"),
        ("67580", None),
        ("54486", None),
        ("44623", None),
    ],
)
def test_a_postal_code_knows_its_city_but_not_its_namesake(loaded, code, city):
    found = places.find(code)

    assert (found.city.slug if found.city else None) == city


def test_loading_again_writes_nothing(loaded):
    with CaptureQueriesContext(connection) as queries:
        again = vocabulary.load()

    assert again == (0, 0, 0)
    verbs = {query["sql"].split()[0] for query in queries}
    assert verbs <= {"SELECT", "SAVEPOINT", "RELEASE"}


def test_what_the_office_has_changed_stays(loaded):
    Term.objects.filter(kind="topic", slug="it").update(name="Rechner", synonyms=[])
    Term.objects.create(kind="topic", slug="eigenes", name="Eigenes")
    City.objects.filter(slug="hamm").update(name="Hamm (Westfalen)")
    Term.objects.filter(kind="topic", slug="buero").delete()

    assert vocabulary.load() == (1, 0, 0)
    assert Term.objects.get(kind="topic", slug="it").name == "Rechner"
    assert Term.objects.filter(slug="eigenes").exists()
    assert City.objects.get(slug="hamm").name == "Hamm (Westfalen)"


def test_the_command_says_what_is_new(loaded, capsys):
    Term.objects.filter(kind="topic", slug="buero").delete()

    call_command("load_vocabulary")
    call_command("load_vocabulary", verbosity=0)

    assert capsys.readouterr().out == (
        "Neu: 1 Merkmale, 0 Städte und 0 Postleitzahlen.\n"
    )
