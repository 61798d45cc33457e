"""One organisation as data: what its public page shows, nothing else."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from members.directory.fields import FACET_OF_KIND
from members.models import Organisation, Term
from members.portrait import Link, Place, Portrait, Proof, published

# The parameters that take what an organisation states; sites have their own.
_STATED: dict[str, str] = {
    **{kind.value: facet.label for kind, facet in FACET_OF_KIND.items()},
    Term.Kind.PARTNER_KIND.value: "art",
}
del _STATED[Term.Kind.ACCESS.value]


def answer(slug: str, kind: Organisation.Kind, version: str) -> dict[str, object]:
    found = published(slug, kind, version)
    return {
        "slug": slug,
        "nr": found.number or None,
        "name": found.name,
        "kurz": found.plain,
        "beschreibung": found.text,
        "rechtsform": found.legal_form or None,
        **_contact(found),
        **_standing(found),
        "merkmale": _terms(found),
        "netzwerke": [_membership(network) for network in found.networks],
        "standorte": [_site(place) for place in found.places],
        "nachweise": [_proof(proof) for proof in found.proofs],
        "url": address(f"members:{kind}", slug),
    }


def address(name: str, slug: str) -> str:
    return settings.SITE_URL + reverse(name, args=[slug])


def named(link: Link) -> dict[str, str]:
    return {"slug": link.slug, "name": link.name}


def _contact(found: Portrait) -> dict[str, object]:
    return {
        "website": found.website or None,
        "telefon": found.telephone or None,
        "email": found.email or None,
        "kursnet_nr": found.kursnet_number or None,
        "kurse": found.course_search or None,
    }


def _standing(found: Portrait) -> dict[str, object]:
    confirmed = found.confirmed_at and timezone.localtime(found.confirmed_at)
    return {
        "bestaetigt": confirmed and f"{confirmed:%Y-%m}",
        "bildungsgutschein": found.has_voucher,
    }


def _terms(found: Portrait) -> dict[str, list[dict[str, str]]]:
    terms: dict[str, list[dict[str, str]]] = {name: [] for name in _STATED.values()}
    for label in found.labels:
        if name := _STATED.get(label.kind):
            terms[name].append({"slug": label.slug, "name": label.name})
    return terms


def _membership(network: Link) -> dict[str, str]:
    return named(network) | {"url": address("networks:detail", network.slug)}


def _site(place: Place) -> dict[str, object]:
    return {
        "bezeichnung": place.label or None,
        "strasse": place.street,
        "plz": place.postal_code,
        "ort": place.place,
        "stadt": place.city,
        "breite": place.latitude,
        "laenge": place.longitude,
        "telefon": place.telephone or None,
        "email": place.email or None,
        "oeffnungszeiten": [
            {"tag": day.weekday, "von": f"{opens:%H:%M}", "bis": f"{closes:%H:%M}"}
            for day in place.days
            for opens, closes in day.spans
        ],
        "barrierefreiheit": [named(link) for link in place.access],
    }


def _proof(proof: Proof) -> dict[str, object]:
    return {
        "art": proof.kind,
        "titel": proof.title,
        "aussteller": proof.issuer or None,
        "gueltig_bis": proof.valid_until and proof.valid_until.isoformat(),
        "fachbereiche": proof.areas,
        "standorte": proof.places,
    }
