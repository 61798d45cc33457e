"""Applications for membership: the public form, and what the coordination does."""

from __future__ import annotations

from django.urls import path

from members.views import applying
from members.views.coordination import applications

_APPLY = "mitmachen/"

# /mitmachen/
apply_urls = [
    path(_APPLY, applying.apply, name="apply"),
    path(f"{_APPLY}gesendet/", applying.sent, name="apply-sent"),
    path(f"{_APPLY}bestaetigen/<str:token>/", applying.confirm, name="apply-confirm"),
    path(
        f"{_APPLY}bestaetigt/<slug:network>/",
        applying.confirmed,
        name="apply-confirmed",
    ),
    path(f"{_APPLY}antwort/<str:token>/", applying.answer, name="apply-answer"),
    path(
        f"{_APPLY}beantwortet/<slug:network>/",
        applying.answered,
        name="apply-answered",
    ),
]

_ALL = "koordination/bewerbungen/"
_ONE = f"{_ALL}<int:application>/"

# /koordination/bewerbungen/
application_urls = [
    path(_ALL, applications.applications, name="applications"),
    path(_ONE, applications.application, name="application"),
    path(f"{_ONE}aufnehmen/", applications.admit, name="admit-application"),
    path(f"{_ONE}nachfragen/", applications.ask, name="ask-applicant"),
    path(f"{_ONE}ablehnen/", applications.decline, name="decline-application"),
    path(f"{_ONE}weitergeben/", applications.pass_on, name="pass-on-application"),
]

urlpatterns = [*apply_urls, *application_urls]
