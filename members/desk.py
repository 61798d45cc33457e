"""What lies on the desk of an organisation: its parts, an answer, the next step."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alliance.lapse import in_words
from members import history
from members.completeness import Facts, Step, next_step
from members.models import (
    Credential,
    OpeningHours,
    Organisation,
    Profile,
    Term,
)
from members.standing import Held
from members.states import ProfileState

if TYPE_CHECKING:
    from alliance.models import User

SO_FAR = 5  # entries of the journal


class Part(NamedTuple):
    """A part of the entry, and what stands there."""

    page: str
    label: str | Promise
    stands: str


class Answer(NamedTuple):
    """Why the last proposal came back."""

    profile: Profile
    entry: history.Told | None


class Freshness(NamedTuple):
    """When all that is online was confirmed, and whether the portal asks for it."""

    confirmed_at: datetime | None
    is_asked: bool


class Desk(NamedTuple):
    edits: bool
    freshness: Freshness | None
    parts: list[Part]
    step: Step | None
    answer: Answer | None
    history: list[history.Told]
    reports: int  # open ones, of people outside


class Counts(NamedTuple):
    sites: int
    has_contact: bool
    has_hours: bool
    proofs: int
    waiting_proofs: int
    editors: int


def desk(one: Held, *, by: User) -> Desk:
    terms = _terms(one)
    counts = _counts(one.organisation)
    edits = one.organisation.editors.filter(person=by).exists()
    step = next_step(_facts(one, terms, counts)) if edits else None
    entries = history.told(history.entries(one.organisation)[:SO_FAR])
    parts = _parts(one, terms, counts, edits=edits)
    fresh = _freshness(one) if edits else None
    reports = one.organisation.reports.open().count()
    return Desk(edits, fresh, parts, step, answer(one), entries, reports)


def _freshness(one: Held) -> Freshness | None:
    """Only of what is online there is something to confirm."""
    if not (one.live and one.is_listed):
        return None
    organisation = one.organisation
    is_asked = organisation.questions.under_way().exists()
    return Freshness(organisation.confirmed_at, is_asked)


def answer(one: Held) -> Answer | None:
    if one.open is None or one.open.state != ProfileState.RETURNED:
        return None
    last = history.last_answer(one.organisation)
    return Answer(one.open, history.told([last])[0] if last else None)


def _terms(one: Held) -> list[str]:
    """The kind of each term that it states."""
    return list(one.shown.terms.values_list("kind", flat=True)) if one.shown else []


def _counts(organisation: Organisation) -> Counts:
    times = OpeningHours.objects.filter(site=OuterRef("pk"))
    sites = list(organisation.sites.annotate(has_hours=Exists(times)))
    proofs = Credential.objects.filter(organisation=organisation)
    return Counts(
        sites=len(sites),
        has_contact=any(site.telephone or site.email for site in sites),
        has_hours=any(site.has_hours for site in sites),
        proofs=proofs.valid().count(),
        waiting_proofs=proofs.claimed().count(),
        editors=organisation.editors.count(),
    )


def _facts(one: Held, terms: list[str], counts: Counts) -> Facts:
    profile = one.shown or Profile(organisation=one.organisation)
    return Facts(
        has_name=bool(profile.name),
        has_plain=bool(profile.plain),
        has_text=bool(profile.text),
        has_logo=bool(profile.logo),
        has_website=bool(profile.website),
        has_sites=bool(counts.sites),
        has_contact=counts.has_contact,
        has_hours=counts.has_hours,
        has_topics=Term.Kind.TOPIC in terms,
        has_fundings=Term.Kind.FUNDING in terms,
        is_provider=one.organisation.kind == Organisation.Kind.PROVIDER,
    )


def _parts(one: Held, terms: list[str], counts: Counts, *, edits: bool) -> list[Part]:
    """Only those that the person may change."""
    written = _written(one, terms) if edits else []
    sites = ngettext("one site", "%(number)s sites", counts.sites)
    editors = ngettext("one person", "%(number)s people", counts.editors)
    return [
        *written,
        Part("members:sites", _("Sites"), _figure(sites, counts.sites)),
        Part("members:proofs", _("Proofs"), _proofs(counts)),
        Part("members:team", _("Editors"), _figure(editors, counts.editors)),
    ]


def _written(one: Held, terms: list[str]) -> list[Part]:
    profile = one.shown or Profile(organisation=one.organisation)
    words = len(profile.text.split())
    text = ngettext("a text of one word", "a text of %(number)s words", words)
    chosen = ngettext("one chosen", "%(number)s chosen", len(terms))
    logo = _("uploaded") if profile.logo else _("not yet")
    return [
        Part(
            "members:edit",
            _("Words"),
            _figure(text, words) if words else _("no text yet"),
        ),
        Part("members:edit-terms", _("Terms"), _figure(chosen, len(terms))),
        Part("members:edit-logo", _("Logo"), logo),
    ]


def _proofs(counts: Counts) -> str:
    valid = ngettext("one is valid", "%(number)s are valid", counts.proofs)
    stands = _figure(valid, counts.proofs)
    if not counts.waiting_proofs:
        return stands
    waiting = ngettext("one waits", "%(number)s wait", counts.waiting_proofs)
    return f"{stands}, {_figure(waiting, counts.waiting_proofs)}"


def _figure(sentence: str, number: int) -> str:
    """The figure as a word where it is a small one."""
    if not number:
        return _("none yet")
    return sentence % {"number": in_words(number) if number > 1 else number}
