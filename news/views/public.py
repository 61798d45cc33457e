"""News that anyone may read: what is released and whose time has come."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alliance.errors import GoneError
from alliance.http import AnyRequest, public_file, public_page
from alliance.pager import page_list
from alliance.pictures import draw
from members.directory.query import page_number
from networks.models import Network
from news import pictures, reading, structured
from news.models import Picture, Post

if TYPE_CHECKING:
    from django.db.models import QuerySet

_WITHDRAWN = _("The post is no longer online. All others are under “News”.")


@public_page
def posts(request: AnyRequest, network: str = "") -> HttpResponse:
    index = reading.index(request.public_version)
    home = get_object_or_404(Network, slug=network) if network else None
    found = index.of_network(home.pk) if home else index
    context = _page(request, found, request.path) | {"network": home}
    return render(request, "news/list.html", context)


@public_page
def archive(request: AnyRequest) -> HttpResponse:
    years = reading.index(request.public_version).months
    context = {"years": years, "canonical": request.path}
    return render(request, "news/archive.html", context)


@public_page
def archive_of(
    request: AnyRequest, year: int, month: int | None = None
) -> HttpResponse:
    found = reading.index(request.public_version).of_time(year, month)
    if not found.lines:
        raise Http404
    # The same page whether its month is asked for as "5" or as "05".
    at = [year, month] if month else [year]
    name = "news:archive-month" if month else "news:archive-year"
    context = _page(request, found, reverse(name, args=at)) | {
        "year": year,
        "month": month and reading.Month(year, month),
        "number": len(found.lines),
    }
    return render(request, "news/archive.html", context)


def _page(request: AnyRequest, found: reading.Index, path: str) -> dict[str, object]:
    last = max(ceil(len(found.lines) / reading.PER_PAGE), 1)
    number = min(page_number(request.GET.get("seite", "")), last)
    first = (number - 1) * reading.PER_PAGE
    return {
        "stories": reading.stories(found.ids[first : first + reading.PER_PAGE]),
        "page": number,
        "last": last,
        "pages": page_list(number, last, _address),
        "canonical": path + (f"?{_address(number)}" if number > 1 else ""),
    }


def _address(number: int) -> str:
    return f"seite={number}"


@public_page
def post(request: AnyRequest, slug: str) -> HttpResponse:
    found = reading.index(request.public_version)
    story = _story(found, slug)
    older, newer = found.neighbours(slug)
    context = {
        "story": story,
        "older": older,
        "newer": newer,
        "structured": structured.article(story),
        "canonical": request.path,
        "picture": f"{request.path}bild.png",
        "picture_text": story.title,
    }
    return render(request, "news/post.html", context)


@public_page
def card(request: AnyRequest, slug: str) -> HttpResponse:
    """What a shared link shows."""
    story = _story(reading.index(request.public_version), slug)
    image = draw(story.title, story.teaser)
    return HttpResponse(image, content_type="image/png")


def _story(found: reading.Index, slug: str) -> reading.Story:
    for story in reading.stories(found.ids_of(slug)):
        return story
    if Post.objects.once_public().filter(slug=slug).exists():
        raise GoneError(_WITHDRAWN)
    raise Http404


@public_file
def picture(_request: AnyRequest, picture: int, file: str) -> HttpResponse:
    public = Picture.objects.filter(post__in=Post.objects.public())
    return send(public, picture, file)


def send(allowed: QuerySet[Picture], pk: int, file: str) -> HttpResponse:
    found = get_object_or_404(allowed, pk=pk)
    if file not in (known := pictures.files(found)):
        raise Http404
    width, form = known[file]
    if (content := pictures.drawn(found, width, form)) is None:
        raise Http404
    return HttpResponse(content, content_type=f"image/{form}")
