"""Pages about the networks, open to all."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from alliance.http import AnyRequest, public_page
from networks import overview


@public_page
def networks(request: AnyRequest) -> HttpResponse:
    context = {"networks": overview.networks(), "canonical": request.path}
    return render(request, "networks/networks.html", context)


@public_page
def network(request: AnyRequest, slug: str) -> HttpResponse:
    if (found := overview.network(slug)) is None:
        raise Http404
    context = {"network": found, "canonical": request.path}
    return render(request, "networks/network.html", context)
