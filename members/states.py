"""The states of a profile and the sets of them that have a name."""

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
