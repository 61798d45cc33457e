"""What a list says about memberships, proofs and editors; it takes away no standing.

Memberships are added and never ended, editors are added and never removed.
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from members.exchange.changes import Change
from members.exchange.lookup import Lookup
from members.exchange.rows import Row
from members.models import Credential, Membership, Organisation, Term
from networks.models import Network

_VOUCHERS = {"avgs": 1, "bildungsgutschein": 4}
_DEFAULT_AREA = 4


def compare_memberships(
    row: Row, change: Change, today: date, network: Network | None
) -> None:
    networks = row.values.get("networks") or ()
    if not networks and network:
        networks = (network.pk,)
    is_provider = change.organisation.kind == Organisation.Kind.PROVIDER
    if change.held.is_new and is_provider and not networks:
        row.complain("networks", _("Please name the network of the organisation."))
    dates = row.values.get("since") or (None,) * len(networks)
    for pk, since in zip(networks, dates, strict=False):
        _compare_membership(row, change, pk, since, today)


def _compare_membership(
    row: Row, change: Change, network: int, since: date | None, today: date
) -> None:
    before = [one.since for one in change.held.active(network, today)]
    membership = _membership(change, network, since, today)
    if membership is None:
        return
    if _overlaps_another(membership, change):
        row.complain("since", _("The organisation was a member then already."))
        return
    change.memberships.append(membership)
    if not before:
        change.note("networks", None, network)
    change.note("since", before[0] if before else None, membership.since)


def _membership(
    change: Change, network: int, since: date | None, today: date
) -> Membership | None:
    """The membership to be added, or the one whose first day is corrected."""
    active = change.held.active(network, today)
    if active and (since is None or since in [one.since for one in active]):
        return None
    membership = (
        active[0]
        if active
        else Membership(organisation=change.organisation, network_id=network)
    )
    membership.since = since or today
    return membership


def _overlaps_another(membership: Membership, change: Change) -> bool:
    last = membership.until or date.max
    return membership.since > last or any(
        membership.since <= (other.until or date.max) and other.since <= last
        for other in change.held.memberships
        if other is not membership and other.network_id == membership.network_id
    )


def compare_proof(row: Row, change: Change, lookup: Lookup) -> None:
    """AZAV: a confirmed proof until the day of the cell; an empty cell has none."""
    if "azav" not in row.values:
        return
    until, confirmed = row.values["azav"], change.held.confirmed
    before = max(
        (proof.valid_until for proof in confirmed if proof.valid_until), default=None
    )
    if until is None:
        change.gone_proofs = confirmed
        if confirmed:
            change.note("azav", before, None)
    elif until not in [proof.valid_until for proof in confirmed]:
        change.note("azav", before, until)
        change.proof = _proof(change, until)
        change.proof.areas = _areas(change, lookup)


def _proof(change: Change, until: date) -> Credential:
    """The latest proof, renewed; else what an editor claims; else a new one."""
    claimed = [proof for proof in change.held.proofs if proof.valid_until == until]
    latest = sorted(change.held.confirmed, key=lambda proof: str(proof.valid_until))
    new = Credential(organisation=change.organisation, kind=Credential.Kind.AZAV)
    proof = (*latest[-1:], *claimed, new)[0]
    proof.valid_until = until
    if proof.valid_from and proof.valid_from > until:
        proof.valid_from = None
    return proof


def _areas(change: Change, lookup: Lookup) -> list[int]:
    terms = change.held.terms if change.terms is None else change.terms
    fundings = [
        term.slug
        for term in (lookup.term[pk] for pk in terms)
        if term.kind == Term.Kind.FUNDING
    ]
    areas = [area for slug, area in _VOUCHERS.items() if slug in fundings]
    return areas or [_DEFAULT_AREA]


def compare_editor(row: Row, change: Change) -> None:
    """A new editor becomes the main one where there is none."""
    email = row.values.get("editor")
    has_main = any(editor.is_main for editor in change.held.editors)
    if email and not (has_main and email in change.held.editor_emails):
        change.editor = email
        change.note("editor", "", email)
