"""Lists of members: import and export."""

from __future__ import annotations

from django.urls import URLPattern, path

from members.views.coordination import exports, import_steps, imports

_IMPORTS = "koordination/import/"
_IMPORT = f"{_IMPORTS}<int:imported>/"

# /koordination/import/
import_urls = [
    path(_IMPORTS, imports.imports, name="imports"),
    path(_IMPORT, imports.import_page, name="import"),
    path(f"{_IMPORT}fehler.xlsx", imports.import_errors, name="import-errors"),
    path(f"{_IMPORT}lesen/", import_steps.import_choose, name="import-choose"),
    path(f"{_IMPORT}berichtigen/", import_steps.import_mend, name="import-mend"),
    path(f"{_IMPORT}datei/", import_steps.import_replace, name="import-replace"),
    path(
        f"{_IMPORT}uebernehmen/",
        import_steps.import_take_over,
        name="import-take-over",
    ),
    path(f"{_IMPORT}neu-starten/", import_steps.import_restart, name="import-restart"),
    path(f"{_IMPORT}verwerfen/", import_steps.import_discard, name="import-discard"),
    path(f"{_IMPORT}zuruecknehmen/", import_steps.import_undo, name="import-undo"),
]

_EXPORT = "koordination/mitglieder/export/"

# /koordination/mitglieder/export/
export_urls = [
    path(_EXPORT, exports.export_members, name="export-members"),
    path(f"{_EXPORT}<int:export>/", exports.export, name="export"),
    path(f"{_EXPORT}<int:export>/datei/", exports.export_file, name="export-file"),
]

urlpatterns: list[URLPattern] = [*import_urls, *export_urls]
