"""Lists of members: import and export."""

from __future__ import annotations

from django.urls import URLPattern, path

from members.views.coordination import exports

_EXPORT = "koordination/mitglieder/export/"

# /koordination/mitglieder/export/
export_urls = [
    path(_EXPORT, exports.export_members, name="export-members"),
    path(f"{_EXPORT}<int:export>/", exports.export, name="export"),
    path(f"{_EXPORT}<int:export>/datei/", exports.export_file, name="export-file"),
]

urlpatterns: list[URLPattern] = [*export_urls]
