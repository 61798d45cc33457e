"""Nobody reads faster than the limit, and nobody slower who keeps to it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.http import HttpResponse, HttpResponseNotModified
from django.test import Client, RequestFactory

from alliance.limits import READING, Limit, client, limited


@pytest.fixture
def limit():
    return Limit(burst=3, a_second=2)


def test_a_burst_goes_through_and_then_one_waits(limit):
    assert [limit.take("a", now=100) for _ in range(4)] == [0, 0, 0, 1]


def test_tokens_come_back_with_time_but_no_more_than_a_burst(limit):
    for _ in range(3):
        limit.take("a", now=100)

    assert limit.take("a", now=100.4) == 1
    assert limit.take("a", now=100.5) == 0
    assert [limit.take("a", now=9999) for _ in range(4)] == [0, 0, 0, 1]


def test_who_waits_as_told_gets_through():
    limit = Limit(burst=1, a_second=0.1)
    limit.take("a", now=0)

    seconds = limit.take("a", now=3)

    assert seconds == 7
    assert limit.take("a", now=3 + seconds) == 0


def test_asking_in_vain_costs_nothing(limit):
    for _ in range(50):
        limit.take("a", now=100)

    assert limit.take("a", now=100.5) == 0


def test_each_address_has_its_own_bucket(limit):
    for _ in range(4):
        limit.take("a", now=100)

    assert limit.take("b", now=100) == 0


def test_a_clock_read_late_takes_nothing_away(limit):
    limit.take("a", now=100)
    limit.take("a", now=99)

    assert limit.take("a", now=100) == 0
    assert limit.take("a", now=100) == 1


def test_the_oldest_is_forgotten():
    limit = Limit(burst=1, a_second=1, remembered=2)
    for name in ("a", "b", "a", "c"):
        limit.take(name, now=100)

    assert list(limit._buckets) == ["a", "c"]


def test_threads_together_get_no_more_than_one_alone():
    limit = Limit(burst=100, a_second=1)

    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda _: limit.take("a", now=100), range(1000)))

    assert waits.count(0) == 100


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("fe80::1%eth0", "fe80::1%eth1", True),
        ("", "kein-rechner", True),
        ("192.0.2.1:443", "192.0.2.1", True),
        ("[2001:db8::1]:443", "2001:db8::2", True),
    ],
)
def test_an_address_is_one_ipv4_or_one_ipv6_network(rf, one, other, are_one):
    first, second = (rf.get("/", REMOTE_ADDR=address) for address in (one, other))

    assert (client(first) == client(second)) == are_one


def test_what_a_request_says_of_its_way_counts_behind_our_proxy_alone(rf, settings):
    forged = rf.get(
        "/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="192.0.2.7, 192.0.2.9"
    )
    assert client(forged) == "127.0.0.1"

    settings.IS_BEHIND_PROXY = True

    assert client(forged) == "192.0.2.9"
    assert client(rf.get("/", REMOTE_ADDR="127.0.0.1")) == "127.0.0.1"


def test_whom_nobody_can_tell_apart_waits_for_no_other(rf, limit):
    view = limited(limit)(lambda request: HttpResponse())

    answers = [view(rf.get("/api/", REMOTE_ADDR="")).status_code for _ in range(10)]

    assert answers == [200] * 10


def test_what_is_unchanged_does_not_count(rf, limit):
    view = limited(limit)(lambda request: HttpResponseNotModified())

    answers = [view(rf.get("/api/")).status_code for _ in range(10)]

    assert answers == [304] * 10


@pytest.fixture
def hasty(monkeypatch):
    monkeypatch.setattr(READING, "burst", 2)
    monkeypatch.setattr(READING, "a_second", 0.001)
    READING.forget()
    yield Client()
    READING.forget()


def test_the_interface_tells_in_json_how_long_to_wait(hasty, db):
    answers = [hasty.get("/api/v1/merkmale/") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2]["Retry-After"]) >= 1
    assert answers[2]["Cache-Control"] == "no-store"
    assert answers[2].json()["fehler"].startswith("Zu viele Anfragen")
    assert hasty.get("/anbieter/").status_code == 200


def test_a_page_for_people_says_it_in_a_page():
    view = limited(Limit(burst=0, a_second=1))(lambda request: HttpResponse())

    response = view(RequestFactory().get("/irgendwo/"))

    assert response.status_code == 429
    assert response["Retry-After"] == "1"
    assert "Das ging zu schnell" in response.text


def test_the_open_data_may_be_read_as_fast_as_promised():
    assert (READING.burst, READING.a_second) == (300, 20)
