from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance.querysets import EmailChangeQuerySet


class AttemptCount(models.Model):
    """How often something was tried of late, by all processes; of whom is hashed."""

    key = models.CharField(max_length=64, primary_key=True)
    tries = models.PositiveIntegerField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("count of attempts")
        verbose_name_plural = _("counts of attempts")

    def __str__(self) -> str:
        return f"{self.key[:8]}: {self.tries}"


class EmailChange(models.Model):
    """A person's way from one e-mail address to another, which may be undone."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("person"),
        related_name="email_changes",
    )
    old_email = models.EmailField(_("from"))
    new_email = models.EmailField(_("to"))
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    undone_at = models.DateTimeField(_("undone"), null=True)

    objects = EmailChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of an address")
        verbose_name_plural = _("changes of addresses")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.old_email} → {self.new_email}"
