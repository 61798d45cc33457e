"""All addresses; the one module that knows all apps."""

from django.contrib import admin
from django.urls import include, path

from alliance import views
from members.urls import network_urls

urlpatterns = [
    path("", include("members.urls")),
    path("netzwerke/", include((network_urls, "networks"))),
    path("konto/", views.account, name="account"),
    path("konto/", include("allauth.account.urls")),
    path("verwaltung/", admin.site.urls),
    path("gesund/lebt", views.alive, name="alive"),
    path("gesund/bereit", views.ready, name="ready"),
]

handler400 = "alliance.errors.bad_request"
handler403 = "alliance.errors.permission_denied"
handler404 = "alliance.errors.not_found"
handler429 = "alliance.errors.too_many_requests"
handler500 = "alliance.errors.server_error"
