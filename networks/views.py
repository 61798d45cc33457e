"""Pages about the networks, open to all."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from alliance.http import AnyRequest, public_page
from alliance.pictures import draw
from networks import overview, structured


@public_page
def networks(request: AnyRequest) -> HttpResponse:
    context = {"networks": overview.networks(), "canonical": request.path}
    return render(request, "networks/networks.html", context)


@public_page
def network(request: AnyRequest, slug: str) -> HttpResponse:
    found = _network(slug)
    context = {
        "network": found,
        "structured": structured.network(found),
        "canonical": request.path,
        "picture": f"{request.path}bild.png",
        "picture_text": found["name"],
    }
    return render(request, "networks/network.html", context)


@public_page
def picture(request: AnyRequest, slug: str) -> HttpResponse:  # noqa: ARG001
    found = _network(slug)
    cities = " · ".join(city["name"] for city in found["cities"])
    image = draw(found["name"], found["legal_name"], cities)
    return HttpResponse(image, content_type="image/png")


def _network(slug: str) -> dict[str, Any]:
    if (found := overview.network(slug)) is None:
        raise Http404
    return found
