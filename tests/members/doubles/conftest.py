"""Two entries for one school, both of Essen's network."""

import pytest

from members.doubles import originals, uniting
from members.models import Organisation
from tests.factories import EditorFactory, UserFactory, listed


def choices_for(survivor, *others, **values):
    """All of the survivor's, and the sites of both, unless something else is said."""
    both = originals.load([survivor, *others])
    own = next(one for one in both if one.pk == survivor.pk)
    chosen = {
        "survivor": survivor.pk,
        "content": own.source.content(),
        "number": own.organisation.number,
        "kursnet_number": own.organisation.kursnet_number,
        "sites": {site.pk for one in both for site in one.sites},
        "main": own.main_editor and own.main_editor.person_id,
    }
    return uniting.Choices(**chosen | values)


def unite(survivor, other, *, by, **values):
    """Merge as they are at this moment."""
    pair = [survivor, other]
    seen = originals.sight(originals.load(pair))
    choices = choices_for(survivor, other, **values)
    uniting.unite(pair, choices=choices, seen=seen, by=by)
    return Organisation.objects.get(pk=survivor.pk)


@pytest.fixture
def school(essen):
    return listed(
        "schule", essen, name="Sprachschule Ruhr", website="https://a.example"
    )


@pytest.fixture
def double(essen):
    return listed("schule-2", essen, name="Sprachschule an der Ruhr", text="Deutsch.")


@pytest.fixture
def ada(school):
    """The main editor of the one."""
    ada = UserFactory(email="ada@example.org", name="Ada")
    EditorFactory(organisation=school, person=ada, is_main=True)
    return ada


@pytest.fixture
def bert(double):
    """The main editor of the other."""
    bert = UserFactory(email="bert@example.org", name="Bert")
    EditorFactory(organisation=double, person=bert, is_main=True)
    return bert


@pytest.fixture
def at_the_desk(client, esra):
    """Esra, signed in."""
    client.force_login(esra)
    return client
