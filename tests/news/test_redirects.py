"""Old addresses lead on, straight and for good."""

import pytest

from news import redirects
from news.models import OldAddress


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
