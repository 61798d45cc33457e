"""An import in the background: whole or not at all, once, and taken back exactly."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone

from alliance.models import JournalEntry, User
from members import importing
from members.exchange import activity, tidying, work
from members.exchange.looking import look
from members.locks import lock
from members.models import (
    Import,
    ImportedOrganisation,
    Organisation,
    Profile,
)
from tests.factories import (
    ImportFactory,
    OpeningHoursFactory,
    ReportFactory,
)
from tests.members.exchange.lists import EVERYTHING, WORKSHOP, import_rows, text_of
from tests.threads import together

OWN = WORKSHOP | {"Netzwerk": "essen"}
# What only grows, what tells of the import itself, and the words ever met.
NOT_COMPARED = {
    *("alliance_journalentry", "alliance_journaldetails", "alliance_journalseal"),
    *("alliance_publicchange", "members_import", "members_importedorganisation"),
    *("members_word", "alliance_sentform", "django_session"),
}
CHECKSUM = """
SELECT md5(coalesce(string_agg(row::text, ';' ORDER BY row::text), '')) FROM {} AS row
"""


@pytest.fixture
def sent(ruhr, esra, private):
    """Call it to have a list of Esra's that is looked at."""

    def send(*rows, person=esra, **choices):
        imported = ImportFactory(person=person, choices=choices)
        imported.file.save("a.csv", ContentFile(text_of(*rows).encode()))
        look(imported)
        assert not imported.summary["open"], imported.summary["open"]
        return imported

    return send


@pytest.fixture
def run(sent):
    """Call it to have a list taken over."""

    def take_over(*rows, **options):
        imported = sent(*rows, **options)
        start(imported)
        imported.refresh_from_db()
        assert imported.state == "done"
        return imported

    return take_over


def start(imported):
    by, seen = imported.person, imported.fingerprint
    importing.start(imported, seen=seen, only_valid=False, by=by)


def undo(imported):
    importing.start_undo(imported, by=imported.person)
    imported.refresh_from_db()


def checksums():
    with connection.cursor() as cursor:
        names = set(connection.introspection.table_names(cursor)) - NOT_COMPARED
        found = {}
        for table in sorted(names):
            cursor.execute(CHECKSUM.format(table))
            found[table] = cursor.fetchone()[0]
        cursor.execute(
            "SELECT facet, value, block FROM members_facetblock "
            "WHERE bit_count(bits) > 0 ORDER BY 1, 2, 3"
        )
        found["members_facetblock"] = cursor.fetchall()
    return found


def many(count):
    return [
        OWN
        | {
            "Nr": f"N{i}",
            "Name": f"Haus Nummer {i}",
            "Straße": f"Weg {i}",
            "Kurz": "Wir lehren am Abend.",
            "Redaktion E-Mail": f"haus{i}@example.org",
        }
        for i in range(count)
    ]


# Taking it back


@pytest.fixture
def rich(ruhr):
    """An organisation with all that an import can touch, and an open proposal."""
    import_rows(EVERYTHING)
    organisation = Organisation.objects.get()
    OpeningHoursFactory(site=organisation.sites.get())
    live = organisation.profiles.published().get()
    proposal = Profile.objects.create(
        organisation=organisation, name="Vorschlag", base=live, state="draft"
    )
    proposal.terms.set(live.terms.all())
    proof = organisation.credentials.get()
    proof.sites.set(organisation.sites.all())
    return organisation


EVERYTHING_ELSE = {
    "Name": "Ganz anders",
    "Kurz": "Neu",
    "Beschreibung": "Neu",
    "Art": "Partner",
    "Telefon": "0201 999999",
    "Website": "https://anders.example",
    "Netzwerk": "essen|bochum",
    "Mitglied seit": "02.10.2020|01.03.2024",
    "Themen": "it",
    "Förderungen": "",
    "Barrierefreiheit": "wc",
    "AZAV gültig bis": "",
    "KURSNET-Nr": "99",
    "Redaktion E-Mail": "neue@example.org",
}
FURTHER_SITE = {
    **dict.fromkeys(EVERYTHING, ""),
    "Nr": "W1",
    "Straße": "Hafenweg 9",
    "PLZ": "44787",
    "Ort": "Bochum",
}


@pytest.mark.parametrize(
    "rows",
    [
        [EVERYTHING | EVERYTHING_ELSE],
        [EVERYTHING | EVERYTHING_ELSE | {"AZAV gültig bis": "31.12.2035"}],
        [EVERYTHING, FURTHER_SITE],
        [EVERYTHING | {"Kurz": "Neu"}, *many(3)],
        many(3),
    ],
    ids=["all of it", "proof renewed", "site", "mixed", "new"],
)
def test_an_import_taken_back_leaves_exactly_what_was_before(rich, run, rows):
    before = checksums()

    imported = run(*rows)
    assert checksums() != before
    undo(imported)

    assert imported.state == "undone"
    assert checksums() == before
    connection.check_constraints()


def test_taking_back_is_written_down(run):
    imported = run(OWN)

    undo(imported)

    verbs = list(JournalEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["list.imported", "list.import_undone"]


def test_whom_somebody_has_changed_since_is_left_alone(run, client, esra):
    imported = run(*many(2))
    changed = Organisation.objects.get(number="N0")
    site = changed.sites.get()
    site.telephone = "0201 123456"
    site.save()
    client.force_login(esra)

    page = client.get(f"/koordination/import/{imported.pk}/zuruecknehmen/").text
    undo(imported)

    assert "Haus Nummer 0" in page
    assert "Haus Nummer 1" not in page
    assert list(Organisation.objects.all()) == [changed]
    assert imported.summary["left"] == ["Haus Nummer 0"]


def test_of_whom_others_have_spoken_since_is_left_alone(run):
    imported = run(*many(2))
    ReportFactory(organisation=Organisation.objects.get(number="N1"))

    undo(imported)

    assert [one.number for one in Organisation.objects.all()] == ["N1"]


def test_whoever_signed_in_meanwhile_keeps_the_account(run):
    imported = run(*many(2))
    User.objects.filter(email="haus0@example.org").update(last_login=timezone.now())

    undo(imported)

    assert User.objects.filter(email__startswith="haus").count() == 1


def test_after_thirty_days_nothing_is_taken_back(run, client, esra):
    imported = run(OWN)
    client.force_login(esra)
    address = f"/koordination/import/{imported.pk}/"
    assert "Import zurücknehmen" in client.get(address).text

    Import.objects.update(finished_at=timezone.now() - timedelta(days=31))
    assert "Import zurücknehmen" not in client.get(address).text
    response = client.post(f"{address}zuruecknehmen/")

    assert response.status_code == 409
    assert Organisation.objects.exists()


# Whole or not at all


def test_a_mistake_of_ours_leaves_nothing_and_can_be_started_again(
    sent, monkeypatch, client, esra
):
    imported = sent(OWN)
    client.force_login(esra)
    address = f"/koordination/import/{imported.pk}/"

    with monkeypatch.context() as broken:
        broken.setattr(work.snapshot, "digest", lambda rows: 1 / 0)
        start(imported)
    imported.refresh_from_db()
    page = client.get(address).text
    assert (imported.state, Organisation.objects.count()) == ("failed", 0)
    assert "Abgebrochen: Es wurde nichts übernommen." in page

    client.post(f"{address}neu-starten/")

    imported.refresh_from_db()
    assert imported.state == "done"


@pytest.fixture
def queued(settings):
    """Tasks wait in the database."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


WORKER = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
from django.conf import settings
settings.DATABASES["default"]["NAME"] = {name!r}
settings.STORAGES["private"]["OPTIONS"]["location"] = {files!r}
django.setup()
from members.exchange import work
work.take_over({pk})
"""


@pytest.fixture
def killed(sent, queued, private):
    """Call it to have a worker killed after so many of 400 rows."""

    def kill(rows):
        imported = sent(*many(400))
        start(imported)
        before = checksums()
        _kill(imported, str(private), rows)
        assert checksums() == before
        imported.refresh_from_db()
        return imported

    return kill


def _kill(imported, files, rows):
    code = WORKER.format(
        name=connection.settings_dict["NAME"], files=files, pk=imported.pk
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=django_settings.BASE_DIR, env=dict(os.environ)
    )
    deadline = time.monotonic() + 60
    while (activity.ask(imported.pk) or -1) < rows and time.monotonic() < deadline:
        assert process.poll() is None
        time.sleep(0.002)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    while activity.ask(imported.pk) is not None:
        time.sleep(0.01)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("rows", [0, 100, 250])
def test_a_worker_that_is_killed_leaves_nothing_behind(killed, esra, client, rows):
    imported = killed(rows)

    assert imported.state == "running"
    with time_machine.travel(timezone.now() + timedelta(seconds=11)):
        client.force_login(esra)
        address = f"/koordination/import/{imported.pk}/"
        assert "Abgebrochen" in client.get(address).text
        client.post(f"{address}neu-starten/")
    work.take_over(imported.pk)
    imported.refresh_from_db()
    assert (imported.state, Organisation.objects.count()) == ("done", 400)


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_come_one_after_the_other(sent, queued, esra, essen):
    first, second = sent(*many(3)), sent(*many(3))
    other = sent(OWN)
    for imported in (first, second, other):
        start(imported)

    together(*(lambda pk=one.pk: work.take_over(pk) for one in (first, second, other)))

    states = sorted(Import.objects.values_list("state", flat=True))
    assert states == ["done", "done", "read"]
    assert Organisation.objects.count() == 4
    late = Import.objects.get(state="read")
    assert "im Portal etwas geändert" in late.problem
    assert len(late.summary["same"]) == 3


@pytest.mark.django_db(transaction=True)
def test_while_an_editor_writes_the_import_waits_and_then_asks_again(
    run, sent, queued, essen
):
    import_rows(OWN)
    organisation = Organisation.objects.get()
    imported = sent(OWN | {"Telefon": "0201 111111"})
    start(imported)

    def edit():
        with transaction.atomic():
            lock(organisation)
            organisation.sites.update(telephone="0201 222222")
            time.sleep(0.5)

    def later():
        time.sleep(0.2)
        work.take_over(imported.pk)

    together(edit, later)

    imported.refresh_from_db()
    assert imported.state == "read"
    assert organisation.sites.get().telephone == "0201 222222"


# What is kept


def test_files_and_rows_go_in_time(sent, run):
    done, undecided, failed = run(OWN), sent(*many(1)), sent(*many(1))
    Import.objects.filter(pk=failed.pk).update(
        state="failed", finished_at=timezone.now()
    )
    storage, name = failed.file.storage, failed.file.name
    now = timezone.now()

    tidying.tidy(now + timedelta(hours=23))
    assert storage.exists(name)
    tidying.tidy(now + timedelta(hours=25))
    assert not storage.exists(name)
    assert storage.exists(undecided.file.name)
    tidying.tidy(now + timedelta(days=8))
    undecided.refresh_from_db()
    assert undecided.state == "discarded"
    assert storage.listdir("imports") == ([], [])
    assert ImportedOrganisation.objects.exists()
    tidying.tidy(now + timedelta(days=31))
    done.refresh_from_db()
    assert not ImportedOrganisation.objects.exists()
    assert done.summary == {}
    tidying.tidy(now + timedelta(days=366))
    assert not Import.objects.exists()


def test_what_nobody_works_on_any_more_is_marked(sent):
    imported = sent(OWN)
    rows = Import.objects.filter(pk=imported.pk)
    rows.update(state="running", started_at=timezone.now())

    tidying.tidy(timezone.now() + timedelta(minutes=1))
    assert rows.get().state == "running"
    tidying.tidy(timezone.now() + timedelta(minutes=6))

    assert rows.get().state == "failed"


def test_lists_go_with_the_account(sent, esra, django_capture_on_commit_callbacks):
    imported = sent(OWN)
    storage, name = imported.file.storage, imported.file.name

    with django_capture_on_commit_callbacks(execute=True):
        tidying.forget(esra)

    assert not Import.objects.exists()
    assert not storage.exists(name)
