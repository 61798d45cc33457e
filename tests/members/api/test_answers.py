"""What the interface answers, address by address."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.directory import index
from tests.factories import (
    CredentialFactory,
    MembershipFactory,
    OpeningHoursFactory,
    ProfileFactory,
    SiteFactory,
    TermFactory,
    listed,
)
from tests.members.listing import list_providers
from tests.members.machine import read

LISTS = ["anbieter/", "partner/", "netzwerke/"]
ADDRESSES = [
    *LISTS,
    *("anbieter.csv", "anbieter/haus/", "partner/ihk/", "netzwerke/essen/"),
    *("merkmale/", "openapi.json"),
]


def get(client, address, **more):
    return client.get(f"/api/v1/{address}", **more)


def test_a_provider_tells_what_its_page_shows(client, house, stepless):
    today = timezone.localdate()

    answer = get(client, "anbieter/haus/").json()

    assert answer["merkmale"].pop("thema") == [
        {"slug": "schweissen", "name": "Schweißen"}
    ]
    assert [terms[0]["slug"] for terms in answer.pop("merkmale").values() if terms] == [
        *("bildungsgutschein", "audience", "form", "time", "qualification", "language")
    ]
    assert answer == {
        "slug": "haus",
        "nr": "E-017",
        "name": "Haus der Bildung",
        "kurz": "Wir schweißen",
        "beschreibung": "Wir *schweißen*.",
        "rechtsform": "gGmbH",
        "website": "https://haus.example/",
        "telefon": "0201 1",
        "email": "h@haus.example",
        "kursnet_nr": "12345",
        "kurse": "https://web.arbeitsagentur.de/weiterbildungssuche/suche?sw=12345",
        "bestaetigt": "2026-09",
        "bildungsgutschein": True,
        "netzwerke": [
            {
                "slug": "essen",
                "name": "Netzwerk Essen",
                "url": "http://127.0.0.1:8000/netzwerke/essen/",
            }
        ],
        "standorte": [
            {
                "bezeichnung": "Werkstatt",
                "strasse": "Beispielweg 1",
                "plz": "45127",
                "ort": "Essen",
                "stadt": "essen",
                "breite": 51.45,
                "laenge": 7.01,
                "telefon": "0201 1",
                "email": "h@haus.example",
                "oeffnungszeiten": [{"tag": "Montag", "von": "09:00", "bis": "17:00"}],
                "barrierefreiheit": [{"slug": "stufenlos", "name": "Stufenlos"}],
            }
        ],
        "nachweise": [
            {
                "art": "azav",
                "titel": "AZAV-Trägerzulassung",
                "aussteller": "Zert",
                "gueltig_bis": today.isoformat(),
                "fachbereiche": ["4 Berufliche Weiterbildung"],
                "standorte": [],
            }
        ],
        "url": "http://127.0.0.1:8000/anbieter/haus/",
    }


def test_proofs_that_do_not_hold_today_are_not_told(client, house):
    yesterday = timezone.localdate() - timedelta(days=1)
    CredentialFactory(organisation=house, title="Behauptet")
    CredentialFactory(
        organisation=house,
        title="Vorbei",
        valid_until=yesterday,
        confirmed_at=timezone.now(),
    )

    proofs = get(client, "anbieter/haus/").json()["nachweise"]

    assert [proof["art"] for proof in proofs] == ["azav"]


def test_a_network_names_only_those_who_agreed(client, portal):
    answer = get(client, "netzwerke/essen/")

    assert answer.json() == {
        "slug": "essen",
        "name": "Netzwerk Essen",
        "staedte": [{"slug": "essen", "name": "Essen"}],
        "anbieter": 3,
        "url": "http://127.0.0.1:8000/netzwerke/essen/",
        "vereinsname": "Netzwerk Essen e. V.",
        "text": "",
        "website": "https://netz.example/",
        "email": None,
        "telefon": None,
        "personen": [{"name": "Erika", "amt": "Sprecher/in"}],
    }
    assert "example.org" not in answer.text


def test_the_terms_are_those_one_can_search_by(client, portal):
    TermFactory(kind="topic", slug="alt", name="Alt", is_retired=True)

    terms = get(client, "merkmale/").json()["merkmale"]

    assert terms["thema"] == [
        {"slug": "schweissen", "name": "Schweißen", "synonyme": []}
    ]
    assert terms["zugang"][0]["synonyme"] == ["Rollstuhl"]
    assert [city["slug"] for city in terms["stadt"]] == ["bochum", "essen"]
    assert [kind["slug"] for kind in terms["art"]] == ["kammer"]


@pytest.mark.parametrize("question", ["", "?art=kammer", "?art=kammer&seite=2"])
def test_partners_stand_as_on_their_page(client, chamber, monkeypatch, question):
    monkeypatch.setattr("members.paging.A_PAGE", 3)
    kind = chamber.profiles.get().terms.get()
    for number in range(4):
        listed(f"kammer-{number}", kind="partner", terms=(kind,))

    partners = get(client, f"partner/{question}").json()["ergebnisse"]

    page = client.get(f"/partner/{question or '?art=kammer'}").text
    places = [page.index(f"/partner/{partner['slug']}/") for partner in partners]
    assert places == sorted(places)
    assert {partner["arten"][0] for partner in partners} == {"kammer"}


def test_a_kind_narrows_the_partners(client, chamber):
    listed("freund", kind="partner")

    assert get(client, "partner/").json()["anzahl"] == 2
    assert get(client, "partner/?art=kammer").json()["anzahl"] == 1
    assert get(client, "partner/?art=unbekannt").json()["anzahl"] == 2


def test_no_question_gives_other_hits_than_the_page(client, portal, essen):
    list_providers(45, network=essen)

    for question in ("", "?seite=2&mischung=x", "?ordnung=a-z&seite=3", "?q=haus"):
        answer = get(client, f"anbieter/{question}").json()

        page = read(client, f"/anbieter/{question}")
        assert [hit["slug"] for hit in answer["ergebnisse"]] == page.slugs


@pytest.mark.parametrize("address", ["anbieter/haus/", "partner/ihk/"])
def test_who_left_is_gone_and_who_never_was_is_not_found(client, portal, address):
    slug = address.split("/")[1]
    kind = address.split("/")[0]
    yesterday = timezone.localdate() - timedelta(days=1)
    entry = index.DirectoryEntry.objects.filter(slug=slug)
    entry.update(listed_until=yesterday)

    gone = get(client, address)
    missing = get(client, f"{kind}/niemand/")

    assert (gone.status_code, gone.json()) == (
        410,
        {"fehler": "Dieser Eintrag ist nicht mehr online."},
    )
    assert (missing.status_code, missing.json()) == (
        404,
        {"fehler": "Unter dieser Adresse gibt es nichts."},
    )


@pytest.mark.parametrize("address", ["", "v2/", "v1/kurse/", "v1/anbieter/_a.b/"])
def test_what_is_nowhere_is_json_too(client, db, address):
    response = client.get(f"/api/{address}", headers={"Accept": "text/html"})

    assert response.status_code == 404
    assert "nichts" in response.json()["fehler"]


def test_a_failure_is_json_too(settings, client, db, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.delattr("members.api.providers._directory")

    response = get(client, "anbieter/")

    assert response.status_code == 500
    assert response.json() == {"fehler": "Das hat nicht geklappt."}


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_of_others_may_read_it_under_the_licence(client, portal, address):
    response = get(client, address, headers={"Origin": "https://anderswo.example"})

    headers = response.headers
    assert response.status_code == 200
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Access-Control-Allow-Credentials" not in headers
    assert (
        headers["Link"]
        == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    )


@pytest.mark.parametrize("address", ["/api/v1/kurse/", "/api/v1/anbieter/?q=%00"])
def test_pages_of_others_may_read_the_errors(client, db, address):
    headers = client.get(address).headers

    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_all_other_pages_are_for_this_site_alone(client, db):
    headers = client.get("/anbieter/").headers

    assert "Access-Control-Allow-Origin" not in headers
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_one_has_already_is_not_sent_again(
    client, portal, address, django_assert_num_queries
):
    etag = get(client, address)["ETag"]

    with django_assert_num_queries(1):
        again = get(client, address, headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert again["Link"].endswith('rel="license"')


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_draft_never_leaks(client, portal, house, address):
    ProfileFactory(
        organisation=house, state="submitted", name="Entwurf", text="Entwurf"
    )
    ProfileFactory(organisation__slug="entwurf", name="Entwurf", state="submitted")

    assert "ntwurf" not in get(client, address).text


QUERIES = {
    "anbieter/": 2,
    "anbieter.csv": 3,
    "anbieter/haus/": 2,
    "partner/": 4,
    "partner/ihk/": 2,
    "netzwerke/": 3,
    "netzwerke/essen/": 3,
    "merkmale/": 2,
}


@pytest.fixture(params=[1, 3])
def crowd(request, portal, house, chamber, essen):
    list_providers(request.param, network=essen)
    for number in range(request.param):
        kind = TermFactory(kind="partner_kind")
        listed(f"partner-{number}", kind="partner", terms=(kind,))
        OpeningHoursFactory(site=SiteFactory(organisation=house))
        SiteFactory(organisation=chamber)
        MembershipFactory(organisation=house)
        CredentialFactory(organisation=house, confirmed_at=timezone.now())


@pytest.mark.parametrize(("address", "queries"), QUERIES.items())
def test_rows_need_no_queries_of_their_own(
    client, crowd, address, queries, django_assert_num_queries
):
    """One of each asks for the version, which a running portal is told of."""
    get(client, "merkmale/")  # reads the vocabulary, once for each version

    with django_assert_num_queries(queries):
        assert get(client, address).status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "junk",
    [
        {"seite": "9" * 5000},
        {"seite": ["-1", "x"]},
        {"seite": "٣", "plz": "４５１２７", "umkreis": "٥"},
        {"q": "x" * 5000, "stadt": "y" * 2000},
        {"art": ["a", "b"], "stadt[]": "essen", "ordnung": "DROP", "unbekannt": "1"},
        {"q": "\x1b\ufffe", "mischung": "💥" * 200},
    ],
)
def test_junk_is_never_an_error(client, portal, address, junk):
    response = get(client, address, query_params=junk)

    assert response.status_code == 200


def test_a_nul_is_refused_in_json(client, db):
    response = get(client, "anbieter/?thema=a%00b")

    assert response.status_code == 400
    assert response.json() == {
        "fehler": "Die Anfrage enthält Zeichen, die nicht erlaubt sind."
    }


def test_a_page_beyond_the_end_is_the_last(client, portal, monkeypatch):
    monkeypatch.setattr("members.paging.A_PAGE", 1)

    answer = get(client, "netzwerke/?seite=99999999999999999999").json()

    assert (answer["anzahl"], answer["seite"], answer["seiten"]) == (2, 2, 2)
    assert len(answer["ergebnisse"]) == 1


def test_a_missing_slash_is_put_there(client, db):
    response = client.get("/api/v1/anbieter?q=x")

    assert (response.status_code, response.url) == (301, "/api/v1/anbieter/?q=x")


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_has_the_headers_of_get(client, portal, address):
    by_get = get(client, address)
    by_head = client.head(f"/api/v1/{address}")

    assert by_head.content == b""
    assert by_head["Content-Length"] == by_get["Content-Length"]
    assert by_head["ETag"] == by_get["ETag"]
