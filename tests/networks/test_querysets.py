"""Who holds which role, and for how long."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from networks.models import Network, Role
from tests.factories import RoleFactory, UserFactory

TODAY = timezone.localdate()


def test_a_coordinator_looks_after_the_own_network(esra, boris, essen, bochum):
    assert list(Network.objects.coordinated_by(esra)) == [essen]
    assert list(Network.objects.coordinated_by(boris)) == [bochum]


def test_the_office_looks_after_all(gisela, essen, bochum):
    assert set(Network.objects.coordinated_by(gisela)) == {essen, bochum}


def test_a_coordinator_of_two_networks_looks_after_both_once(esra, essen, bochum):
    RoleFactory(person=esra, network=bochum)
    RoleFactory(person=esra, network=bochum, kind="speaker")

    assert sorted(Network.objects.coordinated_by(esra), key=str) == [bochum, essen]


def test_editors_and_speakers_look_after_none(wanda, essen):
    speaker = RoleFactory(network=essen, kind="speaker").person

    assert not Network.objects.coordinated_by(wanda)
    assert not Network.objects.coordinated_by(speaker)


@pytest.mark.parametrize(
    ("since", "until", "is_current"),
    [
        (-1, None, True),
        (0, 0, True),
        (-2, -1, False),
        (1, None, False),
    ],
)
def test_a_role_counts_from_its_first_to_its_last_day(db, since, until, is_current):
    RoleFactory(
        since=TODAY + timedelta(days=since),
        until=None if until is None else TODAY + timedelta(days=until),
    )

    assert Role.objects.current().exists() is is_current


def test_a_role_ends_at_midnight_in_the_ruhr(db):
    RoleFactory(until="2026-06-30")

    with time_machine.travel(datetime(2026, 6, 30, 21, 59, tzinfo=UTC)):
        assert Role.objects.current().exists()
    with time_machine.travel(datetime(2026, 6, 30, 22, 1, tzinfo=UTC)):
        assert not Role.objects.current().exists()


def test_the_public_sees_who_agreed_to_it(essen, gisela):
    shown = RoleFactory(network=essen, is_public=True)
    RoleFactory(network=essen, is_public=False)
    RoleFactory(network=essen, is_public=True, since="2020-01-01", until="2021-01-01")
    gisela.roles.update(is_public=True)

    assert list(Role.objects.public()) == [shown]


def test_rights_end_with_the_account(gisela, esra):
    assert gisela.has_perm("office")
    assert not esra.has_perm("office")

    gisela.is_active = False

    assert not gisela.has_perm("office")
    assert not gisela.has_module_perms("members")


def test_whoever_has_no_role_has_no_right(db):
    assert not UserFactory().has_perm("members.change_profile")


def test_a_visitor_has_no_right():
    assert not AnonymousUser().has_perm("office")
