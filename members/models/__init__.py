from members.models.directory import (
    BLOCK_BITS,
    DirectoryEntry,
    Facet,
    FacetBlock,
    Posting,
    Word,
)
from members.models.invitations import Invitation
from members.models.organisations import Editor, Membership, Organisation
from members.models.places import PostalCode
from members.models.profiles import Profile
from members.models.sites import Credential, OpeningHours, Site
from members.models.terms import Term

__all__ = [
    "BLOCK_BITS",
    "Credential",
    "DirectoryEntry",
    "Editor",
    "Facet",
    "FacetBlock",
    "Invitation",
    "Membership",
    "OpeningHours",
    "Organisation",
    "PostalCode",
    "Posting",
    "Profile",
    "Site",
    "Term",
    "Word",
]
