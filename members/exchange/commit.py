"""Write what a plan has decided, all of it or nothing.

Lock order, as everywhere: the organisations' rows first, the directory last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import batched
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Manager, Model
from django.db.models.functions import Lower
from django.utils import timezone

from alliance.models import User
from members import chronicle, moderation
from members.directory import index
from members.exchange.changes import Change, SiteChange
from members.exchange.plan import Plan, make_plan
from members.exchange.scope import ANYTHING, Order
from members.exchange.stock import CONTENT, OF_SITE, OWN
from members.exchange.table import Table
from members.models import Credential, Editor, Membership, Organisation, Profile, Site
from members.slugs import slugs_for
from members.states import ProfileState

# An import waits for another one, and for a page that holds one of its rows; and it
# computes for some seconds between two statements.
_PATIENCE = """
SELECT set_config('lock_timeout', '60s', true),
    set_config('statement_timeout', '60s', true),
    set_config('idle_in_transaction_session_timeout', '120s', true)
"""
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('members.exchange'))"
_BATCH = 500
_AT_ONCE = 100
_OF_PROOF = (
    *("areas", "valid_from", "valid_until", "confirmed_by", "confirmed_at"),
    *("refused_by", "refused_at"),
)


@transaction.atomic
def import_table(table: Table, order: Order = ANYTHING, *, by: User | None) -> Plan:
    """Import the table if no row of it has a problem; the plan tells what was done."""
    begin()
    plan = make_plan(table, order, is_for_change=True)
    if not plan.problems:
        write([*plan.new, *plan.changed], by=by)
    return plan


def begin() -> None:
    """Wait for an import that is under way; until the commit, others wait for us."""
    with connection.cursor() as cursor:
        cursor.execute(_PATIENCE)
        cursor.execute(_ONE_AT_A_TIME)


class Written(NamedTuple):
    """Ids of organisations that were made or changed, and of people who are new."""

    organisations: list[int]
    people: list[int]


def write(
    changes: list[Change],
    *,
    by: User | None,
    tell: Callable[[int], object] | None = None,
) -> Written:
    """Write these changes; ``tell`` hears of how many that is done."""
    now = timezone.now()
    _name_addresses([change for change in changes if change.held.is_new])
    people: list[int] = []
    done = 0
    for some in batched(changes, _AT_ONCE):
        people += _write(list(some), by, now)
        done += len(some)
        if tell:
            tell(done)
    organisations = [change.organisation.pk for change in changes]
    if organisations:
        chronicle.note_list("list.imported", organisations, by=by)
        index.refresh(organisations)
    return Written(organisations, people)


def _write(changes: list[Change], by: User | None, now: datetime) -> list[int]:
    """Returns the ids of the people who are new."""
    own = [c.organisation for c in changes if c.held.is_new or c.fields]
    _save(Organisation.objects, own, OWN)
    _publish([change for change in changes if change.terms is not None], by, now)
    _save_sites([site for change in changes for site in change.sites])
    memberships = [one for change in changes for one in change.memberships]
    _save(Membership.objects, memberships, ("since",))
    _save_proofs(changes, by, now)
    return _save_editors([change for change in changes if change.editor])


def _save[Row: Model](
    manager: Manager[Row], rows: Iterable[Row], fields: Iterable[str]
) -> None:
    """Create the new ones and update these fields of the others, in few statements."""
    new: list[Row] = []
    old: list[Row] = []
    for row in rows:
        (old if row.pk else new).append(row)
    if new:
        manager.bulk_create(new, _BATCH)
    if old:
        manager.bulk_update(old, list(fields), _BATCH)


def _name_addresses(changes: list[Change]) -> None:
    """Give new organisations their slugs, each of them once."""
    taken = set(Organisation.objects.values_list("slug", flat=True) if changes else ())
    for change in changes:
        name = str(change.content["name"])
        change.organisation.slug = next(s for s in slugs_for(name) if s not in taken)
        taken.add(change.organisation.slug)


def _publish(changes: list[Change], by: User | None, now: datetime) -> None:
    """As ``moderation.publish_at_once``, for many; open proposals follow."""
    live = [change.held.profile.pk for change in changes if change.held.profile]
    if live:
        # The old ones first: partial unique indexes are checked at once.
        Profile.objects.filter(pk__in=live).update(state=ProfileState.ARCHIVED)
    profiles = [_profile(change) for change in changes]
    for profile in profiles:
        profile.state = ProfileState.PUBLISHED
        profile.author = profile.reviewer = by
        profile.reviewed_at = profile.published_at = now
    Profile.objects.bulk_create(profiles, _BATCH)
    through = Profile.terms.through
    through.objects.bulk_create(
        through(profile_id=profile.pk, term_id=term)
        for profile, change in zip(profiles, changes, strict=True)
        for term in sorted(change.terms or ())
    )
    moderation.rebase(profiles)


def _profile(change: Change) -> Profile:
    """The words of the list; where it is silent, those of the published profile."""
    profile = Profile(organisation=change.organisation)
    if live := change.held.profile:
        for name in (*CONTENT, "logo", "links"):
            setattr(profile, name, getattr(live, name))
    for name, value in change.content.items():
        setattr(profile, name, value)
    return profile


def _save_sites(changes: list[SiteChange]) -> None:
    sites = [change.site for change in changes if change.fields or change.is_new]
    _save(Site.objects, sites, OF_SITE)
    through = Site.accessibility.through
    spoken_of = [change for change in changes if change.access is not None]
    old = [change.site.pk for change in spoken_of if not change.is_new]
    if old:
        through.objects.filter(site__in=old).delete()
    through.objects.bulk_create(
        through(site_id=change.site.pk, term_id=term)
        for change in spoken_of
        for term in sorted(change.access or ())
    )


def _save_proofs(changes: list[Change], by: User | None, now: datetime) -> None:
    proofs = [change.proof for change in changes if change.proof]
    for proof in proofs:
        proof.confirmed_by, proof.confirmed_at = by, now
        proof.refused_by = proof.refused_at = None
    _save(Credential.objects, proofs, _OF_PROOF)
    gone = [proof.pk for change in changes for proof in change.gone_proofs]
    if gone:
        Credential.objects.filter(pk__in=gone).delete()


def _save_editors(changes: list[Change]) -> list[int]:
    people, new = _people({change.editor for change in changes})
    editors = [_editor(change, people[change.editor]) for change in changes]
    _save(Editor.objects, editors, ("is_main",))
    return new


def _editor(change: Change, person: User) -> Editor:
    """The person as an editor; as the main one where there is none."""
    held = {editor.person_id: editor for editor in change.held.editors}
    new = Editor(organisation=change.organisation, person=person)
    editor = held.get(person.pk, new)
    has_main = any(one.is_main for one in held.values())
    editor.is_main = editor.is_main or not has_main
    return editor


def _people(emails: set[str]) -> tuple[dict[str, User], list[int]]:
    """The people with these addresses; who is new can ask for a password later.

    Returns the ids of the new ones, too.
    """
    lowered = User.objects.annotate(lowered=Lower("email"))
    known = {user.email.lower(): user for user in lowered.filter(lowered__in=emails)}
    new = [User(email=email) for email in sorted(emails - set(known))]
    for user in new:
        user.set_unusable_password()
    User.objects.bulk_create(new, _BATCH)
    return known | {user.email: user for user in new}, [user.pk for user in new]
