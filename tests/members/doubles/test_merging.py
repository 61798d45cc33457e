"""Two entries become one: nothing is lost, both addresses lead to it."""

from datetime import date

import pytest
from django.core import mail
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alliance.errors import WrongStateError
from members.doubles import uniting
from members.doubles.originals import load, sight
from members.forms.uniting import UniteForm
from members.models import Editor, Membership, Organisation, Pair
from tests.factories import (
    CredentialFactory,
    EditorFactory,
    MembershipFactory,
    NetworkFactory,
    OrganisationFactory,
    ProfileFactory,
    SiteFactory,
    TermFactory,
    UserFactory,
    listed,
)
from tests.filling import fill
from tests.members.letters import written
from tests.threads import together

PAGE = "/koordination/doppelte/lehrwerk/lehrwerk-2/"


@pytest.fixture
def first(essen):
    topic = TermFactory(slug="pflege", name="Pflege")
    return listed("lehrwerk", essen, terms=(topic,), plain="Wir lehren.")


@pytest.fixture
def second(essen):
    topic = TermFactory(slug="metall", name="Metall")
    return listed("lehrwerk-2", essen, terms=(topic,), plain="Wir lehren viel.")


def chosen(one, other, **said):
    """What the form's own proposal would do, with some of it changed."""
    form = UniteForm(originals=load([one, other]))
    held = {
        name: form.get_initial_for_field(f, name) for name, f in form.fields.items()
    }
    form = UniteForm({**held, **said}, originals=load([one, other]))
    assert form.is_valid(), form.errors
    return form.choices()


def unite(one, other, by, **said):
    choices = chosen(one, other, **said)
    seen = sight(load([one, other]))
    return uniting.unite([one, other], choices=choices, seen=seen, by=by)


def test_both_addresses_lead_to_the_one(client, first, second, esra):
    unite(first, second, esra)

    assert client.get("/anbieter/lehrwerk/").status_code == 200
    for end in ("", "kontakt.vcf"):
        response = client.get(f"/anbieter/lehrwerk-2/{end}")
        assert response.status_code == 301
        assert response.url == f"/anbieter/lehrwerk/{end}"


def test_chains_are_made_straight(client, first, second, esra, essen):
    third = listed("lehrwerk-3", essen)
    unite(second, third, esra, address="erste")
    second.refresh_from_db()
    unite(first, second, esra, address="erste")

    assert client.get("/anbieter/lehrwerk-3/").url == "/anbieter/lehrwerk/"


def test_each_field_is_what_was_chosen(first, second, esra):
    united = unite(first, second, esra, plain="zweite", name="erste")
    online = united.profiles.published().get()

    assert (online.name, online.plain) == ("Lehrwerk", "Wir lehren viel.")
    assert {term.slug for term in online.terms.all()} == {"pflege", "metall"}


def test_people_proofs_and_sites_come_together(first, second, esra):
    wanda = EditorFactory(organisation=first, is_main=True).person
    kemal = EditorFactory(organisation=second, is_main=True).person
    CredentialFactory(organisation=second, title="Siegel")
    SiteFactory(organisation=second, street="Nebenweg 2")

    united = unite(first, second, esra)

    assert {one.person for one in united.editors.all()} == {wanda, kemal}
    assert Editor.objects.main().get().person == wanda
    assert united.credentials.count() == 1
    assert {one.street for one in united.sites.all()} == {"Beispielweg 1", "Nebenweg 2"}
    told = {address for kind, address in written() if kind == "organisations_united"}
    assert told == {wanda.email, kemal.email}


def test_the_one_that_is_gone_is_nowhere(client, first, second, esra, at_the_desk):
    unite(first, second, esra)

    assert "lehrwerk-2" not in client.get("/anbieter/").text
    assert "lehrwerk-2" not in client.get("/sitemap.xml").text
    assert (
        at_the_desk.get("/koordination/organisationen/lehrwerk-2/").status_code == 404
    )


def test_what_was_not_seen_is_not_merged(first, second, esra):
    choices, seen = chosen(first, second), sight(load([first, second]))
    SiteFactory(organisation=second, street="Ganz neu 3")

    with pytest.raises(WrongStateError):
        uniting.unite([first, second], choices=choices, seen=seen, by=esra)
    assert Organisation.objects.filter(merged_into=None).count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_at_once_merge_once(first, second, esra):
    choices, seen = chosen(first, second), sight(load([first, second]))

    def act():
        try:
            uniting.unite([first, second], choices=choices, seen=seen, by=esra)
        except WrongStateError:
            return 0
        return 1

    assert sum(together(act, act)) == 1


def test_a_member_of_another_network_is_not_merged_by_one_alone(
    first, essen, bochum, at_the_desk
):
    theirs = listed("lehrwerk-2", bochum)
    page = at_the_desk.get(PAGE)
    assert page.status_code == 200
    assert "Der Geschäftsstelle melden" in page.text

    assert at_the_desk.post(PAGE, {"address": "erste"}).status_code == 404
    assert Organisation.objects.get(pk=theirs.pk).merged_into is None
    at_the_desk.post(f"{PAGE}melden/")
    assert Pair.objects.reported().exists()


def test_on_the_page_one_chooses_and_makes_one(at_the_desk, first, second):
    page = fill(at_the_desk, PAGE, plain="zweite")

    assert page.url == "/koordination/organisationen/lehrwerk/"
    assert first.profiles.published().get().plain == "Wir lehren viel."


def test_the_list_names_them_until_they_are_said_to_be_two(at_the_desk, first, second):
    assert "Lehrwerk-2" in at_the_desk.get("/koordination/doppelte/").text

    at_the_desk.post(f"{PAGE}zwei/")
    assert "Nichts ist doppelt" in at_the_desk.get("/koordination/doppelte/").text


@pytest.mark.parametrize(
    "page", ["lehrwerk/lehrwerk/", "lehrwerk/nirgends/", "nirgends/lehrwerk/"]
)
def test_a_pair_has_two_that_one_may_know(at_the_desk, first, page):
    assert at_the_desk.get(f"/koordination/doppelte/{page}").status_code == 404


def test_a_draft_of_another_network_shows_itself_to_nobody(at_the_desk, first, bochum):
    hidden = OrganisationFactory(slug="lehrwerk-2")
    MembershipFactory(organisation=hidden, network=bochum)
    ProfileFactory(organisation=hidden, name="GEHEIM")

    assert at_the_desk.get(PAGE).status_code == 404
    assert at_the_desk.post(f"{PAGE}melden/").status_code == 404


DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
SPANS = st.lists(st.tuples(st.integers(0, 1), DAYS, st.none() | DAYS), max_size=3)


def belong(organisation, networks, spans):
    for network, day, end in spans:
        since, until = (end, day) if end and end < day else (day, end)
        held = Membership.objects.filter(
            organisation=organisation, network=networks[network]
        )
        if not any(
            one.since <= (until or date.max) and since <= (one.until or date.max)
            for one in held
        ):
            MembershipFactory(
                organisation=organisation,
                network=networks[network],
                since=since,
                until=until,
            )


def days_of(rows, network):
    return {
        day
        for one in rows
        if one.network_id == network.pk
        for day in (one.since, one.until or date.max)
    }


@pytest.mark.django_db
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(ours=SPANS, theirs=SPANS, number=st.integers(0, 10**9))
def test_whatever_the_memberships_were_none_overlap_and_no_day_is_lost(
    gisela, ours, theirs, number
):
    networks = [NetworkFactory(), NetworkFactory()]
    one, other = OrganisationFactory(), OrganisationFactory()
    for organisation, spans in ((one, ours), (other, theirs)):
        ProfileFactory(organisation=organisation)
        SiteFactory(organisation=organisation)
        EditorFactory(organisation=organisation, person=UserFactory(), is_main=True)
        belong(organisation, networks, spans)
    before = list(Membership.objects.filter(organisation__in=[one, other]))

    united = unite(one, other, gisela)

    after = list(united.memberships.all())
    for network in networks:
        if days := days_of(before, network):
            kept = days_of(after, network)
            assert (min(kept), max(kept)) == (min(days), max(days))
    assert not Membership.objects.filter(organisation=other).exists()
    assert mail.outbox == []


def test_what_another_network_has_reported_only_the_office_sets_apart(
    first, bochum, esra, boris, gisela
):
    pair = [first, listed("lehrwerk-2", bochum)]
    uniting.report(pair, by=boris)

    with pytest.raises(WrongStateError):
        uniting.set_apart(pair, by=esra)
    assert Pair.objects.reported().exists()

    uniting.set_apart(pair, by=gisela)
    assert not Pair.objects.reported().exists()
