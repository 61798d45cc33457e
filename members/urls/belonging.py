"""Members come, rest, go and come back."""

from __future__ import annotations

from django.urls import URLPattern, path

from members.views.coordination import (
    memberships,
    moves,
    newcomers,
    removal,
    together,
)

_MEMBER = "koordination/organisationen/<slug:slug>"
_MEMBERSHIP = f"{_MEMBER}/mitgliedschaften/<int:membership>"
_MOVE = "koordination/wechsel/<int:move>"

# Before the files of members: no organisation has the slug "neu".
urlpatterns: list[URLPattern] = [
    path(
        "koordination/organisationen/neu/",
        newcomers.add_organisation,
        name="add-organisation",
    ),
    path("koordination/aufnehmen/", newcomers.take_over, name="take-over"),
    path(
        "koordination/aufnehmen/<slug:slug>/",
        newcomers.admit_organisation,
        name="admit-organisation",
    ),
    path(f"{_MEMBERSHIP}/beenden/", memberships.end_membership, name="end-membership"),
    path(
        f"{_MEMBERSHIP}/ende-zuruecknehmen/",
        memberships.take_back_end,
        name="take-back-end",
    ),
    path(
        f"{_MEMBERSHIP}/ruhen/",
        memberships.suspend_membership,
        name="suspend-membership",
    ),
    path(
        f"{_MEMBERSHIP}/fortsetzen/",
        memberships.resume_membership,
        name="resume-membership",
    ),
    path(
        f"{_MEMBERSHIP}/wechseln/", memberships.move_membership, name="move-membership"
    ),
    path(
        f"{_MEMBERSHIP}/wechsel-zuruecknehmen/",
        memberships.withdraw_move,
        name="withdraw-move",
    ),
    path(f"{_MOVE}/", moves.move, name="move"),
    path(f"{_MOVE}/annehmen/", moves.accept_move, name="accept-move"),
    path(f"{_MOVE}/ablehnen/", moves.refuse_move, name="refuse-move"),
    path(
        f"{_MEMBER}/loeschen/", removal.remove_organisation, name="remove-organisation"
    ),
    path(
        "koordination/mitglieder/gemeinsam/",
        together.choose_members,
        name="choose-members",
    ),
    path(
        "koordination/mitglieder/gemeinsam/ausfuehren/",
        together.change_members,
        name="change-members",
    ),
    path("koordination/geloescht/", removal.removed, name="removed"),
    path(
        "koordination/geloescht/<slug:slug>/zurueckholen/",
        removal.restore_organisation,
        name="restore-organisation",
    ),
]
