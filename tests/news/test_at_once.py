"""Two at the same moment: one of them learns of the other, and nothing is half done."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone

from alliance.errors import WrongStateError
from alliance.models import JournalEntry, Mail
from members.merging import ConflictError
from news import cosigning, illustrating, publishing
from news.models import Bearing, Picture, Post
from news.states import PostState
from tests.factories import NetworkFactory, PostFactory, RoleFactory
from tests.images import image_file
from tests.threads import together

# Often enough that either is the first at some time.
ROUNDS = range(6)


@pytest.fixture(autouse=True)
def letters_are_known():
    """To read them for the first time takes longer than others wait for a lock."""
    for kind in ("asked", "agreed", "refused", "alone"):
        get_template(f"mail/post_{kind}.txt")
    reverse("news:desk")


@pytest.fixture
def essen(transactional_db):
    return NetworkFactory(slug="essen", name="Netzwerk Essen")


@pytest.fixture
def esra(essen):
    return RoleFactory(network=essen).person


@pytest.fixture
def ebru(essen):
    return RoleFactory(network=essen).person


@pytest.fixture
def boris():
    return RoleFactory(network=NetworkFactory(slug="bochum")).person


def tried(verb, *arguments, **more):
    """An action for ``together``: the verb, or that it was refused."""

    def act():
        try:
            verb(*arguments, **more)
        except (WrongStateError, ValidationError, ConflictError):
            return "refused"
        return "done"

    return act


def changing(post, by, **words):
    began = post.content()
    return tried(publishing.save, post, content=began | words, began=began, by=by)


def releasing(post, by, at=None):
    return tried(publishing.release, post, at=at, seen=post.revision, by=by)


def asked(post, person):
    """That the person's network is asked to bear the post."""
    return post.bearings.create(network=person.roles.get().network)


def count(verb):
    return JournalEntry.objects.filter(verb=verb).count()


def test_many_of_one_title_go_online_each_at_an_address_of_its_own(essen, esra):
    posts = [PostFactory(network=essen) for _ in ROUNDS]

    outcomes = together(*(releasing(post, esra) for post in posts))

    assert set(outcomes) == {"done"}
    assert set(Post.objects.values_list("slug", flat=True)) == {
        "ein-titel",
        *(f"ein-titel-{number}" for number in range(2, len(posts) + 1)),
    }


def test_two_release_it_once(essen, esra, ebru):
    for _round in ROUNDS:
        post = PostFactory(network=essen)

        outcomes = together(releasing(post, esra), releasing(post, ebru, tomorrow()))

        assert sorted(outcomes) == ["done", "refused"]
    assert count("post.released") + count("post.scheduled") == len(ROUNDS)


def tomorrow():
    return timezone.now() + timedelta(days=1)


def test_who_agrees_while_the_text_changes_has_not_agreed_to_the_new_one(
    essen, esra, boris
):
    for _round in ROUNDS:
        post = PostFactory(network=essen)
        bearing = asked(post, boris)
        agree = tried(cosigning.agree, bearing, seen=post.revision, by=boris)

        outcomes = together(agree, changing(post, esra, body="Ein anderer Text."))

        assert outcomes[1] == "done"
        bearing.refresh_from_db()
        assert bearing.agreed_at is None


def test_the_office_vouches_for_no_text_that_changes_meanwhile(essen, esra):
    office = RoleFactory(network=None, kind="office").person
    for _round in ROUNDS:
        post = PostFactory(network=essen)
        vouch = tried(cosigning.vouch, post, seen=post.revision, by=office)

        outcomes = together(vouch, changing(post, esra, body="Ein anderer Text."))

        assert outcomes[1] == "done"
        post.refresh_from_db()
        assert post.vouched_at is None


def test_what_goes_online_was_looked_at_or_changed_afterwards(essen, esra, ebru):
    for _round in ROUNDS:
        post = PostFactory(network=essen)

        outcomes = together(releasing(post, esra), changing(post, ebru, title="Neu"))

        post.refresh_from_db()
        assert outcomes[1] == "done"
        assert post.title == "Neu"
        # The address says whose title was there first.
        assert post.slug is None or post.slug.startswith("ein-titel")
        is_out = post.state == PostState.RELEASED
        assert is_out == (outcomes[0] == "done")


def test_withdrawn_while_it_is_released_it_is_not_online(essen, esra, ebru):
    for _round in ROUNDS:
        post = PostFactory(network=essen)
        publishing.release(post, at=tomorrow(), seen=post.revision, by=esra)
        post.refresh_from_db()

        outcomes = together(
            releasing(post, esra), tried(publishing.withdraw, post, by=ebru)
        )

        assert outcomes[1] == "done"
        assert not Post.objects.public().exists()


def test_thrown_away_while_it_is_released_it_is_one_or_the_other(essen, esra, ebru):
    for _round in ROUNDS:
        post = PostFactory(network=essen)

        outcomes = together(
            releasing(post, esra), tried(publishing.throw_away, post, by=ebru)
        )

        assert sorted(outcomes) == ["done", "refused"]
        there = Post.objects.filter(pk=post.pk, state=PostState.RELEASED).exists()
        assert there == (outcomes[0] == "done")


def test_two_throw_it_away_once(essen, esra, ebru):
    post = PostFactory(network=essen)

    outcomes = together(
        *(tried(publishing.throw_away, post, by=who) for who in (esra, ebru))
    )

    assert sorted(outcomes) == ["done", "refused"]
    assert count("post.thrown_away") == 1


def test_the_last_bearer_leaves_while_it_is_released_for_all(essen, esra, boris):
    for _round in ROUNDS:
        post = PostFactory(network=essen, is_for_all=True)
        bearing = asked(post, boris)
        cosigning.agree(bearing, seen=post.revision, by=boris)

        refuse = tried(cosigning.refuse, bearing, by=boris)
        outcomes = together(releasing(post, esra), refuse)

        assert outcomes[1] == "done"
        assert not Post.objects.public().filter(pk=post.pk).exists()


def test_two_ask_a_network_once(essen, esra, ebru, boris):
    post = PostFactory(network=essen)
    network = boris.roles.get().network

    together(*(tried(cosigning.ask, post, [network], by=who) for who in (esra, ebru)))

    assert post.bearings.filter(network=network).count() == 1
    assert Mail.objects.filter(kind="post_asked").count() == 1
    assert count("post.asked") == 1


def test_asked_no_longer_while_it_agrees_it_is_not_named(essen, esra, boris):
    for _round in ROUNDS:
        post = PostFactory(network=essen)
        bearing = asked(post, boris)

        outcomes = together(
            tried(cosigning.agree, bearing, seen=post.revision, by=boris),
            tried(cosigning.take_back, bearing, by=esra),
        )

        assert outcomes[1] == "done"
        assert not Bearing.objects.filter(pk=bearing.pk).exists()


def test_two_of_a_network_decide_once_each(essen, boris):
    bert = RoleFactory(network=boris.roles.get().network).person
    for _round in ROUNDS:
        post = PostFactory(network=essen)
        bearing = asked(post, boris)

        outcomes = together(
            *(
                tried(cosigning.agree, bearing, seen=post.revision, by=who)
                for who in (boris, bert)
            )
        )

        assert sorted(outcomes) == ["done", "refused"]


def picture_of(post):
    file = ContentFile(image_file("WEBP"), "saal.webp")
    return Picture.objects.create(post=post, file=file)


def test_the_last_place_for_a_picture_is_taken_once(essen, esra, ebru, media):
    post = PostFactory(network=essen)
    for _number in range(illustrating.MOST - 1):
        picture_of(post)

    outcomes = together(
        *(
            tried(
                illustrating.add,
                post,
                ContentFile(image_file("WEBP"), "neu.webp"),
                by=who,
            )
            for who in (esra, ebru)
        )
    )

    assert sorted(outcomes) == ["done", "refused"]
    assert post.pictures.count() == illustrating.MOST


@pytest.mark.parametrize("place", ["above the text", "in the text"])
def test_a_picture_goes_while_it_is_put_there(essen, esra, ebru, media, place):
    for _round in ROUNDS:
        post = PostFactory(network=essen)
        picture = picture_of(post)
        if place == "in the text":
            words = {"body": f"![Ein Saal](bild:{picture.pk})"}
        else:
            words = {"picture": picture.pk, "picture_alt": "Ein Saal"}

        outcomes = together(
            tried(illustrating.remove, picture, by=ebru), changing(post, esra, **words)
        )

        assert sorted(outcomes) == ["done", "refused"]
        post.refresh_from_db()
        is_shown = post.picture_id is not None or "bild:" in post.body
        assert is_shown == (outcomes[0] != "done")


def test_two_remove_a_picture_once(essen, esra, ebru, media):
    picture = picture_of(PostFactory(network=essen))
    # Each finds it, and neither sees what becomes of the other's.
    found = [(Picture.objects.get(pk=picture.pk), who) for who in (esra, ebru)]

    outcomes = together(
        *(tried(illustrating.remove, one, by=who) for one, who in found)
    )

    assert sorted(outcomes) == ["done", "refused"]
    assert count("post.picture_removed") == 1


def test_two_writers_of_different_fields_lose_nothing(essen, esra, ebru):
    for _round in ROUNDS:
        post = PostFactory(network=essen)

        together(changing(post, esra, title="Neu"), changing(post, ebru, teaser="Neu."))

        post.refresh_from_db()
        assert (post.title, post.teaser) == ("Neu", "Neu.")


def test_one_of_two_writers_of_a_field_is_told(essen, esra, ebru):
    for _round in ROUNDS:
        post = PostFactory(network=essen)

        outcomes = together(
            changing(post, esra, title="Eins"), changing(post, ebru, title="Zwei")
        )

        assert sorted(outcomes) == ["done", "refused"]


def test_two_workers_notice_what_is_due(essen):
    for _round in ROUNDS:
        post = PostFactory(network=essen)
        now = timezone.now()
        times = {"release_at": now, "first_released_at": now}
        slug = f"faellig-{post.pk}"
        Post.objects.filter(pk=post.pk).update(state="released", slug=slug, **times)

        found = together(*[lambda: publishing.notice_due(timezone.now())] * 2)

        assert sum(found) == 1
        post.refresh_from_db()
        assert post.is_noticed
