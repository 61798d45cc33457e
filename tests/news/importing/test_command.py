"""The command says what it did, and what is wrong."""

from io import StringIO

import pytest
from django.core.management import call_command

from alliance.terminal import PlainError
from news.models import Post
from tests.news.importing.old_files import article, entry, feed


def run(tmp_path, content, *options):
    path = tmp_path / "alt.xml"
    path.write_bytes(content)
    said, complained = StringIO(), StringIO()
    out = {"stdout": said, "stderr": complained}
    try:
        call_command("import_posts", path, *options, **out)
    except PlainError as error:
        return said.getvalue(), f"{complained.getvalue()}{error}"
    return said.getvalue(), ""


def test_the_command_says_what_it_did(essen, folder, tmp_path):
    content = feed(
        entry(1, "T.<img src='fehlt.png' alt='A'>"), entry(2, wp__status="trash")
    )

    said, wrong = run(
        tmp_path, content, "--pictures", str(folder), "--network", "essen"
    )

    assert said.splitlines() == [
        "Hinweis: Zeile 3, „Meldung 1“: Das Bild „fehlt.png“ ist nicht im Ordner.",
        "Nicht übernommen: 1 × trash",
        "1 neu (davon 0 Entwürfe), 0 schon da, 0 fehlerhaft, 0 Bilder, 2 alte Adressen",
    ]
    assert wrong == ""
    assert Post.objects.get().network == essen


def test_the_command_names_the_mistakes_and_fails(db, tmp_path):
    _said, wrong = run(tmp_path, feed(article(title="")))

    assert "Fehler: Zeile 3, „ohne Titel“: Sie hat keinen Titel." in wrong
    assert "Es wurde nichts gespeichert." in wrong


def test_a_dry_run_of_the_command_says_that_it_was_one(db, tmp_path):
    said, _wrong = run(tmp_path, feed(article()), "--dry-run")

    assert "Probelauf: Es wurde nichts gespeichert." in said
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    "options", [["--network", "mars"], ["--pictures", "/gibt-es-nicht"]]
)
def test_the_command_refuses_what_it_does_not_know(essen, tmp_path, options):
    _said, wrong = run(tmp_path, feed(article()), *options)

    assert "gibt es nicht" in wrong
    assert not Post.objects.exists()


def test_the_command_refuses_what_is_no_file(db, tmp_path):
    for path in (tmp_path / "fehlt.xml", tmp_path):
        with pytest.raises(PlainError):
            call_command("import_posts", path)
