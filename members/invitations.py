"""How someone comes in: a letter with a link, a button behind it, then a right.

    sent ──> accepted
     │  └──> revoked
     └─ expired ──> sent again (``renew``)

Whoever holds a link has read the letter. It is good for one person, once, and as long
as its sender may still invite. Each verb locks the organisation, or the network, first.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance import journal
from alliance.errors import WrongStateError
from alliance.journal import Subject
from alliance.models import JournalEntry, User
from members import chronicle, letters
from members.locks import lock
from members.models import Editor, Invitation, Organisation
from networks import offices
from networks.offices import Office

VALID_FOR = timedelta(days=14)
MOST_OPEN = 20
LETTERS_A_DAY = 30
_LETTERS = "editor.invited", "invitation.renewed", "office.invited"


class TooManyLettersError(Exception):
    """The person has caused as many invitations as one may in a day."""


@transaction.atomic
def invite(
    organisation: Organisation, email: str, *, is_main: bool = False, by: User
) -> Invitation:
    """Ask someone to become an editor; a ``ValidationError`` says why not."""
    lock(organisation)
    _check_editing(organisation, by, is_main=is_main)
    if organisation.editors.filter(person__email__iexact=email).exists():
        raise ValidationError(
            {"email": _("This person edits the organisation already.")}
        )
    return _invite_to_edit(organisation, email, is_main=is_main, by=by)


@transaction.atomic
def send_access(editor: Editor, *, by: User) -> Invitation:
    """Let an editor of whom only the address is known choose a password."""
    organisation = editor.organisation
    lock(organisation)
    # A coordination whose network it has left only reads its file.
    own = Organisation.objects.coordinated_by(by).kept_by(by)
    if not own.filter(pk=organisation.pk).exists():
        raise PermissionDenied
    waiting = Editor.objects.never_signed_in().filter(pk=editor.pk)
    person = User.objects.filter(editorships__in=waiting).first()
    if person is None:
        raise WrongStateError(f"Editor {editor.pk} needs no access.")
    email = person.email.lower()
    if held := organisation.invitations.awaiting_answer().filter(email=email).first():
        return renew(held, by=by)
    return _invite_to_edit(organisation, email, is_main=False, by=by)


@transaction.atomic
def appoint(email: str, office: Office, *, by: User) -> User | None:
    """Give an office to whom the address belongs; whoever has no access is invited.

    Returns the person who has it now, or None where that needs an answer.
    """
    known = User.objects.filter(email__iexact=email, is_active=True).first()
    if known and (known.last_login or known.has_usable_password()):
        offices.appoint(known, office, by=by)
        return known
    invite_to_office(email, office, by=by)
    return None


@transaction.atomic
def invite_to_office(email: str, office: Office, *, by: User) -> Invitation:
    """Offer an office to someone without an account."""
    offices.lock(office)
    offices.check(office, by=by)
    same = Invitation.objects.open().filter(
        email__iexact=email, office=office.kind, network=office.network
    )
    if same.exists():
        raise ValidationError({"email": INVITED})
    invitation = Invitation(
        email=email.lower(),
        office=office.kind,
        network=office.network,
        office_since=office.since,
        office_until=office.until,
    )
    _send(invitation, "office.invited", by=by)
    return invitation


@transaction.atomic
def renew(invitation: Invitation, *, by: User) -> Invitation:
    """Send a new link; the old one is dead."""
    invitation = lock_open(invitation)
    check_right(invitation, by)
    _send(invitation, "invitation.renewed", by=by)
    return invitation


@transaction.atomic
def revoke(invitation: Invitation, *, by: User) -> None:
    invitation = lock_open(invitation)
    check_right(invitation, by)
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    note("invitation.revoked", invitation, by=by)


INVITED = _("This address has been invited already.")


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def office_of(invitation: Invitation) -> Office:
    since = invitation.office_since or timezone.localdate(invitation.created_at)
    return Office(invitation.office, invitation.network, since, invitation.office_until)


def check_right(invitation: Invitation, by: User) -> None:
    """Refuse with ``PermissionDenied`` who may not send this invitation."""
    if invitation.organisation:
        _check_editing(invitation.organisation, by, is_main=invitation.is_main)
    else:
        offices.check(office_of(invitation), by=by)


def lock_open(invitation: Invitation) -> Invitation:
    """Lock what it leads to, then the invitation, which has to wait for an answer."""
    if invitation.organisation_id:
        lock(invitation.organisation_id)
    else:
        offices.lock(office_of(invitation))
    waiting = Invitation.objects.awaiting_answer().select_for_update(no_key=True)
    held = waiting.filter(pk=invitation.pk).first()
    if held is None:
        raise WrongStateError(f"Invitation {invitation.pk} was answered or revoked.")
    return held


def note(verb: str, invitation: Invitation, *, by: User) -> None:
    if invitation.organisation:
        chronicle.write(verb, invitation.organisation, by=by, row=invitation.pk)
        return
    capacity = offices.acting(by, invitation.network)
    subject = Subject(row=invitation.pk)
    journal.record(verb, by=by, capacity=capacity, subject=subject)


def _check_editing(organisation: Organisation, by: User, *, is_main: bool) -> None:
    organisations = Organisation.objects
    own = organisations.headed_by(by) if is_main else organisations.kept_by(by)
    if not own.filter(pk=organisation.pk).exists():
        raise PermissionDenied


def _invite_to_edit(
    organisation: Organisation, email: str, *, is_main: bool, by: User
) -> Invitation:
    unanswered = organisation.invitations.awaiting_answer()
    if unanswered.filter(email__iexact=email).exists():
        raise ValidationError({"email": INVITED})
    if organisation.invitations.open().count() >= MOST_OPEN:
        raise ValidationError(
            _("Twenty invitations are open already. Please revoke one first.")
        )
    invitation = Invitation(
        organisation=organisation, email=email.lower(), is_main=is_main
    )
    _send(invitation, "editor.invited", by=by)
    return invitation


def _send(invitation: Invitation, verb: str, *, by: User) -> None:
    _check_number_of_letters(by)
    token = secrets.token_urlsafe(32)
    invitation.token_digest = digest(token)
    invitation.inviter = by
    invitation.created_at = timezone.now()
    invitation.expires_at = invitation.created_at + VALID_FOR
    invitation.save()
    note(verb, invitation, by=by)
    letters.invitation(invitation, token)


def _check_number_of_letters(by: User) -> None:
    # Two of one person's requests at once must not both count the same letters.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    since = timezone.now() - timedelta(days=1)
    sent = JournalEntry.objects.of(by).filter(verb__in=_LETTERS, at__gt=since)
    if sent.count() >= LETTERS_A_DAY:
        raise TooManyLettersError
