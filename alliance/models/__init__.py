from alliance.models.accounts import AttemptCount, EmailChange
from alliance.models.changes import PublicChange
from alliance.models.forms import KeptForm, SentForm
from alliance.models.journal import JournalDetails, JournalEntry, JournalSeal
from alliance.models.mail import Mail
from alliance.models.pages import LONGEST_WITHOUT_REVIEW, Page, PageVersion
from alliance.models.people import User
from alliance.models.portal import PortalSettings

__all__ = [
    "LONGEST_WITHOUT_REVIEW",
    "AttemptCount",
    "EmailChange",
    "JournalDetails",
    "JournalEntry",
    "JournalSeal",
    "KeptForm",
    "Mail",
    "Page",
    "PageVersion",
    "PortalSettings",
    "PublicChange",
    "SentForm",
    "User",
]
