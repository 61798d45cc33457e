from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models.organisations import Organisation
from members.querysets import ReportQuerySet
from members.states import ReportState


class Report(models.Model):
    """What someone outside says is wrong with an entry."""

    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        verbose_name=_("organisation"),
        related_name="reports",
    )
    text = models.TextField(_("what is wrong"), max_length=2_000)
    email = models.EmailField(_("e-mail address of the sender"), blank=True)
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=ReportState,
        default=ReportState.OPEN,
        editable=False,
    )
    created_at = models.DateTimeField(_("sent"), default=timezone.now)
    # When the editors had been silent for too long.
    escalated_at = models.DateTimeField(_("told the coordination"), null=True)
    settled_at = models.DateTimeField(_("settled"), null=True)
    # The answer itself is a letter, and kept nowhere else.
    is_answered = models.BooleanField(_("answered"), default=False, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("settled by"),
        related_name="+",
        null=True,
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of an error")
        verbose_name_plural = _("reports of errors")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", settled_at__isnull=True)
                | ~Q(state="open") & Q(settled_at__isnull=False),
                name="a_report_is_settled_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.created_at:%Y-%m-%d}"
