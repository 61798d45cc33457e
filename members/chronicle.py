"""What is written into the journal of an organisation, and how it is read in words."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alliance import journal
from alliance.journal import PORTAL, Capacity, Facts, Subject
from alliance.models import JournalEntry
from networks.acting import as_coordination, role_for
from networks.models import Network, Role

if TYPE_CHECKING:
    from alliance.models import User
    from alliance.querysets import JournalQuerySet
    from members.models import Organisation

type Both = tuple[Facts, Facts]  # before and after

# What each verb tells; ``who`` begins the sentence.
SENTENCES: dict[str, str | Promise] = {
    "profile.begun": _("%(who)s began a change."),
    "profile.changed": _("%(who)s worked on the change."),
    "profile.submitted": _("%(who)s submitted the change."),
    "profile.taken_back": _("%(who)s took the change back."),
    "profile.discarded": _("%(who)s discarded the change."),
    "profile.published": _("%(who)s approved the change; it is online."),
    "profile.published_in_part": _("%(who)s approved a part of the change."),
    "profile.sent_back": _("%(who)s sent the change back with an answer."),
    "profile.published_at_once": _("%(who)s changed the profile; it is online."),
    "profile.withdrawn": _("%(who)s took the profile offline."),
    "logo.uploaded": _("%(who)s uploaded a logo."),
    "site.added": _("%(who)s added a site."),
    "site.changed": _("%(who)s changed a site."),
    "site.removed": _("%(who)s removed a site."),
    "site.arranged": _("%(who)s put the sites into another order."),
    "kursnet.changed": _("%(who)s changed the KURSNET number."),
    "proof.claimed": _("%(who)s entered a proof."),
    "proof.changed": _("%(who)s changed a proof."),
    "proof.file_replaced": _("%(who)s uploaded another certificate for a proof."),
    "proof.withdrawn": _("%(who)s withdrew a proof."),
    "proof.confirmed": _("%(who)s confirmed a proof."),
    "proof.refused": _("%(who)s did not confirm a proof."),
    "editor.invited": _("%(who)s invited a person to edit."),
    "invitation.renewed": _("%(who)s sent an invitation once more."),
    "invitation.revoked": _("%(who)s revoked an invitation."),
    "editor.joined": _("%(who)s accepted the invitation to edit."),
    "editor.removed": _("%(who)s removed a person from the editors."),
    "editor.left": _("%(who)s left the editors."),
    "editor.handed_over": _("%(who)s handed the main editing over."),
    "office.invited": _("%(who)s invited a person to an office."),
    "office.given": _("%(who)s gave a person an office."),
    "office.taken": _("%(who)s took an office."),
    "office.changed": _("%(who)s changed the last day of an office."),
    "office.ended": _("%(who)s ended an office."),
    "membership.begun": _("%(who)s admitted the organisation to a network."),
    "membership.ended": _("%(who)s ended a membership."),
    "application.confirmed": _("The applicant confirmed the e-mail address."),
    "application.asked": _("%(who)s asked back."),
    "application.answered": _("The applicant answered."),
    "application.unanswered": _("No answer came in 30 days; it waits again."),
    "application.passed_on": _("%(who)s passed it on to another network."),
    "application.admitted": _("%(who)s admitted the organisation on its application."),
    "application.declined": _("%(who)s declined the application."),
    "application.opened_to_office": _(
        "The application has waited for 14 days; the office may decide about it, too."
    ),
    "report.received": _("Somebody from outside has reported an error."),
    "report.escalated": _(
        "The coordination was told of an error that somebody has reported."
    ),
    "report.corrected": _("%(who)s settled a report of an error: corrected."),
    "report.no_error": _("%(who)s settled a report of an error: there is none."),
    "freshness.asked": _("%(who)s asked by letter whether all of it is still right."),
    "freshness.nobody": _(
        "%(who)s could ask nobody whether all of it is still right; the coordination "
        "sees to it."
    ),
    "freshness.confirmed": _("%(who)s confirmed that all of it is still right."),
    "freshness.confirmed_by_letter": _(
        "%(who)s confirmed by the link in a letter that all of it is still right."
    ),
    "freshness.confirmed_by_telephone": _(
        "%(who)s noted that all of it was confirmed by telephone."
    ),
    "freshness.confirmed_in_inventory": _(
        "%(who)s noted in the inventory that all of it is still right."
    ),
    "freshness.to_be_changed": _("%(who)s answered that something is to be changed."),
    "freshness.said_gone": _("%(who)s answered that it does not exist any more."),
    "freshness.set_aside": _("%(who)s set the question aside for 180 days."),
    "proof.end_seen": _("%(who)s saw to a proof that has ended."),
    "inventory.noted": _("%(who)s noted a result in the inventory."),
    "membership.end_changed": _("%(who)s changed the end of a membership."),
    "membership.suspended": _("%(who)s let a membership rest."),
    "membership.resumed": _("%(who)s let a membership go on."),
    "move.asked": _("%(who)s asked another network to take the organisation over."),
    "move.withdrawn": _("%(who)s withdrew the question to another network."),
    "move.refused": _("%(who)s did not take the organisation over."),
    "organisation.added": _("%(who)s added the organisation."),
    "organisation.removed": _("%(who)s deleted the organisation."),
    "organisation.restored": _("%(who)s brought the organisation back."),
    "organisation.erased": _("%(who)s erased what the organisation said."),
    "organisation.united": _(
        "%(who)s merged the entry with another one for the same organisation."
    ),
    "organisation.merged": _("%(who)s merged the entry into another one."),
    "pair.apart": _("%(who)s said that a similar entry is another organisation."),
    "pair.taken_up": _("%(who)s took up again that there may be a double."),
    "pair.reported": _("%(who)s told the office of a likely double."),
    "list.imported": _("%(who)s imported a list with this organisation."),
    "list.import_undone": _("%(who)s took the import of a list back."),
    "list.exported": _("%(who)s exported a list of members."),
    "number.given": _("%(who)s gave the organisation its number for a list."),
    "office.profile": _("%(who)s changed a profile in the administration."),
    "office.organisation": _("%(who)s changed the entry in the administration."),
    "office.membership": _("%(who)s changed a membership in the administration."),
    "office.site": _("%(who)s changed a site in the administration."),
    "office.credential": _("%(who)s changed a proof in the administration."),
    "view.begun": _("%(who)s began to look at the portal as an editor, reading only."),
    "view.ended": _("%(who)s stopped looking at the portal as an editor."),
    "change_address": _("%(who)s changed the own e-mail address."),
    "undo_address": _("%(who)s took a change of the e-mail address back."),
    "change_password": _("%(who)s changed the own password."),
    "add_factor": _("%(who)s set up a second factor."),
    "remove_factor": _("%(who)s removed a second factor."),
    "ask_erasure": _("%(who)s arranged that an account is deleted."),
    "stay": _("%(who)s took the deletion of an account back."),
    "erase": _("%(who)s: an account was deleted."),
    "person.added": _("%(who)s added a person."),
    "person.renamed": _("%(who)s changed a person's name."),
    "person.address_changed": _("%(who)s changed a person's e-mail address."),
    "person.closed": _("%(who)s closed an account."),
    "person.reopened": _("%(who)s opened a closed account again."),
    "post.begun": _("%(who)s began a post."),
    "post.changed": _("%(who)s changed a post."),
    "post.picture_added": _("%(who)s added a picture to a post."),
    "post.picture_removed": _("%(who)s removed a picture of a post."),
    "post.asked": _("%(who)s asked a network to bear a post."),
    "post.asked_no_longer": _("%(who)s asks a network no longer to bear a post."),
    "post.agreed": _("%(who)s agreed to bear a post."),
    "post.refused": _("%(who)s does not bear a post."),
    "post.alone": _("%(who)s: a post for all went offline, too few bear it."),
    "post.vouched": _("%(who)s bore a post for the whole alliance."),
    "post.scheduled": _("%(who)s scheduled a post."),
    "post.released": _("%(who)s released a post."),
    "post.withdrawn": _("%(who)s withdrew a post."),
    "post.thrown_away": _("%(who)s threw a draft of a post away."),
    "post.imported": _("%(who)s imported a post of the old website."),
    "address.added": _("%(who)s added an address of the old website."),
    "address.changed": _("%(who)s changed an address of the old website."),
    "address.removed": _("%(who)s removed an address of the old website."),
    "address.list_read": _("%(who)s took over a list of old addresses."),
    "mail.sent_again": _("%(who)s sent a letter once more."),
    "mail.discarded": _("%(who)s discarded a letter that had not arrived."),
    "office.settings": _("%(who)s changed contact and notice of the portal."),
    "term.added": _("%(who)s added a term."),
    "term.changed": _("%(who)s changed a term."),
    "term.retired": _("%(who)s retired a term."),
    "term.reactivated": _("%(who)s brought a term back."),
    "term.merged": _("%(who)s merged a term into another."),
    "term.replaced": _(
        "%(who)s merged two terms; the one that stood on this entry is now the other."
    ),
    "profile.opened_to_office": _(
        "The change has waited for 14 days; the office may decide about it, too."
    ),
    "proof.opened_to_office": _(
        "A proof has waited for 14 days; the office may decide about it, too."
    ),
}
OTHER = _("%(who)s changed something.")

NOTHING: Both = ({}, {})
EDITOR = Capacity(JournalEntry.Capacity.EDITOR)


def capacity(organisation: Organisation, user: User | None) -> Capacity:
    """As what the person acts for the organisation; an editor first of all."""
    if user is None:
        return PORTAL
    if organisation.editors.filter(person=user).exists():
        return EDITOR
    return deciding(organisation, user)


def deciding(organisation: Organisation, user: User | None) -> Capacity:
    """As what the person decides about the organisation; never as its editor."""
    if user is None:
        return PORTAL
    role = office_for(organisation, user)
    return Capacity(role.kind, role.network_id)


def in_network(network: int, user: User | None) -> Capacity:
    """As what the person decides for this network (its id) and no other."""
    return as_coordination(user, [network]) if user else PORTAL


def office_for(organisation: Organisation, user: User) -> Role:
    """The office that lets the person decide about it: first one in its networks."""
    memberships = organisation.memberships
    for rows in (memberships.current(), memberships.current_or_coming()):
        with suppress(Role.DoesNotExist):
            return role_for(user, rows.values("network"))
    return role_for(user, memberships.values("network"))


def write(
    verb: str,
    organisation: Organisation,
    *,
    by: User | None,
    row: int | None = None,
    facts: Both = NOTHING,
) -> None:
    """Note what someone did with the organisation, as its editor or for it.

    Verbs are ``<what>.<done>``, such as ``profile.submitted``; see ``SENTENCES``.
    """
    record(verb, capacity(organisation, by), by, (organisation.pk, row), facts)


def decide(
    verb: str,
    organisation: Organisation,
    *,
    by: User | None,
    row: int | None = None,
    facts: Both = NOTHING,
) -> None:
    """Note what the coordination or the office decided about the organisation."""
    record(verb, deciding(organisation, by), by, (organisation.pk, row), facts)


def record(
    verb: str,
    acting: Capacity,
    by: User | None,
    subject: tuple[int, int | None],
    facts: Both = NOTHING,
) -> None:
    """``subject`` is the id of an organisation and that of the row that was moved."""
    journal.record(verb, by=by, capacity=acting, subject=Subject(*subject), facts=facts)


def write_once_a_day(
    verb: str, organisation: Organisation, *, by: User, row: int
) -> None:
    """For what happens often: one entry for each person, row and day."""
    if not today(organisation, verb).filter(subject=row, actor=by).exists():
        write(verb, organisation, by=by, row=row)


def today(organisation: Organisation, *verbs: str) -> JournalQuerySet:
    """The entries that say that one of these was done with the organisation today."""
    entries = JournalEntry.objects.about([organisation.pk])
    return entries.filter(verb__in=verbs, at__date=timezone.localdate())


def has_happened(verb: str, organisation: Organisation, row: int) -> bool:
    """Whether it was ever done with this row, which may be gone by now."""
    entries = JournalEntry.objects.about([organisation.pk])
    return entries.filter(verb=verb, subject=row).exists()


def note_list(verb: str, organisations: Iterable[int], *, by: User | None) -> None:
    """One entry for each organisation (its id) that a list has written to."""
    acting = PORTAL
    if by:
        networks = Network.objects.filter(memberships__organisation__in=organisations)
        acting = as_coordination(by, networks.values_list("pk", flat=True))
    subjects = [Subject(organisation) for organisation in organisations]
    journal.record_all(verb, subjects, by=by, capacity=acting)


def changed(changes: dict[str, tuple[object, object]]) -> Both:
    """What was before and after, of ``Profile.changes_since``."""
    before = {name: _plain(old) for name, (old, _new) in changes.items()}
    after = {name: _plain(new) for name, (_old, new) in changes.items()}
    return before, after


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, set) else value
