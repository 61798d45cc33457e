from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.models.organisations import Membership
from members.querysets import MoveQuerySet
from members.states import MoveState
from networks.models import Network


class Move(models.Model):
    """That a coordination asks another network to take a member over."""

    membership = models.ForeignKey(
        Membership,
        models.CASCADE,
        verbose_name=_("membership"),
        related_name="moves",
        help_text=_("what would end"),
    )
    network = models.ForeignKey(
        Network,
        models.PROTECT,
        verbose_name=_("network"),
        related_name="moves",
        help_text=_("where it would begin"),
    )
    begins_on = models.DateField(_("first day in the new network"))
    state = models.CharField(
        _("state"),
        max_length=9,
        choices=MoveState,
        default=MoveState.ASKED,
        editable=False,
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("asked by"),
        related_name="+",
        null=True,
    )
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("answered by"),
        related_name="+",
        null=True,
        blank=True,
    )
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    note = models.TextField(_("note"), max_length=2000, blank=True)

    objects = MoveQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of network")
        verbose_name_plural = _("changes of network")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["membership"],
                condition=Q(state=MoveState.ASKED),
                name="one_open_move_per_membership",
                violation_error_message=_("A change of network waits already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership} → {self.network}"
