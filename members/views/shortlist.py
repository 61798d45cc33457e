from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from alliance import qr
from alliance.http import AnyRequest, public_page
from members.directory.vocabulary import vocabulary
from members.shortlist import carried, kept, remarks


@public_page
def shortlist(request: AnyRequest) -> HttpResponse:
    entries = kept(request.GET, vocabulary(request.public_version))
    slugs = tuple(entry.portrait.slug for entry in entries)
    address = f"{settings.SITE_URL}{request.path}?{carried(slugs)}"
    context = {
        "entries": entries,
        "remarks": remarks(request.GET),
        # What is missing here is not carried on.
        "kept": slugs,
        "carried": carried(slugs),
        "address": address,
        "site": settings.SITE.netloc,
        "code": qr.drawn(address) if slugs else "",
        "day": timezone.localdate(),
        "canonical": request.path,
        "is_noindex": True,
    }
    return render(request, "members/shortlist.html", context)
