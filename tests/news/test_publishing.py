"""How a post goes online, stays, and leaves."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from alliance.errors import WrongStateError
from alliance.models import JournalEntry, Mail
from alliance.version import public_version
from news import cosigning, publishing, reading
from news.models import Bearing, Post
from news.states import PostState
from tests.news.conftest import WORDS, release, write


def public():
    return list(Post.objects.public().newest_first())


def test_a_draft_is_not_public(draft):
    assert public() == []
    assert draft.html == "<p>Der <strong>Text</strong>.</p>\n"


def test_released_it_is_online_at_an_address_for_ever(draft, esra):
    released = release(draft, esra)
    write(released, esra, title="Ein anderer Titel")

    assert public() == [draft]
    assert Post.objects.get().slug == "ein-titel"


def test_scheduled_it_comes_online_by_itself(draft, esra, time_machine):
    soon = timezone.now() + timedelta(hours=2)
    release(draft, esra, at=soon)
    assert public() == []
    assert list(Post.objects.scheduled()) == [draft]

    time_machine.move_to(soon + timedelta(seconds=1))
    assert public() == [draft]
    assert publishing.notice_due(timezone.now()) == 1
    assert publishing.notice_due(timezone.now()) == 0


def test_until_its_time_has_come_its_address_follows_its_title(
    draft, esra, time_machine
):
    release(draft, esra, at=timezone.now() + timedelta(days=1))
    assert draft_slug(draft) == "ein-titel"
    write(draft, esra, title="Ein anderer Titel")
    assert draft_slug(draft) == "ein-anderer-titel"

    time_machine.move_to(timezone.now() + timedelta(days=2))
    write(draft, esra, title="Ein dritter Titel")
    assert draft_slug(draft) == "ein-anderer-titel"


def draft_slug(post):
    post.refresh_from_db()
    return post.slug


def test_its_first_release_stays_whatever_happens(draft, esra, time_machine):
    first = release(draft, esra).first_released_at
    time_machine.move_to(timezone.now() + timedelta(days=3))
    publishing.withdraw(draft, by=esra)
    assert public() == []

    again = release(draft, esra)
    assert again.first_released_at == first
    assert again.release_at > first


def test_withdrawn_before_its_time_it_is_a_draft_again(draft, esra):
    release(draft, esra, at=timezone.now() + timedelta(days=1))

    withdrawn = publishing.withdraw(draft, by=esra)

    assert withdrawn.state == PostState.DRAFT
    assert withdrawn.first_released_at is None


def test_what_was_not_looked_at_is_not_released(draft, esra):
    with pytest.raises(WrongStateError):
        publishing.release(draft, at=None, seen=draft.revision - 1, by=esra)


@pytest.mark.parametrize("missing", ["title", "teaser", "body"])
def test_an_unfinished_one_stays_a_draft(draft, esra, missing):
    write(draft, esra, **{missing: ""})

    with pytest.raises(ValidationError) as refusal:
        release(draft, esra)
    assert missing in refusal.value.message_dict


def test_another_networks_coordination_writes_nothing(draft, boris):
    for verb in (
        lambda: write(draft, boris),
        lambda: release(draft, boris),
        lambda: publishing.throw_away(draft, by=boris),
    ):
        with pytest.raises(PermissionDenied):
            verb()


def test_a_network_alone_does_not_speak_for_all(draft, esra, gisela):
    write(draft, esra, is_for_all=True)
    with pytest.raises(ValidationError):
        release(draft, esra)

    draft.refresh_from_db()
    cosigning.vouch(draft, seen=draft.revision, by=gisela)
    assert release(draft, esra).is_for_all


def test_two_networks_speak_for_all(draft, esra, boris, bochum):
    write(draft, esra, is_for_all=True)
    (bearing,) = cosigning.ask(draft, [bochum], by=esra)
    draft.refresh_from_db()
    cosigning.agree(bearing, seen=draft.revision, by=boris)

    assert release(draft, esra).is_for_all


def borne_by(network):
    return reading.index(public_version()).of_network(network.pk).ids


def test_a_network_is_named_once_it_has_agreed(draft, esra, boris, bochum):
    (bearing,) = cosigning.ask(draft, [bochum], by=esra)
    release(draft, esra)
    assert borne_by(bochum) == []

    draft.refresh_from_db()
    cosigning.agree(bearing, seen=draft.revision, by=boris)
    assert borne_by(bochum) == [draft.pk]


def test_a_change_of_the_text_asks_again(draft, esra, boris, bochum):
    (bearing,) = cosigning.ask(draft, [bochum], by=esra)
    cosigning.agree(bearing, seen=draft.revision, by=boris)

    write(draft, esra, body="Ein anderer Text.")

    bearing.refresh_from_db()
    assert bearing.agreed_at is None


def test_who_saw_another_text_has_not_agreed(draft, esra, boris, bochum):
    (bearing,) = cosigning.ask(draft, [bochum], by=esra)
    seen = draft.revision
    write(draft, esra, body="Ein anderer Text.")

    with pytest.raises(WrongStateError):
        cosigning.agree(bearing, seen=seen, by=boris)


def test_only_the_network_itself_agrees(draft, esra, bochum):
    (bearing,) = cosigning.ask(draft, [bochum], by=esra)

    with pytest.raises(PermissionDenied):
        cosigning.agree(bearing, seen=draft.revision, by=esra)


@pytest.fixture
def for_all(draft, esra, boris, bochum):
    """How Bochum bears a post of Essen's that is for all."""
    write(draft, esra, is_for_all=True)
    (bearing,) = cosigning.ask(draft, [bochum], by=esra)
    return cosigning.agree(bearing, seen=draft.revision, by=boris)


def test_what_is_online_for_all_cannot_lose_its_bearers_by_a_change(
    draft, esra, for_all
):
    release(draft, esra)

    with pytest.raises(ValidationError):
        write(draft, esra, body="Ein anderer Text.")
    assert Post.objects.get().body == WORDS["body"]


@pytest.mark.parametrize(("days", "state"), [(0, "withdrawn"), (1, "draft")])
@pytest.mark.parametrize("verb", [cosigning.refuse, cosigning.take_back])
def test_borne_by_too_few_it_is_online_no_longer(draft, for_all, verb, days, state):
    writer, bearer = draft.author, for_all.agreed_by
    seen = release(draft, writer, at=timezone.now() + timedelta(days=days)).revision
    who = bearer if verb == cosigning.refuse else writer

    verb(for_all, by=who)

    draft.refresh_from_db()
    assert (draft.state, draft.release_at) == (state, None)
    assert draft.revision > seen
    assert Mail.objects.get(kind="post_alone").person == writer
    entry = JournalEntry.objects.get(verb="post.alone")
    assert (entry.subject, entry.actor, entry.capacity) == (draft.pk, None, "portal")


def test_withdrawn_it_goes_online_again_once_it_is_borne_again(
    draft, esra, boris, for_all
):
    release(draft, esra)
    cosigning.refuse(for_all, by=boris)
    cosigning.take_back(for_all, by=esra)
    (asked,) = cosigning.ask(draft, [for_all.network], by=esra)
    assert list(Bearing.objects.waiting().decided_by(boris)) == [asked]

    draft.refresh_from_db()
    cosigning.agree(asked, seen=draft.revision, by=boris)

    assert release(draft, esra).is_for_all


def test_who_writes_a_post_cannot_leave_it(draft, esra):
    for verb in (cosigning.refuse, cosigning.take_back):
        with pytest.raises(WrongStateError):
            verb(draft.bearings.get(), by=esra)


def test_without_a_network_a_post_is_another_one(draft, esra, boris, bochum):
    (bearing,) = cosigning.ask(draft, [bochum], by=esra)
    cosigning.agree(bearing, seen=draft.revision, by=boris)
    draft.refresh_from_db()
    before = draft.changed_at

    cosigning.take_back(bearing, by=esra)

    draft.refresh_from_db()
    assert draft.changed_at > before


def test_a_draft_can_be_thrown_away_and_nothing_else(draft, esra):
    released = release(draft, esra)
    with pytest.raises(WrongStateError):
        publishing.throw_away(released, by=esra)

    other = publishing.begin(draft.network, by=esra)
    publishing.throw_away(other, by=esra)
    assert Post.objects.count() == 1


def test_what_was_thrown_away_meanwhile_is_not_written(draft, esra):
    stale = Post.objects.get(pk=draft.pk)
    publishing.throw_away(draft, by=esra)

    with pytest.raises(WrongStateError):
        publishing.withdraw(stale, by=esra)
