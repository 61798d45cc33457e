"""Uploaded proofs: a PDF, which nobody here looks into, or an image, drawn anew."""

from __future__ import annotations

import re

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from alliance import images, signatures, uploads

# A page of A4 can still be read.
SIDE = 2000
NO_DOCUMENT = _("Please upload the proof as PDF or as an image (PNG, JPEG or WebP).")
DAMAGED = _(
    "This PDF is incomplete or damaged. Please save it once more and upload it again."
)

_HEADER = re.compile(rb"%PDF-[12]\.[0-9]")
_END = b"%%EOF"
# Programs that print to PDF leave a little behind the end.
_AFTER_END = 2048


def accept(file: UploadedFile) -> ContentFile:
    """The proof as PDF or WebP, or a ``ValidationError``.

    A PDF is kept as it came. Whether it wants a password shows when it is opened: most
    certificates are encrypted against changes only, and everyone can read them.
    """
    content = uploads.read(file)
    kind = signatures.kind(content)
    if kind == signatures.PDF:
        return _accept_pdf(content)
    if kind:
        return uploads.named(images.redraw(content, SIDE), "webp")
    raise uploads.refusal("no_document", NO_DOCUMENT)


def _accept_pdf(content: bytes) -> ContentFile:
    if not _HEADER.match(content) or _END not in content[-_AFTER_END:]:
        raise uploads.refusal("damaged", DAMAGED)
    return uploads.named(content, "pdf")


class DocumentUploadField(uploads.UploadField):
    """A proof; what is cleaned is a PDF, or a WebP file of our own drawing."""

    accepted = f"application/pdf,{images.ACCEPTED}"

    def accept(self, file: UploadedFile) -> ContentFile:
        return accept(file)
