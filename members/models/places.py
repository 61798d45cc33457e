from django.db import models
from django.utils.translation import gettext_lazy as _


class PostalCode(models.Model):
    """A German postal code with its place and point (GeoNames, CC BY 4.0)."""

    code = models.CharField(_("postal code"), max_length=5, primary_key=True)
    place = models.CharField(_("place"), max_length=120)
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    city = models.ForeignKey(
        "networks.City",
        models.SET_NULL,
        verbose_name=_("city"),
        related_name="postal_codes",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("postal code")
        verbose_name_plural = _("postal codes")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^[0-9]{5}$"),
                name="a_code_has_five_digits",
                violation_error_message=_("A postal code has five digits."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.place}"
