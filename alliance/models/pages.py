from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance.querysets import PageVersionQuerySet

# The law wants the statement on accessibility looked at once a year, in good time.
LONGEST_WITHOUT_REVIEW = timedelta(days=330)


class Page(models.Model):
    """An address whose words the office writes; what it says are its versions."""

    class Address(models.TextChoices):
        ABOUT = "ueber-uns", _("About us")
        HOW_WE_WORK = "so-arbeiten-wir", _("How we work")
        PLAIN_LANGUAGE = "leichte-sprache", _("Plain language")
        CONTACT = "kontakt", _("Contact")
        ACCESSIBILITY = "barrierefreiheit", _("Accessibility")
        PRIVACY = "datenschutz", _("Privacy")
        IMPRINT = "impressum", _("Imprint")

    slug = models.SlugField(_("slug"), unique=True, choices=Address)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.get_slug_display()

    def get_absolute_url(self) -> str:
        return reverse("page", args=[self.slug])

    @property
    def is_reviewed(self) -> bool:
        """Whether the page states the day on which its truth was last checked."""
        return self.slug == Page.Address.ACCESSIBILITY


class PageVersion(models.Model):
    """What a page said from one save to the next; the latest is shown."""

    CONTENT = ("title", "description", "body", "is_draft", "reviewed_on")

    page = models.ForeignKey(
        Page, models.CASCADE, verbose_name=_("page"), related_name="versions"
    )
    title = models.CharField(_("title"), max_length=120)
    description = models.CharField(
        _("description"),
        max_length=200,
        help_text=_("one sentence, which search engines show"),
    )
    body = models.TextField(_("text"), max_length=100_000)
    is_draft = models.BooleanField(
        _("draft"),
        default=False,
        help_text=_("a notice above the text says that it is still to be checked"),
    )
    reviewed_on = models.DateField(
        _("last checked on"),
        null=True,
        blank=True,
        help_text=_("the day on which someone checked that the statement is true"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("author"),
        related_name="+",
        null=True,
        blank=True,
    )
    created_at = models.DateTimeField(_("saved at"), default=timezone.now)

    objects = PageVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a page")
        verbose_name_plural = _("versions of pages")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    def content(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.CONTENT}

    def needs_review(self, on: date | None = None) -> bool:
        if self.reviewed_on is None:
            return False
        return (on or timezone.localdate()) - self.reviewed_on > LONGEST_WITHOUT_REVIEW
