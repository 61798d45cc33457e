"""The read model of the directory: it says what the rows say, and only that."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from alliance.version import public_version
from members import membership, moderation
from members.directory import index
from members.directory.query import parse
from members.directory.search import search
from members.directory.vocabulary import vocabulary
from members.models import DirectoryEntry, Membership, Organisation, Profile
from tests.factories import (
    CityFactory,
    CredentialFactory,
    MembershipFactory,
    NetworkFactory,
    OrganisationFactory,
    PostalCodeFactory,
    ProfileFactory,
    SiteFactory,
    TermFactory,
    approve,
    listed,
)
from tests.members.directory_state import read_model
from tests.members.listing import list_providers


def ask(text=""):
    words = vocabulary(public_version())
    day = timezone.localdate()
    return search(parse(QueryDict(text), words, day), vocabulary=words, day=day)


def slugs(text=""):
    return {hit.slug for hit in ask(text).hits}


def counts(text, name):
    (facet,) = (facet for facet in ask(text).facets if facet.name == name)
    return {value.slug: value.count for value in facet.values}


# What verbs write is what a rebuild makes


def publish(organisation, by):
    moderation.publish_at_once(
        organisation,
        content={"name": "Neuer Name", "text": "Neue Worte"},
        terms=[TermFactory(kind="funding")],
        by=by,
    )


def publish_after_review(organisation, by):
    draft = moderation.start_draft(organisation, by=by)
    Profile.objects.filter(pk=draft.pk).update(name="Geprüfter Name")
    moderation.submit(draft, by=by)
    approve(draft, by=by)


def withdraw(organisation, by):
    moderation.withdraw(organisation, by=by)


def end_all(organisation, by):
    for held in organisation.memberships.all():
        membership.end(held, until=timezone.localdate() - timedelta(days=1), by=None)


def join_another(organisation, by):
    membership.admit(
        organisation, NetworkFactory(), since=timezone.localdate(), by=None
    )


@pytest.mark.parametrize(
    "verb", [publish, publish_after_review, withdraw, end_all, join_another]
)
def test_after_each_verb_the_read_model_is_what_a_rebuild_makes(
    verb, workshop, college, esra
):
    verb(college, esra)
    written = read_model()

    index.rebuild()

    assert read_model() == written


def test_a_second_refresh_changes_nothing(workshop, college):
    before = read_model()

    index.refresh([workshop.pk, college.pk])

    assert read_model() == before


# What is not approved, not yet or no longer


def test_the_public_finds_the_old_words_until_the_new_ones_are_published(
    workshop, wanda, esra
):
    draft = moderation.start_draft(workshop, by=wanda)
    Profile.objects.filter(pk=draft.pk).update(name="Klangatelier")
    moderation.submit(draft, by=wanda)
    assert (slugs("q=Klangatelier"), slugs("q=Werkstatt")) == (
        set(),
        {"werkstatt"},
    )

    approve(draft, by=esra)

    assert slugs("q=Klangatelier") == {"werkstatt"}


@pytest.mark.parametrize(
    "text", ["Klangatelier", "Klangatelir", "Klangat", "Klangateliersuche"]
)
def test_words_of_what_is_not_listed_are_neither_found_nor_proposed(text, essen):
    coming = OrganisationFactory(slug="kommt")
    first_day = timezone.localdate() + timedelta(days=30)
    MembershipFactory(organisation=coming, network=essen, since=first_day)
    left = listed("gegangen", essen, name="Klangatelier")
    moderation.publish_at_once(
        coming, content={"name": "Klangatelier"}, terms=[], by=None
    )
    moderation.publish_at_once(left, content={"name": "Anders"}, terms=[], by=None)

    results = ask(f"q={text}")

    assert (results.total, list(results.repaired)) == (0, [])


def test_a_second_network_and_a_proof_after_a_gap_come_with_the_daily_refresh(
    essen, bochum, time_machine
):
    time_machine.move_to("2027-03-01T12:00+01:00")
    organisation = listed("a", essen)
    MembershipFactory(
        organisation=organisation, network=bochum, since=date(2027, 3, 10)
    )
    proof(organisation, date(2027, 3, 5))
    proof(organisation, date(2030, 3, 5), since=date(2027, 3, 20))

    time_machine.move_to("2027-03-21T08:00+01:00")
    assert index.refresh_due() == 1

    assert slugs("netzwerk=bochum&bildungsgutschein=ja") == {"a"}
    assert index.refresh_due() == 0


def test_a_provider_without_a_network_or_a_profile_is_not_listed(essen, workshop):
    alone = OrganisationFactory(slug="ohne-netzwerk")
    ProfileFactory(organisation=alone, state="published")
    silent = MembershipFactory(network=essen).organisation
    ProfileFactory(organisation=silent, state="draft")
    index.refresh([alone.pk, silent.pk])

    assert slugs() == {"werkstatt"}


def test_partners_are_entries_but_not_among_the_providers(essen, workshop):
    listed("jobcenter", essen, kind="partner")
    listed("kammer", kind="partner")

    assert slugs() == {"werkstatt"}
    assert DirectoryEntry.objects.filter(kind="partner").count() == 2


def test_a_member_leaves_the_list_after_its_last_day_by_itself(workshop, time_machine):
    last_day = timezone.localdate() + timedelta(days=40)
    membership.end(
        Membership.objects.get(organisation=workshop), until=last_day, by=None
    )

    time_machine.move_to(f"{last_day}T12:00+01:00")
    assert (slugs(), ask().total) == ({"werkstatt"}, 1)
    time_machine.move_to(f"{last_day + timedelta(days=1)}T12:00+01:00")
    assert (slugs(), ask().total, counts("", "stadt")) == (set(), 0, {"essen": 0})


def test_a_member_comes_into_the_list_on_its_first_day_by_itself(essen, time_machine):
    organisation = OrganisationFactory(slug="bald")
    first_day = timezone.localdate() + timedelta(days=40)
    MembershipFactory(organisation=organisation, network=essen, since=first_day)
    moderation.publish_at_once(
        organisation, content={"name": "Bald"}, terms=[], by=None
    )

    assert slugs() == set()
    time_machine.move_to(f"{first_day}T00:30+01:00")
    assert slugs() == {"bald"}


# Bildungsgutschein: a confirmed, valid Fachbereich 4


def proof(organisation, until, *, areas=(4,), since=None, confirmed=True):
    CredentialFactory(
        organisation=organisation,
        kind="azav",
        areas=list(areas),
        valid_from=since,
        valid_until=until,
        confirmed_at=timezone.now() if confirmed else None,
    )
    index.refresh([organisation.pk])


def test_the_voucher_ends_with_the_last_day_of_the_proof(workshop, time_machine):
    time_machine.move_to("2027-03-01T12:00+01:00")
    proof(workshop, date(2027, 3, 31))

    time_machine.move_to("2027-03-31T23:59+02:00")
    assert slugs("bildungsgutschein=ja") == {"werkstatt"}
    assert (ask().voucher_count, ask().hits[0].has_voucher) == (1, True)
    time_machine.move_to("2027-04-01T00:00+02:00")
    assert slugs("bildungsgutschein=ja") == set()
    assert (ask().voucher_count, ask().hits[0].has_voucher) == (0, False)


def test_a_renewal_that_follows_the_same_day_leaves_no_gap(workshop, time_machine):
    time_machine.move_to("2027-03-01T12:00+01:00")
    proof(workshop, date(2027, 3, 31))
    proof(workshop, date(2030, 3, 31), since=date(2027, 4, 1))

    time_machine.move_to("2027-04-01T00:00+02:00")
    assert slugs("bildungsgutschein=ja") == {"werkstatt"}


@pytest.mark.parametrize("changes", [{"areas": (1, 2, 3, 5, 6)}, {"confirmed": False}])
def test_no_voucher_without_area_four_or_without_confirmation(workshop, changes):
    proof(workshop, timezone.localdate() + timedelta(days=400), **changes)

    assert (slugs("bildungsgutschein=ja"), ask().voucher_count) == (set(), 0)


def test_a_proof_that_begins_later_counts_from_its_first_day(workshop, time_machine):
    time_machine.move_to("2027-03-01T12:00+01:00")
    proof(workshop, date(2030, 3, 31), since=date(2027, 3, 10))

    assert slugs("bildungsgutschein=ja") == set()
    time_machine.move_to("2027-03-10T08:00+01:00")
    assert slugs("bildungsgutschein=ja") == {"werkstatt"}


def test_what_is_stated_and_what_is_proved_are_two_filters(essen):
    voucher = TermFactory(kind="funding", slug="bildungsgutschein")
    stated = listed("sagt", essen, terms=(voucher,))
    proved = listed("kann", essen)
    proof(proved, timezone.localdate() + timedelta(days=400))

    assert slugs("foerderung=bildungsgutschein") == {stated.slug}
    assert slugs("bildungsgutschein=ja") == {proved.slug}


# Facets


@pytest.fixture
def two_topics(essen, bochum):
    wood, metal = TermFactory(slug="holz"), TermFactory(slug="metall")
    listed("a", essen, terms=(wood,))
    listed("b", essen, terms=(wood, metal))
    listed("c", bochum, terms=(metal,))


def test_values_of_one_facet_are_or_facets_are_and(two_topics):
    assert slugs("thema=holz&thema=metall") == {"a", "b", "c"}
    assert slugs("thema=holz&netzwerk=essen") == {"a", "b"}
    assert slugs("thema=holz&netzwerk=bochum") == set()


def test_a_facet_counts_with_all_other_filters_but_not_its_own(two_topics):
    assert counts("thema=holz", "thema") == {"holz": 2, "metall": 2}
    assert counts("thema=holz", "netzwerk") == {"essen": 2, "bochum": 0}
    assert counts("thema=holz&netzwerk=bochum", "thema") == {"holz": 0, "metall": 1}


def test_every_count_is_what_ticking_that_value_alone_would_leave(two_topics):
    for question in ["", "netzwerk=essen", "q=a", "thema=metall&netzwerk=bochum"]:
        for facet in ask(question).facets:
            others = "&".join(
                part for part in question.split("&") if facet.name not in part
            )
            for value in facet.values:
                alone = ask(f"{others}&{facet.name}={value.slug}")
                assert alone.total == value.count, (question, value)


def test_a_retired_term_leaves_the_filters_and_stays_on_the_profile(essen):
    old = TermFactory(slug="alt", name="Altes Thema", is_retired=True)
    organisation = listed("a", essen, terms=(old,))

    assert counts("", "thema") == {}
    assert ask("thema=alt").notices == ["Den Filter „alt“ gibt es nicht."]
    assert list(organisation.profiles.get().terms.all()) == [old]


def test_the_answer_to_nothing_found_names_what_to_drop(two_topics):
    results = ask("thema=holz&netzwerk=bochum")

    left = {active.address: active.count for active in results.active}
    day = f"mischung={timezone.localdate()}"
    assert left == {f"netzwerk=bochum&{day}": 1, f"thema=holz&{day}": 2}


# Places


def test_sites_count_for_city_and_radius_wherever_the_head_office_is(essen):
    bochum = CityFactory(slug="bochum")
    PostalCodeFactory(code="44787", latitude=51.48, longitude=7.21)
    organisation = listed("a", essen)
    SiteFactory(
        organisation=organisation, city=bochum, latitude=51.4801, longitude=7.2101
    )
    index.refresh([organisation.pk])

    (hit,) = ask("stadt=bochum&plz=44787&umkreis=5").hits

    assert hit.distance == pytest.approx(0.013, abs=0.002)


def test_the_radius_is_a_circle_on_the_globe(essen):
    PostalCodeFactory(code="45127", latitude=51.0, longitude=7.0)
    inside = listed("innen", essen)
    inside.sites.update(latitude=51.0 + 9.99 / 111.19, longitude=7.0)
    corner = listed("ecke", essen)
    corner.sites.update(latitude=51.08, longitude=7.13)
    index.refresh([inside.pk, corner.pk])

    assert slugs("plz=45127&umkreis=10") == {"innen"}
    assert slugs("plz=45127&umkreis=25&ordnung=nah") == {"innen", "ecke"}
    assert [hit.slug for hit in ask("plz=45127&umkreis=25&ordnung=nah").hits] == [
        "innen",
        "ecke",
    ]


def test_an_unknown_code_is_named_with_its_neighbours_and_no_radius_applies(workshop):
    PostalCodeFactory(code="45127")

    results = ask("plz=45128&umkreis=5")

    assert results.total == 1
    (notice,) = results.notices
    assert "45128" in notice
    assert "45127 Essen" in notice


# Statements


@pytest.mark.parametrize(
    ("question", "statements"),
    [("", 1), ("q=Haus", 2), ("q=Haus&plz=45127", 3), ("stadt=essen&thema=x", 1)],
)
@pytest.mark.parametrize("count", [1, 3, 30])
def test_a_question_is_one_statement_and_one_for_words_and_one_for_a_code(
    essen, count, question, statements, django_assert_num_queries
):
    PostalCodeFactory(code="45127")
    list_providers(count, network=essen)
    words = vocabulary(public_version())
    _ = words.lexicon
    query = parse(QueryDict(question), words, timezone.localdate())

    with django_assert_num_queries(statements):
        results = search(query, vocabulary=words, day=timezone.localdate())

    assert results.total == count


def test_the_ids_of_organisations_may_lie_in_several_blocks(essen):
    first, second = (listed(slug, essen) for slug in ("a", "b"))
    moved = Organisation.objects.create(pk=second.pk + 5000, slug="weit")
    MembershipFactory(organisation=moved, network=essen)
    moderation.publish_at_once(moved, content={"name": "Weit"}, terms=[], by=None)

    assert slugs() == {"a", "b", "weit"}
    assert counts("", "netzwerk") == {"essen": 3}
    assert first.pk // 2048 != moved.pk // 2048
