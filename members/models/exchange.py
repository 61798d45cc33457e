from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models.organisations import Organisation
from members.models.sites import private_files
from members.querysets import ExportQuerySet, ImportQuerySet
from members.states import ExportState, ImportState
from networks.models import Network

# Longer than the longest statement of the worker.
SILENT_FOR = timedelta(minutes=2)


class Import(models.Model):
    """A list of members that someone has sent: read, looked at, taken over or not."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("person"),
        related_name="imports",
    )
    network = models.ForeignKey(
        Network,
        models.PROTECT,
        verbose_name=_("network of rows that name none"),
        related_name="+",
        null=True,
        blank=True,
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=ImportState,
        default=ImportState.READ,
        editable=False,
    )
    revision = models.PositiveIntegerField(default=1, editable=False)
    file = models.FileField(
        _("file"), upload_to="imports/", storage=private_files, blank=True
    )
    file_name = models.CharField(_("name of the file"), max_length=200)
    # Which sheet, whether hidden rows count, what stands in mended cells, what became
    # of likely doubles.
    choices = models.JSONField(default=dict, editable=False)
    # What the plan would do, and its fingerprint: only what was seen is written.
    summary = models.JSONField(default=dict, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    total = models.PositiveIntegerField(_("rows"), default=0)
    problem = models.TextField(_("why it failed"), blank=True)
    created_at = models.DateTimeField(_("sent"), default=timezone.now)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name


class ImportedOrganisation(models.Model):
    """What an import did to one organisation, so that it can be undone."""

    of_import = models.ForeignKey(
        Import,
        models.CASCADE,
        verbose_name=_("import"),
        related_name="organisations",
    )
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        verbose_name=_("organisation"),
        related_name="+",
    )
    is_new = models.BooleanField(_("new"), default=False)
    # Its rows as they were, and a digest of what the import made of them.
    before = models.JSONField(default=dict, editable=False)
    after_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("imported organisation")
        verbose_name_plural = _("imported organisations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["of_import", "organisation"],
                name="an_import_touches_an_organisation_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of_import}: {self.organisation}"


class Export(models.Model):
    """A list of members made for one person, kept for a day."""

    class Format(models.TextChoices):
        CSV = "csv", "CSV"
        XLSX = "xlsx", "XLSX"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("person"),
        related_name="exports",
    )
    format = models.CharField(_("format"), max_length=4, choices=Format)
    # The parameters of the members list that it follows.
    question = models.JSONField(default=dict, editable=False)
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=ExportState,
        default=ExportState.WAITING,
        editable=False,
    )
    # The ids of those whose members it holds; whoever loses one has no claim any more.
    networks = ArrayField(
        models.BigIntegerField(), verbose_name=_("networks"), default=list
    )
    # How many were expected; how many it holds, and in how many rows.
    expected = models.PositiveIntegerField(_("expected organisations"), default=0)
    total = models.PositiveIntegerField(_("organisations"), default=0)
    lines = models.PositiveIntegerField(_("rows"), default=0)
    file = models.FileField(
        _("file"), upload_to="exports/", storage=private_files, blank=True
    )
    created_at = models.DateTimeField(_("asked for"), default=timezone.now)
    # When whoever writes it was heard of last.
    heard_at = models.DateTimeField(_("last sign"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    expires_at = models.DateTimeField(_("kept until"))

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M}"

    @property
    def is_broken_off(self) -> bool:
        """It failed, or whoever was writing it has been silent for too long."""
        if self.state == ExportState.WAITING and self.heard_at:
            return self.heard_at < timezone.now() - SILENT_FOR
        return self.state == ExportState.FAILED
