from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.models.organisations import Organisation
from members.models.terms import Term
from members.querysets import ProfileQuerySet
from members.states import EDITABLE, OPEN, ProfileState
from members.validators import (
    clean_all,
    clean_line,
    clean_links,
    clean_text,
    clean_website,
)


class Profile(models.Model):
    """One version of what an organisation says about itself.

    An organisation has at most one published and at most one open profile; the
    database enforces both. ``members.moderation`` moves a profile on.
    """

    CONTENT = (
        *("name", "plain", "text", "legal_form", "website", "links", "logo"),
        "terms",
    )

    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        verbose_name=_("organisation"),
        related_name="profiles",
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=ProfileState,
        default=ProfileState.DRAFT,
        editable=False,
    )

    # Its version; who decides says which one was looked at.
    revision = models.PositiveIntegerField(default=1, editable=False)
    base = models.ForeignKey(
        "self",
        models.SET_NULL,
        verbose_name=_("begun from"),
        related_name="+",
        null=True,
        editable=False,
        help_text=_("the published version that the proposal changes"),
    )

    name = models.CharField(_("name"), max_length=200, blank=True)
    plain = models.CharField(
        _("plain line"),
        max_length=160,
        blank=True,
        help_text=_("what the organisation does, in one plain line"),
    )
    text = models.TextField(_("text"), max_length=20_000, blank=True)
    legal_form = models.CharField(_("legal form"), max_length=60, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    links = ArrayField(
        models.URLField(max_length=300),
        verbose_name=_("further addresses"),
        default=list,
        blank=True,
        help_text=_("for example of a course catalogue or a social network"),
    )
    logo = models.ImageField(_("logo"), upload_to="logos/", blank=True)
    terms = models.ManyToManyField(
        Term, verbose_name=_("terms"), related_name="profiles", blank=True
    )

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("author"),
        related_name="+",
        null=True,
        blank=True,
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("reviewer"),
        related_name="+",
        null=True,
        blank=True,
    )
    return_reason = models.ForeignKey(
        Term,
        models.PROTECT,
        verbose_name=_("reason for sending back"),
        related_name="+",
        null=True,
        blank=True,
        limit_choices_to={"kind": Term.Kind.RETURN_REASON},
    )
    review_note = models.TextField(_("note to the author"), blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, editable=False)
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        ordering = ["organisation", "-created_at"]
        # Doubles are looked for by both.
        indexes = [
            GinIndex(
                fields=["name"], name="profiles_by_trigram", opclasses=["gin_trgm_ops"]
            ),
            models.Index(
                fields=["website"],
                name="profiles_by_website",
                condition=~Q(website=""),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(state=ProfileState.PUBLISHED),
                name="one_published_profile_per_organisation",
                violation_error_message=_(
                    "The organisation has a published profile already."
                ),
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(state__in=OPEN),
                name="one_open_profile_per_organisation",
                violation_error_message=_(
                    "The organisation has an open proposal already."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(name="") | Q(state__in=EDITABLE),
                name="a_profile_has_a_name",
                violation_error_message=_("Please give the name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        clean_all(
            self,
            {
                "name": clean_line,
                "plain": clean_line,
                "text": clean_text,
                "website": clean_website,
                "links": clean_links,
            },
        )

    def content(self) -> dict[str, object]:
        """What it says, field by field; its terms as the set of their ids."""
        words = {name: getattr(self, name) for name in self.CONTENT if name != "terms"}
        return words | {"logo": self.logo.name, "terms": self.term_ids()}

    def term_ids(self) -> set[int]:
        return {term.pk for term in self.terms.all()} if self.pk else set()

    def changes_since(self, other: Profile | None) -> dict[str, tuple[object, object]]:
        """The fields in which it differs: what the other says, and what it says."""
        before = (other or Profile(organisation=self.organisation)).content()
        return {
            name: (before[name], value)
            for name, value in self.content().items()
            if value != before[name]
        }

    def copy_to(self, other: Profile) -> Profile:
        """Save ``other`` with this profile's content; it may be a new row."""
        for name in self.CONTENT:
            if name != "terms":
                setattr(other, name, getattr(self, name))
        other.save()
        other.terms.set(self.terms.all())
        return other
