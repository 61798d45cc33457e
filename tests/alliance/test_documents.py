"""Uploaded proofs: a PDF as it came, or an image drawn anew."""

import re
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from alliance import documents
from tests import uploads
from tests.uploads import PDF, plain, upload

NO_DOCUMENT = "Bitte laden Sie den Nachweis als PDF oder als Bild (PNG, JPEG oder WebP)"
DAMAGED = "Dieses PDF ist unvollständig oder beschädigt."
TOO_LARGE = "Die Datei ist zu groß (höchstens 5 MB)."


def refused(content):
    with pytest.raises(ValidationError) as error:
        documents.accept(upload(content, "nachweis.pdf"))
    (sentence,) = error.value.messages
    return sentence


@pytest.mark.parametrize(
    "content",
    [PDF, PDF.replace(b"1.7", b"2.0"), PDF + b"\r\n" * 500, PDF + b"\0" * 1000],
    ids=["PDF 1.7", "PDF 2.0", "lines behind the end", "zeros behind the end"],
)
def test_a_pdf_is_kept_as_it_came(content):
    file = documents.accept(upload(content, "Zertifikat Müller.pdf"))

    assert re.fullmatch(r"[0-9a-f-]{36}\.pdf", file.name)
    assert file.read() == content


def test_a_photograph_of_a_proof_is_drawn_anew_and_large_enough_to_read():
    file = documents.accept(upload(uploads.photograph(6, (4000, 3000))))

    image = Image.open(BytesIO(file.read()))
    assert file.name.endswith(".webp")
    assert image.size == (1500, 2000)
    assert not image.getexif()


def test_a_proof_need_not_look_like_a_logo():
    assert documents.accept(upload(plain(size=(150, 900))))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Die Datei ist leer."),
        (PDF + bytes(5_000_000), TOO_LARGE),
        (PDF[:40], DAMAGED),
        (PDF + bytes(5000), DAMAGED),
        (b"%PDF-", DAMAGED),
        (b"%PDF-x.y\n%%EOF", DAMAGED),
        (b"<html>" + PDF, NO_DOCUMENT),
        (b"PK\3\4word/document.xml", NO_DOCUMENT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", NO_DOCUMENT),
        (plain("TIFF"), "Dieses Bildformat unterstützen wir nicht."),
        (uploads.SVG, "SVG-Dateien können wir nicht annehmen."),
        (uploads.iso_image(b"heic"), "HEIC-Bilder vom iPhone"),
    ],
    ids=[
        *("empty", "5 MB and more", "half a PDF", "much behind the end"),
        *("a beginning alone", "no version", "HTML before", "Word", "old Word"),
        *("TIFF", "SVG", "HEIC"),
    ],
)
def test_what_is_wrong_is_a_sentence(content, sentence):
    assert refused(content).startswith(sentence)


@given(st.sampled_from([b"", b"%PDF-", b"%PDF-1.4"]), st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_a_sentence(beginning, rest):
    assert refused(beginning + rest.replace(b"%%EOF", b""))


def test_a_form_gets_a_file_that_can_be_stored():
    field = documents.DocumentUploadField()

    assert field.clean(upload(PDF)).name.endswith(".pdf")
    assert field.widget.attrs["accept"].startswith("application/pdf,image/png")
    with pytest.raises(ValidationError, match="Bitte wählen Sie eine Datei aus"):
        field.clean(None)
