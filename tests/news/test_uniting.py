"""Two organisations become one, and posts name it."""

from tests.factories import listed, released
from tests.members.doubles.conftest import unite


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
