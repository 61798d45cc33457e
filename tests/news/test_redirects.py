"""Old addresses lead on, straight and for good."""

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from alliance.models import JournalEntry
from news import redirects
from news.models import OldAddress

ATTACKS = [
    *("//evil.example/", "/\\evil.example/", "/\\\\evil.example", "///evil.example"),
    *("https://evil.example/", "/%5Cevil.example", "/a\tb", "/a\r\nSet-Cookie: x=1"),
    *("/a%0d%0aSet-Cookie:%20x", "/%09/evil.example", "/a%00b", "/a%2500b"),
    "javascript:alert(1)",
]


def test_an_old_address_leads_to_the_new_one_for_good(client, db):
    redirects.read("/Event_Re_2023.html;/aktuelles/\n/alt.php?id=3;/netzwerke/\n")

    response = client.get("/Event_Re_2023.html")
    assert (response.status_code, response.url) == (301, "/aktuelles/")
    assert client.get("/alt.php?id=3").url == "/netzwerke/"
    assert client.get("/alt.php?id=4").status_code == 404
    assert client.post("/Event_Re_2023.html").status_code in (403, 404, 405)


def test_a_list_twice_changes_nothing(db):
    assert redirects.read("/a.html;/aktuelles/") == 1
    assert redirects.read("/a.html;/aktuelles/") == 0
    assert redirects.read("/a.html;/netzwerke/") == 1
    assert OldAddress.objects.get().new == "/netzwerke/"


@pytest.mark.parametrize(
    "text",
    [
        "/a.html;/a.html",
        "/a.html;/b.html\n/b.html;/aktuelles/",
        "/a.html;/b.html\n/b.html;/a.html",
        "/b.html;/aktuelles/\n/a.html;/b.html",
        "/anbieter/;/aktuelles/",
        "a.html;/aktuelles/",
        "//evil.example/;/aktuelles/",
        "/a.html;https://evil.example/",
        "/a.html;//evil.example/",
        "/a.html",
        "/a.html;/aktuelles/;x",
        "/a.html;/aktuelles/\n/a.html;/netzwerke/",
        f"/{'a' * 300};/aktuelles/",
    ],
)
def test_loops_chains_and_nonsense_are_refused_as_a_whole(db, text):
    with pytest.raises(redirects.ListError):
        redirects.read(f"/gut.html;/partner/\n{text}")
    assert not OldAddress.objects.exists()


@pytest.mark.parametrize(
    ("old", "asked"),
    [
        ("/Bündnis%20alt.html", "/B%C3%BCndnis%20alt.html"),
        ("/Bündnis alt.html", "/B%C3%BCndnis%20alt.html"),
        ("/B%c3%bcndnis%20alt.html", "/B%C3%BCndnis%20alt.html"),
        ("/Bu\u0308ndnis.html", "/B%C3%BCndnis.html"),
        ("/Bündnis.html", "/Bu%CC%88ndnis.html"),
        ("/Bündnis.html", "/B%FCndnis.html"),
        ("/B%FCndnis.html", "/B%C3%BCndnis.html"),
        ("/2021/05/messe/", "/2021/05/messe"),
        ("/2021/05/messe", "/2021/05/messe/"),
        ("/100%.html", "/100%25.html"),
        ("/alt.html", "/alt.html?utm_source=brief&fbclid=1"),
        ("/alt.html", "/alt.html?seite=2"),
        ("/alt.php?id=3", "/alt.php?id=3&utm_source=brief"),
        ("/alt.php?id=3", "/alt.php?utm_source=brief&id=3"),
        ("/alt.php?wort=grün", "/alt.php?wort=gr%C3%BCn"),
        ("/?p=12", "/?p=12"),
        ("/?p=12", "/?utm_source=brief&p=12"),
    ],
)
def test_an_old_address_is_known_in_every_spelling(client, db, old, asked):
    redirects.read(f"{old};/aktuelles/")

    response = client.get(asked)

    assert (response.status_code, response.url) == (301, "/aktuelles/")


@pytest.mark.parametrize("asked", ["/alt.php?id=4", "/alt.php", "/?p=13", "/?p=", "/"])
def test_another_parameter_is_another_address(client, db, asked):
    redirects.read("/alt.php?id=3;/aktuelles/\n/?p=12;/aktuelles/")

    assert client.get(asked).status_code in (200, 404)


def test_what_the_portal_has_is_not_looked_up(client, db):
    OldAddress.objects.create(old="/aktuelles", new="/partner/")

    with CaptureQueriesContext(connection) as asked:
        assert client.get("/aktuelles/").status_code == 200
        assert client.post("/gibt-es-nicht.html").status_code != 301
    assert not [one for one in asked if "oldaddress" in one["sql"]]


def test_what_it_has_not_is_looked_up_with_one_query(client, db):
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/gibt-es-nicht.html?a=1&utm_source=x").status_code == 404
    assert len([one for one in asked if "oldaddress" in one["sql"]]) == 1


def test_a_head_is_led_on_as_well(client, db):
    redirects.read("/a.html;/aktuelles/")

    assert client.head("/a.html").status_code == 301


@pytest.mark.parametrize("new", ATTACKS)
def test_no_address_leads_to_another_website(client, db, new):
    with pytest.raises(redirects.ListError):
        redirects.read(f"/a.html;{new}")
    assert client.get("/a.html").status_code == 404


@pytest.mark.parametrize("new", ["//evil.example/", "/\\evil.example", "evil.example"])
def test_nor_does_the_database_take_one(db, new):
    with pytest.raises(IntegrityError):
        OldAddress.objects.create(old="/a.html", new=new)


@pytest.mark.parametrize("asked", [*ATTACKS, f"/{'a' * 8000}", f"/%{'25' * 900}00"])
def test_nothing_that_is_asked_for_breaks_it(client, db, asked):
    response = client.get(asked)
    assert response.status_code in (200, 301, 400, 404)
    assert "evil" not in response.get("Location", "")
    assert redirects.find(asked) == ""


@pytest.mark.parametrize(
    "text",
    [
        "/a.html;/a.html?x=1",
        "/a.html;/a.html#unten",
        "/a.html;/a%2ehtml",
        "/a.html;/b.html?x=1\n/b.html;/aktuelles/",
        "/a.html;/b.html/\n/b.html;/aktuelles/",
        "/a.html;/aktuelles/?p=1&utm_source=x\n/aktuelles/?p=1;/partner/",
        "/anbieter;/aktuelles/",
        "/?seite=2;/aktuelles/",
        "/;/aktuelles/",
        ";/aktuelles/",
        "/a b;/akt uelles/",
        "/a#b;/aktuelles/#ok\n/a%5cb;/aktuelles/",
        f"/%{'25' * 20}41;/aktuelles/",
        '"a' * 100_000,
        "/a;/b" * 500_000,
    ],
)
def test_hidden_loops_and_chains_are_found_too(db, text):
    with pytest.raises(redirects.ListError):
        redirects.read(text)


def test_a_list_is_in_the_journal(db, gisela):
    redirects.read("/a.html;/aktuelles/", by=gisela)
    redirects.read("/a.html;/aktuelles/", by=gisela)

    entry = JournalEntry.objects.get(verb="address.list_read")
    assert (entry.actor, entry.capacity) == (gisela, "office")
    assert entry.details.after == {"/a.html": "/aktuelles/"}


def test_ten_thousand_lines_take_a_moment(db):
    text = "\n".join(f"/alt-{n}.html;/aktuelles/neu-{n}/" for n in range(10_000))

    assert redirects.read(text) == 10_000
    with pytest.raises(redirects.ListError):
        redirects.read(f"{text}\n/noch-eine.html;/aktuelles/")


PARTS = st.sampled_from(
    ["a", "b", "%61", "ü", "%FC", "u\u0308", "/", "?", "x=1", "&", "utm_source=a", "#b"]
)
ADDRESSES = st.lists(PARTS, min_size=1, max_size=4).map(lambda one: "/" + "".join(one))


class AcceptedListsTest(TestCase):
    @settings(max_examples=150, deadline=None)
    @given(st.lists(st.tuples(ADDRESSES, ADDRESSES), max_size=6))
    def test_no_accepted_address_leads_to_an_old_one(self, lines):
        for old, new in lines:
            try:
                redirects.read(f"{old};{new}")
            except redirects.ListError:
                continue
            assert redirects.find(old) == new
        for new in OldAddress.objects.values_list("new", flat=True):
            assert redirects.find(new.partition("#")[0]) == ""
