"""What search engines read, by a parser of JSON-LD and the words of schema.org."""

import json
import re
import warnings
from datetime import date, time
from html.parser import HTMLParser

import pytest
from django.utils import timezone
from rdflib import RDF, BNode, Graph, URIRef
from rdflib.namespace import SDO

from members.directory import index
from members.models import Site
from tests.factories import (
    CredentialFactory,
    OpeningHoursFactory,
    SiteFactory,
    TermFactory,
    listed,
)
from tests.images import give_logo

HOST = "http://127.0.0.1:8000"
# What a search engine wants at least, for each type.
REQUIRED = {
    "EducationalOrganization": {"name", "address", "url"},
    "GovernmentOffice": {"name", "address", "url"},
    "CollegeOrUniversity": {"name", "address", "url"},
    "LocalBusiness": {"name", "address"},
    "Organization": {"name"},
    "WebSite": {"name", "url"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "PostalAddress": {"streetAddress", "postalCode", "addressLocality"},
    "GeoCoordinates": {"latitude", "longitude"},
    "OpeningHoursSpecification": {"dayOfWeek", "opens", "closes"},
    "EducationalOccupationalCredential": {"name"},
    "City": {"name"},
    "SearchAction": {"target"},
    "EntryPoint": {"urlTemplate"},
}
EVIL = """</script><b>"'&amp;\\ 🎓 \u2028 {{ x }} é"""


class Scripts(HTMLParser):
    """The blocks of data in a page."""

    def __init__(self, page):
        super().__init__()
        self.blocks, self.is_inside = [], False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.is_inside = ("type", "application/ld+json") in attributes
        if self.is_inside:
            self.blocks.append("")

    def handle_endtag(self, tag):
        self.is_inside = False

    def handle_data(self, data):
        if self.is_inside:
            self.blocks[-1] += data


def data(client, address):
    [block] = Scripts(client.get(address).text).blocks
    return json.loads(block)


def things(client, address, kind):
    return [t for t in data(client, address)["@graph"] if t["@type"] == kind]


def parsed(found):
    """The graph; the context that schema.org serves is not asked for."""
    assert found["@context"] == "https://schema.org"
    found = found | {"@context": {"@vocab": str(SDO)}}
    with warnings.catch_warnings():
        # The parser is older than what it is built on.
        warnings.simplefilter("ignore", DeprecationWarning)
        return Graph().parse(data=json.dumps(found), format="json-ld")


def names(graph, thing):
    return {str(name).removeprefix(str(SDO)) for name in graph.predicates(thing)}


@pytest.fixture
def school(essen, bochum, welding, media):
    TermFactory(kind="azav", slug="fb4", name="4 Berufliche Weiterbildung")
    language = TermFactory(kind="language", name="Türkisch")
    school = listed(
        "schule",
        *(essen, bochum),
        name="Schule & Söhne",
        plain="Wir lehren.",
        website="https://www.schule.example/",
        terms=(welding, language),
    )
    first = school.sites.get()
    Site.objects.filter(pk=first.pk).update(telephone="0201 1234", email="a@b.example")
    for weekday in (0, 1, 3):
        OpeningHoursFactory(site=first, weekday=weekday)
    OpeningHoursFactory(site=first, weekday=3, opens=time(18), closes=time(20, 30))
    SiteFactory(organisation=school, label="Werkstatt", place="Bochum")
    CredentialFactory(
        organisation=school,
        title="AZAV",
        issuer="Zert AG",
        valid_until=date(2999, 12, 31),
        confirmed_at=timezone.now(),
    )
    index.refresh([school.pk])
    give_logo("schule")
    return school


@pytest.fixture
def office(db):
    kind = TermFactory(kind="partner_kind", slug="jobcenter", name="Jobcenter")
    listed("amt", kind="partner", terms=(kind,))


PAGES = {
    "/": {"WebSite", "Organization", "SearchAction"},
    "/anbieter/schule/": {
        "EducationalOrganization",
        "LocalBusiness",
        "BreadcrumbList",
        "EducationalOccupationalCredential",
    },
    "/partner/amt/": {"GovernmentOffice", "LocalBusiness", "BreadcrumbList"},
    "/partner/?art=jobcenter": {"BreadcrumbList"},
    "/netzwerke/essen/": {"Organization", "BreadcrumbList"},
}


@pytest.mark.parametrize(("address", "kinds"), PAGES.items())
def test_each_kind_of_page_speaks_the_words_of_the_vocabulary(
    client, school, office, address, kinds
):
    graph = parsed(data(client, address))

    found = {str(kind).removeprefix(str(SDO)) for kind in graph.objects(None, RDF.type)}
    assert kinds <= found
    for kind in found:
        assert SDO[kind]
    for name in set(graph.predicates()) - {RDF.type}:
        assert SDO[str(name).removeprefix(str(SDO)).removesuffix("-input")]


@pytest.mark.parametrize("address", PAGES)
def test_each_thing_says_what_is_required_of_its_kind(client, school, office, address):
    graph = parsed(data(client, address))

    for thing, kind in graph.subject_objects(RDF.type):
        required = REQUIRED[str(kind).removeprefix(str(SDO))]
        assert required <= names(graph, thing), kind


@pytest.mark.parametrize("address", PAGES)
def test_each_thing_that_is_named_elsewhere_has_an_address_for_ever(
    client, school, office, address
):
    graph = parsed(data(client, address))

    named = {thing for thing in graph.all_nodes() if isinstance(thing, URIRef)}
    ours = {str(thing) for thing in named if "#" in thing}
    assert all(thing.startswith(f"{HOST}/") for thing in ours)
    assert not [s for s in graph.subjects(SDO.url) if isinstance(s, BNode)]


def test_a_provider_says_all_that_its_page_says(client, school):
    [found] = things(client, "/anbieter/schule/", "EducationalOrganization")

    assert found["@id"] == f"{HOST}/anbieter/schule/#organisation"
    assert found["name"] == "Schule & Söhne"
    assert found["description"] == "Wir lehren."
    assert found["sameAs"] == "https://www.schule.example/"
    assert found["telephone"] == "0201 1234"
    assert found["email"] == "a@b.example"
    assert found["address"]["postalCode"] == "45127"
    assert [city["name"] for city in found["areaServed"]] == ["Essen", "Bochum"]
    assert found["memberOf"][0]["@id"] == f"{HOST}/netzwerke/essen/#netzwerk"
    assert found["knowsAbout"] == ["Schweißen"]
    assert found["knowsLanguage"] == ["Türkisch"]
    assert found["hasCredential"][0]["expires"] == "2999-12-31"
    assert client.get(found["logo"].removeprefix(HOST)).status_code == 200
    assert client.get(found["image"].removeprefix(HOST)).status_code == 200


def test_each_site_is_a_place_of_business(client, school):
    first, second = things(client, "/anbieter/schule/", "LocalBusiness")

    assert first["name"] == "Schule & Söhne, Essen"
    assert second["name"] == "Schule & Söhne, Werkstatt"
    assert first["geo"]["latitude"] == 51.45
    assert first["parentOrganization"] == {
        "@id": f"{HOST}/anbieter/schule/#organisation"
    }
    assert second["telephone"] == "0201 1234"
    assert first["openingHoursSpecification"] == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [
                f"https://schema.org/{day}" for day in ("Monday", "Tuesday", "Thursday")
            ],
            "opens": "09:00",
            "closes": "17:00",
        },
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["https://schema.org/Thursday"],
            "opens": "18:00",
            "closes": "20:30",
        },
    ]


@pytest.mark.parametrize("address", [page for page in PAGES if page != "/"])
def test_the_way_to_a_page_leads_over_pages_that_are_there(
    client, school, office, address
):
    [trail] = things(client, address, "BreadcrumbList")

    steps = trail["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3]
    assert steps[0]["item"] == f"{HOST}/"
    assert steps[-1]["item"] == f"{HOST}{address}"
    for step in steps:
        assert client.get(step["item"].removeprefix(HOST)).status_code == 200


def test_the_search_action_searches(client, school):
    [site] = things(client, "/", "WebSite")

    template = site["potentialAction"]["target"]["urlTemplate"]
    address = template.removeprefix(HOST).replace("{text}", "schule")
    assert 'data-slug="schule"' in client.get(address).text


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("hochschule", "CollegeOrUniversity"),
        ("arbeitsagentur", "GovernmentOffice"),
        ("kammer", "Organization"),
    ],
)
def test_a_partner_is_what_it_is(client, db, kind, expected):
    listed("haus", kind="partner", terms=(TermFactory(kind="partner_kind", slug=kind),))

    assert things(client, "/partner/haus/", expected)


def test_what_someone_wrote_stays_data(client, school, essen):
    school.profiles.update(name=EVIL, plain=EVIL, website=f"https://x.example/{EVIL}")
    school.sites.update(street=EVIL, place=EVIL, label=EVIL, telephone=EVIL)
    school.credentials.update(title=EVIL, issuer=EVIL)
    type(essen).objects.filter(pk=essen.pk).update(name=EVIL, legal_name=EVIL)

    page = client.get("/anbieter/schule/").text
    [found] = things(client, "/anbieter/schule/", "EducationalOrganization")
    [network] = things(client, "/netzwerke/essen/", "Organization")

    assert len(re.findall(r"<script(?! src)", page)) == 1
    assert "<b>" not in page
    assert found["name"] == found["description"] == network["legalName"] == EVIL
    assert found["address"]["streetAddress"] == EVIL
    assert found["hasCredential"][0]["recognizedBy"]["name"] == EVIL


def test_nothing_is_said_of_what_is_not_known(client, essen):
    haus = listed("haus", essen)
    haus.sites.all().delete()

    [found] = things(client, "/anbieter/haus/", "EducationalOrganization")

    unknown = {"logo", "description", "address", "telephone", "hasCredential"}
    assert not unknown & set(found)
    assert not things(client, "/anbieter/haus/", "LocalBusiness")


def test_further_addresses_are_the_same_organisation(client, essen):
    addresses = ["https://haus.example", "https://kurse.example"]
    listed("haus", essen, website=addresses[0], links=addresses[1:])

    (found,) = things(client, "/anbieter/haus/", "EducationalOrganization")

    assert found["sameAs"] == addresses
