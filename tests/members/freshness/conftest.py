import pytest

from alliance.models import User
from tests.members.freshness.calendar import MONDAY, age, at, remind


@pytest.fixture
def here(db):
    """Lets people have signed in, at least once."""

    def sign_in(*people):
        pks = [person.pk for person in people]
        User.objects.filter(pk__in=pks).update(last_login=at(MONDAY))

    return sign_in


@pytest.fixture
def stale(workshop, wanda, here):
    """The workshop: confirmed 180 days before that Monday."""
    here(wanda)
    age(workshop, 180)
    return workshop


@pytest.fixture
def letter(stale):
    """The first one to Wanda, of that Monday."""
    (letter,) = remind(MONDAY)
    return letter
