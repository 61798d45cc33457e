"""What the pages of those who write posts say again and again."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.templatetags.coordination import moment
from news.models import Post
from news.standing import DRAFT, LABELS, ONLINE, SCHEDULED, WITHDRAWN

register = template.Library()

PARTS = [
    ("edit", gettext_lazy("Text")),
    ("pictures", gettext_lazy("Pictures")),
    ("bearers", gettext_lazy("Who bears it")),
    ("release", gettext_lazy("Release")),
]
_CLASSES = {
    DRAFT: "draft",
    SCHEDULED: "waiting",
    ONLINE: "online",
    WITHDRAWN: "returned",
}


@register.simple_tag
def standing_label(standing: str) -> str:
    return str(LABELS[standing])


@register.simple_tag
def standing_class(standing: str) -> str:
    return _CLASSES[standing]


@register.simple_tag
def standing_sentence(post: Post, standing: str) -> str:
    if standing == ONLINE and post.first_released_at:
        return _("Online since %s.") % _day(post.first_released_at)
    if standing == SCHEDULED and post.release_at:
        return _("Goes online %s, by itself.") % moment(post.release_at)
    if standing == WITHDRAWN:
        return _("No longer online. You can release it again.")
    return _("A draft. Only those see it who write it or are asked.")


@register.simple_tag
def post_time(post: Post, standing: str) -> str:
    if standing == SCHEDULED and post.release_at:
        return moment(post.release_at)
    if standing == ONLINE and post.first_released_at:
        return _day(post.first_released_at)
    return _("changed %s") % moment(post.changed_at)


def _day(at: object) -> str:
    return date_format(timezone.localtime(at), "j. F Y")  # type: ignore[arg-type]


@register.simple_tag
def post_parts(post: Post, part: str) -> list[tuple[str, str, bool]]:
    """Addresses and names of the pages about one post."""
    return [
        (reverse(f"news:{name}", args=[post.pk]), str(label), name == part)
        for name, label in PARTS
    ]
