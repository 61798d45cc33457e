from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance.querysets import JournalQuerySet


class JournalEntry(models.Model):
    """One thing that someone did; the database refuses to change or delete it.

    Whom and what it names are numbers without a constraint: the journal outlives the
    rows, and names nobody who has been erased.
    """

    class Capacity(models.TextChoices):
        EDITOR = "editor", _("Editor")
        COORDINATOR = "coordinator", _("Coordinator")
        SUBSTITUTE = "substitute", _("Substitute")
        OFFICE = "office", _("Alliance office")
        PERSON = "person", _("On one's own behalf")
        PORTAL = "portal", _("The portal")

    at = models.DateTimeField(_("when"), default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        verbose_name=_("who"),
        related_name="+",
        db_constraint=False,
        null=True,
    )
    capacity = models.CharField(_("as what"), max_length=12, choices=Capacity)
    network = models.BigIntegerField(_("for which network"), null=True)
    verb = models.CharField(_("what"), max_length=40)
    organisation = models.BigIntegerField(_("organisation"), null=True)
    subject = models.BigIntegerField(
        _("row"), null=True, help_text=_("of the table that the verb speaks of")
    )
    digest = models.CharField(
        _("digest of the details"), max_length=64, blank=True, editable=False
    )

    objects = JournalQuerySet.as_manager()

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["organisation", "-id"], name="journal_of_an_organisation"
            ),
            models.Index(fields=["actor", "-id"], name="journal_of_a_person"),
            models.Index(fields=["verb", "-id"], name="journal_of_a_verb"),
            models.Index(fields=["network", "-id"], name="journal_of_a_network"),
            models.Index(fields=["at"], name="journal_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%Y-%m-%d %H:%M}"


class JournalDetails(models.Model):
    """What was before and after; it may be erased, for the chain holds its digest."""

    entry = models.OneToOneField(
        JournalEntry, models.PROTECT, primary_key=True, related_name="details"
    )
    salt = models.CharField(max_length=32)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)

    class Meta:
        verbose_name = _("details")
        verbose_name_plural = _("details")

    def __str__(self) -> str:
        return str(self.entry_id)


class JournalSeal(models.Model):
    """A link of the chain, made by the database when an entry is committed."""

    position = models.BigIntegerField(unique=True)
    entry = models.OneToOneField(JournalEntry, models.PROTECT, related_name="seal")
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")

    def __str__(self) -> str:
        return f"{self.position} {self.hash}"
