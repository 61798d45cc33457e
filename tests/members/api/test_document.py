"""The OpenAPI document and the answers do not drift apart."""

import json
import re

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.urls import resolve, reverse
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from schemathesis import checks

from alliance.limits import READING
from alliance.wsgi import application
from members.api import document, schemas
from members.directory.query import RADII
from members.directory.statement import ORDERS
from members.directory.vocabulary import SHOWN

ANSWERS = {
    "api-directory": ("anbieter/?stadt=rom&thema=schweissen", schemas.Directory),
    "api-provider": ("anbieter/haus/", schemas.Organisation),
    "api-partners": ("partner/", schemas.Partners),
    "api-partner": ("partner/ihk/", schemas.Organisation),
    "api-networks": ("netzwerke/", schemas.Networks),
    "api-network": ("netzwerke/essen/", schemas.NetworkDetail),
    "api-terms": ("merkmale/", schemas.Vocabulary),
}
OPERATIONS = {
    said["operationId"]: (path, said)
    for path, methods in document.document()["paths"].items()
    for said in methods.values()
}
# What is meant is documented; what is not is dropped and named, never refused.
LENIENT = [checks.load_all_checks() or checks.negative_data_rejection]


def parameters(name):
    return {said["name"]: said for said in OPERATIONS[name][1]["parameters"]}


@pytest.mark.parametrize(("name", "answer"), ANSWERS.items())
def test_an_answer_is_what_its_schema_says_and_no_more(client, portal, name, answer):
    address, schema = answer

    told = client.get(f"/api/v1/{address}").json()

    assert schema.model_validate(told, strict=True).model_dump(mode="json") == told


@pytest.mark.parametrize(("name", "answer"), ANSWERS.items())
def test_an_example_is_what_its_schema_says(name, answer):
    content = OPERATIONS[name][1]["responses"]["200"]["content"]
    example = content["application/json"]["example"]

    read = answer[1].model_validate(example, strict=True)

    assert read.model_dump(mode="json") == example


def test_every_address_is_documented_under_its_name():
    for name, (path, _said) in OPERATIONS.items():
        found = resolve(path.replace("{slug}", "haus"))
        assert found.url_name == name
    assert OPERATIONS.keys() == {*ANSWERS, "directory-csv"}


def test_every_parameter_of_the_directory_is_documented():
    asked = parameters("api-directory")

    assert asked.keys() == {
        *("q", "bildungsgutschein", "plz", "umkreis", "ordnung", "mischung", "seite"),
        *(facet.label for facet in SHOWN),
    }
    assert asked["umkreis"]["schema"]["enum"] == list(RADII)
    assert set(asked["ordnung"]["schema"]["enum"]) == set(ORDERS)
    assert asked["stadt"]["schema"]["type"] == "array"
    assert asked.keys() - {"seite"} == parameters("directory-csv").keys()


def test_the_document_says_whose_the_data_are(client, db):
    said = client.get("/api/v1/openapi.json").json()

    assert said["openapi"].startswith("3.1")
    assert said["info"]["license"] == {
        "name": "Bündnis.Weiterbildung.Ruhr, CC BY 4.0",
        "url": "https://creativecommons.org/licenses/by/4.0/",
    }
    assert said["servers"] == [{"url": "http://127.0.0.1:8000"}]
    assert said == document.document()


def test_the_document_speaks_german():
    text = json.dumps(document.document(), ensure_ascii=False)

    sentences = set(re.findall(r'"(?:summary|description)": "([^"]+)"', text))

    assert len(sentences) > 40
    assert not [said for said in sentences if re.search(r"\b(the|with|and)\b", said)]


@pytest.fixture
def interface(portal, monkeypatch):
    monkeypatch.setattr(READING, "burst", 1e9)
    # A request from outside would close the connection that holds the test's rows.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_the_document_is_valid(interface):
    interface.validate()


@pytest.mark.parametrize("name", OPERATIONS)
def test_no_question_gets_an_answer_that_is_not_documented(interface, name):
    path, _said = OPERATIONS[name]
    operation = interface[path]["GET"]
    known = ["haus", "ihk", "essen", "kolleg", "entwurf"]
    more = {"slug": st.sampled_from(known)} if "{slug}" in path else {}

    @settings(
        max_examples=40,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data())
    def ask(data):
        mode = data.draw(st.sampled_from(list(schemathesis.GenerationMode)))
        case = data.draw(operation.as_strategy(generation_mode=mode))
        if more and data.draw(st.booleans()):
            case.path_parameters["slug"] = data.draw(more["slug"])
        # A NUL is refused wherever it comes; tests/alliance/test_bad_input.py.
        assume("\\x00" not in repr((case.query, case.path_parameters)))
        # The client reads what it gets as it comes.
        case.headers["Accept-Encoding"] = "identity"
        case.call_and_validate(excluded_checks=LENIENT)

    ask()


def test_the_page_explains_every_address(client, portal):
    page = client.get(reverse("members:api-docs")).text

    for name, (path, said) in OPERATIONS.items():
        assert f'id="{name}"' in page
        assert f"GET {path}" in page
        assert said["summary"] in page
    assert "Namensnennung 4.0" in page
    assert "300-mal" in page
    assert "10.000" in page
    assert not re.search(r'(src|<link)[^>]+"https?://(?!127)', page)
