from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.querysets import EditorQuerySet, MembershipQuerySet, OrganisationQuerySet
from networks.models import DateRange, Network


class Organisation(models.Model):
    """Who it is: a training provider or a partner. What it says is its profiles."""

    class Kind(models.TextChoices):
        PROVIDER = "provider", _("Provider")
        PARTNER = "partner", _("Partner")

    kind = models.CharField(
        _("kind"), max_length=8, choices=Kind, default=Kind.PROVIDER
    )
    slug = models.SlugField(
        _("slug"), max_length=80, unique=True, help_text=_("its address, for ever")
    )
    number = models.CharField(
        _("number"),
        max_length=20,
        unique=True,
        null=True,
        blank=True,
        help_text=_("the stable number of the member lists (Nr)"),
    )
    kursnet_number = models.CharField(
        _("KURSNET number"),
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"^\d{1,12}$", _("Please use digits only."))],
    )
    confirmed_at = models.DateTimeField(
        _("confirmed"),
        null=True,
        blank=True,
        help_text=_("when someone last said that all of it is still right"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    # For 30 days it can be brought back, with all that it had.
    removed_at = models.DateTimeField(_("removed"), null=True, editable=False)
    # From then on only its address is left, so that nobody else gets it.
    erased_at = models.DateTimeField(_("erased"), null=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("merged into"),
        related_name="merged",
        null=True,
        editable=False,
        help_text=_("whose address its own leads to"),
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["slug"]
        indexes = [
            models.Index(
                fields=["kursnet_number"],
                name="organisations_by_kursnet",
                condition=~Q(kursnet_number=""),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
                name="a_slug_is_lower_case_words",
                violation_error_message=_(
                    "An address has lower-case letters, digits and single hyphens."
                ),
            ),
            models.CheckConstraint(
                condition=Q(kursnet_number__regex=r"^[0-9]{0,12}$"),
                name="a_kursnet_number_has_digits_only",
                violation_error_message=_("Please use digits only."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                name="nothing_is_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse(f"members:{self.kind}", args=[self.slug])


class Membership(models.Model):
    """An organisation's time in a network."""

    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name=_("organisation"),
        related_name="memberships",
    )
    network = models.ForeignKey(
        Network,
        models.PROTECT,
        verbose_name=_("network"),
        related_name="memberships",
    )
    since = models.DateField(_("member since"))
    until = models.DateField(_("member until"), null=True, blank=True)
    suspended_on = models.DateField(
        _("suspended since"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("a member all the same, but not in the directory"),
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["organisation", "since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="a_membership_ends_after_it_begins",
                violation_error_message=_("The end lies before the beginning."),
            ),
            ExclusionConstraint(
                name="no_membership_twice_at_one_time",
                violation_error_message=_(
                    "The organisation is a member of this network in that time already."
                ),
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("network", RangeOperators.EQUAL),
                    (DateRange(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.network}"


class Editor(models.Model):
    """A person who may edit an organisation; one of them is the main editor."""

    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        verbose_name=_("organisation"),
        related_name="editors",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("person"),
        related_name="editorships",
    )
    is_main = models.BooleanField(_("main editor"), default=False)
    since = models.DateTimeField(_("since"), auto_now_add=True)

    objects = EditorQuerySet.as_manager()

    class Meta:
        verbose_name = _("editor")
        verbose_name_plural = _("editors")
        ordering = ["organisation", "-is_main", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                name="nobody_edits_twice",
                violation_error_message=_(
                    "The person edits this organisation already."
                ),
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(is_main=True),
                name="one_main_editor_per_organisation",
                violation_error_message=_(
                    "The organisation has a main editor already."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.person}"
