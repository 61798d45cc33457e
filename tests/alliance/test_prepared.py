from datetime import date

from django.db.models import CharField, OuterRef
from django.db.models.functions import JSONObject

from alliance.prepared import DAY, Parameter, Prepared, among, rows
from networks.models import City, Network, Role
from tests.factories import CityFactory, NetworkFactory, RoleFactory


def networks():
    cities = City.objects.filter(networks=OuterRef("pk")).order_by("slug")
    return Network.objects.filter(slug=Parameter("slug", CharField())).values_list(
        JSONObject(name="name", cities=rows(cities, slug="slug")), flat=True
    )


def test_one_statement_answers_for_any_value(essen, bochum, django_assert_num_queries):
    essen.cities.add(CityFactory(slug="kettwig"))
    prepared = Prepared(networks)

    with django_assert_num_queries(3):
        found = [prepared(slug=slug) for slug in ("essen", "bochum", "atlantis")]

    assert found == [
        [
            {
                "name": "Netzwerk Essen",
                "cities": [{"slug": "essen"}, {"slug": "kettwig"}],
            }
        ],
        [{"name": "Netzwerk Bochum", "cities": [{"slug": "bochum"}]}],
        [],
    ]


def test_one_statement_finds_any_number_of_rows(essen, bochum):
    prepared = Prepared(
        lambda: Network.objects.filter(among("slug", "slugs")).values_list(
            JSONObject(slug="slug"), flat=True
        )
    )

    found = [
        [row["slug"] for row in prepared(slugs=slugs)]
        for slugs in ([], ["bochum", "atlantis"], ["bochum", "essen"])
    ]

    assert [sorted(slugs) for slugs in found] == [[], ["bochum"], ["bochum", "essen"]]


def test_it_is_compiled_once(essen):
    built = []
    prepared = Prepared(lambda: built.append(1) or networks())

    prepared(slug="essen")
    prepared(slug="essen")

    assert built == [1]


def test_what_is_given_is_a_value_and_never_sql(essen):
    assert Prepared(networks)(slug="essen' OR '1' = '1") == []
    assert Prepared(networks)(slug="%s %(slug)s %%") == []


def test_a_rule_of_a_queryset_takes_the_day_of_the_question(db):
    RoleFactory(since=date(2026, 1, 1), until=date(2026, 6, 30), kind="speaker")
    prepared = Prepared(
        lambda: Role.objects.current(DAY).values_list(
            JSONObject(kind="kind"), flat=True
        )
    )

    assert prepared(day=date(2026, 6, 30)) == [{"kind": "speaker"}]
    assert prepared(day=date(2026, 7, 1)) == []


def test_umlauts_and_signs_come_back_as_they_are(db):
    NetworkFactory(slug="x", name='Müller „& Söhne" \\ %s')

    assert Prepared(networks)(slug="x")[0]["name"] == 'Müller „& Söhne" \\ %s'
