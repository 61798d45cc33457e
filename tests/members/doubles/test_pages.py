"""Two entries on the pages: seen, chosen from, tried, set apart, reported."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from members import moderation, removal
from members.models import Credential, Editor, Organisation, Pair, Profile, Site
from tests.factories import (
    CredentialFactory,
    EditorFactory,
    InvitationFactory,
    MembershipFactory,
    NetworkFactory,
    OrganisationFactory,
    SiteFactory,
    UserFactory,
    listed,
)
from tests.filling import begin, held
from tests.images import image_file, store
from tests.members.doubles.conftest import unite
from tests.members.exchange.lists import WORKSHOP, import_rows, sentences
from tests.threads import together

PAGE = "/koordination/doppelte/schule/schule-2/"
LIST = "/koordination/doppelte/"


@pytest.fixture
def pair(school, double):
    return school, double


def test_the_result_is_shown_and_nothing_is_done(at_the_desk, pair, ada, bert):
    form = begin(at_the_desk, PAGE) | {"name": "zweite", "text": "zweite"}

    page = at_the_desk.post(PAGE, form | {"vorschau": "1"})

    assert page.status_code == 200
    assert "So würde es" in page.text
    assert "Deutsch." in page.text
    assert "Ada" in page.text
    assert "Bert" in page.text
    assert not Organisation.objects.exclude(merged_into=None).exists()
    assert Profile.objects.published().count() == 2


def test_from_the_result_one_goes_on_or_back(at_the_desk, pair):
    form = begin(at_the_desk, PAGE) | {"name": "zweite", "vorschau": "1"}
    shown = at_the_desk.post(PAGE, form)
    tried = held(shown, PAGE)
    back = at_the_desk.post(PAGE, tried | {"zurueck": "1"})
    assert held(back)["name"] == ["zweite"]

    done = at_the_desk.post(PAGE, tried)
    assert done.url == "/koordination/organisationen/schule/"
    name = "Sprachschule an der Ruhr"
    assert Profile.objects.published().get().name == name


def test_a_form_that_is_sent_twice_is_carried_out_once(at_the_desk, pair):
    form = begin(at_the_desk, PAGE)

    at_the_desk.post(PAGE, form)
    again = at_the_desk.post(PAGE, form, follow=True)

    assert "Diese Änderung ist bereits gespeichert." in again.text


def test_what_changed_meanwhile_is_told_and_the_choice_is_kept(at_the_desk, pair):
    form = begin(at_the_desk, PAGE) | {"name": "zweite"}
    SiteFactory(organisation=pair[1], street="Hafenweg 2")

    page = at_the_desk.post(PAGE, form)

    assert page.status_code == 409
    assert "Etwas wurde geändert, seit" in page.text or "geändert" in page.text
    kept = held(page)
    assert kept["name"] == ["zweite"]
    assert at_the_desk.post(PAGE, kept).status_code == 302


@pytest.mark.parametrize("field", ["address", "name", "sites"])
def test_a_choice_that_is_none_is_refused(at_the_desk, pair, field):
    page = at_the_desk.post(PAGE, begin(at_the_desk, PAGE) | {field: "999999"})

    assert page.status_code == 422
    assert not Organisation.objects.exclude(merged_into=None).exists()


def test_an_empty_name_cannot_be_chosen(at_the_desk, essen, double):
    empty = OrganisationFactory(slug="schule")
    MembershipFactory(organisation=empty, network=essen)
    Profile.objects.create(organisation=empty)

    at_the_desk.post(PAGE, begin(at_the_desk, PAGE))

    assert Profile.objects.published().get().name == "Sprachschule an der Ruhr"


def test_a_logo_is_shown_to_whoever_chooses(at_the_desk, pair, media, boris):
    pair[0].profiles.update(logo=store(image_file()))
    page = at_the_desk.get(PAGE).text
    address = page.split('<img src="')[1].split('"')[0]

    assert at_the_desk.get(address)["Content-Type"] == "image/webp"
    other = Client()
    other.force_login(boris)
    assert other.get(address).status_code == 404


def test_what_was_set_apart_is_listed_and_taken_up_again(at_the_desk, pair, esra):
    at_the_desk.post(f"{PAGE}zwei/")
    page = at_the_desk.get(LIST).text
    assert "Esra, am" in page

    at_the_desk.post(f"{PAGE}doch/")

    assert not Pair.objects.exists()
    assert "Esra, am" not in at_the_desk.get(LIST).text


def test_of_what_was_set_apart_nobody_learns_a_draft(
    at_the_desk, school, boris, bochum
):
    foreign = listed("fremd", bochum, name="Sprachschule Ruhr")
    Pair.objects.create(first=school, second=foreign, verdict="apart")
    assert "Kein Doppel" in at_the_desk.get(LIST).text

    moderation.withdraw(foreign, by=None)

    assert "Kein Doppel" not in at_the_desk.get(LIST).text


def test_a_report_waits_for_the_office_alone(
    at_the_desk, school, bochum, gisela, client
):
    listed("schule-2", bochum, name="Sprachschule Ruhr")
    at_the_desk.post(f"{PAGE}melden/")
    assert "Mögliches Doppel" not in at_the_desk.get("/koordination/").text

    office = Client()
    office.force_login(gisela)
    page = office.get("/koordination/").text
    assert "Mögliches Doppel" in page
    assert PAGE in page


def test_a_noted_address_leads_to_the_one(client, pair, esra):
    school, double = pair
    unite(school, double, by=esra)

    page = client.get("/merkzettel/", {"a": ["schule-2", "schule"]}).text

    assert page.count("Sprachschule Ruhr</") >= 1
    assert "Nicht mehr im Verzeichnis" not in page
    assert "Unbekannt" not in page
    assert "a=schule-2" not in page


@pytest.mark.parametrize("path", ["/anbieter/{}/", "/api/v1/anbieter/{}/"])
def test_pages_and_data_lead_on_with_their_question(client, pair, esra, path):
    school, double = pair
    unite(school, double, by=esra)

    response = client.get(path.format("schule-2"), {"a": "kolleg"})

    assert response.status_code == 301
    assert response.url == f"{path.format('schule')}?a=kolleg"


def test_of_what_was_never_online_not_even_the_address_is_told(
    client, school, essen, esra
):
    draft = OrganisationFactory(slug="geheim")
    MembershipFactory(organisation=draft, network=essen)

    unite(school, draft, by=esra)

    assert client.get("/anbieter/geheim/").status_code == 404


def test_a_list_with_the_old_number_names_the_new_one(pair, esra, essen):
    school, double = pair
    Organisation.objects.filter(pk=school.pk).update(number="A1")
    Organisation.objects.filter(pk=double.pk).update(number="W1")
    unite(school, double, by=esra, number="A1")

    plan = import_rows(WORKSHOP)

    assert any("Nr an: A1" in sentence for sentence in sentences(plan.problems))


def test_with_the_one_all_that_became_it_is_erased(pair, esra):
    school, double = pair
    unite(school, double, by=esra)
    removal.remove(school, by=esra)

    removal.erase_due(timezone.now() + removal.KEPT + timedelta(days=2))

    texts = Profile.objects.values_list("name", "text")
    assert {(name, text) for name, text in texts} == {("schule", ""), ("schule-2", "")}


def test_two_at_once_in_either_direction_end_with_one(transactional_db, pair, esra):
    school, double = pair

    def merge(survivor, other):
        def act():
            try:
                unite(survivor, other, by=esra)
            except Exception as error:
                return type(error).__name__
            return "done"

        return act

    ends = together(merge(school, double), merge(double, school))

    assert sorted(ends) == ["ChangedError", "done"]
    assert Organisation.objects.exclude(merged_into=None).count() == 1


SIDE = st.fixed_dictionaries(
    {
        "people": st.sets(st.integers(0, 4), max_size=4),
        "main": st.booleans(),
        "guests": st.sets(st.integers(0, 4), max_size=3),
        "streets": st.lists(st.integers(0, 3), max_size=4),
        "proofs": st.lists(st.integers(0, 2), max_size=3),
    }
)


def furnish(organisation, side, people):
    for number in sorted(side["people"]):
        EditorFactory(organisation=organisation, person=people[number])
    if side["main"] and (editor := organisation.editors.first()):
        Editor.objects.filter(pk=editor.pk).update(is_main=True)
    for number in side["guests"]:
        InvitationFactory(
            organisation=organisation, email=people[number].email, is_main=True
        )
    for number in side["streets"]:
        SiteFactory(organisation=organisation, street=f"Weg {number}")
    for number in side["proofs"]:
        CredentialFactory(
            organisation=organisation, title=f"Siegel {number}", confirmed_at=NOW
        )


NOW = timezone.now()


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(ours=SIDE, theirs=SIDE)
def test_any_two_become_one_and_nothing_is_lost(db, gisela, ours, theirs):
    with transaction.atomic():
        people = [UserFactory() for _number in range(5)]
        one, other = OrganisationFactory(), OrganisationFactory()
        for organisation, side in ((one, ours), (other, theirs)):
            MembershipFactory(organisation=organisation, network=NetworkFactory())
            furnish(organisation, side, people)

        unite(one, other, by=gisela)

        editing = set(one.editors.values_list("person", flat=True))
        assert editing == {people[n].pk for n in ours["people"] | theirs["people"]}
        assert one.memberships.count() == 2
        assert Site.objects.filter(organisation=one).count() == len(
            ours["streets"] + theirs["streets"]
        )
        titles = Credential.objects.values_list("title", flat=True)
        wanted = {f"Siegel {n}" for n in ours["proofs"] + theirs["proofs"]}
        assert sorted(titles) == sorted(wanted)
        transaction.set_rollback(True)
