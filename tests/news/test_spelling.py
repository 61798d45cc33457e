"""What writers type, in the spelling in which it is stored."""

import html

import pytest

from tests.news.conftest import WORDS, release, write
from tests.news.test_desk_pages import form_of, page_of

# Composed, each of these signs is two or three.
GROWING = ["\ufb2c", "\u0958", "\U0001d160"]


@pytest.fixture
def send(client, esra, draft):
    """Sends the text of the draft, with these words."""
    client.force_login(esra)
    page = client.get(page_of(draft)).text
    began = {name: html.unescape(value) for name, value in form_of(page).items()}

    def send(**words):
        return client.post(page_of(draft), began | WORDS | words)

    return send


@pytest.mark.parametrize("sign", GROWING, ids=ascii)
@pytest.mark.parametrize(
    ("name", "most"),
    [("title", 140), ("teaser", 400), ("picture_alt", 200), ("picture_credit", 120)],
)
def test_what_grows_too_long_in_its_spelling_is_told(send, draft, name, most, sign):
    response = send(**{name: sign * most})

    assert response.status_code == 422
    assert f"{most} Zeichen sind möglich" in response.text
    draft.refresh_from_db()
    assert draft.title == WORDS["title"]


@pytest.mark.parametrize("sign", GROWING, ids=ascii)
def test_a_title_that_fits_in_its_spelling_is_stored(send, draft, sign):
    assert send(title=sign * 40).status_code == 302

    draft.refresh_from_db()
    assert len(draft.title) in (80, 120)


def test_three_hundred_thousand_names_of_members_are_too_many(send):
    names = "\n".join(f"n{number}" for number in range(300_000))

    assert send(organisations=names).status_code == 422
    # A beginning that nobody sends but to see what happens.
    assert send(**{"initial-organisations": names}).status_code in (302, 409)


@pytest.mark.parametrize(
    "title",
    [
        *("\u2800", "\u3164", "\u115f\u1160", "\uffa0", "\u200f\u200e", "\u0301"),
        *("\ufe0f", "\u034f", "\u2800 \u3164", "\xa0\u2003", "\u202e\u180e\x07"),
    ],
    ids=ascii,
)
def test_a_title_that_nobody_sees_is_none(send, draft, title):
    send(title=title)

    draft.refresh_from_db()
    assert draft.title == ""


def test_a_title_of_signs_alone_leads_to_a_post(draft, esra, client):
    released = release(write(draft, esra, title="🎉"), esra)

    assert released.get_absolute_url() == "/aktuelles/meldung/"
    assert client.get("/aktuelles/meldung/").status_code == 200
