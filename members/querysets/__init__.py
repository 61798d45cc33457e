"""Which rows a person may see or change.

Every view starts from one of these methods, so a row that is not allowed is a
404 and nothing is decided a second time elsewhere.
"""

from members.querysets.applications import ApplicationQuerySet
from members.querysets.doubles import PairQuerySet
from members.querysets.exchange import ExportQuerySet, ImportQuerySet
from members.querysets.freshness import (
    AskedQuerySet,
    InventoryItemQuerySet,
    InventoryQuerySet,
    ProofReminderQuerySet,
)
from members.querysets.invitations import InvitationQuerySet
from members.querysets.moves import MoveQuerySet
from members.querysets.organisations import (
    EditorQuerySet,
    MembershipQuerySet,
    OrganisationQuerySet,
)
from members.querysets.profiles import CredentialQuerySet, ProfileQuerySet
from members.querysets.reports import ReportQuerySet
from members.querysets.rights import OFFICE_MAY_DECIDE_AFTER
from members.querysets.vocabulary import DirectoryEntryQuerySet, TermQuerySet

__all__ = [
    "OFFICE_MAY_DECIDE_AFTER",
    "ApplicationQuerySet",
    "AskedQuerySet",
    "CredentialQuerySet",
    "DirectoryEntryQuerySet",
    "EditorQuerySet",
    "ExportQuerySet",
    "ImportQuerySet",
    "InventoryItemQuerySet",
    "InventoryQuerySet",
    "InvitationQuerySet",
    "MembershipQuerySet",
    "MoveQuerySet",
    "OrganisationQuerySet",
    "PairQuerySet",
    "ProfileQuerySet",
    "ProofReminderQuerySet",
    "ReportQuerySet",
    "TermQuerySet",
]
