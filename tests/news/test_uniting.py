"""Two organisations become one, and posts name it."""

from datetime import timedelta

from django.utils import timezone

from members import removal
from tests.factories import listed, released
from tests.members.doubles.conftest import unite
from tests.news.conftest import write


def test_posts_name_the_one_that_stays(client, essen, esra):
    school, double = (listed(slug, essen) for slug in ("schule", "schule-2"))
    both, one, none = (released(essen, title=title) for title in ("A", "B", "C"))
    both.organisations.set([school, double])
    one.organisations.set([double])

    unite(school, double, by=esra)

    assert [*both.organisations.all()] == [*one.organisations.all()] == [school]
    assert not none.organisations.exists()
    page = client.get("/anbieter/schule/").text
    assert both.get_absolute_url() in page
    assert one.get_absolute_url() in page


def test_of_who_is_erased_posts_know_nothing(essen, esra, time_machine):
    member = listed("werkstatt", essen)
    post = released(essen, title="A")
    post.organisations.set([member])
    removal.remove(member, by=esra)
    assert [*post.organisations.all()] == [member]

    time_machine.move_to(timezone.now() + timedelta(days=31))
    removal.erase_due(timezone.now())

    assert not post.organisations.exists()
    # Whoever had the form open names it no more either.
    write(post, esra, organisations={member.pk})
    assert not post.organisations.exists()
