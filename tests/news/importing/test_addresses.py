"""Old slugs stay where they can, and old addresses lead on."""

import pytest

from news.models import OldAddress, Post
from tests.factories import OldAddressFactory, PostFactory
from tests.news.importing.old_files import OLD, article, feed, sentences, take


@pytest.mark.parametrize(
    ("link", "slug"),
    [
        ("/2020/10/die-messe/", "die-messe"),
        ("/die-messe", "die-messe"),
        ("/Event_Re_2023.html", "meldung-1"),
        ("/?p=12", "meldung-1"),
        ("/archiv/", "meldung-1"),
        ("/vergeben/", "meldung-1"),
        ("/2020/", "meldung-1"),
        ("/b%C3%BCndnis/", "meldung-1"),
        (f"/{'a' * 81}/", "meldung-1"),
        ("", "meldung-1"),
    ],
)
def test_an_old_slug_stays_where_it_fits_and_is_free(db, client, link, slug):
    PostFactory(slug="vergeben", title="Eine")

    take(feed(article(link=f"{OLD}{link}")))

    post = Post.objects.get(title="Meldung 1")
    assert post.slug == slug
    if link:
        assert client.get(link).url == f"/aktuelles/{slug}/"


def test_where_the_portal_has_a_page_no_old_address_is_needed(db):
    report = take(
        feed(
            article(1, link=f"{OLD}/aktuelles/meldung-1/"),
            article(2, link=f"{OLD}/partner/"),
        )
    )

    assert not OldAddress.objects.exists()
    assert len(report.new) == 2
    assert sentences(report.notices) == [
        "Die alte Adresse /partner leitet nicht weiter: Unter dieser Adresse hat das "
        "Portal eine Seite."
    ]


def test_what_the_office_has_entered_stays(db, client):
    OldAddressFactory(old="/meldung_1.html", new="/partner/")
    OldAddressFactory(old="/anders.html", new="/meldung_2.html")

    report = take(feed(article(1), article(2)))

    assert client.get("/meldung_1.html").url == "/partner/"
    assert OldAddress.objects.count() == 2
    assert len(report.notices) == 2
