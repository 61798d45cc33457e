from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models.organisations import Organisation
from members.querysets import AskedQuerySet, InventoryItemQuerySet
from networks.models import Network


class Asked(models.Model):
    """That a person was asked whether an organisation's details are still right.

    Of the token in the three links only the digest is kept; one answer uses it up.
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
    )
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    # The first letter of a round is 1, the one after 21 days 2.
    time = models.PositiveSmallIntegerField(_("time"), default=1)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))
    answer = models.CharField(_("answer"), max_length=8, choices=Answer, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = AskedQuerySet.as_manager()

    class Meta:
        verbose_name = _("question about freshness")
        verbose_name_plural = _("questions about freshness")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | ~Q(answer="") & Q(answered_at__isnull=False),
                name="a_question_is_answered_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.asked_at:%Y-%m-%d}"


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

    class Meta:
        verbose_name = _("inventory")
        verbose_name_plural = _("inventories")
        ordering = ["-started_at"]
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
