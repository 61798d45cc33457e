"""Who is alike, and why."""

import pytest
from django.utils import timezone

from members import moderation
from members.doubles import Claims, Reason, alike
from members.doubles.rules import likeness
from members.models import Organisation
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PostalCodeFactory,
    ProfileFactory,
    SiteFactory,
    listed,
)

HERE = "45127"


@pytest.fixture
def codes(essen, bochum):
    """Two postal codes of Essen, one of Bochum, and two of a town far away."""
    for code in (HERE, "45128"):
        PostalCodeFactory(code=code, city=essen.cities.get())
    PostalCodeFactory(code="44787", place="Bochum", city=bochum.cities.get())
    for code in ("80331", "80333"):
        PostalCodeFactory(code=code, place="München")


@pytest.fixture
def academy(codes, essen):
    """A member in Essen with all by which one may know it again."""
    academy = listed(
        "akademie",
        essen,
        name="Müller-Akademie für Pflege",
        website="https://www.mueller.example/kurse/",
    )
    academy.kursnet_number = "4711"
    academy.save()
    academy.sites.update(city=essen.cities.get(), postal_code=HERE)
    return academy


def reasons(*claims, **others):
    return [
        (one.organisation.slug, one.reasons) for one in alike(Claims(*claims), **others)
    ]


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        (("MUELLER-Akademie für Pflege", HERE), [Reason.NAME]),
        (("Anders", HERE, "https://mueller.example/kurse"), [Reason.WEBSITE]),
        (("Anders", "80331", "", "4711"), [Reason.NUMBER]),
        (("Müler-Akademie für Pflege", "45128"), [Reason.NEAR]),
        (("Müller Akademie für Pflege gGmbH", "45128"), [Reason.NEAR]),
        (
            (
                "Müller-Akademie für Pflege",
                HERE,
                "https://mueller.example/kurse",
                "4711",
            ),
            [Reason.NAME, Reason.NUMBER, Reason.WEBSITE],
        ),
        (("Müller-Akademie für Pflege", "44787"), []),
        (("Tanzschule Schritt", HERE), []),
        (("Anders", HERE, "https://mueller.example/"), []),
        (("", "", "", ""), []),
        (("Müller-Akademie für Pflege", "99999"), []),
        (("Müller-Akademie für Pflege", "keine PLZ"), []),
    ],
)
def test_what_makes_a_double(academy, claims, expected):
    assert reasons(*claims) == ([("akademie", expected)] if expected else [])


def test_the_strongest_comes_first_and_says_where_it_stands(academy, essen, bochum):
    draft = OrganisationFactory(slug="entwurf")
    ProfileFactory(organisation=draft, name="Müller-Akademie für Pfleger")
    SiteFactory(organisation=draft, city=essen.cities.get(), postal_code="45128")
    MembershipFactory(organisation=draft, network=bochum)

    first, second = alike(Claims("Müller-Akademie für Pflege", HERE))

    assert (first.title, first.networks, first.is_online) == (
        *("Müller-Akademie für Pflege", [essen], True),
    )
    assert (second.title, second.networks, second.is_online) == (
        *("Müller-Akademie für Pfleger", [bochum], False),
    )
    assert first.strength > second.strength


def test_an_organisation_is_not_its_own_double(academy):
    assert reasons("Müller-Akademie für Pflege", HERE, but=academy.pk) == []


@pytest.mark.parametrize("gone", ["removed", "merged"])
def test_what_is_gone_is_nobodys_double(academy, gone):
    if gone == "removed":
        academy.removed_at = timezone.now()
    else:
        academy.merged_into = OrganisationFactory()
    academy.save()

    assert reasons("Müller-Akademie für Pflege", HERE) == []


def test_what_was_withdrawn_is_a_double_still(academy):
    moderation.withdraw(academy, by=None)

    assert reasons("Müller-Akademie für Pflege", HERE) == [("akademie", [Reason.NAME])]


def test_a_former_name_of_what_is_online_is_no_reason(academy):
    moderation.publish_at_once(academy, content={"name": "Lernhof"}, terms=(), by=None)

    assert reasons("Müller-Akademie für Pflege", HERE) == []


def test_a_town_outside_of_the_alliance_is_a_city_too(codes):
    far = OrganisationFactory(slug="fern")
    ProfileFactory(organisation=far, name="Isar-Kolleg")
    SiteFactory(organisation=far, postal_code="80331", place="München")

    assert reasons("Isarkolleg", "80333") == [("fern", [Reason.NEAR])]


def test_a_draft_of_another_network_stays_unknown(academy, essen, bochum, esra, boris):
    moderation.start_draft(academy, by=esra)
    academy.profiles.open().update(name="Geheimkolleg")
    secret = "Geheimkolleg", HERE

    assert reasons(*secret, seen_by=esra) == [("akademie", [Reason.NAME])]
    assert reasons(*secret, seen_by=boris) == []
    public = reasons("Müller-Akademie für Pflege", HERE, seen_by=boris)
    assert public == [("akademie", [Reason.NAME])]


def test_who_is_in_no_directory_stays_unknown_to_other_networks(academy, boris, gisela):
    moderation.withdraw(academy, by=None)

    claims = "Müller-Akademie für Pflege", HERE
    assert reasons(*claims, seen_by=boris) == []
    assert reasons(*claims, seen_by=gisela) == [("akademie", [Reason.NAME])]


def test_looking_asks_as_little_for_many_as_for_one(
    academy, essen, django_assert_max_num_queries
):
    def look():
        with django_assert_max_num_queries(13) as asked:
            found = alike(Claims("Müller-Akademie für Pflege", HERE))
        return len(found), len(asked)

    _one, asked_for_one = look()
    for number in range(3):
        listed(f"akademie-{number}", essen, name="Müller-Akademie für Pflege")
    Organisation.objects.exclude(pk=academy.pk).update(kursnet_number="")

    assert look() == (4, asked_for_one)


@pytest.mark.parametrize(
    ("one", "other", "is_near"),
    [
        ("bildungswerk ruhr ggmbh", "bildungswerk ruhr", True),
        ("lernhaus e. v.", "lernhaus", True),
        ("kolleg (beispiel)", "akademie (beispiel)", False),
        ("akademie borbeck", "akademie steele", False),
        ("", "", False),
    ],
)
def test_likeness_leaves_out_what_all_names_have(one, other, is_near):
    assert (likeness(one, other) > 0.9) is is_near
