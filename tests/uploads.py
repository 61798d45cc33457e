"""Files as people, and attackers, upload them; each is built when it is asked for."""

import gzip
import zlib
from io import BytesIO
from struct import pack

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

SVG = b'<?xml version="1.0"?>\n<!-- Logo -->\n<svg xmlns="http://www.w3.org/2000/svg"/>'
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << >>\n%%EOF\n"
P3_RED = (234, 51, 35)  # the red of sRGB, as Display P3 writes it


def upload(content, name="logo.png"):
    return SimpleUploadedFile(name, content)


def saved(image, kind, **options):
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def plain(kind="PNG", size=(400, 300), mode="RGB", colour="#b5340a", **options):
    return saved(Image.new(mode, size, colour), kind, **options)


def chunk(name, content):
    check = zlib.crc32(name + content)
    return pack(">I", len(content)) + name + content + pack(">I", check)


def png(size, row, *, depth=8, colours=2, extra=b""):
    """Of equal rows, packed without ever being whole in memory."""
    packer = zlib.compressobj()
    packed = b"".join(packer.compress(b"\0" + row) for _ in range(size[1]))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", pack(">IIBBBBB", *size, depth, colours, 0, 0, 0))
        + extra
        + chunk(b"IDAT", packed + packer.flush())
        + chunk(b"IEND", b"")
    )


def large_png():
    """13,000 × 13,000 pixels in half a megabyte."""
    return png((13_000, 13_000), bytes(3 * 13_000))


def header_alone():
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", b"")
    )


def permitted_png():
    """As many pixels as are allowed, with transparency."""
    return png((5000, 5000), b"\x10\x80\xf0\x80" * 5000, colours=6)


def permitted_webp():
    """What takes the most memory of all that is allowed."""
    shade = Image.radial_gradient("L").resize((5000, 5000))
    return saved(Image.merge("RGBA", [shade] * 4), "WEBP", lossless=True, method=0)


def long_gif():
    """10,000 frames."""
    first = plain("GIF", (300, 200), "P", 0)
    head, frame = first[: first.index(b"\x2c")], first[first.index(b"\x2c") : -1]
    return head + frame * 10_000 + b";"


def wide_frame():
    """A GIF of one pixel that holds a frame of 65,535 × 65,535."""
    first = plain("GIF", (1, 1), "P", 0)
    at = first.index(b"\x2c")
    return first[: at + 5] + b"\xff\xff\xff\xff" + first[at + 9 :]


def slow_jpeg():
    """Its last scan refines the whole image again, forty thousand times."""
    whole = plain("JPEG", (4900, 4900), "L", 128, progressive=True)
    scan = whole[whole.rindex(b"\xff\xda") : -2]
    return (whole[:-2] + scan * 40_000)[:4_999_000] + b"\xff\xd9"


def large_profile():
    """A PNG whose colour profile unpacks to 300 MB."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1_000_000)) for _ in range(300))
    content = b"p3\0\0" + packed + packer.flush()
    return png((400, 300), bytes(1200), extra=chunk(b"iCCP", content))


def display_p3():
    """A photograph's profile, of the smallest kind that tells of other colours."""

    def point(*values):
        return b"XYZ \0\0\0\0" + pack(">3i", *(round(v * 65_536) for v in values))

    curve = b"curv\0\0\0\0" + pack(">IH", 1, round(2.2 * 256)) + b"\0\0"
    text = b"text\0\0\0\0CC0\0"
    tags = {
        b"wtpt": point(0.9642, 1, 0.8249),
        b"rXYZ": point(0.5151, 0.2412, -0.0011),
        b"gXYZ": point(0.2920, 0.6922, 0.0419),
        b"bXYZ": point(0.1571, 0.0666, 0.7841),
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
        b"cprt": text,
    }
    table, body, begin = pack(">I", len(tags)), b"", 132 + 12 * len(tags)
    for name, content in tags.items():
        table += name + pack(">II", begin + len(body), len(content))
        body += content
    size = pack(">I", begin + len(body))
    head = size + b"none\x02\x20\0\0mntrRGB XYZ " + bytes(12) + b"acsp" + bytes(28)
    white = pack(">3i", *(round(v * 65_536) for v in (0.9642, 1, 0.8249)))
    return (head + white).ljust(128, b"\0") + table + body


def photograph(orientation=6, size=(400, 300)):
    """Four colours in four corners, and all that a telephone writes beside them."""
    image = Image.new("RGB", size, "red")
    half = (size[0] // 2, size[1] // 2)
    image.paste("green", (half[0], 0, size[0], half[1]))
    image.paste("blue", (0, half[1], *half))
    image.paste("white", (*half, *size))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = exif[0x013B] = "GEHEIM"
    exif.get_ifd(0x8825).update(
        {1: "N", 2: (51.0, 27.0, 4.0), 3: "E", 4: (7.0, 0.0, 0)}
    )
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>GEHEIM</x:xmpmeta>"
    return saved(image, "JPEG", exif=exif, xmp=xmp, comment=b"GEHEIM", quality=95)


def packed_svg():
    return gzip.compress(SVG)


def iso_image(brand):
    """The beginning of a HEIC or AVIF file."""
    return b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0mif1miaf" + bytes(200)
