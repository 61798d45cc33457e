from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from networks.querysets import NetworkQuerySet, RoleQuerySet


class DateRange(Func):
    """The days from ``since`` to ``until``, both included; no end is no bound."""

    function = "DATERANGE"
    output_field = DateRangeField()

    def __init__(self) -> None:
        bounds = RangeBoundary(inclusive_lower=True, inclusive_upper=True)
        super().__init__(F("since"), F("until"), bounds)


class City(models.Model):
    """A city of the area: what the public filters by."""

    slug = models.SlugField(_("slug"), unique=True)
    name = models.CharField(_("name"), max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("from west to east")
    )
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Network(models.Model):
    """A regional network, often an association; it serves one or more cities."""

    slug = models.SlugField(_("slug"), unique=True)
    name = models.CharField(_("name"), max_length=120, unique=True)
    legal_name = models.CharField(_("legal name"), max_length=200, blank=True)
    text = models.TextField(_("text"), max_length=20_000, blank=True)
    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    cities = models.ManyToManyField(
        City, verbose_name=_("cities"), related_name="networks", blank=True
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("networks:detail", args=[self.slug])


class Role(models.Model):
    """A person's office in one network, or in the alliance when none is named."""

    class Kind(models.TextChoices):
        COORDINATOR = "coordinator", _("Coordinator")
        SUBSTITUTE = "substitute", _("Substitute")
        SPEAKER = "speaker", _("Speaker")
        OFFICE = "office", _("Alliance office")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("person"),
        related_name="roles",
    )
    network = models.ForeignKey(
        Network,
        models.PROTECT,
        verbose_name=_("network"),
        related_name="roles",
        null=True,
        blank=True,
        help_text=_("empty: the whole alliance"),
    )
    kind = models.CharField(_("office"), max_length=12, choices=Kind)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    is_public = models.BooleanField(
        _("shown to the public"),
        default=False,
        help_text=_("only when the person has agreed to it"),
    )

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["network", "kind", "since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="a_role_ends_after_it_begins",
                violation_error_message=_("The end lies before the beginning."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="coordinator") | Q(network__isnull=False),
                name="a_coordinator_has_a_network",
                violation_error_message=_("A coordinator needs a network."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="office") | Q(network__isnull=True),
                name="the_office_has_no_network",
                violation_error_message=_(
                    "The office is the alliance's; please leave the network empty."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(kind="substitute")
                | Q(network__isnull=False, until__isnull=False),
                name="a_substitute_has_a_network_and_an_end",
                violation_error_message=_(
                    "A substitute needs a network and a last day."
                ),
            ),
            ExclusionConstraint(
                name="no_role_twice_at_one_time",
                violation_error_message=_(
                    "The person holds this office in that time already."
                ),
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (Coalesce("network", Value(0)), RangeOperators.EQUAL),
                    (DateRange(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"
