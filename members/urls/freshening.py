"""Are the details still right: links in letters, and what the coordination does."""

from __future__ import annotations

from django.urls import path

from members.freshness.answering import Answer
from members.views import freshness as letters
from members.views.coordination import freshness, inventories
from members.views.workspace import freshness as desk

# /aktualitaet/, the links of letters
_LINK = "aktualitaet/<str:token>"
RIGHT, CHANGE, GONE = ({"said": said} for said in Answer)
letter_urls = [
    path("aktualitaet/danke/", letters.thanks, RIGHT, "thanks-confirmed"),
    path("aktualitaet/gemeldet/", letters.thanks, GONE, "thanks-gone"),
    path(f"{_LINK}/stimmt/", letters.answer_link, RIGHT, "still-right"),
    path(f"{_LINK}/aendern/", letters.answer_link, CHANGE, "to-be-changed"),
    path(f"{_LINK}/gibt-es-nicht-mehr/", letters.answer_link, GONE, "no-longer-there"),
]

# /koordination/organisationen/<slug>/aktualitaet/
_FILE = "koordination/organisationen/<slug:slug>/aktualitaet"
file_urls = [
    path("mein-bereich/<slug:slug>/bestaetigen/", desk.confirm, name="confirm"),
    path("koordination/aktualitaet/", freshness.freshness, name="freshness"),
    path(f"{_FILE}/", freshness.file_freshness, name="file-freshness"),
    path(
        f"{_FILE}/telefonisch/",
        freshness.confirm_by_telephone,
        name="confirm-by-telephone",
    ),
    path(f"{_FILE}/zurueckstellen/", freshness.set_aside, name="set-aside"),
    path(
        f"{_FILE}/nachweise/<int:proof>/erledigt/",
        freshness.see_to_end,
        name="see-to-end",
    ),
]

# /koordination/durchsicht/
_LIST = "koordination/durchsicht/<int:inventory>"
inventory_urls = [
    path("koordination/durchsicht/", inventories.inventory_list, name="inventories"),
    path(
        "koordination/durchsicht/beginnen/",
        inventories.start_inventory,
        name="start-inventory",
    ),
    path(f"{_LIST}/", inventories.inventory, name="inventory"),
    path(f"{_LIST}/drucken/", inventories.print_inventory, name="print-inventory"),
    path(f"{_LIST}/schliessen/", inventories.close_inventory, name="close-inventory"),
    path(
        f"{_LIST}/zeile/<slug:slug>/", inventories.inventory_line, name="inventory-line"
    ),
]

urlpatterns = [*letter_urls, *file_urls, *inventory_urls]
