"""A post for all whose bearers leave, and who hears of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alliance.models import Mail
from news import cosigning
from news.models import Bearing, Post
from news.states import PostState
from tests.factories import NetworkFactory, RoleFactory
from tests.news.conftest import release, write


def agree(post, network, *, asked_by, by):
    post.refresh_from_db()
    (bearing,) = cosigning.ask(post, [network], by=asked_by)
    cosigning.agree(bearing, seen=post.revision, by=by)
    return bearing


@pytest.fixture
def borne(draft, esra, boris, bochum):
    """Online for all, by two networks."""
    write(draft, esra, is_for_all=True)
    agree(draft, bochum, asked_by=esra, by=boris)
    return release(draft, esra)


def leave(bearing, how, *, writer, bearer):
    if how == "refused":
        cosigning.refuse(bearing, by=bearer)
    else:
        cosigning.take_back(bearing, by=writer)


LEAVING = pytest.mark.parametrize("how", ["refused", "taken back"])


def test_another_network_brings_it_back(borne, esra, boris, bochum, client):
    cosigning.refuse(borne.bearings.get(network=bochum), by=boris)
    hamm = NetworkFactory(slug="hamm")
    hella = RoleFactory(network=hamm).person
    (bearing,) = cosigning.ask(borne, [hamm], by=esra)
    client.force_login(hella)
    assert borne.title in client.get("/koordination/meldungen/").text
    borne.refresh_from_db()

    answer = client.post(
        f"/koordination/meldungen/{borne.pk}/mittragen/hamm/", {"seen": borne.revision}
    )

    assert answer.status_code == 302
    bearing.refresh_from_db()
    assert bearing.agreed_by == hella
    release(borne, esra)
    assert Post.objects.public().get() == borne


def test_asked_and_not_asked_in_turn_a_network_gets_one_letter_a_day(
    draft, esra, boris, bochum, time_machine
):
    def ask_twice():
        for _time in range(2):
            (bearing,) = cosigning.ask(draft, [bochum], by=esra)
            cosigning.take_back(bearing, by=esra)

    ask_twice()
    assert Mail.objects.filter(kind="post_asked").count() == 1
    time_machine.move_to(timezone.now() + timedelta(days=1))
    ask_twice()
    assert Mail.objects.filter(kind="post_asked").count() == 2


def test_each_new_text_asks_by_letter(draft, esra, boris, bochum):
    (bearing,) = cosigning.ask(draft, [bochum], by=esra)
    for number in range(2):
        draft.refresh_from_db()
        cosigning.agree(bearing, seen=draft.revision, by=boris)
        write(draft, esra, body=f"Fassung {number}")

    assert Mail.objects.filter(kind="post_asked").count() == 3


def test_what_is_withdrawn_and_for_no_more_than_networks_waits_for_nobody(
    draft, esra, bochum
):
    cosigning.ask(draft, [bochum], by=esra)
    assert Bearing.objects.waiting().exists()

    Post.objects.update(state=PostState.WITHDRAWN)

    assert not Bearing.objects.waiting().exists()


@pytest.fixture
def asked(post, esra, bochum):
    """Of a post that is online for its own network."""
    (bearing,) = cosigning.ask(post, [bochum], by=esra)
    return bearing


@LEAVING
def test_that_it_is_borne_by_others_now_is_a_change(
    asked, esra, boris, time_machine, how
):
    seen = Post.objects.get().revision
    cosigning.agree(asked, seen=seen, by=boris)
    later = timezone.now() + timedelta(days=3)
    time_machine.move_to(later, tick=False)

    leave(asked, how, writer=esra, bearer=boris)

    assert Post.objects.get().changed_at == later


@LEAVING
def test_who_never_bore_it_changes_nothing(asked, esra, boris, time_machine, how):
    before = Post.objects.get().changed_at
    time_machine.move_to(timezone.now() + timedelta(days=3))

    leave(asked, how, writer=esra, bearer=boris)

    assert Post.objects.get().changed_at == before
