from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from members.querysets import TermQuerySet


class Term(models.Model):
    """An entry of the controlled vocabulary, with the words it is found under."""

    class Kind(models.TextChoices):
        TOPIC = "topic", _("Topic")
        FUNDING = "funding", _("Funding")
        AUDIENCE = "audience", _("Audience")
        FORM = "form", _("Form of teaching")
        TIME = "time", _("Time of teaching")
        QUALIFICATION = "qualification", _("Qualification")
        LANGUAGE = "language", _("Language of advice")
        ACCESS = "access", _("Accessibility")
        PROVIDER_KIND = "provider_kind", _("Kind of provider")
        PARTNER_KIND = "partner_kind", _("Kind of partner")
        RETURN_REASON = "return_reason", _("Reason for sending back")
        DECLINE_REASON = "decline_reason", _("Reason for declining")
        AZAV = "azav", _("AZAV area")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    slug = models.SlugField(_("slug"))
    name = models.CharField(_("name"), max_length=120)
    synonyms = ArrayField(
        models.CharField(max_length=80),
        verbose_name=_("synonyms"),
        default=list,
        blank=True,
        help_text=_("further words under which it is found"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_retired = models.BooleanField(
        _("retired"),
        default=False,
        help_text=_("stays on profiles, but nobody can choose or filter by it"),
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["kind", "position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "slug"],
                name="one_term_per_kind_and_slug",
                violation_error_message=_(
                    "There is a term of this kind with this slug already."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name
