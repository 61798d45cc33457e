from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from members import membership
from members.directory import index
from members.directory.draw import Likeness, draw, draw_similar
from tests.factories import TermFactory, listed
from tests.members.listing import list_providers

TODAY = timezone.localdate()


def slugs(faces):
    return [face.slug for face in faces]


@pytest.fixture
def welding(db):
    return TermFactory(kind="topic", slug="schweissen")


@pytest.fixture
def like(essen, workshop, welding):
    """The workshop teaches welding in Essen."""
    return Likeness(workshop.pk, [essen.cities.get().pk], [welding.pk])


def settle(organisation, city):
    organisation.sites.update(city=city)
    index.refresh([organisation.pk])
    return organisation


def test_a_draw_is_the_same_for_the_same_seed_and_holds_nobody_twice(essen):
    list_providers(30, network=essen)

    first = slugs(draw(6, seed="heute", day=TODAY))

    assert first == slugs(draw(6, seed="heute", day=TODAY))
    assert first != slugs(draw(6, seed="morgen", day=TODAY))
    assert len(set(first)) == 6


def test_each_member_has_the_same_chance_of_every_place(essen):
    """A chi-squared test for each place; 31.3 is passed by chance once in 1,000."""
    list_providers(12, network=essen)
    places = [Counter() for _ in range(3)]
    for seed in range(600):
        for place, slug in zip(
            places, slugs(draw(3, seed=str(seed), day=TODAY)), strict=True
        ):
            place[slug] += 1

    for place in places:
        assert sum((number - 50) ** 2 / 50 for number in place.values()) < 31.3
        assert len(place) == 12


def test_where_few_are_listed_all_are_drawn(workshop, college):
    assert sorted(slugs(draw(6, seed="x", day=TODAY))) == ["kolleg", "werkstatt"]


def test_where_nobody_is_listed_nobody_is_drawn(db):
    assert draw(6, seed="x", day=TODAY) == []


def test_who_left_is_drawn_no_more(workshop, college):
    for one in workshop.memberships.all():
        membership.end(one, until=TODAY, by=None)

    assert slugs(draw(6, seed="x", day=TODAY + timedelta(days=1))) == ["kolleg"]


def test_alike_is_who_shares_a_city_and_a_topic(essen, bochum, workshop, welding, like):
    here, there = essen.cities.get(), bochum.cities.get()
    settle(workshop, here)
    settle(listed("gleich", essen, terms=(welding,)), here)
    settle(listed("fern", bochum, terms=(welding,)), there)
    settle(listed("anders", essen, terms=(TermFactory(kind="topic"),)), here)

    assert slugs(draw_similar(3, like, seed="x", day=TODAY)) == ["gleich"]


def test_nobody_is_alike_without_a_topic(workshop, essen, like):
    settle(workshop, essen.cities.get())

    assert draw_similar(3, like._replace(topics=[]), seed="x", day=TODAY) == []
