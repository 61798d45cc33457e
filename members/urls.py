from django.urls import path

from members.views import machines, networks, partners, public

app_name = "members"

# /
public_urls = [
    path("", public.home, name="home"),
    path("anbieter/", public.directory, name="directory"),
    path("anbieter/<slug:slug>/", public.provider, name="provider"),
    path("partner/", partners.partners, name="partners"),
    path("partner/<slug:slug>/", public.partner, name="partner"),
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

# /netzwerke/, under the name that a network's own address has
network_urls = [
    path("", networks.networks, name="list"),
    path("<slug:slug>/", networks.network, name="detail"),
]

urlpatterns = public_urls + machine_urls
