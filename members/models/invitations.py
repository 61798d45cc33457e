from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models.organisations import Organisation
from members.querysets import InvitationQuerySet
from networks.models import Network, Role


class Invitation(models.Model):
    """A letter that makes its reader an editor, or gives an office in a network.

    It is bound to an address and single use; of its token only the digest is kept.
    """

    email = models.EmailField(_("e-mail address"))
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        verbose_name=_("organisation"),
        related_name="invitations",
        null=True,
        blank=True,
    )
    is_main = models.BooleanField(_("as main editor"), default=False)
    network = models.ForeignKey(
        Network,
        models.CASCADE,
        verbose_name=_("network"),
        related_name="invitations",
        null=True,
        blank=True,
    )
    office = models.CharField(_("office"), max_length=12, choices=Role.Kind, blank=True)
    office_since = models.DateField(_("since"), null=True, blank=True)
    office_until = models.DateField(_("until"), null=True, blank=True)
    inviter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("invited by"),
        related_name="+",
        null=True,
    )
    created_at = models.DateTimeField(_("sent"), default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("accepted by"),
        related_name="+",
        null=True,
        blank=True,
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, office="")
                | Q(organisation__isnull=True) & ~Q(office=""),
                name="an_invitation_is_to_edit_or_to_an_office",
                violation_error_message=_(
                    "Please choose an organisation or an office."
                ),
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True),
                name="an_accepted_invitation_is_not_revoked",
                violation_error_message=_("The invitation was accepted already."),
            ),
            models.UniqueConstraint(
                "organisation",
                Lower("email"),
                condition=Q(accepted_at=None, revoked_at=None),
                name="one_open_invitation_per_address",
                violation_error_message=_("This address has been invited already."),
            ),
        ]

    def __str__(self) -> str:
        return self.email
