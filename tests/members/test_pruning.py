"""Files that no row names: kept for thirty days, then gone; named ones stay."""

import os
import time
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.management import call_command

from members import logos
from members.models import Credential, DirectoryEntry, Profile
from tests.images import image_file, store
from tests.uploads import PDF

DAY = 24 * 60 * 60
NAMED, LEFT = "logos/da.webp", "logos/weg.webp"
PROOF, OLD_PROOF = "proofs/da.pdf", "proofs/weg.pdf"

pytestmark = pytest.mark.usefixtures("media", "private", "workshop")


def put(name, days, storage=default_storage):
    storage.save(name, ContentFile(PDF))
    then = time.time() - days * DAY
    os.utime(storage.path(name), (then, then))


def prune(*arguments):
    out = StringIO()
    call_command("prune_media", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def files(workshop):
    Profile.objects.update(logo=NAMED)
    put(NAMED, 400)
    put(LEFT, 31)


def test_a_logo_that_nobody_names_is_gone_after_thirty_days(files):
    put("logos/neulich.webp", 29)

    assert prune() == f"{LEFT}\n1 Datei entfernt.\n"

    assert not default_storage.exists(LEFT)
    assert default_storage.exists(NAMED)
    assert default_storage.exists("logos/neulich.webp")
    assert prune() == "0 Dateien entfernt.\n"


def test_the_days_count_from_the_last_on_which_it_was_named(files):
    prune()
    Profile.objects.update(logo="logos/neu.webp")

    assert prune() == "0 Dateien entfernt.\n"
    assert default_storage.exists(NAMED)


def test_a_dry_run_says_it_and_changes_nothing(files):
    before = default_storage.get_modified_time(NAMED)

    assert prune("--dry-run") == f"{LEFT}\nProbelauf: 1 Datei zu entfernen.\n"

    assert default_storage.exists(LEFT)
    assert default_storage.get_modified_time(NAMED) == before


def test_a_logo_that_only_the_directory_names_stays(files):
    DirectoryEntry.objects.update(logo=LEFT)

    prune()

    assert default_storage.exists(LEFT)


def test_what_was_drawn_of_a_logo_goes_with_it(files, media):
    store(image_file(), "logos/alt.webp")
    assert logos.plate("logos/alt.webp")
    os.utime(default_storage.path("logos/alt.webp"), (0, 0))

    prune()

    assert not list(media.glob("plates/*"))


def test_proofs_go_the_same_way(workshop, private):
    storage = storages["private"]
    Credential.objects.create(organisation=workshop, kind="iso", file=PROOF)
    put(PROOF, 400, storage)
    put(OLD_PROOF, 31, storage)

    prune()

    assert [file.name for file in private.glob("proofs/*")] == ["da.pdf"]


def test_files_beside_a_new_database_stay(workshop):
    put(LEFT, 400)

    prune()

    assert default_storage.exists(LEFT)


def test_other_folders_are_not_touched(files, media):
    put("plates/alt.webp", 400)

    prune()

    assert default_storage.exists("plates/alt.webp")


def test_nothing_is_said_at_night(files):
    assert prune("--verbosity=0") == ""
    assert not default_storage.exists(LEFT)
