from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class PortalSettings(models.Model):
    """What the office changes of the portal itself; there is one row, or none yet.

    ``alliance.version`` reads it together with the version of the public data.
    """

    THE_ONE = 1

    email = models.EmailField(
        _("e-mail address of the office"),
        blank=True,
        help_text=_(
            "stands at the foot of all public pages; empty: nothing stands there"
        ),
    )
    telephone = models.CharField(
        _("telephone of the office"),
        max_length=40,
        blank=True,
        validators=[
            RegexValidator(
                r"^\+?[0-9][0-9 ()/–-]{3,}$", _("Please give a telephone number.")
            )
        ],
    )
    notice = models.CharField(
        _("notice on all public pages"),
        max_length=240,
        blank=True,
        help_text=_("one or two sentences, for example about closing days"),
    )
    notice_from = models.DateField(_("shown from"), null=True, blank=True)
    notice_until = models.DateField(
        _("shown until"),
        null=True,
        blank=True,
        help_text=_("its last day; after it the notice goes by itself"),
    )

    class Meta:
        verbose_name = _("contact and notice")
        verbose_name_plural = _("contact and notice")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="the_portal_is_one"),
            models.CheckConstraint(
                condition=Q(notice_until__isnull=True)
                | Q(notice_from__isnull=True)
                | Q(notice_until__gte=F("notice_from")),
                name="a_notice_ends_after_it_begins",
                violation_error_message=_("The end lies before the beginning."),
            ),
            models.CheckConstraint(
                condition=Q(notice="") | Q(notice_until__isnull=False),
                name="a_notice_has_a_last_day",
                violation_error_message=_("Please give the last day of the notice."),
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def clean(self) -> None:
        self.notice = " ".join(self.notice.split())
        if self.notice and self.notice_until is None:
            message = _("Please give the last day of the notice.")
            raise ValidationError({"notice_until": message})
