from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models.organisations import Organisation
from members.models.terms import Term
from members.querysets import ApplicationQuerySet
from members.states import UNDECIDED, ApplicationState
from networks.models import Network


class Application(models.Model):
    """Someone's wish to become a member of a network, until it is decided about.

    Of the link that confirms its address, and of the one that answers a question, only
    the digest is kept. A year after the decision its personal data go, and the address
    of the contact person is empty.
    """

    state = models.CharField(
        _("state"),
        max_length=12,
        choices=ApplicationState,
        default=ApplicationState.UNCONFIRMED,
        editable=False,
    )
    # Its version; who decides says which one was looked at.
    revision = models.PositiveIntegerField(default=1, editable=False)
    network = models.ForeignKey(
        Network,
        models.PROTECT,
        verbose_name=_("network"),
        related_name="applications",
    )
    kind = models.CharField(
        _("kind"),
        max_length=8,
        choices=Organisation.Kind,
        default=Organisation.Kind.PROVIDER,
    )

    name = models.CharField(_("name"), max_length=200)
    plain = models.CharField(_("plain line"), max_length=160, blank=True)
    text = models.TextField(_("text"), max_length=20_000, blank=True)
    legal_form = models.CharField(_("legal form"), max_length=60, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    terms = models.ManyToManyField(
        Term, verbose_name=_("terms"), related_name="+", blank=True
    )
    street = models.CharField(_("street and number"), max_length=120)
    postal_code = models.CharField(_("postal code"), max_length=5)
    place = models.CharField(_("place"), max_length=80)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address for the public"), blank=True)
    azav_areas = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("AZAV areas"),
        default=list,
        blank=True,
    )
    azav_until = models.DateField(_("AZAV valid until"), null=True, blank=True)
    other_proofs = models.TextField(
        _("other proofs"),
        max_length=300,
        blank=True,
        help_text=_("one in each line"),
    )

    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_email = models.EmailField(
        _("e-mail address of the contact person"), blank=True
    )
    message = models.TextField(_("message"), max_length=2_000, blank=True)
    consented_at = models.DateTimeField(_("consented"))

    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(_("link valid until"))
    created_at = models.DateTimeField(_("sent"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("address confirmed"), null=True, blank=True)
    # Since when it waits for the coordination: confirmed, or answered last.
    waits_since = models.DateTimeField(_("waits since"), null=True, blank=True)
    came_from = models.ForeignKey(
        Network,
        models.PROTECT,
        verbose_name=_("passed on by"),
        related_name="+",
        null=True,
        blank=True,
        help_text=_("the network to which it was sent before"),
    )
    pass_note = models.TextField(
        _("note to the colleagues"), max_length=2_000, blank=True
    )
    decline_reason = models.ForeignKey(
        Term,
        models.PROTECT,
        verbose_name=_("reason for declining"),
        related_name="+",
        null=True,
        blank=True,
        limit_choices_to={"kind": Term.Kind.DECLINE_REASON},
    )
    decision_note = models.TextField(_("note"), max_length=2_000, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("decided by"),
        related_name="+",
        null=True,
        blank=True,
    )
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        verbose_name=_("became"),
        related_name="applications",
        null=True,
        blank=True,
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["unconfirmed", "waiting", "asked"])
                | Q(decided_at__isnull=False),
                name="an_application_is_decided_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="unconfirmed")
                | Q(state="declined")
                | Q(confirmed_at__isnull=False),
                name="an_application_that_waits_is_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether the coordination may decide about it."""
        return self.state in UNDECIDED


class Inquiry(models.Model):
    """A question of the coordination about an application, and its answer."""

    application = models.ForeignKey(
        Application,
        models.CASCADE,
        verbose_name=_("application"),
        related_name="inquiries",
    )
    question = models.TextField(_("question"), max_length=2_000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("asked by"),
        related_name="+",
        null=True,
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    answer = models.TextField(_("answer"), max_length=2_000, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("inquiry")
        verbose_name_plural = _("inquiries")
        ordering = ["application", "asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="") | Q(answered_at__isnull=False),
                name="an_answer_is_given_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.question
