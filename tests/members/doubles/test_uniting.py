"""What becomes of two organisations that are one."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from alliance.models import JournalEntry, Mail
from members import moderation
from members.doubles import originals, uniting
from members.doubles.joining import ALONG
from members.doubles.uniting import ChangedError
from members.history import entries
from members.models import (
    Credential,
    DirectoryEntry,
    Invitation,
    Membership,
    Organisation,
    Pair,
    Profile,
)
from tests.factories import (
    ApplicationFactory,
    AskedFactory,
    CredentialFactory,
    EditorFactory,
    InventoryFactory,
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    ProfileFactory,
    ReportFactory,
    RoleFactory,
    SiteFactory,
    listed,
)
from tests.members.doubles.conftest import choices_for, unite

YEARS = [date(year, 1, 1) for year in range(2020, 2032)]


def spans(organisation):
    rows = organisation.memberships.order_by("network", "since")
    return list(rows.values_list("network__slug", "since", "until"))


def test_the_survivor_says_what_was_chosen_and_is_online_at_once(
    school, double, esra, client
):
    content = school.profiles.get().content() | {"text": "Deutsch."}

    unite(school, double, by=esra, content=content)

    page = client.get("/anbieter/schule/").text
    assert "Deutsch." in page
    assert DirectoryEntry.objects.filter(slug="schule-2").count() == 0
    double.refresh_from_db()
    assert double.merged_into == school


def test_a_version_that_was_never_online_becomes_a_draft(essen, esra):
    one, other = (MembershipFactory(network=essen).organisation for _number in range(2))
    for organisation in (one, other):
        ProfileFactory(organisation=organisation, name="Sprachschule")

    content = one.profiles.get().content() | {"name": "Sprachschule Ruhr"}
    unite(one, other, by=esra, content=content)

    assert one.profiles.get().state == "draft"
    assert one.profiles.get().name == "Sprachschule Ruhr"
    assert not DirectoryEntry.objects.exists()


def test_what_was_online_stays_so_when_the_other_address_survives(double, essen, esra):
    draft = MembershipFactory(network=essen).organisation
    ProfileFactory(organisation=draft, name="Sprachschule")
    content = double.profiles.get().content()

    unite(draft, double, by=esra, content=content)

    assert Profile.objects.published().get().organisation == draft
    assert not Profile.objects.open().exists()


def test_the_survivors_proposal_follows_and_the_others_is_in_the_journal(
    school, double, ada, bert, esra
):
    for organisation, by in ((school, ada), (double, bert)):
        draft = moderation.start_draft(organisation, by=by)
        Profile.objects.filter(pk=draft.pk).update(plain=f"Von {by}.")
    content = school.profiles.published().get().content() | {"legal_form": "e. V."}

    unite(school, double, by=esra, content=content)

    follower = Profile.objects.open().get()
    assert (follower.plain, follower.legal_form) == ("Von Ada.", "e. V.")
    told = JournalEntry.objects.get(verb="organisation.merged").details.before
    assert [one["plain"] for one in told["versions"]] == ["", "Von Bert."]


@pytest.mark.parametrize(
    ("ours", "theirs", "joined"),
    [
        ((0, 2), (4, 6), [(0, 2), (4, 6)]),
        ((0, 4), (2, 6), [(0, 6)]),
        ((2, None), (0, 4), [(0, None)]),
        ((0, None), (2, 4), [(0, None)]),
        ((0, 2), (2, None), [(0, None)]),
        ((4, None), (0, 2), [(0, 2), (4, None)]),
    ],
)
def test_memberships_that_overlap_become_one(essen, gisela, ours, theirs, joined):
    one, other = OrganisationFactory(), OrganisationFactory()
    for organisation, span in ((one, ours), (other, theirs)):
        since, until = (year if year is None else YEARS[year] for year in span)
        MembershipFactory(
            organisation=organisation, network=essen, since=since, until=until
        )

    unite(one, other, by=gisela)

    assert spans(one) == [
        ("essen", YEARS[since], until if until is None else YEARS[until])
        for since, until in joined
    ]
    assert not other.memberships.exists()


def test_a_membership_rests_on_only_where_both_do(essen, bochum, gisela):
    one, other = OrganisationFactory(), OrganisationFactory()
    day = timezone.localdate()
    rests = {(one, essen): day, (other, essen): None}
    rests |= {(one, bochum): day, (other, bochum): day}
    for (organisation, network), suspended_on in rests.items():
        MembershipFactory(
            organisation=organisation, network=network, suspended_on=suspended_on
        )

    unite(one, other, by=gisela)

    found = dict(one.memberships.values_list("network__slug", "suspended_on"))
    assert found == {"essen": None, "bochum": day}


def test_who_edited_one_edits_both_under_one_main_editor(
    school, double, ada, bert, esra
):
    EditorFactory(organisation=double, person=ada)

    unite(school, double, by=esra, main=bert.pk)

    editors = school.editors.values_list("person__name", "is_main")
    assert sorted(editors) == [("Ada", False), ("Bert", True)]
    assert not double.editors.exists()


def test_the_editors_of_both_get_one_letter(school, double, ada, bert, esra):
    EditorFactory(organisation=double, person=ada)

    unite(school, double, by=esra)

    letters = Mail.objects.order_by("recipient")
    assert [letter.recipient for letter in letters] == [ada.email, bert.email]
    body = letters[0].body
    assert "Sprachschule an der Ruhr" in body
    assert "/mein-bereich/schule/" in body


def test_sites_stay_that_were_kept_and_proofs_find_their_place(school, double, esra):
    (own,), (twin,) = school.sites.all(), double.sites.all()
    SiteFactory(organisation=double, street="Hafenweg 2")
    proof = CredentialFactory(organisation=double, is_for_all_sites=False)
    proof.sites.add(twin)
    kept = {own.pk, double.sites.get(street="Hafenweg 2").pk}

    unite(school, double, by=esra, sites=kept)

    assert [site.street for site in school.sites.order_by("position")] == [
        *("Beispielweg 1", "Hafenweg 2"),
    ]
    assert list(school.credentials.get().sites.all()) == [own]


def test_the_same_proof_is_there_once(school, double, esra):
    said = {"kind": "azav", "areas": [4], "valid_until": date(2030, 1, 1)}
    said |= {"confirmed_at": timezone.now()}
    CredentialFactory(organisation=school, **said)
    CredentialFactory(organisation=double, **said, file="proofs/urkunde.pdf")
    CredentialFactory(organisation=double, kind="iso")

    unite(school, double, by=esra)

    proofs = Credential.objects.filter(organisation=school).order_by("kind")
    assert [(one.kind, one.file.name) for one in proofs] == [
        *(("azav", "proofs/urkunde.pdf"), ("iso", "")),
    ]


def test_open_invitations_go_along_unless_they_are_needless(
    school, double, ada, bert, esra
):
    InvitationFactory(organisation=school, email="gast@example.org")
    for email in ("Gast@example.org", "ada@example.org", "neu@example.org"):
        InvitationFactory(organisation=double, email=email, is_main=True)

    unite(school, double, by=esra)

    waiting = Invitation.objects.awaiting_answer().order_by("email")
    assert [(one.email, one.organisation, one.is_main) for one in waiting] == [
        ("gast@example.org", school, False),
        ("neu@example.org", school, False),
    ]


def test_whatever_else_points_to_it_goes_along(school, double, esra, ada):
    ReportFactory(organisation=double)
    AskedFactory(organisation=double, person=ada)
    ApplicationFactory(organisation=double)

    unite(school, double, by=esra)

    for model in ALONG:
        assert model.objects.get().organisation == school


@pytest.mark.parametrize(
    ("results", "stays"),
    [
        ((None, "right"), "right"),
        (("open", "right"), "right"),
        (("change", "right"), "change"),
        (("right", None), "right"),
    ],
)
def test_an_inventory_has_one_line_for_both(school, double, esra, results, stays):
    inventory = InventoryFactory()
    for organisation, result in zip((school, double), results, strict=True):
        if result:
            inventory.items.create(organisation=organisation, result=result)

    unite(school, double, by=esra)

    line = inventory.items.get()
    assert (line.organisation, line.result) == (school, stays)


def test_every_model_that_points_to_an_organisation_has_been_thought_of():
    """A new one goes along, is joined, or stays with the row that leads on."""
    joined = {"Membership", "Editor", "Site", "Credential", "Invitation"}
    joined |= {"InventoryItem"}
    stays = {"Organisation", "Profile", "DirectoryEntry", "Pair"}
    # What an import has changed is put back on the very row, or not at all.
    stays |= {"ImportedOrganisation"}
    along = {model.__name__ for model in ALONG}

    fields = Organisation._meta.get_fields(include_hidden=True)
    pointing = {
        field.related_model.__name__
        for field in fields
        if field.is_relation and field.auto_created and not field.concrete
    }
    news = {"Post", "Post_organisations"}  # by ``news.uniting``
    assert pointing == joined | stays | along | news


@pytest.mark.parametrize("chosen", ["A1", "B2", None])
def test_the_other_number_stays_with_the_other(school, double, esra, chosen):
    for organisation, number in ((school, "A1"), (double, "B2")):
        organisation.number, organisation.kursnet_number = number, number[1]
        organisation.save()

    merged = unite(school, double, by=esra, number=chosen, kursnet_number="2")

    double.refresh_from_db()
    left = {"A1": "B2", "B2": "A1", None: double.number}[chosen]
    assert (merged.number, merged.kursnet_number) == (chosen, "2")
    assert double.number == left


def test_the_later_confirmation_counts(school, double, esra):
    moment = timezone.now()
    Organisation.objects.filter(pk=double.pk).update(confirmed_at=moment)

    assert unite(school, double, by=esra).confirmed_at == moment


def test_chains_lead_to_their_end_and_never_back(school, double, essen, esra):
    third = listed("schule-3", essen)

    unite(double, third, by=esra)
    unite(school, double, by=esra)

    merged = Organisation.objects.exclude(merged_into=None)
    assert {one.merged_into for one in merged} == {school}
    for survivor, other in ((double, school), (school, double), (third, school)):
        with pytest.raises(ChangedError):
            unite(survivor, other, by=esra)
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=school.pk).update(merged_into=school)


def test_the_journal_tells_it_on_both_and_is_read_as_one(school, double, esra):
    unite(school, double, by=esra)

    verbs = [entry.verb for entry in entries(school)]
    assert {"organisation.united", "organisation.merged"} <= set(verbs)
    other = JournalEntry.objects.get(verb="organisation.merged")
    assert other.organisation == double.pk
    assert other.details.before["memberships"][0][1:] == [
        *(Membership.objects.get().network_id, "2020-10-01", None, None),
    ]


CHANGES = {
    "site": lambda one: SiteFactory(organisation=one),
    "editor": lambda one: EditorFactory(organisation=one),
    "membership": lambda one: MembershipFactory(organisation=one, since=YEARS[0]),
    "proof": lambda one: CredentialFactory(organisation=one),
    "number": lambda one: Organisation.objects.filter(pk=one.pk).update(number="N7"),
    "words": lambda one: moderation.publish_at_once(
        one, content={"plain": "Neu."}, terms=(), by=None
    ),
    "removed": lambda one: Organisation.objects.filter(pk=one.pk).update(
        removed_at=timezone.now()
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_only_what_was_seen_is_merged(school, double, esra, change):
    seen = originals.sight(originals.load([school, double]))
    choices = choices_for(school, double)
    change(double)

    with pytest.raises(ChangedError):
        uniting.unite([school, double], choices=choices, seen=seen, by=esra)

    assert Organisation.objects.filter(merged_into=None).count() == 2


@pytest.mark.parametrize("why", ["foreign", "edited"])
def test_a_lost_right_stops_it(school, double, esra, bochum, why):
    if why == "foreign":
        MembershipFactory(organisation=double, network=bochum)
    else:
        EditorFactory(organisation=double, person=esra)

    with pytest.raises(ChangedError):
        unite(school, double, by=esra)


def test_a_verdict_is_kept_once_and_can_be_taken_back(school, double, esra):
    uniting.set_apart([double, school], by=esra)
    uniting.set_apart([school, double], by=esra)

    pair = Pair.objects.get()
    assert (pair.verdict, pair.said_by) == ("apart", esra)
    assert JournalEntry.objects.filter(verb="pair.apart").count() == 2

    uniting.take_up([school, double], by=esra)
    uniting.take_up([school, double], by=esra)

    assert not Pair.objects.exists()
    assert JournalEntry.objects.filter(verb="pair.taken_up").count() == 2


def test_a_verdict_is_told_where_the_person_looks_after_alone(school, bochum, esra):
    foreign = listed("fremd", bochum)

    uniting.report([school, foreign], by=esra)

    assert JournalEntry.objects.get(verb="pair.reported").organisation == school.pk
    RoleFactory(person=esra, network=bochum)
    uniting.set_apart([school, foreign], by=esra)
    assert Pair.objects.get().verdict == "apart"
