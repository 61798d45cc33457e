"""Editors who save, submit and decide at the same moment: one after the other."""

import pytest

from alliance.models import JournalEntry
from members import moderation, saving
from members.models import Profile
from members.moderation import DecidedError
from members.saving import Outcome
from tests.factories import (
    EditorFactory,
    NetworkFactory,
    RoleFactory,
    UserFactory,
    listed,
)
from tests.members.test_two_at_once import together

BEGAN = {"plain": "", "legal_form": ""}


@pytest.fixture
def network(transactional_db):
    return NetworkFactory()


@pytest.fixture
def organisation(network):
    return listed("eins", network)


@pytest.fixture
def editors(organisation):
    people = UserFactory.create_batch(2)
    for person in people:
        EditorFactory(organisation=organisation, person=person)
    return people


def save(organisation, by, **content):
    return saving.save(organisation, content=BEGAN | content, began=BEGAN, by=by)


def test_different_fields_at_once_are_both_saved(organisation, editors):
    wanda, zoe = editors

    together(
        lambda: save(organisation, wanda, plain="Wir üben."),
        lambda: save(organisation, zoe, legal_form="gGmbH"),
    )

    draft = organisation.profiles.open().get()
    assert (draft.plain, draft.legal_form) == ("Wir üben.", "gGmbH")


def test_a_double_click_saves_once_and_says_so(organisation, editors):
    wanda, _zoe = editors
    outcomes = []

    def click():
        outcomes.append(save(organisation, wanda, plain="Wir üben."))

    together(click, click)

    assert sorted(outcomes) == [Outcome.KNOWN, Outcome.SAVED]
    assert organisation.profiles.open().get().revision == 2
    assert JournalEntry.objects.filter(verb="profile.begun").count() == 1


def test_whoever_saves_after_a_submission_is_told(organisation, editors):
    wanda, zoe = editors
    save(organisation, wanda, plain="Wir üben.")
    proposal = organisation.profiles.open().get()
    told = []

    def write():
        try:
            save(organisation, zoe, legal_form="gGmbH")
        except DecidedError:
            told.append(zoe)

    together(lambda: moderation.submit(proposal, by=wanda), write)

    proposal.refresh_from_db()
    assert proposal.state == "submitted"
    assert proposal.legal_form == ("" if told else "gGmbH")


def test_taken_back_or_published_but_never_both(organisation, network, editors):
    wanda, _zoe = editors
    esra = RoleFactory(network=network).person
    save(organisation, wanda, plain="Wir üben.")
    proposal = organisation.profiles.open().get()
    moderation.submit(proposal, by=wanda)
    proposal.refresh_from_db()
    seen = moderation.sight(proposal, organisation.profiles.published().get())
    late = []

    def attempt(verb, **options):
        try:
            verb(proposal, **options)
        except DecidedError:
            late.append(verb)

    together(
        lambda: attempt(moderation.take_back, by=wanda),
        lambda: attempt(moderation.publish, by=esra, seen=seen),
    )

    state = Profile.objects.get(pk=proposal.pk).state
    assert len(late) == 1
    assert state == ("published" if late == [moderation.take_back] else "draft")
