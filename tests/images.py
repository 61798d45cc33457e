"""Images as people store them."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from members.models import DirectoryEntry

LOGO = "logos/werkstatt.png"


def image_file(kind="PNG", size=(400, 300), mode="RGB", colour="#b5340a"):
    buffer = BytesIO()
    Image.new(mode, size, colour).save(buffer, kind)
    return buffer.getvalue()


def store(content, name=LOGO):
    default_storage.save(name, ContentFile(content))
    return name


def give_logo(slug, content=None, name=LOGO):
    """Let a listed organisation have a logo, stored under this name."""
    store(image_file() if content is None else content, name)
    DirectoryEntry.objects.filter(slug=slug).update(logo=name)
    return name
