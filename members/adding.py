"""How a coordination adds an organisation: all of it in one transaction."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db import IntegrityError, transaction

from members import chronicle, invitations, locations, membership, moderation
from members.merging import Content
from members.models import Organisation, Profile
from members.slugs import slugs_for

if TYPE_CHECKING:
    from uuid import UUID

    from alliance.models import User
    from networks.models import Network


class NewMember(NamedTuple):
    """What is said of it; ``editor`` is the address of whoever is to write for it."""

    kind: str
    words: Content
    site: Content
    since: date
    editor: str = ""
    is_online: bool = False


@transaction.atomic
def add(said: NewMember, network: Network, *, by: User, once: UUID) -> Organisation:
    """A member with its first site; its profile is a draft, or online at once.

    A ``SentTwiceError`` when the same form made it before.
    """
    organisation = _create(said)
    membership.admit(organisation, network, since=said.since, by=by)
    chronicle.decide("organisation.added", organisation, by=by)
    locations.add(organisation, said=said.site, by=by, once=once)
    if said.is_online:
        moderation.publish_at_once(organisation, content=said.words, terms=(), by=by)
    else:
        nothing = Profile(organisation=organisation).content()
        began = {name: nothing[name] for name in said.words}
        moderation.save_draft(organisation, content=said.words, began=began, by=by)
    if said.editor:
        invitations.invite(organisation, said.editor, is_main=True, by=by)
    return organisation


def _create(said: NewMember) -> Organisation:
    """With the first address that nobody has or had."""
    for slug in slugs_for(str(said.words["name"])):
        if not Organisation.objects.filter(slug=slug).exists():
            try:
                with transaction.atomic():
                    return Organisation.objects.create(kind=said.kind, slug=slug)
            except IntegrityError:
                # Somebody else has just taken it.
                continue
    raise AssertionError
