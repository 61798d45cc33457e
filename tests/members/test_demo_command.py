"""What the command makes, and what it refuses."""

import pytest
from django.core.management import CommandError, call_command

from alliance.models import User
from members.demo import is_demo
from members.models import Credential, Membership, Organisation, Profile, Site
from networks.models import Network
from tests.members.demo_building import built


def snapshot():
    profiles = Profile.objects.order_by("pk")
    return [
        *Organisation.objects.order_by("pk").values_list(),
        *profiles.values_list("organisation", "state", "name", "text", "logo"),
        *profiles.values_list("pk", "terms__slug").order_by("pk", "terms__slug"),
        *Membership.objects.order_by("pk").values_list(
            "organisation", "since", "until"
        ),
        *Site.objects.order_by("pk").values_list("pk", "street", "latitude"),
        *Credential.objects.order_by("pk").values_list("pk", "areas", "valid_until"),
        *User.objects.order_by("email").values_list("email", "name"),
    ]


def test_the_same_seed_gives_the_same_data_and_another_seed_others(db, tmp_path):
    snapshots = []
    for seed in (7, 7, 8):
        with built(24, seed, tmp_path):
            snapshots.append(snapshot())

    assert snapshots[0] == snapshots[1]
    assert snapshots[0] != snapshots[2]


@pytest.mark.parametrize("other", ["network", "person"])
def test_the_command_refuses_a_database_with_other_data(db, other):
    if other == "network":
        Network.objects.create(slug="essen", name="Essen")
    else:
        User.objects.create_user("nora@example.org")

    with pytest.raises(CommandError, match="enthält schon Daten"):
        call_command("demo")

    assert not is_demo()
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("size", ["0", "-1", "1000001", "viele"])
def test_the_command_refuses_a_number_that_it_cannot_make(db, size):
    with pytest.raises(CommandError, match="von 1 bis 1000000"):
        call_command("demo", "--organisations", size)


@pytest.mark.parametrize("size", [1, 9])
def test_a_tiny_alliance_works_as_well(db, settings, tmp_path, capsys, size):
    settings.MEDIA_ROOT = tmp_path

    call_command("demo", "--organisations", str(size))

    assert Organisation.objects.count() == size
    assert is_demo()
    told = capsys.readouterr()
    assert told.out == f"{size} erfundene Organisationen in acht Netzwerken.\n"
    assert "100 %" in told.err
