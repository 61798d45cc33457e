"""Two who write at the same moment: nobody waits for ever, nothing is lost."""

import threading

import pytest
from django.db import transaction

from members.directory import index
from members.models import DirectoryEntry, FacetBlock, Organisation, Site
from tests.factories import CityFactory, NetworkFactory, TermFactory, listed
from tests.threads import PATIENCE, together


@pytest.fixture
def two(transactional_db):
    network = NetworkFactory()
    wood, metal = TermFactory(slug="holz"), TermFactory(slug="metall")
    first = listed("eins", network, terms=(wood,))
    second = listed("zwei", network, terms=(metal,))
    return first, second, wood, metal


def test_two_that_swap_their_topics_do_not_deadlock(two):
    first, second, wood, metal = two

    def set_topic(organisation, topic):
        for _time in range(15):
            with transaction.atomic():
                organisation.profiles.get().terms.set([topic])
                index.refresh([organisation.pk])

    together(
        lambda: [set_topic(first, topic) for topic in (metal, wood, metal)],
        lambda: [set_topic(second, topic) for topic in (wood, metal, wood)],
    )

    bits = {
        block.value: block.bits[first.pk % 2048] + block.bits[second.pk % 2048]
        for block in FacetBlock.objects.filter(facet=4)
    }
    assert bits == {metal.pk: "10", wood.pk: "01"}


def test_two_sites_added_at_once_are_both_in_the_entry(two):
    first, *_rest = two
    cities = [CityFactory(slug=slug) for slug in ("essen", "hamm")]
    start = threading.Barrier(2)

    def add_site(city):
        with transaction.atomic():
            Site.objects.create(
                organisation=Organisation.objects.get(pk=first.pk),
                street="Hauptstraße 1",
                postal_code="45127",
                place=city.name,
                city=city,
                latitude=51.45,
                longitude=7.01,
            )
            start.wait(PATIENCE)
            index.refresh([first.pk])

    together(*(lambda city=city: add_site(city) for city in cities))

    entry = DirectoryEntry.objects.get(pk=first.pk)
    assert entry.city_ids == sorted(city.pk for city in cities)
