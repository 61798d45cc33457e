from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.files.storage import Storage, storages
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from members.models.organisations import Organisation
from members.models.terms import Term
from members.querysets import CredentialQuerySet
from members.validators import (
    clean_all,
    clean_email,
    clean_line,
    clean_postal_code,
    clean_telephone,
)

# The box around Germany, in degrees (WGS 84).
SOUTH, NORTH, WEST, EAST = 47.2, 55.1, 5.8, 15.1


class Site(models.Model):
    """A place where an organisation is met; live at once."""

    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        verbose_name=_("organisation"),
        related_name="sites",
    )
    label = models.CharField(
        _("label"), max_length=80, blank=True, help_text=_("for example: Workshop")
    )
    street = models.CharField(_("street and number"), max_length=120)
    postal_code = models.CharField(
        _("postal code"),
        max_length=5,
        validators=[
            RegexValidator(r"^[0-9]{5}$", _("A postal code has five digits.")),
        ],
    )
    place = models.CharField(_("place"), max_length=80)
    city = models.ForeignKey(
        "networks.City",
        models.PROTECT,
        verbose_name=_("city"),
        related_name="sites",
        null=True,
        blank=True,
        help_text=_("empty when it lies outside of the alliance's cities"),
    )
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    accessibility = models.ManyToManyField(
        Term,
        verbose_name=_("accessibility"),
        related_name="sites",
        blank=True,
        limit_choices_to={"kind": Term.Kind.ACCESS},
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    # Its version; a form says from which one it began.
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ["organisation", "position", "pk"]
        indexes = [
            models.Index(
                fields=["latitude", "longitude"],
                include=["organisation"],
                name="sites_by_point",
            ),
            models.Index(
                fields=["postal_code"],
                include=["organisation"],
                name="sites_by_postal_code",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__range=(SOUTH, NORTH))
                & Q(longitude__range=(WEST, EAST)),
                name="a_site_lies_in_germany",
                violation_error_message=_("The point does not lie in Germany."),
            ),
            models.CheckConstraint(
                condition=Q(postal_code__regex=r"^[0-9]{5}$"),
                name="a_postal_code_has_five_digits",
                violation_error_message=_("A postal code has five digits."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.street}, {self.postal_code} {self.place}"

    def clean(self) -> None:
        clean_all(
            self,
            {
                "label": clean_line,
                "street": clean_line,
                "postal_code": clean_postal_code,
                "place": clean_line,
                "telephone": clean_telephone,
                "email": clean_email,
            },
        )


class OpeningHours(models.Model):
    """One span of a weekday in which a site is open."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    site = models.ForeignKey(
        Site, models.CASCADE, verbose_name=_("site"), related_name="opening_hours"
    )
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ["site", "weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")),
                name="a_site_closes_after_it_opens",
                violation_error_message=_("The end lies before the beginning."),
            ),
            models.CheckConstraint(
                condition=Q(weekday__lte=6),
                name="a_week_has_seven_days",
                violation_error_message=_("Please choose a weekday."),
            ),
            models.UniqueConstraint(
                fields=["site", "weekday", "opens"],
                name="a_site_opens_once_at_a_time",
                violation_error_message=_(
                    "There is a time that begins like this already."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


def private_files() -> Storage:
    return storages["private"]


class Credential(models.Model):
    """A proof with dates: claimed by an editor, confirmed by a coordinator."""

    class Kind(models.TextChoices):
        AZAV = "azav", _("AZAV accreditation")
        AWBG = "awbg", _("Recognition under the AWbG")
        ISO = "iso", _("ISO certificate")
        OTHER = "other", _("Other proof")

    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        verbose_name=_("organisation"),
        related_name="credentials",
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    title = models.CharField(_("title"), max_length=120, blank=True)
    areas = ArrayField(
        models.PositiveSmallIntegerField(
            validators=[MinValueValidator(1), MaxValueValidator(6)]
        ),
        verbose_name=_("AZAV areas"),
        default=list,
        blank=True,
        help_text=_("1 to 6; the Bildungsgutschein needs area 4"),
    )
    is_for_all_sites = models.BooleanField(_("for all sites"), default=True)
    sites = models.ManyToManyField(
        Site, verbose_name=_("sites"), related_name="credentials", blank=True
    )
    issuer = models.CharField(_("issued by"), max_length=120, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    file = models.FileField(
        _("certificate"),
        upload_to="proofs/",
        storage=private_files,
        blank=True,
        help_text=_("seen by the editors and the coordination alone"),
    )
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("claimed by"),
        related_name="+",
        null=True,
        blank=True,
    )
    claimed_at = models.DateTimeField(_("claimed"), null=True, blank=True)
    # Its version; who decides says which one was looked at.
    revision = models.PositiveIntegerField(default=1, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("confirmed by"),
        related_name="+",
        null=True,
        blank=True,
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    refused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("refused by"),
        related_name="+",
        null=True,
        blank=True,
    )
    refused_at = models.DateTimeField(_("refused"), null=True, blank=True)
    review_note = models.TextField(_("note to the editors"), blank=True)

    objects = CredentialQuerySet.as_manager()

    class Meta:
        verbose_name = _("proof")
        verbose_name_plural = _("proofs")
        ordering = ["organisation", "kind", "-valid_until"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="a_proof_ends_after_it_begins",
                violation_error_message=_("The end lies before the beginning."),
            ),
            models.CheckConstraint(
                condition=Q(areas__contained_by=[1, 2, 3, 4, 5, 6]),
                name="azav_knows_six_areas",
                violation_error_message=_("The AZAV has the areas 1 to 6."),
            ),
            models.CheckConstraint(
                condition=Q(kind="azav") | Q(areas=[]),
                name="only_azav_has_areas",
                violation_error_message=_("Only an AZAV accreditation has areas."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="azav") | Q(areas__len__gt=0),
                name="azav_names_its_areas",
                violation_error_message=_("Please choose at least one AZAV area."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="azav") | Q(valid_until__isnull=False),
                name="azav_ends_one_day",
                violation_error_message=_(
                    "Please give the day on which the AZAV accreditation ends."
                ),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | Q(confirmed_at__isnull=False),
                name="who_confirms_does_so_at_a_time",
                violation_error_message=_("Please say when the proof was confirmed."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(refused_at__isnull=True),
                name="a_proof_is_not_confirmed_and_refused",
                violation_error_message=_("A refused proof is not confirmed."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()
