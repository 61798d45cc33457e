"""All addresses; the one module that knows all apps."""

from django.contrib import admin
from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from alliance import outbox, views
from alliance.models import Page
from members.urls import network_urls
from members.views.design import design
from members.views.office import figures as office_figures
from members.views.office import viewing


class PageConverter(StringConverter):
    """One of the addresses whose words the office writes."""

    regex = "|".join(Page.Address.values)


register_converter(PageConverter, "page")

urlpatterns = [
    path("", include("members.urls")),
    path("netzwerke/", include((network_urls, "networks"))),
    path("", include("news.urls")),
    path("<page:slug>/", views.page, name="page"),
    path("konto/", include("alliance.account_urls")),
    path("verwaltung/gestaltung/", admin.site.admin_view(design), name="design"),
    path(
        "verwaltung/zahlen/",
        admin.site.admin_view(office_figures.figures),
        name="figures",
    ),
    path(
        "verwaltung/zahlen.csv",
        admin.site.admin_view(office_figures.figures_file),
        name="figures-file",
    ),
    path(
        "verwaltung/ansicht/<int:person>/",
        admin.site.admin_view(viewing.begin),
        name="view-as",
    ),
    path(
        "verwaltung/ansicht/beenden/",
        admin.site.admin_view(viewing.end),
        name="end-view",
    ),
    path("verwaltung/postausgang/", outbox.outbox, name="outbox"),
    path("verwaltung/postausgang/<int:letter>/", outbox.outbox_letter, name="letter"),
    path("verwaltung/", admin.site.urls),
    path("bild.png", views.picture, name="picture"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path(".well-known/security.txt", views.security, name="security"),
    path("gesund/lebt", views.alive, name="alive"),
    path("gesund/bereit", views.ready, name="ready"),
]

handler400 = "alliance.errors.bad_request"
handler403 = "alliance.errors.permission_denied"
handler404 = "alliance.errors.not_found"
handler429 = "alliance.errors.too_many_requests"
handler500 = "alliance.errors.server_error"
