"""Proposals that wait, and what a coordinator sends about them."""

import pytest

from members import moderation
from members.models import Profile
from tests.factories import TermFactory


def propose(organisation, by, **values):
    """Let an editor submit a change of what is online."""
    began = organisation.profiles.published().get().content()
    draft = moderation.save_draft(
        organisation, content=began | values, began=began, by=by
    )
    moderation.submit(draft, by=by)
    return Profile.objects.get(pk=draft.pk)


def sight(profile):
    profile = Profile.objects.get(pk=profile.pk)
    live = Profile.objects.published().filter(organisation=profile.organisation)
    return moderation.sight(profile, live.first())


@pytest.fixture
def proposal(workshop, wanda):
    """Two fields of the workshop: its name and its plain line."""
    return propose(workshop, wanda, name="Werkhof", plain="Wir üben das Schweißen.")


@pytest.fixture
def shared_proposal(college, kemal):
    """Of the college, a member in Essen and in Bochum."""
    return propose(college, kemal, plain="Wir lehren am Abend.")


@pytest.fixture
def advertising(db):
    return TermFactory(kind="return_reason", slug="werbend", name="Werbende Angaben")


@pytest.fixture
def other_reason(db):
    return TermFactory(kind="return_reason", slug="sonstiges", name="Anderer Grund")


@pytest.fixture
def at_the_desk(client, esra):
    """Esra, signed in."""
    client.force_login(esra)
    return client
