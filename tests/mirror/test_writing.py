"""Nobody writes to what is the other network's, whatever a form says."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from alliance.models import User
from tests.lasting import passing
from tests.mirror.addresses import NEUTRAL, arguments_of, ids_of, named_views
from tests.mirror.forgeries import fields_of_models, rows_of_formsets
from tests.mirror.recipes import RECIPES, WITHOUT_IDS, Sending
from tests.mirror.rows import Rows, all_rows, bochums
from tests.mirror.world import signed_in

pytestmark = pytest.mark.django_db

REFUSED = {400, 403, 404, 405, 409, 410, 422}
ROLES = ("editor", "colleague", "coordinator", "substitute")
# Behind the link of a letter stands what the letter says, for whoever has it.
OF_LETTERS = {"members:invitation"}
# Its views say to others not even which methods go.
OFFICE_ALONE = {
    *("design", "members:offices", "members:appoint-office", "members:end-office"),
    *("members:renew-office", "members:revoke-office"),
    *("view-as", "end-view", "figures", "figures-file"),
}


@dataclass(frozen=True)
class Effect:
    """What a form has brought about."""

    sent: Sending
    answer: HttpResponse
    gone: Rows
    new: Rows

    @property
    def is_refused(self) -> bool:
        return self.answer.status_code in REFUSED

    def leaks(self) -> set[str]:
        """Secrets of Bochum in the answer that its sender did not send."""
        said = f"{dict(self.answer.items())} {self.answer.text}"
        return secrets(said) - secrets(str(self.sent.data))

    def told(self) -> list[tuple[str, str]]:
        """Its rows, without what each sending makes up or counts anew."""
        return sorted(
            (f"{sign} {table}", CHANCE.sub("#", row))
            for sign, rows in (("-", self.gone), ("+", self.new))
            for table, row in rows
        )


# A new id, a token, a digest or a name of a file.
CHANCE = re.compile(r"\b88\d{5}\b|[\w-]{20,}")


class Form(NamedTuple):
    name: str
    ours: Sending
    theirs: Sending


def secrets(text: str) -> set[str]:
    return set(re.findall(r"geheim-b[\w-]*", text.lower()))


def send(sending: Sending, who: User | None) -> Effect:
    """Post a form; afterwards all is as it was."""
    client = signed_in(who) if who else Client()
    with transaction.atomic():
        before = all_rows()
        answer = post(client, sending)
        after = all_rows()
        transaction.set_rollback(True)
    return Effect(sending, answer, before - after, after - before)


def post(client: Client, sending: Sending) -> HttpResponse:
    files = {
        name: SimpleUploadedFile(f"{name}.bin", content)
        for name, content in sending.files.items()
    }
    address = reverse(sending.view, args=sending.args)
    return client.post(address, sending.data | files)


@pytest.fixture(scope="module", params=sorted(RECIPES))
def form(request, lasting_world):
    """Filled in by someone of Essen, and likewise by someone of Bochum."""
    make = RECIPES[request.param]
    halves = lasting_world.essen, lasting_world.bochum
    with passing():
        yield Form(request.param, *(make(lasting_world, half) for half in halves))


def test_a_valid_form_is_carried_out(world, form):
    effect = send(form.ours, form.ours.who)

    assert effect.answer.status_code == 302, effect.answer.text
    tables = {table.partition("_")[0] for table, _row in effect.gone | effect.new}
    assert tables & {"members", "networks", "news"}


def test_another_address_is_refused(world, form):
    ours, theirs = form.ours, form.theirs

    for place, other in enumerate(theirs.args):
        assert other != ours.args[place]
        args = [*ours.args[:place], other, *ours.args[place + 1 :]]
        effect = send(replace(ours, args=args), ours.who)

        assert effect.is_refused
        assert_nothing_of_bochum(form, effect)


def test_another_id_in_the_form_touches_nothing_of_bochum(world, form):
    """Whatever differs between the halves: ids, sights, signed beginnings, tokens."""
    ours, theirs = form.ours, form.theirs

    for name, other in theirs.data.items():
        if other != ours.data[name]:
            effect = send(replace(ours, data=ours.data | {name: other}), ours.who)
            assert_nothing_of_bochum(form, effect)


def assert_nothing_of_bochum(form: Form, effect: Effect) -> None:
    assert bochums(effect.gone | effect.new) == set()
    if form.name not in OF_LETTERS:
        assert effect.leaks() == set()


def test_nobody_of_essen_sends_a_form_of_bochum(world, form):
    ours, theirs = form.ours, form.theirs
    # What names nobody at all does for each what is theirs.
    is_same = (ours.args, ours.data) == (theirs.args, theirs.data)

    for role in ROLES:
        effect = send(theirs, getattr(world.essen, role))

        assert effect.is_refused or is_same, role
        assert_nothing_of_bochum(form, effect)


def test_a_visitor_is_asked_to_sign_in(world, form):
    theirs = form.theirs

    effect = send(theirs, None)

    assert effect.answer.url.startswith(reverse("account_login"))
    # What was typed is kept for whoever signs in.
    written = {row for row in effect.new if row[0] != "alliance_keptform"}
    assert bochums(effect.gone | written) == set()


@pytest.mark.parametrize("other", ["essen", "bochum"])
def test_fields_that_a_form_does_not_have_change_nothing(world, form, other):
    ours, half = form.ours, getattr(world, other)
    forged = fields_of_models(half) | rows_of_formsets(half)
    for name in ours.offered:
        forged.pop(name, None)

    plain = send(ours, ours.who)
    effect = send(replace(ours, data=forged | ours.data), ours.who)

    assert effect.answer.status_code == plain.answer.status_code
    assert effect.told() == plain.told()


def test_a_form_without_our_token_is_refused(world, form):
    ours = form.ours
    client = signed_in(ours.who, enforce_csrf_checks=True)
    before = all_rows()

    answer = post(client, ours)

    assert answer.status_code == 403
    assert all_rows() == before


def test_other_methods_are_refused(world, form):
    ours = form.ours
    client = signed_in(ours.who)
    address = reverse(ours.view, args=ours.args)
    allowed = client.options(address).headers["Allow"].split(", ")
    before = all_rows()

    for method in {"GET", "HEAD", "PUT", "PATCH", "DELETE", "TRACE"} - {*allowed}:
        assert client.generic(method, address).status_code == 405

    assert all_rows() == before


def test_every_form_has_a_recipe(world):
    client = signed_in(world.essen.coordinator)
    values = ids_of(world.essen) | NEUTRAL
    forms = set()
    for name, entry in named_views():
        if name in {"page", *OFFICE_ALONE}:
            continue
        args = [values[argument][0] for argument in arguments_of(name, entry)]
        allowed = client.options(reverse(name, args=args)).headers["Allow"]
        if "POST" in allowed.split(", "):
            forms.add(name)

    assert forms == {name.split()[0] for name in RECIPES} | WITHOUT_IDS
