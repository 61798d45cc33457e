"""On one's own machine letters are read in the browser, and nowhere else."""

import pytest

from alliance.outbox import SHOWN, with_links
from tests.factories import MailFactory

ADDRESS = "/verwaltung/postausgang/"
OURS = "http://127.0.0.1:8000"


def test_the_list_begins_with_the_newest(client, db):
    for number in range(3):
        MailFactory(subject=f"Brief {number}")

    page = client.get(ADDRESS).text

    assert page.index("Brief 2") < page.index("Brief 1") < page.index("Brief 0")


def test_an_empty_list_says_what_will_be_there(client, db):
    assert "Noch kein Brief" in client.get(ADDRESS).text


def test_a_long_list_is_cut_and_says_so(client, db, django_assert_num_queries):
    MailFactory.create_batch(SHOWN + 1)

    with django_assert_num_queries(2):
        page = client.get(ADDRESS).text

    assert page.count("<time") == SHOWN
    assert "Die neuesten 200 von 201 Briefen" in page


def test_a_letter_can_be_followed(client, db):
    letter = MailFactory(body=f"Bitte hier:\n{OURS}/konto/einladung/abc/?a=1&b=2\n")

    page = client.get(f"{ADDRESS}{letter.pk}/").text

    link = f"{OURS}/konto/einladung/abc/?a=1&amp;b=2"
    assert f'<a href="{link}">{link}</a>' in page


@pytest.mark.parametrize(
    "text",
    [
        "http://evil.example/",
        f"{OURS}0/",
        f"{OURS}.evil.example/",
        f"{OURS}@evil.example/",
        f"https://evil.example/{OURS}/",
        "javascript:alert(1)",
        '"><x-probe>',
    ],
)
def test_nothing_else_becomes_a_link(text):
    html = with_links(f"vor {text} nach")

    assert "<" not in html
    assert html.startswith("vor ")
    assert html.endswith(" nach")


def test_markup_in_an_address_stays_text():
    html = with_links(f'{OURS}/"><x-probe>')

    assert "<x-probe" not in html
    assert html.count("<") == 2


@pytest.mark.parametrize("path", ["", "1/"])
def test_a_server_has_no_such_page(client, db, settings, path):
    MailFactory(pk=1)
    assert client.get(ADDRESS + path).status_code == 200
    settings.HAS_OUTBOX = False

    assert client.get(ADDRESS + path).status_code == 404


def test_a_letter_that_is_not_there_is_not_found(client, db):
    assert client.get(f"{ADDRESS}1/").status_code == 404
