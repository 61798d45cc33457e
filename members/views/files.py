"""Files that belong to one organisation: its logo, its picture, its contact."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from alliance.http import AnyRequest, public_file, public_page
from alliance.pictures import draw
from members import contact, logos
from members.models import Organisation
from members.portrait import published


@public_file
def logo(request: AnyRequest, slug: str, digest: str) -> HttpResponse:  # noqa: ARG001
    name = logos.listed_logo(slug, digest)
    content = logos.plate(name) if name else None
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="image/webp")


@public_page
def picture(
    request: AnyRequest,
    slug: str,
    kind: Organisation.Kind,
) -> HttpResponse:
    shown = published(slug, kind, request.public_version)
    cities = dict.fromkeys(place.place for place in shown.places)
    image = draw(shown.name, shown.plain, " · ".join(cities))
    return HttpResponse(image, content_type="image/png")


@public_page
def vcard(request: AnyRequest, slug: str, kind: Organisation.Kind) -> HttpResponse:
    page = request.path.removesuffix("kontakt.vcf")
    card = contact.vcard(published(slug, kind, request.public_version), page)
    response = HttpResponse(card, content_type="text/vcard; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}.vcf"'
    response["X-Robots-Tag"] = "noindex"
    return response
