"""The figures of each network, as a page and as a file."""

from __future__ import annotations

import csv

from django.contrib import admin
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alliance.audience import Audience, for_audience
from alliance.http import SignedInRequest
from members import network_figures
from members.exchange.quoting import quoted


@for_audience(Audience.OFFICE)
@require_safe
def figures(request: SignedInRequest) -> HttpResponse:
    context = admin.site.each_context(request) | {
        "title": _("Figures of the networks"),
        "figures": network_figures.figures(),
    }
    return render(request, "office/figures.html", context)


@for_audience(Audience.OFFICE)
@require_safe
def figures_file(_request: SignedInRequest) -> HttpResponse:
    """As a German spreadsheet opens it: semicolons, and UTF-8 that says so."""
    rows = [network_figures.COLUMNS, *network_figures.table()]
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    lines = [[quoted(str(cell)) for cell in row] for row in rows]
    csv.writer(response, delimiter=";").writerows(lines)
    name = f"zahlen-{timezone.localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
