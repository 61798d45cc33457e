"""Applications: the form as someone fills it in, and one that waits for Essen."""

import re

import pytest
from django.utils import timezone

from alliance.models import Mail
from members.applications import applying
from members.models import Application
from tests.factories import ApplicationFactory, PostalCodeFactory, TermFactory

CONTACT = "mira@lernhaus.example"


@pytest.fixture
def codes(essen, bochum):
    """A postal code of Essen, one of Bochum, and one far away."""
    PostalCodeFactory(code="45127", city=essen.cities.get())
    PostalCodeFactory(code="44787", place="Bochum", city=bochum.cities.get())
    PostalCodeFactory(code="80331", place="München")


@pytest.fixture
def topic(db):
    return TermFactory(kind="topic", slug="schweissen", name="Schweißen")


@pytest.fixture
def filled(codes, topic, client, time_machine):
    """All of the form, opened a minute ago; without a step it is sent."""
    time_machine.move_to(timezone.now())
    begun = re.search(r'name="begun" value="([^"]+)"', client.get("/mitmachen/").text)
    time_machine.shift(60)
    return {
        "begun": begun[1],
        "homepage": "",
        "kind": "provider",
        "name": "Lernhaus Zollverein",
        "legal_form": "gGmbH",
        "street": "Zechenweg 3",
        "postal_code": "45127",
        "place": "Essen",
        "telephone": "0201/1234",
        "email": "haus@lernhaus.example",
        "website": "lernhaus.example",
        "network": "essen",
        "plain": "Wir lehren das Schweißen.",
        "text": "Am Abend.\n\nUnd am Wochenende.",
        "topic": [str(topic.pk)],
        "azav_areas": ["4"],
        "azav_until": "31.12.2027",
        "other_proofs": "ISO 9001\nAWbG",
        "contact_name": "Mira Beispiel",
        "contact_email": CONTACT,
        "message": "Wir kennen uns.",
        "consent": "on",
    }


@pytest.fixture
def waiting(essen, codes, topic):
    """Confirmed, with all that can be said."""
    application = ApplicationFactory(
        network=essen,
        name="Lernhaus Zollverein",
        plain="Wir lehren das Schweißen.",
        website="https://lernhaus.example",
        azav_areas=[4],
        azav_until="2027-12-31",
        other_proofs="ISO 9001\nAWbG",
        contact_name="Mira Beispiel",
        contact_email=CONTACT,
    )
    application.terms.add(topic)
    return Application.objects.get(pk=application.pk)


@pytest.fixture
def unconfirmed(waiting):
    """Sent once more, so that there is a letter with a link."""
    application = Application.objects.get(pk=waiting.pk)
    application.pk, application.state = None, "unconfirmed"
    application.confirmed_at = application.waits_since = None
    applying.send(application, [])
    return application


@pytest.fixture
def reason(db):
    return TermFactory(kind="decline_reason", slug="satzung", name="Satzung")


def link(kind):
    """Where the last letter of this kind leads."""
    body = Mail.objects.filter(kind=f"application_{kind}").first().body
    return re.search(r"http://127\.0\.0\.1:\d+(/mitmachen/\S+/)", body)[1]


def button(client, address):
    """What the form behind a link carries along."""
    page = client.get(address).text
    return {"begun": re.search(r'name="begun" value="([^"]+)"', page)[1]}
