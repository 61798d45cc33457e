"""The directory's hits as CSV."""

import csv
import io

import pytest
import time_machine

from members.exchange.quoting import unquoted
from tests.factories import listed
from tests.members.listing import list_providers


def rows(response):
    text = response.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_a_row_tells_what_a_hit_tells_and_where_it_is(client, house):
    response = client.get("/api/v1/anbieter.csv")

    assert response.content.startswith("\ufeffKennung;Nr;Name".encode())
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["X-Total-Count"] == "1"
    assert rows(response) == [
        {
            "Kennung": "haus",
            "Nr": "E-017",
            "Name": "Haus der Bildung",
            "Kurz": "Wir schweißen",
            "Städte": "Essen",
            "Straße": "Beispielweg 1",
            "PLZ": "45127",
            "Ort": "Essen",
            "Telefon": "0201 1",
            "E-Mail": "h@haus.example",
            "Website": "https://haus.example/",
            "Themen": "Schweißen",
            "Förderungen": "Bildungsgutschein",
            "Bildungsgutschein": "ja",
            "Profil": "http://127.0.0.1:8000/anbieter/haus/",
        }
    ]


@pytest.mark.parametrize("question", ["", "?ordnung=a-z", "?mischung=x&seite=2"])
def test_the_table_has_all_hits_in_the_order_asked(client, essen, question):
    list_providers(45, network=essen)
    address = f"/api/v1/anbieter/{question}{'&' if question else '?'}"
    pages = [client.get(f"{address}seite={page}").json() for page in (1, 2, 3)]
    asked = [hit["slug"] for page in pages for hit in page["ergebnisse"]]
    if "seite" in question:
        pages = [
            client.get(f"/api/v1/anbieter/?mischung=x&seite={page}").json()
            for page in (1, 2, 3)
        ]
        asked = [hit["slug"] for page in pages for hit in page["ergebnisse"]]

    response = client.get(f"/api/v1/anbieter.csv{question}")

    assert [row["Kennung"] for row in rows(response)] == asked
    assert len(asked) == 45


def test_filters_hold_for_the_table_too(client, house, college):
    response = client.get("/api/v1/anbieter.csv?thema=schweissen")

    assert [row["Kennung"] for row in rows(response)] == ["haus"]


@pytest.mark.parametrize(
    "name", ["=1+1", "+49", "-2", "@SUM(A1)", "'=1", "a;b", 'sie "sagt"', "''-x"]
)
def test_no_cell_is_a_formula_and_each_can_be_read_back(client, essen, name):
    listed("haus", essen, name=name, plain=name)

    [row] = rows(client.get("/api/v1/anbieter.csv"))

    assert row["Name"][0] not in "=+-@\t\r"
    assert unquoted(row["Name"]) == unquoted(row["Kurz"]) == name


def test_a_table_has_an_end_and_says_how_many_there_are(client, essen, monkeypatch):
    monkeypatch.setattr("members.api.table.MOST", 10)
    list_providers(12, network=essen)

    response = client.get("/api/v1/anbieter.csv")

    assert len(rows(response)) == 10
    assert response["X-Total-Count"] == "12"


def test_the_file_bears_the_day(client, db):
    with time_machine.travel("2027-03-03 12:00+01:00", tick=False):
        response = client.get("/api/v1/anbieter.csv")

    assert (
        response["Content-Disposition"]
        == 'attachment; filename="anbieter-2027-03-03.csv"'
    )
