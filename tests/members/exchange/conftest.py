"""What lists speak of: two networks, a few terms and postal codes."""

import pytest

from members.models import Organisation
from networks.models import City
from tests.factories import PostalCodeFactory, TermFactory
from tests.members.exchange.lists import EVERYTHING, counts, import_rows

TERMS = {
    "topic": {
        "it": ("IT und Digitalisierung", "EDV"),
        "pflege": ("Pflege und Gesundheit", "Altenpflege"),
    },
    "funding": {
        "bildungsgutschein": ("Bildungsgutschein", "BGS"),
        "avgs": ("Aktivierungs- und Vermittlungsgutschein", "AVGS"),
        "bamf": ("Berufssprachkurse", "BAMF"),
    },
    "audience": {"arbeitsuchende": ("Arbeitsuchende",)},
    "form": {"praesenz": ("Präsenz",), "digital": ("Digital",)},
    "time": {"abends": ("Abends",)},
    "qualification": {"schulabschluss": ("Schulabschluss",)},
    "language": {"tuerkisch": ("Türkisch",)},
    "access": {"stufenlos": ("Stufenlos zugänglich",), "wc": ("Barrierefreies WC",)},
    "provider_kind": {"vhs": ("Volkshochschule",)},
}


@pytest.fixture
def ruhr(essen, bochum):
    """The networks of Essen and Bochum, with terms and three postal codes."""
    for kind, terms in TERMS.items():
        for slug, (name, *synonyms) in terms.items():
            TermFactory(kind=kind, slug=slug, name=name, synonyms=synonyms)
    for code, slug in (("45127", "essen"), ("44787", "bochum"), ("01067", None)):
        city = City.objects.filter(slug=slug).first()
        PostalCodeFactory(code=code, city=city)


@pytest.fixture
def imported(ruhr):
    plan = import_rows(EVERYTHING)
    assert (counts(plan), plan.problems) == ((1, 0, 0, 0), [])
    return Organisation.objects.get()
