"""A coordinator writes for a member: online at once, told to its editors."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from alliance.models import JournalEntry, Mail
from members import moderation, on_behalf
from members.merging import ConflictError
from members.models import Membership, Organisation
from tests.factories import EditorFactory, OrganisationFactory, TermFactory
from tests.members.coordination.conftest import propose


def write(organisation, by, began=None, **values):
    began = began or organisation.profiles.published().get().content()
    return on_behalf.write_for(organisation, content=began | values, began=began, by=by)


def online(organisation):
    return organisation.profiles.published().get()


def test_it_is_online_at_once_and_the_editors_are_told(workshop, wanda, esra):
    write(workshop, esra, plain="Wir üben.")

    assert online(workshop).plain == "Wir üben."
    assert [letter.recipient for letter in Mail.objects.all()] == [wanda.email]
    entry = JournalEntry.objects.get(verb="profile.published_at_once", actor=esra)
    assert entry.capacity == "coordinator"


def test_two_who_write_different_fields_lose_nothing(workshop, esra, gisela):
    began = online(workshop).content()
    term = TermFactory()
    write(workshop, gisela, plain="Wir üben.", terms={term.pk})

    write(workshop, esra, began, website="https://neu.example")

    now = online(workshop)
    assert (now.plain, now.website) == ("Wir üben.", "https://neu.example")
    assert now.term_ids() == {term.pk}


def test_the_same_field_is_a_conflict_and_nothing_is_written(workshop, esra, gisela):
    began = online(workshop).content()
    write(workshop, gisela, plain="Wir üben.")

    with pytest.raises(ConflictError) as error:
        write(workshop, esra, began, plain="Wir lehren.", website="https://x.example")

    assert error.value.conflicts["plain"] == ("Wir üben.", "Wir lehren.")
    assert (online(workshop).plain, online(workshop).website) == ("Wir üben.", "")


def test_what_stays_the_same_publishes_nothing(workshop, esra):
    before = online(workshop)

    assert write(workshop, esra) is None
    assert online(workshop) == before


def test_what_is_online_keeps_its_name(workshop, esra):
    with pytest.raises(ValidationError):
        write(workshop, esra, name="")


def test_an_open_proposal_follows_and_keeps_what_its_writers_changed(
    workshop, wanda, esra
):
    proposal = propose(workshop, wanda, name="Werkhof")

    write(workshop, esra, plain="Wir üben.")

    proposal.refresh_from_db()
    assert (proposal.name, proposal.plain) == ("Werkhof", "Wir üben.")
    assert proposal.state == "submitted"
    assert moderation.sight(proposal, online(workshop)).startswith(f"{proposal.pk}-")


@pytest.mark.usefixtures("workshop", "college")
def test_who_vouches_for_whom(esra, boris, wanda, gisela):
    stranger = OrganisationFactory(slug="niemandes")

    def vouched(person):
        found = Organisation.objects.vouched_for_by(person)
        return set(found.values_list("slug", flat=True))

    assert vouched(esra) == {"werkstatt", "kolleg"}
    assert vouched(boris) == {"kolleg"}
    assert vouched(wanda) == set()
    assert vouched(gisela) == {"werkstatt", "kolleg", stranger.slug}


def test_nobody_vouches_for_who_left_or_for_what_they_edit(workshop, college, esra):
    EditorFactory(organisation=college, person=esra)
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(organisation=workshop).update(until=yesterday)

    assert not Organisation.objects.vouched_for_by(esra).exists()
