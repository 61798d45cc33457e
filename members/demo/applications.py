"""Some who want to become members, in the states in which an application may be."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from alliance.models import User
from members.demo.content import DATA
from members.invitations import digest
from members.models import Application, Term
from members.slugs import slug_for
from members.states import ApplicationState as State
from networks.models import Network

_OWN = (
    *("state", "kind", "name", "legal_form", "plain", "text", "street", "postal_code"),
    *("place", "telephone", "azav_areas", "other_proofs", "contact_name", "message"),
)


def add_applications(rng: Random) -> None:
    text = (DATA / "applications.toml").read_text(encoding="utf-8")
    for said in tomllib.loads(text)["application"]:
        _add(rng, said)


def _add(rng: Random, said: dict[str, Any]) -> None:
    slug = slug_for(said["name"])
    sent = _morning() - timedelta(days=said["days"])
    coordinator = User.objects.get(email=f"koordination-{said['network']}@example.org")
    application = Application(
        **{name: said[name] for name in _OWN if name in said},
        network=Network.objects.get(slug=said["network"]),
        contact_email=f"bewerbung@{slug.removesuffix('-beispiel')}.example",
        azav_until=_azav_end(said),
        token_digest=digest(slug),
        created_at=sent,
        consented_at=sent,
        confirmed_at=sent,
        waits_since=sent,
        expires_at=sent + timedelta(days=30),
    )
    if application.state == State.DECLINED:
        reasons = Term.objects.filter(kind=Term.Kind.DECLINE_REASON)
        application.decline_reason = reasons.get(slug="keine-weiterbildung")
        application.decision_note = said["note"]
        application.decided_by = coordinator
        application.decided_at = sent + timedelta(days=2)
    application.save()
    topics = Term.objects.filter(kind=Term.Kind.TOPIC).order_by("position", "pk")
    application.terms.set(rng.sample(list(topics), said["topics"]))
    if question := said.get("question"):
        asked_at = sent + timedelta(days=1)
        application.inquiries.create(
            question=question, asked_by=coordinator, asked_at=asked_at
        )


def _morning() -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate(), time(9)))


def _azav_end(said: dict[str, Any]) -> date | None:
    days = said.get("azav_in")
    return timezone.localdate() + timedelta(days=days) if days else None
