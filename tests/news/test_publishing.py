"""How a post goes online, stays, and leaves."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from alliance.errors import WrongStateError
from members.merging import ConflictError
from news import cosigning, publishing
from news.models import Post
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


def test_two_writers_of_different_fields_lose_nothing(draft, esra):
    began = draft.content()
    publishing.save(draft, content=began | {"title": "Neu"}, began=began, by=esra)
    publishing.save(draft, content=began | {"teaser": "Neu."}, began=began, by=esra)

    draft.refresh_from_db()
    assert (draft.title, draft.teaser) == ("Neu", "Neu.")


def test_two_writers_of_one_field_are_told(draft, esra):
    began = draft.content()
    publishing.save(draft, content=began | {"title": "Eins"}, began=began, by=esra)

    with pytest.raises(ConflictError):
        publishing.save(draft, content=began | {"title": "Zwei"}, began=began, by=esra)


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


def test_a_network_is_named_once_it_has_agreed(draft, esra, boris, bochum):
    (bearing,) = cosigning.ask(draft, [bochum], by=esra)
    release(draft, esra)
    assert not Post.objects.public().borne_by(bochum).exists()

    draft.refresh_from_db()
    cosigning.agree(bearing, seen=draft.revision, by=boris)
    assert Post.objects.public().borne_by(bochum).exists()


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


def test_what_is_online_for_all_cannot_lose_its_bearers_by_a_change(
    draft, esra, boris, bochum
):
    write(draft, esra, is_for_all=True)
    (bearing,) = cosigning.ask(draft, [bochum], by=esra)
    draft.refresh_from_db()
    cosigning.agree(bearing, seen=draft.revision, by=boris)
    release(draft, esra)

    with pytest.raises(ValidationError):
        write(draft, esra, body="Ein anderer Text.")
    assert Post.objects.get().body == WORDS["body"]


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
