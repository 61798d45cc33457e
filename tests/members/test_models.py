"""What may never be true, refused by the database itself."""

from datetime import date, time

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from members.models import Profile
from members.states import ProfileState
from tests.factories import (
    CredentialFactory,
    EditorFactory,
    InvitationFactory,
    MembershipFactory,
    NetworkFactory,
    OpeningHoursFactory,
    OrganisationFactory,
    PostalCodeFactory,
    ProfileFactory,
    SiteFactory,
    TermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

SPRING, SUMMER, AUTUMN = date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1)
OPEN = (ProfileState.DRAFT, ProfileState.SUBMITTED, ProfileState.RETURNED)


def refuses(constraint):
    return pytest.raises(IntegrityError, match=f'"{constraint}"')


def test_a_slug_is_of_one_organisation():
    OrganisationFactory(slug="werkstatt")

    with refuses("members_organisation_slug_key"):
        OrganisationFactory(slug="werkstatt")


def test_a_number_is_of_one_organisation_and_many_have_none():
    OrganisationFactory.create_batch(2, number=None)
    OrganisationFactory(number="7")

    with refuses("members_organisation_number_key"):
        OrganisationFactory(number="7")


def test_a_membership_ends_after_it_begins():
    MembershipFactory(since=SPRING, until=SPRING)

    with refuses("a_membership_ends_after_it_begins"):
        MembershipFactory(since=SUMMER, until=SPRING)


@pytest.mark.parametrize(
    ("since", "until"),
    [(SPRING, AUTUMN), (SUMMER, None), (SPRING, SUMMER), (SUMMER, SUMMER)],
)
def test_nobody_is_a_member_twice_at_one_time(since, until):
    first = MembershipFactory(since=SUMMER, until=AUTUMN)

    with refuses("no_membership_twice_at_one_time"):
        MembershipFactory(
            organisation=first.organisation,
            network=first.network,
            since=since,
            until=until,
        )


def test_a_member_can_come_back_and_join_another_network():
    first = MembershipFactory(since=SPRING, until=SUMMER)
    organisation = first.organisation

    MembershipFactory(organisation=organisation, network=first.network, since=AUTUMN)
    MembershipFactory(organisation=organisation, network=NetworkFactory(), since=SPRING)

    assert organisation.memberships.count() == 3


def test_a_member_is_not_deleted():
    membership = MembershipFactory()

    with pytest.raises(ProtectedError):
        membership.organisation.delete()
    with pytest.raises(ProtectedError):
        membership.network.delete()


def test_nobody_edits_an_organisation_twice():
    editor = EditorFactory()

    with refuses("nobody_edits_twice"):
        EditorFactory(organisation=editor.organisation, person=editor.person)


def test_an_organisation_has_one_main_editor():
    main = EditorFactory(is_main=True)
    EditorFactory(organisation=main.organisation)
    EditorFactory(is_main=True)

    with refuses("one_main_editor_per_organisation"):
        EditorFactory(organisation=main.organisation, is_main=True)


def test_an_organisation_has_one_published_profile():
    live = ProfileFactory(state=ProfileState.PUBLISHED)
    ProfileFactory(organisation=live.organisation, state=ProfileState.ARCHIVED)

    with refuses("one_published_profile_per_organisation"):
        ProfileFactory(organisation=live.organisation, state=ProfileState.PUBLISHED)


@pytest.mark.parametrize("first", OPEN)
@pytest.mark.parametrize("second", OPEN)
def test_an_organisation_has_one_open_profile(first, second):
    organisation = ProfileFactory(state=first).organisation
    ProfileFactory(organisation=organisation, state=ProfileState.PUBLISHED)

    with refuses("one_open_profile_per_organisation"):
        ProfileFactory(organisation=organisation, state=second)


@pytest.mark.parametrize("state", ["submitted", "published", "archived"])
def test_a_profile_has_a_name(state):
    with refuses("a_profile_has_a_name"):
        ProfileFactory(name="", state=state)


def test_a_half_filled_draft_has_none_yet():
    assert ProfileFactory(name="").pk


def test_a_copy_says_the_same_and_is_another_row():
    source = ProfileFactory(plain="Kurz", text="Lang", website="https://a.example/")
    source.terms.add(TermFactory())
    draft = Profile(organisation=OrganisationFactory(), author=UserFactory())

    source.copy_to(draft)

    assert draft.pk != source.pk
    assert draft.organisation != source.organisation
    for name in Profile.CONTENT:
        if name != "terms":
            assert getattr(draft, name) == getattr(source, name)
    assert list(draft.terms.all()) == list(source.terms.all())


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(47.1, 7), (55.2, 7), (51, 5.7), (51, 15.2), (7, 51)]
)
def test_a_site_lies_in_germany(latitude, longitude):
    with refuses("a_site_lies_in_germany"):
        SiteFactory(latitude=latitude, longitude=longitude)


@pytest.mark.parametrize("code", ["", "4512", "4512a", "٤٥١٢٧", " 4512"])
def test_a_postal_code_has_five_digits(code):
    with refuses("a_postal_code_has_five_digits"):
        SiteFactory(postal_code=code)


@pytest.mark.parametrize("closes", [time(9), time(8)])
def test_a_site_closes_after_it_opens(closes):
    with refuses("a_site_closes_after_it_opens"):
        OpeningHoursFactory(opens=time(9), closes=closes)


def test_a_week_has_seven_days():
    OpeningHoursFactory(weekday=6)

    with refuses("a_week_has_seven_days"):
        OpeningHoursFactory(weekday=7)


def test_a_site_opens_once_at_a_time():
    hours = OpeningHoursFactory(opens=time(9), closes=time(12))
    OpeningHoursFactory(site=hours.site, opens=time(13), closes=time(17))

    with refuses("a_site_opens_once_at_a_time"):
        OpeningHoursFactory(site=hours.site, opens=time(9), closes=time(17))


def test_a_proof_ends_after_it_begins():
    CredentialFactory(valid_from=SPRING, valid_until=SPRING)

    with refuses("a_proof_ends_after_it_begins"):
        CredentialFactory(valid_from=SUMMER, valid_until=SPRING)


@pytest.mark.parametrize("areas", [[0], [7], [1, 2, 3, 4, 5, 6, 7]])
def test_azav_knows_six_areas(areas):
    CredentialFactory(kind="azav", areas=[1, 6], valid_until=SUMMER)

    with refuses("azav_knows_six_areas"):
        CredentialFactory(kind="azav", areas=areas, valid_until=SUMMER)


def test_only_azav_has_areas():
    with refuses("only_azav_has_areas"):
        CredentialFactory(kind="iso", areas=[4])


def test_a_code_has_five_digits():
    with refuses("a_code_has_five_digits"):
        PostalCodeFactory(code="4512A")


def test_azav_names_its_areas():
    with refuses("azav_names_its_areas"):
        CredentialFactory(kind="azav", areas=[], valid_until=date(2030, 1, 1))


@pytest.mark.parametrize("slug", ["Essen", "a--b", "a_b", "-a"])
def test_a_slug_is_lower_case_words(slug):
    with refuses("a_slug_is_lower_case_words"):
        OrganisationFactory(slug=slug)


def test_nothing_is_merged_into_itself():
    organisation = OrganisationFactory()
    organisation.merged_into = organisation

    with refuses("nothing_is_merged_into_itself"):
        organisation.save()


def test_a_kursnet_number_has_digits_only():
    with refuses("a_kursnet_number_has_digits_only"):
        OrganisationFactory(kursnet_number="12a")


def test_azav_ends_one_day():
    with refuses("azav_ends_one_day"):
        CredentialFactory(kind="azav", valid_until=None)


def test_who_confirms_does_so_at_a_time():
    with refuses("who_confirms_does_so_at_a_time"):
        CredentialFactory(confirmed_by=UserFactory(), confirmed_at=None)


def test_a_proof_is_not_confirmed_and_refused():
    now = timezone.now()

    with refuses("a_proof_is_not_confirmed_and_refused"):
        CredentialFactory(confirmed_at=now, refused_at=now)


@pytest.mark.parametrize("invited", [{}, {"office": "coordinator", "organisation": 1}])
def test_an_invitation_is_to_edit_or_to_an_office(invited):
    fields = invited | ({"organisation": OrganisationFactory()} if invited else {})

    with refuses("an_invitation_is_to_edit_or_to_an_office"):
        InvitationFactory(**{"organisation": None} | fields)


def test_an_accepted_invitation_is_not_revoked():
    now = timezone.now()

    with refuses("an_accepted_invitation_is_not_revoked"):
        InvitationFactory(accepted_at=now, revoked_at=now)


def test_one_open_invitation_per_address():
    first = InvitationFactory(email="neu@example.org", revoked_at=timezone.now())
    again = {"organisation": first.organisation, "email": "Neu@example.org"}
    InvitationFactory(**again)

    with refuses("one_open_invitation_per_address"):
        InvitationFactory(**again)


def test_a_term_is_known_once_in_its_kind():
    TermFactory(kind="topic", slug="pflege")
    TermFactory(kind="audience", slug="pflege")

    with refuses("one_term_per_kind_and_slug"):
        TermFactory(kind="topic", slug="pflege")


def test_a_person_who_leaves_takes_no_words_along():
    author = UserFactory()
    profile = ProfileFactory(author=author)

    author.delete()

    profile.refresh_from_db()
    assert profile.author is None


def test_every_constraint_of_ours_has_a_test_here(request):
    models = (
        factory._meta.get_model_class()
        for factory in (
            *(CredentialFactory, EditorFactory, MembershipFactory, ProfileFactory),
            *(OpeningHoursFactory, OrganisationFactory, SiteFactory, TermFactory),
            InvitationFactory,
        )
    )
    names = {c.name for model in models for c in model._meta.constraints}
    source = request.path.read_text()

    assert {name for name in names if f'refuses("{name}")' not in source} == set()


def test_a_refused_row_leaves_the_others(essen):
    with pytest.raises(IntegrityError), transaction.atomic():
        ProfileFactory(name="", state="published")

    assert ProfileFactory(name="Gut").pk
