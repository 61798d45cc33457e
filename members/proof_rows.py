"""Proofs as their editors read them: how each stands, in one sentence."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.models import Credential, Organisation, Term

# So long before the end one is asked to renew.
SOON = timedelta(days=90)


class Standing(NamedTuple):
    """A word of the style sheet, and the sentence."""

    tone: str
    text: str


class Row(NamedTuple):
    proof: Credential
    areas: list[str]
    standing: Standing
    ends_soon: bool  # and nothing that follows it waits or is confirmed

    @property
    def has_facts(self) -> bool:
        proof = self.proof
        said = (proof.areas, proof.issuer, proof.valid_from, proof.valid_until)
        return any(said) or bool(proof.file) or not proof.is_for_all_sites


def listed(organisation: Organisation) -> list[Row]:
    """What waits first, then what is confirmed, then what is over."""
    found = organisation.credentials.prefetch_related("sites")
    proofs, names = list(found.order_by("kind", "-valid_until", "-pk")), area_names()
    rows = [
        Row(
            proof,
            [names[area] for area in sorted(proof.areas)],
            standing(proof),
            _ends_soon(proof, proofs),
        )
        for proof in proofs
    ]
    order = ["returned", "waiting", "online", "draft"]
    return sorted(rows, key=lambda row: order.index(row.standing.tone))


def area_names() -> dict[int, str]:
    """What the AZAV calls its areas, by number."""
    terms = Term.objects.filter(kind=Term.Kind.AZAV).order_by("position", "pk")
    names = {term.slug.removeprefix("fb"): term.name for term in terms}
    return {number: names.get(str(number), str(number)) for number in range(1, 7)}


def standing(proof: Credential) -> Standing:
    if proof.refused_at:
        text = _("Not confirmed on %(day)s. You can correct it and ask again.")
        return Standing("returned", text % {"day": _day(proof.refused_at)})
    if proof.confirmed_at:
        return _confirmed(proof)
    if proof.claimed_at:
        text = _("The coordination has been checking it since %(day)s.")
        return Standing("waiting", text % {"day": _day(proof.claimed_at)})
    return Standing("waiting", _("The coordination checks it."))


def _confirmed(proof: Credential) -> Standing:
    today, last = timezone.localdate(), proof.valid_until
    if last and last < today:
        text = _("Ended on %(day)s; it is not shown any more.")
        return Standing("draft", text % {"day": _said(last)})
    if proof.valid_from and proof.valid_from > today:
        text = _("Confirmed, and valid from %(day)s.")
        return Standing("online", text % {"day": _said(proof.valid_from)})
    if last is None:
        return Standing("online", _("Confirmed, and valid without a last day."))
    days = (last - today).days
    if days == 0:
        return Standing("online", _("Confirmed, and valid until today."))
    text = ngettext(
        "Confirmed, and valid until %(day)s, for %(number)s more day.",
        "Confirmed, and valid until %(day)s, for %(number)s more days.",
        days,
    )
    return Standing("online", text % {"day": _said(last), "number": days})


def _ends_soon(proof: Credential, others: list[Credential]) -> bool:
    last, today = proof.valid_until, timezone.localdate()
    if not proof.confirmed_at or last is None or last - today > SOON:
        return False
    return not any(_follows(other, proof, last) for other in others)


def _follows(other: Credential, proof: Credential, last: date) -> bool:
    """Whether it is a proof of the same, confirmed or waiting, for the time after."""
    is_same = (other.kind, other.title) == (proof.kind, proof.title)
    lasts = other.valid_until is None or other.valid_until > last
    return other.pk != proof.pk and is_same and lasts and not other.refused_at


def _day(moment: object) -> str:
    return _said(timezone.localtime(moment).date())  # type: ignore[arg-type]


def _said(day: date) -> str:
    return date_format(day, "j. F Y")
