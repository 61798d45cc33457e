import pytest
from django.core.management import call_command

from alliance.terminal import PlainError
from members.models import Organisation
from tests.members.exchange.books import book_of
from tests.members.exchange.lists import COLLEGE, WORKSHOP, text_of


@pytest.fixture
def run(tmp_path, capsys):
    """Write the text to a file and run the command on it; returns what it says."""

    def command(text, *options):
        path = tmp_path / "liste.csv"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        call_command("import_members", path, *options)
        return capsys.readouterr().out.splitlines()

    return command


def test_the_command_tells_what_it_did(ruhr, run):
    said = run(text_of(WORKSHOP | {"status": "x"}, COLLEGE), "--network", "essen")

    assert said == [
        "Zeichensatz: UTF-8 erkannt",
        "Spalte „status“ wird nicht übernommen.",
        "2 neu, 0 geändert, 0 unverändert, 0 fehlerhaft",
    ]
    assert Organisation.objects.count() == 2


def test_a_dry_run_tells_the_same_and_saves_nothing(ruhr, run):
    said = run(text_of(WORKSHOP).encode("cp1252"), "--dry-run")

    assert said == [
        "Zeichensatz: Windows-1252 erkannt",
        "1 neu, 0 geändert, 0 unverändert, 0 fehlerhaft",
        "Probelauf: Es wurde nichts gespeichert.",
    ]
    assert not Organisation.objects.exists()


def test_errors_are_told_by_row_and_nothing_is_saved(ruhr, run, capsys):
    with pytest.raises(PlainError, match="Es wurde nichts gespeichert"):
        run(text_of(WORKSHOP, COLLEGE | {"PLZ": "4512"}))

    assert capsys.readouterr().out.splitlines()[1:] == [
        "Zeile 3, Spalte „PLZ“: Die Postleitzahl besteht aus fünf Ziffern.",
        "1 neu, 0 geändert, 0 unverändert, 1 fehlerhaft",
    ]
    assert not Organisation.objects.exists()


def test_a_table_without_its_columns_is_told_in_one_sentence(ruhr, run):
    with pytest.raises(PlainError, match=r"^Die Spalte „Name“ fehlt\. "):
        run("a;b\n1;2\n")


def test_an_unknown_network_is_told_with_the_known_ones(ruhr, run):
    with pytest.raises(PlainError) as refused:
        run(text_of(WORKSHOP), "--network", "atlantis")

    assert str(refused.value) == (
        "Das Netzwerk „atlantis“ gibt es nicht. Es gibt: bochum, essen."
    )


def test_a_file_that_is_not_there_is_told(db, tmp_path):
    with pytest.raises(PlainError, match="gibt es nicht"):
        call_command("import_members", tmp_path / "fehlt.csv")
    with pytest.raises(PlainError, match="lässt sich nicht lesen"):
        call_command("import_members", tmp_path)


def test_a_workbook_goes_in_like_any_list(ruhr, run):
    said = run(book_of(WORKSHOP | {"Kurz": "Drehen"}))

    assert said == [
        "Arbeitsblatt: Mitglieder erkannt",
        "1 neu, 0 geändert, 0 unverändert, 0 fehlerhaft",
    ]


def test_a_formula_in_a_workbook_stops_the_command(ruhr, run, capsys):
    with pytest.raises(PlainError):
        run(book_of(WORKSHOP | {"Kurz": "=1+1"}))

    assert "Zeile 2, Spalte „Kurz“: In der Zelle steht eine Formel." in (
        capsys.readouterr().out
    )
