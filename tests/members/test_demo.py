"""The invented alliance: what others rely on, and that it never gets in their way."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db.models import Q
from django.utils import timezone

from alliance.models import User
from members.demo import PASSWORD, is_demo
from members.demo.content import areas, subjects
from members.demo.naming import Namer, houses_of
from members.directory.fold import fold
from members.models import (
    Credential,
    DirectoryEntry,
    Editor,
    Membership,
    OpeningHours,
    Organisation,
    PostalCode,
    Profile,
    Site,
)
from members.vocabulary import FROM_WEST_TO_EAST
from networks.models import Network, Role
from tests.members.demo_building import built
from tests.members.demo_words import own_words, patterns

NETWORKS = [town.slug for town in FROM_WEST_TO_EAST]
ACCOUNTS = [
    "geschaeftsstelle@example.org",
    "zwei-netzwerke@example.org",
    "mehrfach@example.org",
    *(f"koordination-{slug}@example.org" for slug in NETWORKS),
    *(f"anbieter-{slug}@example.org" for slug in NETWORKS),
]


@pytest.fixture(scope="module")
def alliance(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), built(172, 1, tmp_path_factory.mktemp("media")):
        yield


@pytest.fixture
def demo(alliance, db):
    """The default alliance, which no test changes for another."""


def published():
    return Profile.objects.filter(state="published")


def current(**filters):
    day = timezone.localdate()
    return Membership.objects.filter(
        Q(until=None) | Q(until__gte=day), since__lte=day, **filters
    )


def test_there_are_eight_networks_140_providers_and_32_partners(demo):
    kinds = list(Organisation.objects.values_list("kind", flat=True))

    assert list(Network.objects.values_list("slug", flat=True)) == NETWORKS
    assert (kinds.count("provider"), kinds.count("partner")) == (140, 32)


def test_it_can_be_told_from_other_data(demo):
    assert is_demo()


def test_all_accounts_of_the_contract_can_sign_in_and_nobody_else(demo):
    people = {user.email: user for user in User.objects.all()}
    able = [email for email, user in people.items() if user.has_usable_password()]

    assert sorted(able) == sorted(ACCOUNTS)
    assert all(people[email].check_password(PASSWORD) for email in ACCOUNTS[:4])


def test_each_network_has_a_coordinator_and_a_speaker_for_the_public(demo):
    roles = Role.objects.current()
    speakers = roles.filter(kind="speaker", is_public=True)

    assert sorted(speakers.values_list("network__slug", flat=True)) == sorted(NETWORKS)
    assert all("(Beispiel)" in role.person.name for role in speakers)
    assert set(
        roles.filter(kind="coordinator").values_list("person__email", "network__slug")
    ) == {
        *((f"koordination-{slug}@example.org", slug) for slug in NETWORKS),
        ("zwei-netzwerke@example.org", "oberhausen"),
        ("zwei-netzwerke@example.org", "muelheim"),
    }


def test_each_account_of_a_provider_edits_one_of_its_network(demo):
    found = Editor.objects.filter(person__email__startswith="anbieter-", is_main=True)

    assert sorted(
        found.values_list("person__email", "organisation__memberships__network__slug")
    ) == sorted((f"anbieter-{slug}@example.org", slug) for slug in NETWORKS)


def test_one_person_edits_three_providers_in_two_networks(demo):
    person = User.objects.get(email="mehrfach@example.org")
    networks = person.editorships.values_list(
        "organisation__memberships__network__slug", flat=True
    )

    assert sorted(networks) == ["bochum", "bochum", "dortmund"]


def test_every_provider_of_a_small_alliance_has_a_main_editor(demo):
    providers = Organisation.objects.filter(kind="provider")

    assert not providers.exclude(editors__is_main=True).exists()


def test_proposals_are_never_in_the_directory(demo):
    proposals = Profile.objects.filter(text__contains="Entwurfstext")
    states = set(proposals.values_list("state", flat=True))

    assert states == {"draft", "submitted", "returned"}
    assert not proposals.filter(state="published").exists()
    assert DirectoryEntry.objects.exists()
    assert not DirectoryEntry.objects.filter(folded__contains="entwurfstext").exists()


def test_the_directory_lists_members_of_today_whose_words_are_published(demo):
    online = Organisation.objects.filter(pk__in=published().values("organisation"))
    members = online.filter(pk__in=current().values("organisation"))
    never = online.filter(kind="partner", memberships=None)
    listed = DirectoryEntry.objects.listed().values_list("pk", flat=True)

    assert 0 < online.difference(members, never).count() < 20
    assert sorted(listed) == sorted(o.pk for o in members.union(never))


def test_proofs_are_in_every_condition(demo):
    day = timezone.localdate()
    azav = Credential.objects.filter(kind="azav")
    confirmed = azav.exclude(confirmed_at=None)
    soon = Q(valid_until__range=(day, day + timedelta(days=90)))

    assert 9 <= confirmed.filter(valid_until__lt=day).count() <= 19
    assert 7 <= confirmed.filter(soon, areas__contains=[4]).count() <= 15
    assert azav.filter(confirmed_at=None).exists()
    assert confirmed.exclude(areas__contains=[4]).exists()
    assert Credential.objects.filter(is_for_all_sites=False, sites__gt=0).exists()


def test_profiles_are_of_very_different_length(demo):
    lengths = sorted(len(text) for text in published().values_list("text", flat=True))

    assert (lengths[0], lengths[-1] > 3000, lengths[-1] <= 4000) == (0, True, True)
    assert 50 < published().filter(logo="").count() < 110
    assert max(len(name) for name in published().values_list("name", flat=True)) > 100


def test_members_of_two_networks_exist_also_of_oberhausen_and_muelheim(demo):
    oberhausen = current(network__slug="oberhausen", organisation__kind="provider")
    both = current(
        network__slug="muelheim",
        organisation__in=oberhausen.values("organisation"),
    )

    assert both.exists()


def test_advice_centres_have_opening_hours(demo):
    advice = Organisation.objects.filter(profiles__terms__slug="beratung").distinct()
    open_ = OpeningHours.objects.filter(site__organisation__in=advice)

    assert advice.count() == 9
    assert open_.values("site__organisation").distinct().count() == 9


def test_all_say_that_they_are_invented(demo):
    assert not Profile.objects.exclude(name__endswith="(Beispiel)").exists()
    assert not Profile.objects.exclude(
        Q(website="") | Q(website__endswith=".example")
    ).exists()
    assert not Site.objects.exclude(
        Q(email="") | Q(email__endswith=".example")
    ).exists()


def test_sites_lie_where_their_postal_code_is(demo):
    points = PostalCode.objects.in_bulk()

    for site in Site.objects.all():
        point = points[site.postal_code]
        assert (site.place, site.city_id) == (point.place, point.city_id)
        assert abs(site.latitude - point.latitude) * 111.2 < 0.55
        assert abs(site.longitude - point.longitude) * 69.3 < 0.55


def test_every_logo_is_stored(alliance, db):
    logos = set(published().exclude(logo="").values_list("logo", flat=True))

    assert logos
    assert all(name.endswith((".png", ".webp")) for name in logos)
    assert all(default_storage.exists(name) for name in logos)


def test_the_words_of_the_search_corpus_are_rare_among_the_members(demo):
    texts = [
        fold("\n".join(words))
        for words in Profile.objects.values_list("name", "plain", "text")
    ]
    texts += [fold(street) for street in Site.objects.values_list("street", flat=True)]
    counts = {
        word: sum(bool(pattern.search(text)) for text in texts)
        for word, pattern in patterns().items()
    }

    assert {word: count for word, count in counts.items() if count > 3} == {}


def test_the_list_of_words_covers_the_corpus():
    rare = patterns().values()
    missing = [
        word
        for word in own_words()
        if not any(pattern.search(fold(word)) for pattern in rare)
    ]

    assert missing == []


def test_more_rows_can_be_added_after_the_demo(demo):
    organisation = Organisation.objects.create(slug="neu")

    profile = Profile.objects.create(organisation=organisation, name="Neu")

    assert (organisation.pk, profile.pk) > (172, 172)


def test_names_stay_distinct_in_a_very_large_alliance():
    namer, area = Namer(), areas()["hamm"]
    pair = subjects()[:2]

    slugs = {
        namer.name(area, subject.label, houses_of(subject), 3).slug
        for subject in pair
        for _ in range(3000)
    }

    assert len(slugs) == 6000
