"""Steps of the workspace that are saved alone, and what became of each."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alliance import once
from members import chronicle, moderation
from members.locks import lock
from members.merging import Content
from members.models import Organisation, Profile

if TYPE_CHECKING:
    from uuid import UUID

    from alliance.models import User

# So many logos an organisation may upload in a day.
LOGOS_A_DAY = 20
TOO_MANY_LOGOS = _(
    "Those were 20 logos today. Please go on tomorrow; the one you saved last is kept."
)
UPLOADED = "logo.uploaded"


class Outcome(StrEnum):
    SAVED = "saved"
    # Someone, or the same form before, wrote the very same.
    KNOWN = "known"
    UNCHANGED = "unchanged"


@transaction.atomic
def save(
    organisation: Organisation, *, content: Content, began: Content, by: User
) -> Outcome:
    """Save the fields of one step; errors are those of ``moderation.save_draft``."""
    lock(organisation)
    before = _revision(organisation)
    moderation.save_draft(organisation, content=content, began=began, by=by)
    if _revision(organisation) != before:
        return Outcome.SAVED
    return Outcome.UNCHANGED if content == began else Outcome.KNOWN


@transaction.atomic
def take_back_and_save(
    organisation: Organisation, *, content: Content, began: Content, by: User
) -> Outcome:
    """For whoever wrote on while the proposal was submitted already."""
    lock(organisation)
    for proposal in organisation.profiles.awaiting_review():
        moderation.take_back(proposal, by=by)
    return save(organisation, content=content, began=began, by=by)


@transaction.atomic
def save_logo(
    organisation: Organisation,
    file: ContentFile,
    *,
    began: str,
    token: UUID,
    by: User,
) -> Outcome:
    """Store a new logo and put it into the proposal; a ``SentTwiceError`` if it is."""
    once.spend(token, by=by)
    lock(organisation)
    check_quota(organisation)
    chronicle.write(UPLOADED, organisation, by=by)
    name = store_logo(file)
    return save(organisation, content={"logo": name}, began={"logo": began}, by=by)


def store_logo(file: ContentFile) -> str:
    """Keep the file, for a proposal to name; what none names is pruned."""
    field = Profile._meta.get_field("logo")  # noqa: SLF001 (Django's own API)
    return field.storage.save(f"{field.upload_to}{file.name}", file)


def check_quota(organisation: Organisation) -> None:
    if chronicle.today(organisation, UPLOADED).count() >= LOGOS_A_DAY:
        raise ValidationError(TOO_MANY_LOGOS, code="quota")


def _revision(organisation: Organisation) -> tuple[int, int] | None:
    return organisation.profiles.open().values_list("pk", "revision").first()
