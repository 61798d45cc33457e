"""An application as one reads it: for who sent it, and for who decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from django import template
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from members.models import Application, Term
from members.proof_rows import area_names

register = template.Library()


class Fact(NamedTuple):
    """A label with words, or with a list of them."""

    label: str | Promise
    text: str = ""
    items: Sequence[str] = ()
    is_address: bool = False


@register.simple_tag
def application_facts(application: Application) -> list[Fact]:
    """All that was said and is not empty, in the order of the form."""
    facts = [
        *_organisation(application),
        *_terms(application),
        *_proofs(application),
        Fact(_("Contact person"), application.contact_name),
        Fact(_("E-mail address of the contact person"), application.contact_email),
        Fact(_("Message"), application.message),
    ]
    return [fact for fact in facts if fact.text or fact.items]


def _organisation(application: Application) -> Iterator[Fact]:
    lines = [application.street, f"{application.postal_code} {application.place}"]
    yield Fact(_("Name"), application.name)
    yield Fact(_("Kind"), application.get_kind_display())
    yield Fact(_("Legal form"), application.legal_form)
    yield Fact(_("Address"), ", ".join(line for line in lines if line))
    yield Fact(_("Telephone for inquiries"), application.telephone)
    yield Fact(_("E-mail address for inquiries"), application.email)
    yield Fact(_("Website"), application.website, is_address=True)
    yield Fact(_("Plain line"), application.plain)
    yield Fact(_("Text"), application.text)


def _terms(application: Application) -> Iterator[Fact]:
    """By kind, in the order of the vocabulary."""
    order = Term.Kind.values
    terms = sorted(
        application.terms.all(),
        key=lambda term: (order.index(term.kind), term.position, term.name),
    )
    for kind, some in groupby(terms, key=lambda term: term.kind):
        yield Fact(Term.Kind(kind).label, items=[term.name for term in some])


def _proofs(application: Application) -> Iterator[Fact]:
    names = area_names() if application.azav_areas else {}
    yield Fact(_("AZAV areas"), items=[names[area] for area in application.azav_areas])
    if application.azav_until:
        until = date_format(application.azav_until, "j. F Y")
        yield Fact(_("AZAV valid until"), until)
    yield Fact(_("Other proofs"), items=application.other_proofs.splitlines())
