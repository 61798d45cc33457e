"""Older and newer: through all that is public, in one order, and to nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alliance.version import public_version
from news import reading
from news.models import Post
from news.states import PostState
from tests.news.conftest import online

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
KINDS = ["online", "draft", "scheduled", "withdrawn"]
# Few hours, so that many share one.
posts = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(1, 6)), min_size=1, max_size=25
)


def add(number, kind, hours):
    at = NOW + timedelta(hours=hours if kind == "scheduled" else -hours)
    released = kind in ("online", "scheduled")
    return Post(
        title=f"{kind} {number}",
        slug=None if kind == "draft" else f"post-{number}",
        state=PostState.RELEASED if released else PostState(kind),
        release_at=at if released else None,
        first_released_at=None if kind == "draft" else at,
    )


@pytest.mark.django_db
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(wanted=posts)
def test_from_the_oldest_newer_leads_through_all_public_posts(wanted, time_machine):
    time_machine.move_to(NOW, tick=False)
    Post.objects.all().delete()
    Post.objects.bulk_create(add(n, *one) for n, one in enumerate(wanted))
    index = reading.index(public_version())
    public = [line.slug for line in index.lines]
    times = [(line.released_at, line.id) for line in index.lines]

    assert times == sorted(times, reverse=True)
    assert len(public) == sum(kind == "online" for kind, _hours in wanted)
    for place, slug in enumerate(public):
        older, newer = index.neighbours(slug)
        beside = public[place + 1 : place + 2], public[max(place - 1, 0) : place]
        assert [one.slug for one in (older,) if one] == beside[0]
        assert [one.slug for one in (newer,) if one] == beside[1]


def test_a_post_names_its_neighbours_both_ways(client, esra, essen):
    old = online(essen, esra, title="Alt")
    new = online(essen, esra, title="Neu")

    page = client.get(old.get_absolute_url()).text
    assert f'<a href="{new.get_absolute_url()}" rel="next">Neu</a>' in page
    assert 'rel="prev"' not in page
    page = client.get(new.get_absolute_url()).text
    assert f'<a href="{old.get_absolute_url()}" rel="prev">Alt</a>' in page
    assert 'rel="next"' not in page
