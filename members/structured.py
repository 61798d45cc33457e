"""The portal, its members and networks in the words of schema.org."""

from __future__ import annotations

from collections import defaultdict

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from alliance.brand import NAME
from alliance.structured import Thing, graph, named, thing, trail
from members.directory.vocabulary import Value
from members.logos import address as logo_address
from members.models import Organisation, Term
from members.networks import Detail
from members.partners import Kind
from members.portrait import Place, Portrait, Proof

NETWORK = "netzwerk"  # of a network's address as a thing
WEEK = (
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)
OFFICES = {"arbeitsagentur", "jobcenter", "kommune", "land"}


def website() -> Thing:
    address = f"{settings.SITE_URL}{reverse('members:directory')}?q={{text}}"
    return named("/", "portal") | thing(
        "WebSite",
        name=NAME,
        url=f"{settings.SITE_URL}/",
        inLanguage="de",
        publisher=named("/", "buendnis"),
        potentialAction={
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": address},
            "query-input": "required name=text",
        },
    )


def portrait(shown: Portrait) -> Thing:
    """An organisation, each of its sites, and the way to its page."""
    path = reverse(f"members:{shown.kind}", args=[shown.slug])
    sites = [_site(shown, place, path, n) for n, place in enumerate(shown.places, 1)]
    return graph(_organisation(shown, path), *sites, trail(*_steps(shown, path)))


def network(shown: Detail, cities: list[Value]) -> Thing:
    path = reverse("networks:detail", args=[shown.slug])
    organisation = named(path, NETWORK) | thing(
        "Organization",
        name=shown.name,
        legalName=shown.legal_name,
        url=f"{settings.SITE_URL}{path}",
        sameAs=shown.website,
        email=shown.email,
        telephone=shown.telephone,
        areaServed=[{"@type": "City", "name": city.name} for city in cities],
        parentOrganization=named("/", "buendnis"),
    )
    steps = (_("Networks"), reverse("networks:list")), (shown.name, path)
    return graph(organisation, trail(*steps))


def partner_kind(kind: Kind, path: str) -> Thing:
    return graph(trail((_("Partners"), reverse("members:partners")), (kind.name, path)))


def _steps(shown: Portrait, path: str) -> list[tuple[str, str]]:
    above = (
        (_("Providers"), reverse("members:directory"))
        if shown.kind == Organisation.Kind.PROVIDER
        else (_("Partners"), reverse("members:partners"))
    )
    return [above, (shown.name, path)]


def _organisation(shown: Portrait, path: str) -> Thing:
    logo = logo_address(shown.slug, shown.logo) if shown.logo else ""
    cities = dict.fromkeys(place.place for place in shown.places)
    return named(path, "organisation") | thing(
        _kind(shown),
        name=shown.name,
        description=shown.plain,
        url=f"{settings.SITE_URL}{path}",
        sameAs=_same_as(shown),
        logo=logo and f"{settings.SITE_URL}{logo}",
        image=f"{settings.SITE_URL}{path}bild.png",
        address=_address(shown.places[0]) if shown.places else None,
        telephone=shown.telephone,
        email=shown.email,
        areaServed=[{"@type": "City", "name": city} for city in cities],
        knowsAbout=shown.terms.get(Term.Kind.TOPIC),
        knowsLanguage=shown.terms.get(Term.Kind.LANGUAGE),
        memberOf=[_network(network.slug, network.name) for network in shown.networks],
        hasCredential=[_credential(proof) for proof in shown.proofs],
    )


def _same_as(shown: Portrait) -> str | list[str]:
    """One address alone is no list."""
    addresses = [address for address in (shown.website, *shown.links) if address]
    return addresses if len(addresses) > 1 else "".join(addresses)


def _kind(shown: Portrait) -> str:
    if shown.kind == Organisation.Kind.PROVIDER:
        return "EducationalOrganization"
    if OFFICES.intersection(shown.partner_kinds):
        return "GovernmentOffice"
    if "hochschule" in shown.partner_kinds:
        return "CollegeOrUniversity"
    return "Organization"


def _network(slug: str, name: str) -> Thing:
    path = reverse("networks:detail", args=[slug])
    return named(path, NETWORK) | {"@type": "Organization", "name": name}


def _credential(proof: Proof) -> Thing:
    issuer = {"@type": "Organization", "name": proof.issuer} if proof.issuer else None
    return thing(
        "EducationalOccupationalCredential",
        name=proof.title,
        recognizedBy=issuer,
        expires=proof.valid_until and proof.valid_until.isoformat(),
    )


def _site(shown: Portrait, place: Place, path: str, number: int) -> Thing:
    return named(path, f"standort-{number}") | thing(
        "LocalBusiness",
        name=f"{shown.name}, {place.label or place.place}",
        url=f"{settings.SITE_URL}{path}",
        image=f"{settings.SITE_URL}{path}bild.png",
        address=_address(place),
        geo={
            "@type": "GeoCoordinates",
            "latitude": place.latitude,
            "longitude": place.longitude,
        },
        telephone=place.telephone or shown.telephone,
        email=place.email,
        openingHoursSpecification=_hours(place),
        parentOrganization=named(path, "organisation"),
    )


def _address(place: Place) -> Thing:
    return thing(
        "PostalAddress",
        streetAddress=place.street,
        postalCode=place.postal_code,
        addressLocality=place.place,
        addressCountry="DE",
    )


def _hours(place: Place) -> list[Thing]:
    """The days that have a span in common stand together."""
    days = defaultdict(list)
    for day in place.days:
        for opens, closes in day.spans:
            days[f"{opens:%H:%M}", f"{closes:%H:%M}"].append(WEEK[day.number])
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [f"https://schema.org/{name}" for name in names],
            "opens": opens,
            "closes": closes,
        }
        for (opens, closes), names in days.items()
    ]
