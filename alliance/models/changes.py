from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PublicChange(models.Model):
    """One transaction that wrote to public data; written by triggers alone.

    Rows are only ever added, so writers never wait for each other; the sum of their
    writes and the latest time are the version of the public data.
    """

    transaction = models.BigIntegerField(unique=True)
    writes = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("public change")
        verbose_name_plural = _("public changes")

    def __str__(self) -> str:
        return f"{self.writes} by {self.transaction}"
