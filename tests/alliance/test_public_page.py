"""Public pages: cacheable, the same for all, and new when something has changed."""

import gzip
from datetime import UTC, datetime

import brotli
import pytest
import time_machine

from networks.models import City
from tests.factories import CityFactory

pytestmark = [pytest.mark.urls("tests.alliance.urls"), pytest.mark.django_db]

PAGE = "/probe/staedte/"
ENCODINGS = ["br", "gzip", "identity"]


def etag(client, path=PAGE, **headers):
    return client.get(path, headers=headers).headers["ETag"]


def test_a_public_page_may_be_stored_by_all(client):
    response = client.get(PAGE)

    assert response.headers["Cache-Control"].startswith(
        "public, max-age=0, s-maxage=60"
    )
    assert response.headers["Vary"] == "Accept-Encoding, HX-Request"
    assert response.headers["ETag"].startswith('"')
    assert not response.cookies


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_repeated_request_is_answered_with_one_query_and_no_page(
    client, encoding, django_assert_num_queries
):
    accept = {"Accept-Encoding": encoding}
    known = client.get(PAGE, headers=accept)

    with django_assert_num_queries(1):
        response = client.get(
            PAGE, headers=accept | {"If-None-Match": known.headers["ETag"]}
        )

    assert response.status_code == 304
    assert response.content == b""
    for name in ("ETag", "Cache-Control", "Vary"):
        assert response.headers[name] == known.headers[name]
    assert "Content-Length" not in response.headers


def test_head_is_answered_in_the_same_way(client):
    response = client.head(PAGE, headers={"If-None-Match": etag(client)})

    assert response.status_code == 304


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_after_a_write_the_page_is_new(client, encoding):
    accept = {"Accept-Encoding": encoding}
    known = etag(client, **accept)

    CityFactory(name="Hagen")

    response = client.get(PAGE, headers=accept | {"If-None-Match": known})
    assert response.status_code == 200


def test_every_encoding_is_another_page_with_the_same_words(client):
    CityFactory(name="Hagen")
    answers = {
        encoding: client.get(PAGE, headers={"Accept-Encoding": encoding})
        for encoding in ENCODINGS
    }

    assert len({answer.headers["ETag"] for answer in answers.values()}) == 3
    plain = answers["identity"].content
    assert b"Hagen" in plain
    assert brotli.decompress(answers["br"].content) == plain
    assert gzip.decompress(answers["gzip"].content) == plain
    assert answers["br"].headers["Content-Encoding"] == "br"
    assert "Content-Encoding" not in answers["identity"].headers
    for answer in answers.values():
        assert answer.headers["Content-Length"] == str(len(answer.content))


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("br;q=0.0, gzip; q=0", None),
        ("GZIP", "gzip"),
        ("x" * 100_000, None),
        ("", None),
    ],
)
def test_the_best_encoding_that_is_accepted_is_used(client, accepted, encoding):
    response = client.get(PAGE, headers={"Accept-Encoding": accepted})

    assert response.headers.get("Content-Encoding") == encoding


@pytest.mark.parametrize("appended", ["utm_source=x", "pk_a=1", "fbclid=1&gclid=2"])
def test_what_others_append_changes_neither_tag_nor_page(client, db, appended):
    plain, tracked = (client.get(f"/anbieter/?{query}") for query in ("", appended))

    assert tracked["ETag"] == plain["ETag"]
    assert tracked.content == plain.content


def test_another_order_of_values_is_another_page(client, db):
    one, other = (client.get(f"/anbieter/?{query}") for query in ("q=a&q=b", "q=b&q=a"))

    assert one["ETag"] != other["ETag"]


def test_a_fragment_is_another_page(client):
    assert etag(client) != etag(client, **{"HX-Request": "true"})


@pytest.mark.parametrize("known", ["*", ' "x", *', '"x"', 'W/"x"', "x", "\ud7ff" * 99])
def test_what_the_visitor_does_not_have_is_sent(client, known):
    known = known.encode("utf-8", "replace").decode("latin-1")

    assert client.get(PAGE, headers={"If-None-Match": known}).status_code == 200


def test_at_midnight_the_page_is_new_in_the_time_of_the_ruhr(client):
    with time_machine.travel(datetime(2026, 6, 30, 21, 59, tzinfo=UTC)):
        evening = etag(client)
    with time_machine.travel(datetime(2026, 6, 30, 22, 1, tzinfo=UTC)):
        assert etag(client) != evening


def test_within_a_day_the_page_stays(client):
    with time_machine.travel(datetime(2026, 6, 30, 22, 1, tzinfo=UTC)):
        morning = etag(client)
    with time_machine.travel(datetime(2026, 7, 1, 21, 59, tzinfo=UTC)):
        assert etag(client) == morning


def test_whoever_is_signed_in_reads_the_same_page(client, gisela):
    before = client.get(PAGE)

    client.force_login(gisela)
    after = client.get(PAGE)

    assert "sitzung" in client.cookies
    assert after.content == before.content
    assert dict(after.headers) == dict(before.headers)


def test_signing_in_is_no_write_to_public_data(client, gisela):
    before = etag(client)

    client.force_login(gisela)

    assert etag(client) == before


def test_unknown_parameters_change_nothing(client):
    plain = client.get(PAGE)

    tracked = client.get(PAGE, {"utm_source": "x", "fbclid": "y"})

    assert tracked.content == plain.content
    assert tracked.headers["ETag"] == plain.headers["ETag"]


@pytest.mark.parametrize("path", ["/anbieter/nirgends/", "/anbieter/nirgends"])
def test_what_is_not_there_is_not_stored(client, path):
    response = client.get(path, headers={"If-None-Match": etag(client)})

    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers


def test_whoever_develops_sees_a_changed_template_at_once(client, settings):
    settings.DEBUG = True

    assert etag(client) != etag(client)


def test_a_page_is_read_anew_after_each_release(client, monkeypatch):
    before = etag(client)

    monkeypatch.setattr("alliance.version._source", lambda: "another")

    assert etag(client) != before
    assert City.objects.count() == 0
