"""A link that shows a post to whoever has it, and what becomes of the link."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news import illustrating, pictures, preview, publishing
from tests.images import image_file
from tests.news.conftest import release
from tests.uploads import upload


@pytest.fixture
def links(draft, esra, media):
    """To a post and to its picture, as they were handed out before it was online."""
    picture = illustrating.add(draft, upload(image_file("WEBP")), by=esra)
    link = preview.address(draft)
    return link, f"{link}bild/{picture.pk}/{pictures.smallest(picture)}"


def statuses(client, addresses):
    return [client.get(address).status_code for address in addresses]


def test_once_withdrawn_no_earlier_link_shows_it(client, draft, esra, links):
    assert statuses(client, links) == [200, 200]
    released = release(draft, esra)
    assert statuses(client, links) == [200, 200]

    withdrawn = publishing.withdraw(released, by=esra)

    assert statuses(client, links) == [410, 410]
    again = preview.address(withdrawn)
    assert client.get(again).status_code == 200
    release(draft, esra)
    assert statuses(client, [again, *links]) == [200, 200, 200]


def test_a_draft_that_was_scheduled_is_shown_still(client, draft, esra, links):
    release(draft, esra, at=timezone.now() + timedelta(days=1))
    draft.refresh_from_db()
    publishing.withdraw(draft, by=esra)

    assert statuses(client, links) == [200, 200]
