"""What is deleted disappears at once, comes back as it was, and is erased in time."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.utils import timezone

from alliance.errors import WrongStateError
from alliance.models import JournalDetails
from members import adding, membership, moderation, removal
from members.areas import areas_of
from members.directory import index
from members.models import (
    Credential,
    DirectoryEntry,
    Editor,
    Invitation,
    Organisation,
    Profile,
    Report,
    Site,
)
from tests.factories import (
    CredentialFactory,
    InvitationFactory,
    PostalCodeFactory,
    ReportFactory,
    listed,
)
from tests.images import LOGO
from tests.members.coordination.conftest import propose
from tests.members.doubles.conftest import unite
from tests.mirror.rows import all_rows
from tests.uploads import PDF

DAY = timedelta(days=1)
# What is written down and sent, or counted anew, whatever is done.
TOLD = {
    *("alliance_journalentry", "alliance_journaldetails", "alliance_journalseal"),
    *("alliance_mail", "django_tasks_database_dbtaskresult"),
}


def held_rows():
    return {(table, row) for table, row in all_rows() if table not in TOLD}


@pytest.fixture
def furnished(workshop, wanda, media, private):
    """The workshop with all that it may have."""
    workshop.profiles.update(logo=LOGO)
    index.refresh([workshop.pk])
    propose(workshop, wanda, plain="Wir üben das Schweißen.")
    file = ContentFile(PDF, "urkunde.pdf")
    CredentialFactory(organisation=workshop, file=file, claimed_at=timezone.now())
    InvitationFactory(organisation=workshop, inviter=wanda)
    ReportFactory(organisation=workshop)
    return workshop


def test_what_comes_back_is_byte_for_byte_what_it_was(furnished, esra):
    before = held_rows()

    removal.remove(furnished, by=esra)
    assert held_rows() != before
    assert not DirectoryEntry.objects.exists()
    removal.restore(furnished, by=esra)

    assert held_rows() == before
    assert DirectoryEntry.objects.listed().exists()


def test_nobody_meets_what_is_deleted(furnished, wanda, esra, gisela):
    waiting = Profile.objects.awaiting_decision_by(esra)
    claims = Credential.objects.awaiting_decision_by(esra)
    invitations = Invitation.objects.kept_by(wanda)
    assert [waiting.count(), claims.count(), invitations.count()] == [1, 1, 1]

    removal.remove(furnished, by=esra)

    assert [waiting.count(), claims.count(), invitations.count()] == [0, 0, 0]
    rows = Organisation.objects
    for person in (wanda, esra, gisela):
        for rights in (
            *(rows.edited_by, rows.kept_by, rows.coordinated_by, rows.headed_by),
            *(rows.vouched_for_by, rows.decided_by, rows.removable_by),
            rows.admissible_by,
        ):
            assert not rights(person).filter(pk=furnished.pk).exists()
    assert not areas_of(type(wanda).objects.get(pk=wanda.pk)).edits


def test_only_whoever_looks_after_all_its_networks_deletes(college, esra, gisela):
    with pytest.raises(WrongStateError):
        removal.remove(college, by=esra)

    removal.remove(college, by=gisela)

    assert not Organisation.objects.restorable_by(esra).exists()
    assert Organisation.objects.restorable_by(gisela).get() == college


def test_it_is_erased_after_thirty_days_and_its_address_stays(
    furnished, esra, client, django_capture_on_commit_callbacks
):
    default_storage.save(LOGO, ContentFile(b"logo"))
    proof = furnished.credentials.get().file.name
    removal.remove(furnished, by=esra)

    with time_machine.travel(timezone.now() + 30 * DAY):
        removal.erase_due(timezone.now())
    assert Organisation.objects.restorable_by(esra).exists()
    with (
        time_machine.travel(timezone.now() + 31 * DAY),
        django_capture_on_commit_callbacks(execute=True),
    ):
        removal.erase_due(timezone.now())
        removal.erase_due(timezone.now())

    for model in (Site, Credential, Editor, Invitation, Report):
        assert not model.objects.filter(organisation=furnished).exists()
    assert [one.name for one in furnished.profiles.all()] == ["werkstatt"]
    details = JournalDetails.objects.filter(entry__organisation=furnished.pk)
    assert not details.exists()
    assert not storages["private"].exists(proof)
    assert not default_storage.exists(LOGO)
    assert client.get("/anbieter/werkstatt/").status_code == 410
    with pytest.raises(WrongStateError):
        removal.restore(furnished, by=esra)


def test_a_file_that_others_name_stays(
    furnished, college, esra, django_capture_on_commit_callbacks
):
    default_storage.save(LOGO, ContentFile(b"logo"))
    college.profiles.update(logo=LOGO)
    removal.remove(furnished, by=esra)

    with django_capture_on_commit_callbacks(execute=True):
        removal.erase_due(timezone.now() + 31 * DAY)

    assert default_storage.exists(LOGO)


def test_what_had_become_one_with_it_goes_along(workshop, essen, esra, client):
    double = listed("werkstatt-alt", essen, name="Alte Werkstatt")
    unite(workshop, double, by=esra)
    removal.remove(workshop, by=esra)
    details = JournalDetails.objects.filter(entry__organisation=double.pk)
    assert details.exists()

    removal.erase_due(timezone.now() + 31 * DAY)

    assert not details.exists()
    # That it was online once is all that is left.
    names = Profile.objects.filter(organisation=double).values_list("name", "text")
    assert list(names) == [("werkstatt-alt", "")]
    response = client.get("/anbieter/werkstatt-alt/", follow=True)
    assert response.status_code == 410


def test_what_never_was_online_is_never_said_to_have_been(essen, esra, client):
    forge = listed("schmiede", essen)
    forge.profiles.update(state="draft", published_at=None)
    removal.remove(forge, by=esra)
    assert client.get("/anbieter/schmiede/").status_code == 404

    removal.erase_due(timezone.now() + 31 * DAY)

    assert client.get("/anbieter/schmiede/").status_code == 404


def test_an_address_is_never_given_again(workshop, esra, essen):
    removal.remove(workshop, by=esra)
    removal.erase_due(timezone.now() + 31 * DAY)

    PostalCodeFactory(code="45127")
    site = {"street": "Gasse 1", "postal_code": "45127", "place": "Essen"}
    words = {"name": "Werkstatt", "plain": "", "website": ""}
    said = adding.NewMember("provider", words, site, timezone.localdate())
    new = adding.add(said, essen, by=esra, once=uuid4())
    assert new.slug == "werkstatt-2"


def test_nobody_admits_or_ends_what_is_deleted(workshop, bochum, esra, boris):
    held = workshop.memberships.get()
    removal.remove(workshop, by=esra)

    with pytest.raises(WrongStateError):
        membership.admit(workshop, bochum, since=timezone.localdate(), by=boris)
    with pytest.raises(WrongStateError):
        membership.end(held, until=timezone.localdate(), by=esra)


def test_a_directory_made_anew_leaves_it_out(workshop, college, esra):
    removal.remove(workshop, by=esra)
    membership.suspend(college.memberships.get(network__slug="essen"), by=esra)
    before = list(DirectoryEntry.objects.values())

    index.rebuild()

    assert list(DirectoryEntry.objects.values()) == before
    assert len(before) == 1


def test_a_proposal_written_meanwhile_is_refused(workshop, wanda, esra):
    draft = moderation.start_draft(workshop, by=wanda)
    removal.remove(workshop, by=esra)

    assert (
        not Profile.objects.open()
        .filter(organisation__in=Organisation.objects.edited_by(wanda))
        .exists()
    )
    removal.restore(workshop, by=esra)
    assert workshop.profiles.open().get() == draft
