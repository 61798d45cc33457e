from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from members.validators import clean_line, clean_text
from networks.models import Network
from news.querysets import BearingQuerySet, PostQuerySet
from news.states import PostState


class Post(models.Model):
    """A piece of news: what it says, for whom it speaks, and since when.

    ``news.publishing`` moves it on. Once it was online its slug and the time of its
    first release stay for ever.
    """

    TEXT = ("title", "teaser", "body", "picture", "picture_alt", "picture_credit")
    CONTENT = (*TEXT, "organisations", "is_for_all")

    # What feeds call it, wherever the portal stands.
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(
        _("slug"), max_length=80, unique=True, null=True, blank=True, editable=False
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=PostState,
        default=PostState.DRAFT,
        editable=False,
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    title = models.CharField(_("title"), max_length=140, blank=True)
    teaser = models.CharField(_("teaser"), max_length=400, blank=True)
    body = models.TextField(_("text"), max_length=50_000, blank=True)
    # The text as clean HTML, made when it is saved.
    html = models.TextField(blank=True, editable=False)
    picture = models.ForeignKey(
        "Picture",
        models.SET_NULL,
        verbose_name=_("picture"),
        related_name="+",
        null=True,
        blank=True,
    )
    picture_alt = models.CharField(
        _("what the picture shows"), max_length=200, blank=True
    )
    picture_credit = models.CharField(_("credit"), max_length=120, blank=True)
    organisations = models.ManyToManyField(
        Organisation,
        verbose_name=_("organisations"),
        related_name="posts",
        blank=True,
        help_text=_("on whose pages it stands as well"),
    )

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("author"),
        related_name="+",
        null=True,
    )
    network = models.ForeignKey(
        Network,
        models.PROTECT,
        verbose_name=_("written by the coordination of"),
        related_name="own_posts",
        null=True,
        blank=True,
        help_text=_("empty: by the alliance office"),
    )
    is_for_all = models.BooleanField(_("for the whole alliance"), default=False)
    # The office speaks for all, too.
    vouched_at = models.DateTimeField(_("borne by the office"), null=True)
    vouched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True
    )

    created_at = models.DateTimeField(_("begun"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    release_at = models.DateTimeField(_("online from"), null=True, blank=True)
    first_released_at = models.DateTimeField(_("first online"), null=True)
    # What the old website called it, if it was imported: nothing comes twice.
    imported_from = models.CharField(
        max_length=300, unique=True, null=True, blank=True, editable=False
    )
    # Whether the worker has noticed that its time has come.
    is_noticed = models.BooleanField(default=False, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["-first_released_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="released")
                | Q(release_at__isnull=False)
                & Q(first_released_at__isnull=False)
                & Q(slug__isnull=False)
                & ~Q(title=""),
                name="a_released_post_has_a_time_and_a_title",
            ),
            models.CheckConstraint(
                condition=Q(slug__isnull=True) | Q(slug__regex="^[a-z0-9-]+$"),
                name="a_posts_slug_is_lower_case_words",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-first_released_at", "-id"],
                condition=Q(state="released"),
                name="released_posts_newest_first",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("news:post", args=[self.slug])

    def clean(self) -> None:
        self.title, self.teaser = clean_line(self.title), clean_line(self.teaser)
        self.body = clean_text(self.body)

    def content(self) -> dict[str, object]:
        """What its writers change, field by field; organisations as a set of ids."""
        plain = {
            name: getattr(self, name)
            for name in self.CONTENT
            if name not in ("picture", "organisations")
        }
        return plain | {
            "picture": self.picture_id,
            "organisations": self.organisation_ids(),
        }

    def organisation_ids(self) -> set[int]:
        return {one.pk for one in self.organisations.all()} if self.pk else set()


class Picture(models.Model):
    """An image of a post, drawn anew; what was sent is never kept."""

    post = models.ForeignKey(
        Post, models.CASCADE, verbose_name=_("post"), related_name="pictures"
    )
    file = models.ImageField(
        _("file"), upload_to="news/", width_field="width", height_field="height"
    )
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["post", "pk"]

    def __str__(self) -> str:
        return f"{self.post}: {self.pk}"

    @property
    def name(self) -> str:
        """Of the file in the storage."""
        return self.file.name or ""


class Bearing(models.Model):
    """That a network is asked to bear a post; named with it once it has agreed.

    It agreed to the text that it saw: a change of the text asks again.
    """

    post = models.ForeignKey(
        Post, models.CASCADE, verbose_name=_("post"), related_name="bearings"
    )
    network = models.ForeignKey(
        Network, models.PROTECT, verbose_name=_("network"), related_name="bearings"
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    agreed_at = models.DateTimeField(_("agreed"), null=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True
    )
    refused_at = models.DateTimeField(_("refused"), null=True)
    refused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True
    )

    objects = BearingQuerySet.as_manager()

    class Meta:
        verbose_name = _("network that bears a post")
        verbose_name_plural = _("networks that bear posts")
        ordering = ["post", "network"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "network"], name="a_network_bears_a_post_once"
            ),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True) | Q(refused_at__isnull=True),
                name="a_network_does_not_agree_and_refuse",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}: {self.network}"


class OldAddress(models.Model):
    """An address of the old website, and where it leads now, for good."""

    old = models.CharField(
        _("old address"),
        max_length=300,
        unique=True,
        help_text=_("from the first slash on, such as /Event_Re_2023.html"),
    )
    new = models.CharField(
        _("new address"),
        max_length=300,
        help_text=_("from the first slash on, such as /aktuelles/"),
    )

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        ordering = ["old"]
        constraints = [
            models.CheckConstraint(
                # A browser takes two slashes for another website, and "\\" for "/".
                condition=Q(old__regex=r"^/(?![/\\])") & Q(new__regex=r"^/(?![/\\])"),
                name="addresses_begin_with_one_slash",
                violation_error_message=_("An address begins with one slash."),
            ),
        ]

    def __str__(self) -> str:
        return self.old
