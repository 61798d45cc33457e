"""A post comes online at its time, and neither clocks nor calendars change that."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alliance.version import public_version
from news import publishing
from news.models import Post
from tests.factories import PostFactory, released

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
SOON = NOW + timedelta(minutes=30)
A_MOMENT = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def soon(essen):
    released(essen, NOW - timedelta(days=1), slug="gestern")
    return to_come(essen)


def to_come(network):
    post = released(network, SOON, slug="bald")
    Post.objects.filter(pk=post.pk).update(is_noticed=False)
    return post


def lists(client):
    """Which of the lists and feeds name it."""
    pages = ["/", "/aktuelles/", "/aktuelles/archiv/2026/11/", "/aktuelles/gestern/"]
    pages += ["/netzwerke/essen/", "/netzwerke/essen/aktuelles/"]
    pages += [reverse("members:sitemap-section", args=["aktuelles"])]
    pages += [f"/aktuelles/feed.{form}" for form in ("atom", "rss", "json")]
    return {page: "/aktuelles/bald/" in client.get(page).text for page in pages}


def test_it_stands_everywhere_from_its_moment_on(client, soon, clock):
    clock.move_to(SOON - A_MOMENT, tick=False)
    assert client.get("/aktuelles/bald/").status_code == 404
    assert set(lists(client).values()) == {False}

    # The worker is slow: nobody has noticed it yet.
    clock.move_to(SOON, tick=False)
    assert client.get("/aktuelles/bald/").status_code == 200
    assert lists(client) == dict.fromkeys(lists(client), True)


def test_the_first_of_all_comes_at_its_moment_as_well(client, essen, clock):
    to_come(essen)
    assert "/aktuelles/bald/" not in client.get("/aktuelles/").text

    clock.move_to(SOON, tick=False)
    assert "/aktuelles/bald/" in client.get("/aktuelles/").text


def test_the_tag_of_a_page_turns_when_it_is_noticed(client, soon, clock):
    before = client.get("/aktuelles/")["ETag"]
    known = {"If-None-Match": before}
    publishing.notice_due(SOON - A_MOMENT)
    assert client.get("/aktuelles/", headers=known).status_code == 304

    clock.move_to(SOON, tick=False)
    publishing.notice_due(SOON)
    response = client.get("/aktuelles/", headers=known)
    assert response.status_code == 200
    assert "/aktuelles/bald/" in response.text


def test_it_is_noticed_once(soon):
    assert publishing.notice_due(SOON) == 1
    before = public_version()

    assert publishing.notice_due(SOON) == 0
    assert publishing.notice_due(SOON + timedelta(days=9)) == 0
    assert public_version() == before


def test_noticed_by_a_clock_that_is_an_hour_fast_it_is_noticed_again(
    client, soon, clock
):
    publishing.notice_due(NOW + timedelta(hours=1))
    assert client.get("/aktuelles/bald/").status_code == 404
    publishing.notice_due(NOW)
    before = public_version()

    clock.move_to(SOON, tick=False)
    assert publishing.notice_due(SOON) == 1
    assert public_version() != before


def test_what_a_fast_clock_has_shown_is_gone_again(client, soon, clock):
    clock.move_to(NOW + timedelta(hours=1), tick=False)
    assert set(lists(client).values()) == {True}

    clock.move_to(NOW, tick=False)
    assert set(lists(client).values()) == {False}


def test_withdrawn_it_is_gone_from_all(client, soon, esra, clock):
    clock.move_to(SOON, tick=False)
    publishing.notice_due(SOON)
    publishing.withdraw(soon, by=esra)

    assert client.get("/aktuelles/bald/").status_code == 410
    assert set(lists(client).values()) == {False}


def send(client, post, day, time):
    post.refresh_from_db()
    address = reverse("news:release", args=[post.pk])
    return client.post(address, {"seen": post.revision, "day": day, "time": time})


@pytest.fixture
def draft(client, esra, essen):
    client.force_login(esra)
    return PostFactory(network=essen)


@pytest.mark.parametrize(
    ("day", "time", "moment"),
    [
        ("2026-12-31", "23:59", datetime(2026, 12, 31, 22, 59, tzinfo=UTC)),
        ("2027-01-01", "00:00", datetime(2026, 12, 31, 23, 0, tzinfo=UTC)),
        ("1.1.2027", "0:30", datetime(2026, 12, 31, 23, 30, tzinfo=UTC)),
        # The clocks leap from two to three.
        ("2027-03-28", "01:59", datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        ("2027-03-28", "03:00", datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
        # Two o'clock comes twice; the first one is meant.
        ("2027-10-31", "02:00", datetime(2027, 10, 31, 0, 0, tzinfo=UTC)),
        ("2027-10-31", "02:59", datetime(2027, 10, 31, 0, 59, tzinfo=UTC)),
        ("2027-10-31", "03:00", datetime(2027, 10, 31, 2, 0, tzinfo=UTC)),
        ("29.02.2028", "12:00", datetime(2028, 2, 29, 11, 0, tzinfo=UTC)),
        ("31.12.2100", "12:00", datetime(2100, 12, 31, 11, 0, tzinfo=UTC)),
    ],
)
def test_a_day_and_a_time_are_those_of_the_ruhr(client, draft, day, time, moment):
    assert send(client, draft, day, time).status_code == 302
    draft.refresh_from_db()

    assert draft.release_at == draft.first_released_at == moment


@pytest.mark.parametrize(
    ("day", "time", "sentence"),
    [
        ("2027-03-28", "02:00", "Diese Uhrzeit gibt es wegen der Zeitumstellung nicht"),
        ("2027-03-28", "02:59", "Diese Uhrzeit gibt es wegen der Zeitumstellung nicht"),
        ("2027-02-29", "12:00", "Bitte geben Sie ein gültiges Datum an"),
        ("31.04.2027", "12:00", "Bitte geben Sie ein gültiges Datum an"),
        ("2027-13-01", "12:00", "Bitte geben Sie ein gültiges Datum an"),
        ("1.1.0001", "12:00", "Bitte geben Sie ein gültiges Datum an"),
        ("31.12.9999", "12:00", "Bitte geben Sie ein gültiges Datum an"),
        ("01.01.2101", "12:00", "Bitte geben Sie ein gültiges Datum an"),
        ("morgen", "12:00", "Bitte geben Sie ein gültiges Datum an"),
        ("2027-01-01", "24:00", "Bitte geben Sie eine Uhrzeit wie 9:30 an"),
        ("2027-01-01", "12 Uhr", "Bitte geben Sie eine Uhrzeit wie 9:30 an"),
        ("2027-01-01", "", "Bitte geben Sie Tag und Uhrzeit an."),
        ("", "12:00", "Bitte geben Sie Tag und Uhrzeit an."),
        ("24.11.2026", "12:00", "ist schon vorbei"),
        ("25.11.2026", "12:59", "ist schon vorbei"),
        # On the dot it is over.
        ("25.11.2026", "13:00", "ist schon vorbei"),
    ],
)
def test_a_time_that_cannot_be_is_refused(client, draft, day, time, sentence):
    response = send(client, draft, day, time)

    assert response.status_code == 422
    assert sentence in response.text
    assert f'value="{time}"' in response.text or not time
    assert not Post.objects.exclude(state="draft").exists()


def test_the_minute_after_now_is_a_time_to_come(client, draft):
    assert send(client, draft, "25.11.2026", "13:01").status_code == 302
    assert Post.objects.scheduled(timezone.now()).get() == draft


def test_a_time_that_came_while_it_was_sent_is_now(draft, esra):
    post = publishing.release(draft, at=NOW, seen=draft.revision, by=esra)

    assert post.is_noticed
    assert post.release_at == post.first_released_at == NOW


def test_a_year_turns_in_the_time_of_the_ruhr(client, essen, clock):
    clock.move_to(datetime(2027, 1, 5, tzinfo=UTC), tick=False)
    released(essen, datetime(2026, 12, 31, 23, 30, tzinfo=UTC), slug="neujahr")

    assert "/neujahr/" in client.get("/aktuelles/archiv/2027/1/").text
    assert client.get("/aktuelles/archiv/2026/").status_code == 404
