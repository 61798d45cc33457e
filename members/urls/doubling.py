"""Organisations that are there twice."""

from __future__ import annotations

from django.urls import URLPattern, path

from members.views.coordination import doubles

_DOUBLES = "koordination/doppelte/"
_PAIR = f"{_DOUBLES}<slug:slug>/<slug:other>/"

# /koordination/doppelte/
urlpatterns: list[URLPattern] = [
    path(_DOUBLES, doubles.likely_doubles, name="doubles"),
    path(_PAIR, doubles.unite, name="unite"),
    path(f"{_PAIR}zwei/", doubles.set_apart, name="set-apart"),
    path(f"{_PAIR}doch/", doubles.take_up, name="take-up"),
    path(f"{_PAIR}logo/<slug:wanted>.webp", doubles.double_logo, name="double-logo"),
    path(f"{_PAIR}melden/", doubles.report_double, name="report-double"),
]
