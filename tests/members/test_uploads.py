"""What a form has accepted, as rows and storages keep it."""

import stat
from io import BytesIO

import pytest
from django.forms import modelform_factory
from PIL import Image

from alliance.documents import DocumentUploadField
from alliance.images import ImageUploadField
from members import logos
from members.models import Credential, Profile
from tests import uploads
from tests.uploads import PDF, plain, upload

LogoForm = modelform_factory(
    Profile, fields=["logo"], field_classes={"logo": ImageUploadField}
)
ProofForm = modelform_factory(
    Credential, fields=["file"], field_classes={"file": DocumentUploadField}
)


def save_logo(content, instance, name="Geheim.png.php"):
    form = LogoForm({}, {"logo": upload(content, name)}, instance=instance)
    assert form.is_valid(), form.errors
    return form.save()


def test_a_logo_is_stored_under_a_name_of_ours(workshop, media):
    profile = save_logo(uploads.photograph(), workshop.profiles.get())

    assert profile.logo.name.startswith("logos/")
    (file,) = media.glob("logos/*")
    assert file.suffix == ".webp"
    content = file.read_bytes()
    assert Image.open(BytesIO(content)).size == (300, 400)
    assert b"GEHEIM" not in content


def test_a_new_logo_gets_a_new_name(workshop, media):
    first = save_logo(plain(), workshop.profiles.get()).logo.name
    second = save_logo(plain(), workshop.profiles.get()).logo.name

    assert first != second


@pytest.mark.parametrize("size", [(200, 200), (5000, 1000), (240, 1200)])
def test_a_stored_logo_is_drawn_on_its_plate(workshop, media, size):
    content = plain(size=size, mode="RGBA", colour=(180, 40, 20, 255))

    content = logos.plate(save_logo(content, workshop.profiles.get()).logo.name)

    plate = Image.open(BytesIO(content)).convert("RGB")
    assert plate.size == logos.PLATE
    assert abs(plate.getpixel((144, 96))[0] - 180) < 12
    assert min(plate.getpixel((2, 2))) > 250


def test_a_refused_file_leaves_nothing_behind(workshop, media):
    form = LogoForm({}, {"logo": upload(uploads.SVG)}, instance=workshop.profiles.get())

    assert not form.is_valid()
    assert not media.exists()


def test_a_proof_is_stored_where_others_on_the_machine_cannot_read_it(
    workshop, private
):
    proof = Credential(organisation=workshop, kind="iso")
    form = ProofForm({}, {"file": upload(PDF, "Nachweis.pdf")}, instance=proof)

    assert form.is_valid(), form.errors
    form.save()

    (file,) = private.glob("proofs/*.pdf")
    assert "Nachweis" not in file.name
    assert file.read_bytes() == PDF
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (file, file.parent, private)]
    assert modes == [0o600, 0o700, 0o700]
