"""The states of what moves on, and the sets of them that have a name."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProfileState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    PUBLISHED = "published", _("Published")
    ARCHIVED = "archived", _("Archived")


EDITABLE = (ProfileState.DRAFT, ProfileState.RETURNED)
OPEN = (*EDITABLE, ProfileState.SUBMITTED)
CURRENT = (ProfileState.PUBLISHED, *OPEN)


class ApplicationState(models.TextChoices):
    UNCONFIRMED = "unconfirmed", _("Address not confirmed")
    WAITING = "waiting", _("Waits for the coordination")
    ASKED = "asked", _("Waits for an answer")
    ADMITTED = "admitted", _("Admitted")
    DECLINED = "declined", _("Declined")


UNDECIDED = (ApplicationState.WAITING, ApplicationState.ASKED)


class MoveState(models.TextChoices):
    ASKED = "asked", _("Waits for the other network")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ReportState(models.TextChoices):
    OPEN = "open", _("Open")
    DONE = "done", _("Corrected")
    NO_ERROR = "no_error", _("No error")


class ImportState(models.TextChoices):
    READ = "read", _("Being looked at")
    WAITING = "waiting", _("Waits to be taken over")
    RUNNING = "running", _("Is being taken over")
    DONE = "done", _("Taken over")
    FAILED = "failed", _("Broken off")
    DISCARDED = "discarded", _("Discarded")
    UNDOING = "undoing", _("Is being undone")
    UNDONE = "undone", _("Undone")


class ExportState(models.TextChoices):
    WAITING = "waiting", _("Is being written")
    DONE = "done", _("Ready")
    FAILED = "failed", _("Broken off")
