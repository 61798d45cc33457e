from members.models.applications import Application, Inquiry
from members.models.directory import (
    BLOCK_BITS,
    DirectoryEntry,
    Facet,
    FacetBlock,
    Posting,
    Word,
)
from members.models.doubles import Pair
from members.models.exchange import Export, Import, ImportedOrganisation
from members.models.freshness import Asked, Inventory, InventoryItem, ProofReminder
from members.models.invitations import Invitation
from members.models.moves import Move
from members.models.organisations import Editor, Membership, Organisation
from members.models.places import PostalCode
from members.models.profiles import Profile
from members.models.reports import Report
from members.models.sites import Credential, OpeningHours, Site
from members.models.terms import Term

__all__ = [
    "BLOCK_BITS",
    "Application",
    "Asked",
    "Credential",
    "DirectoryEntry",
    "Editor",
    "Export",
    "Facet",
    "FacetBlock",
    "Import",
    "ImportedOrganisation",
    "Inquiry",
    "Inventory",
    "InventoryItem",
    "Invitation",
    "Membership",
    "Move",
    "OpeningHours",
    "Organisation",
    "Pair",
    "PostalCode",
    "Posting",
    "Profile",
    "ProofReminder",
    "Report",
    "Site",
    "Term",
    "Word",
]
