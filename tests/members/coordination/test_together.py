"""Several members at once: within the own scope, asked again, all or nothing."""

import pytest
from django.utils import timezone

from members.models import Membership, Organisation
from tests.factories import listed
from tests.filling import Forms

CHOOSE = "/koordination/mitglieder/gemeinsam/"
CHANGE = f"{CHOOSE}ausfuehren/"


@pytest.fixture
def smiths(essen):
    return [listed(f"schmiede-{number}", essen) for number in range(3)]


@pytest.fixture
def slugs(smiths):
    return [one.slug for one in smiths]


def choose(client, action, slugs):
    return client.post(CHOOSE, {"tun": action, "wahl": slugs})


def do(client, action, slugs, **typed):
    page = choose(client, action, slugs)
    form = Forms(page.text).found[CHANGE]
    return client.post(CHANGE, form | typed)


def resting():
    return Membership.objects.filter(suspended_on__isnull=False).count()


def test_nothing_is_done_before_it_is_asked_once_more(at_the_desk, slugs):
    page = choose(at_the_desk, "ruhen", slugs)

    assert page.status_code == 200
    assert "Schmiede-2" in page.text
    assert resting() == 0


@pytest.mark.parametrize(("action", "back"), [("ruhen", "fortsetzen")])
def test_they_rest_and_go_on_together(at_the_desk, slugs, action, back):
    do(at_the_desk, action, slugs)
    assert resting() == 3

    do(at_the_desk, back, slugs)
    assert resting() == 0


def test_they_end_on_one_day(at_the_desk, slugs):
    today = timezone.localdate()
    do(at_the_desk, "beenden", slugs, until=today.isoformat())

    assert Membership.objects.filter(until=today).count() == 3


def test_deleted_together_they_can_be_brought_back(at_the_desk, slugs):
    response = do(at_the_desk, "loeschen", slugs)

    assert response.url == "/koordination/geloescht/"
    assert Organisation.objects.filter(removed_at__isnull=False).count() == 3


def test_one_of_another_network_spoils_all(at_the_desk, slugs, bochum):
    theirs = listed("zeche", bochum)

    assert choose(at_the_desk, "ruhen", [*slugs, theirs.slug]).status_code == 404
    forged = {"tun": "ruhen", "wahl": [*slugs, theirs.slug]}
    assert at_the_desk.post(CHANGE, forged).status_code == 404
    assert resting() == 0


def test_the_membership_in_another_network_stays(at_the_desk, college, bochum):
    do(at_the_desk, "ruhen", ["kolleg"])

    (held,) = Membership.objects.filter(suspended_on__isnull=False)
    assert held.network.slug == "essen"


def test_what_it_does_not_fit_is_named_and_left(at_the_desk, slugs):
    do(at_the_desk, "ruhen", slugs[:1])
    page = choose(at_the_desk, "ruhen", slugs)

    assert "Bleiben, wie sie sind" in page.text
    do(at_the_desk, "ruhen", slugs)
    assert resting() == 3


def test_of_more_than_25_the_number_is_typed(at_the_desk, essen):
    slugs = [listed(f"haus-{number}", essen).slug for number in range(26)]

    assert do(at_the_desk, "ruhen", slugs, number="25").status_code == 422
    assert resting() == 0
    assert do(at_the_desk, "ruhen", slugs, number="26").status_code == 302
    assert resting() == 26


def test_pressed_twice_it_is_done_once(at_the_desk, slugs):
    form = Forms(choose(at_the_desk, "ruhen", slugs).text).found[CHANGE]
    at_the_desk.post(CHANGE, form)
    at_the_desk.post(CHANGE, form | {"tun": "fortsetzen"})

    assert resting() == 3


@pytest.mark.parametrize("typed", [{}, {"tun": "sprengen"}, {"tun": "ruhen\0"}])
def test_an_action_that_there_is_not_does_nothing(at_the_desk, slugs, typed):
    status = at_the_desk.post(CHOOSE, typed | {"wahl": slugs}).status_code

    assert status in (400, 404)


def test_with_nothing_ticked_the_list_says_so(at_the_desk):
    page = at_the_desk.post(CHOOSE, {"tun": "ruhen"}, follow=True)

    assert "Bitte kreuzen Sie" in page.text
