"""How the vocabulary changes: a term is retired, brought back, or merged into another.

None is deleted: the journal and old links name it. Each verb is one transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from alliance import journal
from alliance.errors import WrongStateError
from alliance.journal import Subject
from members.directory import index
from members.fundings import VOUCHER
from members.models import Application, Organisation, Profile, Site, Term
from members.partners import ADVICE
from members.states import OPEN, ProfileState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alliance.models import User

REASONS = (Term.Kind.RETURN_REASON, Term.Kind.DECLINE_REASON)
# The portal's own rules ask for these by their slugs.
_FIXED = {
    (Term.Kind.FUNDING, VOUCHER),
    (Term.Kind.FUNDING, "avgs"),
    (Term.Kind.PARTNER_KIND, ADVICE),
}
_LONGEST_SYNONYM = 80
# What holds terms: the table between, its column for the row, and whose row that is.
_HOLDERS = (
    (Profile.terms.through, "profile_id", "profile__organisation"),
    (Site.accessibility.through, "site_id", "site__organisation"),
    (Application.terms.through, "application_id", None),
)


class Uses(NamedTuple):
    """How often a term stands somewhere; archived profiles are history."""

    published: int
    open: int
    archived: int
    sites: int
    applications: int
    reasons: int

    @property
    def is_any(self) -> bool:
        return any(self)


def uses(term: Term) -> Uses:
    profiles = term.profiles.aggregate(
        published=models.Count("pk", models.Q(state=ProfileState.PUBLISHED)),
        open=models.Count("pk", models.Q(state__in=OPEN)),
        archived=models.Count("pk", models.Q(state=ProfileState.ARCHIVED)),
    )
    returned = Profile.objects.filter(return_reason=term).count()
    declined = Application.objects.filter(decline_reason=term).count()
    return Uses(
        **profiles,
        sites=term.sites.count(),
        applications=Application.objects.filter(terms=term).count(),
        reasons=returned + declined,
    )


@transaction.atomic
def retire(term: Term, *, by: User) -> None:
    """Keep it where it stands, but let nobody choose or filter by it."""
    _turn(term, "term.retired", by=by, is_retired=True)


@transaction.atomic
def reactivate(term: Term, *, by: User) -> None:
    _turn(term, "term.reactivated", by=by, is_retired=False)


@transaction.atomic
def merge(term: Term, *, into: Term, by: User) -> int:
    """Let ``into`` stand wherever the term does, and be found by its words.

    Returns how many organisations that changes; a ``ValidationError`` says why not.
    """
    _lock(_holding(term))
    term, into = _locked(term, into)
    check(term, into)
    organisations = _holding(term)
    for through, row, _owner in _HOLDERS:
        _move(through, row, term, into)
    before = {"name": term.name, "slug": term.slug}
    into.synonyms = _synonyms(term, into)
    into.save(update_fields=["synonyms"])
    term.is_retired = True
    term.save(update_fields=["is_retired"])
    after = {"name": into.name, "slug": into.slug}
    _note("term.merged", term, (before, after), by=by)
    subjects = [Subject(pk, term.pk) for pk in organisations]
    journal.record_all("term.replaced", subjects, by=by, capacity=journal.OFFICE)
    index.refresh(organisations)
    return len(organisations)


def check(term: Term, into: Term) -> None:
    """Refuse with a ``ValidationError`` what may not become one."""
    if term.pk == into.pk:
        raise ValidationError(_("A term cannot be merged into itself."))
    if term.kind != into.kind:
        raise ValidationError(_("Only terms of the same kind can be merged."))
    if into.is_retired:
        raise ValidationError(
            _("“%(name)s” is retired; please choose one that can be chosen."),
            params={"name": into.name},
        )
    if term.is_retired and term.slug in into.synonyms:
        raise WrongStateError(f"Term {term.pk} was merged before.")
    if not may_be_merged(term):
        raise ValidationError(
            _("The portal itself needs “%(name)s”; it can only be retired."),
            params={"name": term.name},
        )


def may_be_merged(term: Term) -> bool:
    """Not where a decision named it as its reason, nor what the portal's rules need."""
    if term.kind == Term.Kind.AZAV or (term.kind, term.slug) in _FIXED:
        return False
    return term.kind not in REASONS or not uses(term).reasons


def _turn(term: Term, verb: str, *, by: User, is_retired: bool) -> None:
    (held,) = _locked(term)
    if held.is_retired == is_retired:
        raise WrongStateError(f"Term {term.pk} is like that already.")
    held.is_retired = is_retired
    held.save(update_fields=["is_retired"])
    _note(verb, held, ({"name": held.name}, {}), by=by)


def _locked(*terms: Term) -> list[Term]:
    """Against all who would add a use meanwhile; always in one order."""
    ids = {term.pk for term in terms}
    found = Term.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    held = {term.pk: term for term in found}
    return [held[term.pk] for term in terms]


def _lock(organisations: Sequence[int]) -> None:
    """As every verb that writes to their rows does first."""
    rows = Organisation.objects.select_for_update(no_key=True)
    list(rows.filter(pk__in=organisations).order_by("pk").values_list("pk"))


def _holding(term: Term) -> Sequence[int]:
    """The organisations (their ids) that say it of themselves or of a site."""
    found: set[int] = set()
    for through, _row, owner in _HOLDERS:
        if owner:
            rows = through._default_manager.filter(term=term)  # noqa: SLF001
            found.update(rows.values_list(owner, flat=True))
    return sorted(found)


def _move(through: type[models.Model], row: str, term: Term, into: Term) -> None:
    rows = through._default_manager  # noqa: SLF001 (Django's name for it)
    has_both = rows.filter(term=into).values(row)
    rows.filter(term=term, **{f"{row}__in": has_both}).delete()
    rows.filter(term=term).update(term=into)


def _synonyms(term: Term, into: Term) -> list[str]:
    """With the slug, by which old links find it (``directory.vocabulary``)."""
    words = [*into.synonyms, term.name, *term.synonyms, term.slug]
    kept = [word[:_LONGEST_SYNONYM] for word in words if word != into.name]
    return list(dict.fromkeys(kept))


def _note(verb: str, term: Term, facts: tuple[dict, dict], *, by: User) -> None:
    about = Subject(row=term.pk)
    journal.record(verb, by=by, capacity=journal.OFFICE, subject=about, facts=facts)
