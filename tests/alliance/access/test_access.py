"""Who may open which page. A new view fails here until it has its row."""

import re

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from alliance.audience import WITHOUT_SESSION, Audience
from members import moderation
from members.models import Organisation, Profile
from tests import lasting
from tests.alliance.access.rows import ACCESS, ALL, LOGIN
from tests.alliance.access.world import PEOPLE, build
from tests.alliance.test_audience import views
from tests.factories import TermFactory

CASES = [
    pytest.param(page, person, outcome, id=f"{page} as {person}")
    for page, outcomes in ACCESS.items()
    for person, outcome in zip(PEOPLE, outcomes, strict=True)
]


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker, tmp_path_factory):
    files = tmp_path_factory.mktemp("access")
    with django_db_blocker.unblock(), lasting.lasting(files):
        built = build()
        lasting.settle()
        yield built


@pytest.fixture
def people(cast, db):
    return cast


@pytest.mark.parametrize(("page", "person", "outcome"), CASES)
def test_access(page, person, outcome, people, client):
    method, name, *arguments = page.split()
    if person in people:
        client.force_login(people[person])

    response = client.generic(method, reverse(name, args=arguments))

    if outcome == LOGIN:
        assert response.url.partition("?")[0] in ("/konto/login/", "/verwaltung/login/")
    else:
        assert response.status_code == outcome
    check_storage(response, declared().get(name))


def check_storage(response, audience):
    """Only what is public may be kept, and that says nothing about who asks."""
    if audience == Audience.PUBLIC and response.status_code == 200:
        assert "public" in response.headers["Cache-Control"]
        assert "Cookie" not in response.headers.get("Vary", "")
        assert not response.cookies
    else:
        assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    "page", [page for page, outcomes in ACCESS.items() if outcomes is ALL]
)
def test_an_open_page_is_the_same_for_all(page, people, client):
    _, name, *arguments = page.split()
    address = reverse(name, args=arguments)
    before = client.get(address)

    for person in people.values():
        client.force_login(person)
        after = client.get(address)
        assert after.content == before.content
        assert dict(after.headers) == dict(before.headers)


@pytest.mark.parametrize(
    "page", [page for page, outcomes in ACCESS.items() if outcomes is ALL]
)
def test_no_open_page_tells_what_is_not_published(page, people, client):
    workshop = Organisation.objects.get(slug="werkstatt")
    draft = moderation.start_draft(workshop, by=people["wanda"])
    Profile.objects.filter(pk=draft.pk).update(
        name="E-GEHEIM",
        plain="E-GEHEIM",
        text="E-GEHEIM",
        website="https://E-GEHEIM.de",
        links=["https://E-GEHEIM.de/kurse"],
    )
    draft.terms.add(TermFactory(name="E-GEHEIM", slug="geheim", is_retired=True))
    _, name, *arguments = page.split()

    response = client.get(reverse(name, args=arguments), {"q": "geheim"})

    assert b"GEHEIM" not in response.content


def private_addresses():
    """Each plain address that is not for all, with a 1 wherever it wants a word."""
    return sorted(
        {
            "/" + re.sub(r"<[^>]+>", "1", address)
            for address, view in views(get_resolver())
            if "^" not in address
            and getattr(view, "audience", None) not in WITHOUT_SESSION
        }
    )


@pytest.mark.parametrize("address", private_addresses())
def test_a_form_from_elsewhere_is_refused(address, people):
    client = Client(enforce_csrf_checks=True)
    client.force_login(people["gisela"])

    response = client.post(address, {"next": "/"})

    assert response.status_code in (403, 404, 405)


def test_every_view_has_its_row():
    ours = {page.split()[1] for page in ACCESS if "admin:" not in page}

    assert set(declared()) == ours


def declared(resolver=None, namespace=""):
    """The names of our views, each with its audience."""
    found = {}
    for entry in (resolver or get_resolver()).url_patterns:
        if hasattr(entry, "url_patterns"):
            found |= declared(entry, f"{entry.namespace}:" if entry.namespace else "")
        elif audience := getattr(entry.callback, "audience", None):
            found[f"{namespace}{entry.name}"] = audience
    return found
