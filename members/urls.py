from django.urls import path

from members.models import Organisation
from members.views import files, machines, public

app_name = "members"

# /
public_urls = [
    path("", public.home, name="home"),
    path("anbieter/", public.directory, name="directory"),
    path("anbieter/<slug:slug>/", public.provider, name="provider"),
    path("partner/", public.partners, name="partners"),
    path("partner/<slug:slug>/", public.partner, name="partner"),
]

PROVIDER = {"kind": Organisation.Kind.PROVIDER}
PARTNER = {"kind": Organisation.Kind.PARTNER}

# /
file_urls = [
    path("logos/<slug:slug>/<slug:digest>.webp", files.logo, name="logo"),
    path("anbieter/<slug:slug>/bild.png", files.picture, PROVIDER, "provider-picture"),
    path("anbieter/<slug:slug>/kontakt.vcf", files.vcard, PROVIDER, "provider-vcard"),
    path("partner/<slug:slug>/bild.png", files.picture, PARTNER, "partner-picture"),
    path("partner/<slug:slug>/kontakt.vcf", files.vcard, PARTNER, "partner-vcard"),
]

# /
machine_urls = [
    path("api/v1/anbieter/", machines.directory_api, name="api-directory"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path(
        "sitemap-<slug:section>.xml", machines.sitemap_section, name="sitemap-section"
    ),
    path("robots.txt", machines.robots, name="robots"),
]

urlpatterns = public_urls + file_urls + machine_urls
