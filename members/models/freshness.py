from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance.models import Mail
from members.models.organisations import Organisation
from members.models.sites import Credential
from members.querysets import (
    AskedQuerySet,
    InventoryItemQuerySet,
    InventoryQuerySet,
    ProofReminderQuerySet,
)
from members.querysets.freshness import AGAIN_AFTER
from networks.models import Network


class Asked(models.Model):
    """That a person was asked whether an organisation's details are still right.

    Or that nobody could be asked, when there is no person. Of the token in the three
    links only the digest is kept; one answer uses it up. What is not closed belongs to
    the round that is under way; to confirm the details closes it.
    """

    class Answer(models.TextChoices):
        RIGHT = "right", _("still right")
        CHANGE = "change", _("to be changed")
        GONE = "gone", _("does not exist any more")

    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        verbose_name=_("organisation"),
        related_name="questions",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("person"),
        related_name="+",
        null=True,
        blank=True,
    )
    token_digest = models.CharField(
        max_length=64, unique=True, null=True, blank=True, editable=False
    )
    # The first letter of a round is 1, the one after 21 days 2.
    time = models.PositiveSmallIntegerField(_("time"), default=1)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))
    # Letters are forgotten earlier.
    letter = models.ForeignKey(
        Mail, models.SET_NULL, verbose_name=_("letter"), related_name="+", null=True
    )
    answer = models.CharField(_("answer"), max_length=8, choices=Answer, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    is_set_aside = models.BooleanField(
        _("set aside"),
        default=False,
        help_text=_("by the coordination, which asks again later"),
    )

    objects = AskedQuerySet.as_manager()

    class Meta:
        verbose_name = _("question about freshness")
        verbose_name_plural = _("questions about freshness")
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(
                fields=["organisation", "-asked_at"],
                condition=Q(closed_at=None),
                name="questions_under_way",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | ~Q(answer="") & Q(answered_at__isnull=False),
                name="a_question_is_answered_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True, token_digest__isnull=True)
                | Q(person__isnull=False, token_digest__isnull=False),
                name="who_is_asked_gets_a_link",
            ),
            models.CheckConstraint(
                condition=Q(is_set_aside=False) | Q(closed_at__isnull=False),
                name="what_is_set_aside_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.asked_at:%Y-%m-%d}"

    @property
    def waits_since(self) -> datetime:
        """When it became the coordination's to see to."""
        if self.person_id is None:
            return self.asked_at
        return self.answered_at or self.asked_at + AGAIN_AFTER


class ProofReminder(models.Model):
    """That an editor was told of a proof's end, or the coordination has seen to it."""

    class Stage(models.IntegerChoices):
        EARLY = 90, _("90 days before")
        LATE = 30, _("30 days before")
        ENDED = 0, _("ended, and seen to")

    credential = models.ForeignKey(
        Credential,
        models.CASCADE,
        verbose_name=_("proof"),
        related_name="reminders",
    )
    # A list of members may give a proof another last day.
    valid_until = models.DateField(_("valid until"))
    stage = models.PositiveSmallIntegerField(_("stage"), choices=Stage)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("person"),
        related_name="+",
        null=True,
    )
    at = models.DateTimeField(_("at"), default=timezone.now)

    objects = ProofReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder of a proof")
        verbose_name_plural = _("reminders of proofs")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["credential", "valid_until", "stage"],
                name="one_reminder_at_each_stage",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.credential}: {self.get_stage_display()}"


class Inventory(models.Model):
    """A network's yearly walk through all its members."""

    network = models.ForeignKey(
        Network,
        models.PROTECT,
        verbose_name=_("network"),
        related_name="inventories",
    )
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("started by"),
        related_name="+",
        null=True,
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = InventoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("inventory")
        verbose_name_plural = _("inventories")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["network"],
                condition=Q(closed_at=None),
                name="one_open_inventory_per_network",
                violation_error_message=_("The network takes an inventory already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network}: {self.started_at:%Y}"


class InventoryItem(models.Model):
    """One member in an inventory, and what came of it."""

    class Result(models.TextChoices):
        OPEN = "open", _("open")
        RIGHT = "right", _("confirmed")
        CHANGE = "change", _("to be changed")
        GONE = "gone", _("does not exist any more")
        SILENT = "silent", _("not reached")
        LEFT = "left", _("no member any more")

    inventory = models.ForeignKey(
        Inventory,
        models.CASCADE,
        verbose_name=_("inventory"),
        related_name="items",
    )
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        verbose_name=_("organisation"),
        related_name="+",
    )
    result = models.CharField(
        _("result"), max_length=8, choices=Result, default=Result.OPEN
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    # Its version; who notes something says which one was seen.
    revision = models.PositiveIntegerField(default=1, editable=False)
    noted_at = models.DateTimeField(_("noted"), null=True, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("noted by"),
        related_name="+",
        null=True,
    )

    objects = InventoryItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of an inventory")
        verbose_name_plural = _("lines of an inventory")
        ordering = ["inventory", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inventory", "organisation"],
                name="one_line_per_member_in_an_inventory",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.result}"
