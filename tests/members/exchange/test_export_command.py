"""``manage.py export_members``: the mirror of the import."""

import io
import stat

import pytest
from django.core.management import call_command
from openpyxl import load_workbook

from alliance.models import JournalEntry
from alliance.terminal import PlainError
from members.models import Organisation
from tests.factories import MembershipFactory, listed


@pytest.fixture
def members(ruhr, essen, bochum):
    listed("eins", essen)
    listed("zwei", bochum)
    # A partner may work with the alliance without a network.
    listed("amt", kind="partner")


def export(path, **options):
    said = io.StringIO()
    call_command("export_members", str(path), stdout=said, **options)
    return said.getvalue()


def test_all_that_the_portal_holds_is_written_and_comes_back(members, tmp_path):
    path = tmp_path / "liste.csv"

    assert export(path) == "3 Organisationen in 3 Zeilen\n"
    said = io.StringIO()
    call_command("import_members", str(path), stdout=said, dry_run=True)

    assert "0 neu, 0 geändert, 3 unverändert, 0 fehlerhaft" in said.getvalue()


def test_the_members_of_one_network_alone(members, tmp_path):
    path = tmp_path / "liste.XLSX"

    export(path, network="essen")

    (_head, row) = load_workbook(path).active.iter_rows(values_only=True)
    assert row[2] == "Eins"


def test_who_left_or_was_removed_is_not_written(members, essen, tmp_path):
    Organisation.objects.filter(slug="eins").update(removed_at="2026-01-01T00:00Z")
    MembershipFactory(network=essen, until="2026-01-01", organisation__slug="weg")

    assert export(tmp_path / "essen.csv", network="essen").startswith("0 ")
    assert export(tmp_path / "alle.csv").startswith("3 ")


def test_the_file_is_for_its_owner_alone_and_the_journal_knows(members, tmp_path):
    path = tmp_path / "liste.csv"

    export(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["liste.csv"]
    entry = JournalEntry.objects.get(verb="list.exported")
    assert (entry.capacity, entry.details.after["organisations"]) == ("portal", 3)


@pytest.mark.parametrize(
    ("name", "options", "sentence"),
    [
        ("liste.ods", {}, "auf .csv oder .xlsx enden"),
        ("nirgends/liste.csv", {}, "lässt sich nicht schreiben"),
        ("liste.csv", {"network": "atlantis"}, "„atlantis“ gibt es nicht"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    members, tmp_path, name, options, sentence
):
    with pytest.raises(PlainError, match=sentence):
        export(tmp_path / name, **options)
