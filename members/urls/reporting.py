"""Reports of errors, the message to the office, and who holds which office."""

from __future__ import annotations

from django.urls import path

from members.models import Organisation
from members.views import reporting
from members.views.coordination import offices
from members.views.workspace import reports

PROVIDER = {"kind": Organisation.Kind.PROVIDER}
PARTNER = {"kind": Organisation.Kind.PARTNER}
_OF_PROVIDER = "anbieter/<slug:slug>/hinweis/"
_OF_PARTNER = "partner/<slug:slug>/hinweis/"
_DESK = "mein-bereich/<slug:slug>/hinweise/"
_OFFICES = "koordination/aemter/"

# /
urlpatterns = [
    path(_OF_PROVIDER, reporting.report, PROVIDER, "provider-report"),
    path(f"{_OF_PROVIDER}danke/", reporting.reported, PROVIDER, "provider-reported"),
    path(_OF_PARTNER, reporting.report, PARTNER, "partner-report"),
    path(f"{_OF_PARTNER}danke/", reporting.reported, PARTNER, "partner-reported"),
    path("kontakt/nachricht/", reporting.message, name="message"),
    path("kontakt/nachricht/danke/", reporting.message_sent, name="message-sent"),
    path(_DESK, reports.report_list, name="reports"),
    path(f"{_DESK}<int:report>/", reports.report, name="report"),
    path(_OFFICES, offices.office_list, name="offices"),
    path(f"{_OFFICES}vergeben/", offices.appoint, name="appoint-office"),
    path(f"{_OFFICES}<int:role>/beenden/", offices.end_office, name="end-office"),
    path(
        f"{_OFFICES}einladungen/<int:invitation>/erneuern/",
        offices.renew_office,
        name="renew-office",
    ),
    path(
        f"{_OFFICES}einladungen/<int:invitation>/zurueckziehen/",
        offices.revoke_office,
        name="revoke-office",
    ),
]
