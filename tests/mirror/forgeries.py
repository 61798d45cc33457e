"""Fields that none of our forms has, as someone would send them who wants more."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models

from alliance.models import User
from members.models import (
    Application,
    Credential,
    Editor,
    Inquiry,
    Invitation,
    Membership,
    OpeningHours,
    Organisation,
    Profile,
    Report,
    Site,
)
from networks.models import City, Network, Role
from news.models import Bearing, Picture, Post
from tests.mirror.world import Half

MODELS = (
    *(Profile, Organisation, Site, OpeningHours, Credential, Membership, Editor),
    *(Invitation, Report, Application, Inquiry, User, Role, Network),
    *(Post, Picture, Bearing),
)
WORDS = {
    "state": "published",
    "kind": "office",
    "office": "office",
    "email": "boese@example.org",
}
VALUES = {
    models.BooleanField: "on",
    models.DateTimeField: "2020-01-01 10:00",
    models.DateField: "2020-01-01",
    models.FloatField: "51.5",
    models.IntegerField: "7",
}
FORMSETS = ("form", "sites", "site_set", "opening_hours", "editors", "terms")


def fields_of_models(half: Half) -> dict[str, object]:
    """By their names and those of their columns; ids are those of the half."""
    return {
        name: _value(half, field)
        for field in _fields()
        for name in (field.name, field.attname)
    }


def rows_of_formsets(half: Half) -> dict[str, object]:
    """What a form of many rows would send, and more opening hours than there are."""
    row = {
        "TOTAL_FORMS": "1000",
        "INITIAL_FORMS": "0",
        "MAX_NUM_FORMS": "1000",
        "0-id": half.site.pk,
        "0-site": half.site.pk,
        "0-organisation": half.organisation.pk,
        "0-weekday": "6",
        "0-opens": "09:00",
        "0-closes": "17:00",
        "0-DELETE": "on",
    }
    hours = {"sunday_9_opens": "9", "sunday_9_closes": "17", "sunday_0_opens": "9"}
    return hours | {
        f"{prefix}-{name}": value for prefix in FORMSETS for name, value in row.items()
    }


def _fields() -> Iterator[models.Field]:
    for model in MODELS:
        yield from model._meta.concrete_fields
        yield from model._meta.many_to_many


def _value(half: Half, field: models.Field) -> object:
    if field.is_relation or field.primary_key:
        return _ids(half).get(field.related_model or field.model, "1")
    if field.name in WORDS:
        return WORDS[field.name]
    kinds = (value for kind, value in VALUES.items() if isinstance(field, kind))
    return next(kinds, "erfunden")


def _ids(half: Half) -> dict[type[models.Model], int]:
    return {
        Organisation: half.organisation.pk,
        Network: half.network.pk,
        City: half.city.pk,
        Profile: half.proposal.pk,
        Site: half.site.pk,
        Credential: half.claim.pk,
        Invitation: half.invitation.pk,
        Application: half.application.pk,
        User: half.coordinator.pk,
        Post: half.post.pk,
        Picture: half.picture.pk,
    }
