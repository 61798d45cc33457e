"""Feeds, for all and for each network."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from alliance.http import AnyRequest, public_page
from networks.models import Network
from news import feeds, reading


@public_page
def feed(request: AnyRequest, form: str, network: str = "") -> HttpResponse:
    if form not in feeds.TYPES:
        raise Http404
    home = get_object_or_404(Network, slug=network) if network else None
    found = reading.index(request.public_version)
    if home:
        found = found.of_network(home.pk)
    stories = reading.stories(found.ids[: feeds.MOST])
    text = feeds.written(form, feeds.Source(home), stories)
    return HttpResponse(text, content_type=feeds.TYPES[form])
