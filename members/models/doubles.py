from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models.organisations import Organisation
from members.querysets import PairQuerySet


class Pair(models.Model):
    """Two organisations of which somebody has said whether they are one."""

    class Verdict(models.TextChoices):
        APART = "apart", _("no double")
        REPORTED = "reported", _("reported to the alliance office")

    first = models.ForeignKey(
        Organisation,
        models.CASCADE,
        verbose_name=_("organisation"),
        related_name="+",
        help_text=_("the one that was there first"),
    )
    second = models.ForeignKey(
        Organisation,
        models.CASCADE,
        verbose_name=_("the other organisation"),
        related_name="+",
    )
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("said by"),
        related_name="+",
        null=True,
    )
    said_at = models.DateTimeField(_("said"), default=timezone.now)

    objects = PairQuerySet.as_manager()

    class Meta:
        verbose_name = _("pair of organisations")
        verbose_name_plural = _("pairs of organisations")
        ordering = ["-said_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"], name="one_verdict_about_a_pair"
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="a_pair_has_one_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} / {self.second}"
