"""Uploaded images: drawn anew, or refused with a sentence; never anything else."""

import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from alliance import drawing, images, signatures
from alliance.uploads import MOST_BYTES, ask_again
from tests import uploads
from tests.uploads import plain, png, saved, upload

EMPTY = "Die Datei ist leer."
TOO_LARGE = "Die Datei ist zu groß (höchstens 5 MB)."
PIXELS = (
    "Das Bild hat zu viele Bildpunkte (höchstens 25 Millionen). "
    "Bitte verkleinern Sie es."
)
DAMAGED = "Dieses Bild ist unvollständig oder beschädigt."
SVG = "SVG-Dateien können wir nicht annehmen. Bitte laden Sie PNG, JPEG oder WebP hoch."
FORMAT = "Dieses Bildformat unterstützen wir nicht."
HEIC = "HEIC-Bilder vom iPhone bitte vorher als JPEG sichern."
NARROW = "Das Logo muss mindestens 200 Pixel breit sein."
STEEP = "Das Logo ist zu lang und schmal"
NO_IMAGE = "Diese Datei ist kein Bild."
WORK = "Dieses Bild ist zu aufwendig."

# Seconds for one upload beside other tests, where alone it has 5; and bytes more.
PATIENCE = 15
ROOM = 150_000_000


def accepted(content, name="logo.png"):
    file = images.accept(upload(content, name))
    image = Image.open(BytesIO(file.read()))
    assert image.format == "WEBP"
    return image


def refused(content, name="logo.png"):
    with pytest.raises(ValidationError) as error:
        images.accept(upload(content, name))
    (sentence,) = error.value.messages
    return sentence


def near(pixel, expected, distance=6):
    return all(abs(a - b) <= distance for a, b in zip(pixel, expected, strict=True))


FILES = {
    "nothing": (b"", EMPTY),
    "a byte more than 5 MB": (plain() + bytes(5_000_001), TOO_LARGE),
    "a header of 40,000 pixels": (uploads.header_alone, PIXELS),
    "13,000 pixels": (uploads.large_png, PIXELS),
    "a WebP of 16,000 pixels": (
        lambda: plain("WEBP", (16_000, 1600), method=0),
        PIXELS,
    ),
    "a JPEG of 6,000 pixels": (lambda: plain("JPEG", (6000, 6000)), PIXELS),
    "a GIF of 6,000 pixels": (lambda: plain("GIF", (6000, 6000), "P", 0), PIXELS),
    "a frame larger than its GIF": (uploads.wide_frame, PIXELS),
    "half a PNG": (lambda: uploads.photograph()[:2000], DAMAGED),
    "half a JPEG": (lambda: (p := uploads.photograph())[: len(p) // 2], DAMAGED),
    "half a GIF": (
        lambda: saved(Image.effect_noise((300, 300), 90), "GIF")[:9000],
        DAMAGED,
    ),
    "half a WebP": (
        lambda: saved(Image.effect_noise((300, 300), 90), "WEBP")[:9000],
        DAMAGED,
    ),
    "a beginning alone": (b"\x89PNG\r\n\x1a\n", DAMAGED),
    "SVG": (uploads.SVG, SVG),
    "SVG without a declaration": (b"\xef\xbb\xbf  <svg/>", SVG),
    "SVG in UTF-16": (uploads.SVG.decode().encode("utf-16"), SVG),
    "SVGZ": (uploads.packed_svg, SVG),
    "EPS": (lambda: plain("EPS"), FORMAT),
    "TIFF": (lambda: plain("TIFF"), FORMAT),
    "BMP": (lambda: plain("BMP"), FORMAT),
    "TGA": (lambda: plain("TGA"), FORMAT),
    "ICO": (lambda: plain("ICO", (64, 64)), FORMAT),
    "JPEG 2000": (lambda: plain("JPEG2000"), FORMAT),
    "PSD": (b"8BPS\0\1" + bytes(100), FORMAT),
    "PDF": (uploads.PDF, FORMAT),
    "AVIF": (lambda: uploads.iso_image(b"avif"), FORMAT),
    "HEIC": (lambda: uploads.iso_image(b"heic"), HEIC),
    "one pixel": (lambda: plain(size=(1, 1)), NARROW),
    "199 pixels": (lambda: plain(size=(199, 300)), NARROW),
    "20,000 × 2": (lambda: plain(size=(20_000, 2)), STEEP),
    "2 × 20,000": (lambda: plain(size=(2, 20_000)), STEEP),
    "six times as wide": (lambda: plain(size=(1806, 300)), STEEP),
    "a script that begins like a GIF": (
        b"GIF89a/*" + b"x" * 50 + b"*/=1;alert(1)",
        NO_IMAGE,
    ),
    "a short one": (b"GIF89a=1;alert(1)", NO_IMAGE),
    "text": (b"Kein Bild.", NO_IMAGE),
    "HTML": (b"<!doctype html><script>alert(1)</script>", NO_IMAGE),
    "a gzip of nothing": (b"\x1f\x8b\x08\0kaputt", NO_IMAGE),
    "a film": (b"\0\0\0\x18ftypisom\0\0\0\0isommp42" + bytes(99), NO_IMAGE),
    "a JPEG that refines for ever": (uploads.slow_jpeg, WORK),
}


@pytest.mark.parametrize(("content", "sentence"), FILES.values(), ids=FILES)
def test_what_is_wrong_is_a_sentence(content, sentence):
    answer = refused(content() if callable(content) else content)

    assert answer.startswith(sentence)
    assert "Bitte" in answer or "bitte" in answer


def test_what_is_wrong_is_noted_without_the_file(caplog):
    refused(b"GEHEIM", "GEHEIM.png")

    assert caplog.messages == ["Refused a file: no_image"]


@pytest.mark.parametrize("name", ["logo.svg", "logo.png", "logo.webp"])
def test_the_name_of_a_file_says_nothing(name):
    assert refused(uploads.SVG, name) == SVG
    assert accepted(plain("JPEG"), name)


@pytest.mark.parametrize(
    "name",
    [
        *("geheim.html", "geheim.php", "geheim.png.php", "geheim.PnG"),
        *("geheim.png%00.html", "geheim\0.png", "../../geheim.png", "geheim" * 60),
    ],
)
def test_nothing_of_the_name_is_kept(name):
    file = images.accept(upload(plain() + b"<html><script>alert(1)</script>", name))

    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.webp", file.name)
    assert b"script" not in file.read()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_the_four_formats_are_accepted(kind):
    image = accepted(plain(kind))

    assert image.size == (400, 300)
    assert near(image.convert("RGB").getpixel((200, 150)), (181, 52, 10))


def test_a_file_of_5_mb_is_accepted():
    content = plain()

    assert accepted(content + bytes(5_000_000 - len(content)))


@pytest.mark.parametrize(
    ("size", "stored"),
    [
        ((200, 200), (200, 200)),
        ((600, 200), (600, 200)),
        ((200, 1000), (200, 1000)),
        ((4800, 1600), (1200, 400)),
        ((1000, 5000), (240, 1200)),
        ((5000, 1000), (1200, 240)),
    ],
)
def test_a_logo_is_stored_1200_pixels_wide_at_most(size, stored):
    assert accepted(plain(size=size)).size == stored


def test_what_a_telephone_wrote_into_the_file_is_gone():
    content = uploads.photograph() + b"<?php system('GEHEIM'); ?><script>"
    assert content.count(b"GEHEIM") >= 4

    file = images.accept(upload(content))

    assert b"GEHEIM" not in file.read()
    image = Image.open(file)
    assert not image.getexif()
    assert not {"exif", "xmp", "icc_profile"} & set(image.info)


@pytest.mark.parametrize("orientation", [*range(1, 9), 77])
def test_a_photograph_stands_upright(orientation):
    content = uploads.photograph(orientation)
    expected = ImageOps.exif_transpose(Image.open(BytesIO(content)))

    image = accepted(content).convert("RGB")

    assert image.size == expected.size
    for x, y in [(0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8)]:
        at = int(x * image.width), int(y * image.height)
        assert near(image.getpixel(at), expected.getpixel(at))


def test_of_two_images_in_a_jpeg_the_first_counts():
    second = Image.new("RGB", (400, 300), "blue")
    content = saved(
        Image.new("RGB", (400, 300), "red"),
        "MPO",
        save_all=True,
        append_images=[second],
    )

    assert near(accepted(content).convert("RGB").getpixel((9, 9)), (254, 0, 0))


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_frame_stays(kind):
    frames = [Image.new("RGB", (300, 300), colour) for colour in ("red", "blue")]
    content = saved(frames[0], kind, save_all=True, append_images=frames[1:])

    image = accepted(content)

    assert not getattr(image, "is_animated", False)
    assert near(image.convert("RGB").getpixel((9, 9)), (254, 0, 0))


def clear(*value):
    return uploads.chunk(b"tRNS", b"".join(value))


def two(number):
    return number.to_bytes(2, "big")


GREY = two(0x8040)
ODD = {
    "16 bits, grey": (GREY, 16, 0, b"", (128, 128, 128, 255)),
    "16 bits, dark grey": (two(0x0200), 16, 0, b"", (2, 2, 2, 255)),
    "16 bits, grey, clear": (GREY, 16, 0, clear(GREY), (None, None, None, 0)),
    "16 bits, grey, not clear": (GREY, 16, 0, clear(two(9)), (128, 128, 128, 255)),
    "16 bits, grey and alpha": (GREY * 2, 16, 4, b"", (128, 128, 128, 128)),
    "16 bits, colour": (GREY + two(0xFFFF) + two(0), 16, 2, b"", (128, 255, 0, 255)),
    "16 bits, colour, clear": (GREY * 3, 16, 2, clear(GREY * 3), (None, None, None, 0)),
    "16 bits, colour and alpha": (GREY * 4, 16, 6, b"", (128, 128, 128, 128)),
    "grey and alpha": (b"\x50\x90", 8, 4, b"", (0x50, 0x50, 0x50, 0x90)),
    "grey, clear": (b"\x50", 8, 0, clear(two(0x50)), (None, None, None, 0)),
    "colour, clear": (b"\1\2\3", 8, 2, clear(b"\0\1\0\2\0\3"), (None, None, None, 0)),
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_an_odd_png_keeps_its_colours_and_its_transparency(odd):
    pixel, depth, colours, extra, expected = odd
    content = png((300, 200), pixel * 300, depth=depth, colours=colours, extra=extra)

    found = accepted(content).convert("RGBA").getpixel((150, 100))

    wanted = [f if e is None else e for f, e in zip(found, expected, strict=True)]
    assert near(found, wanted, 2)


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP"])
def test_what_was_clear_stays_clear(kind):
    image = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    image.paste((200, 30, 40, 255), (0, 0, 150, 300))

    drawn = accepted(saved(image, kind)).convert("RGBA")

    assert near(drawn.getpixel((50, 150)), (200, 30, 40, 255))
    assert drawn.getpixel((250, 150))[3] == 0


def test_a_palette_with_half_clear_colours_keeps_them():
    image = Image.new("P", (300, 300), 1)
    image.putpalette([0, 0, 0, 40, 80, 120])

    drawn = accepted(saved(image, "PNG", transparency=bytes([255, 100])))

    assert near(drawn.convert("RGBA").getpixel((9, 9)), (40, 80, 120, 100), 2)


@pytest.mark.parametrize("colour", [0, 1])
def test_black_and_white_stay_so(colour):
    image = accepted(plain(mode="1", colour=colour))

    assert image.convert("L").getpixel((9, 9)) == 255 * colour


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_colours_of_a_telephone_become_those_of_the_web(kind, mode):
    if (kind, mode) == ("JPEG", "RGBA"):
        mode = "RGB"
    profile = uploads.display_p3()
    content = plain(kind, mode=mode, colour=uploads.P3_RED, icc_profile=profile)

    image = accepted(content)

    assert near(image.convert("RGB").getpixel((9, 9)), (255, 0, 0), 10)
    assert "icc_profile" not in image.info


@pytest.mark.parametrize("profile", [b"", b"kaputt", bytes(500), b"p3" * 99])
def test_a_broken_profile_says_nothing(profile):
    content = plain(colour=uploads.P3_RED, icc_profile=profile)

    assert near(accepted(content).convert("RGB").getpixel((9, 9)), uploads.P3_RED, 1)


def test_a_profile_of_another_kind_of_image_says_nothing():
    content = plain("JPEG", mode="CMYK", colour=0, icc_profile=uploads.display_p3())

    assert near(accepted(content).convert("RGB").getpixel((9, 9)), (255, 255, 255))


def test_a_photograph_takes_little_room_and_a_drawing_stays_exact():
    noise = [Image.effect_noise((1200, 1200), 60) for _ in range(3)]
    photograph = images.accept(upload(saved(Image.merge("RGB", noise), "JPEG")))
    edge = accepted(plain(colour="#123456")).convert("RGB")

    assert photograph.size < 1_500_000
    assert edge.getpixel((0, 0)) == (0x12, 0x34, 0x56)


def highest_memory():
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+([0-9]+) kB", status)[1]) * 1024


BOMBS = {
    "13,000 pixels": uploads.large_png,
    "a header of 40,000 pixels": uploads.header_alone,
    "10,000 frames": uploads.long_gif,
    "a frame larger than its GIF": uploads.wide_frame,
    "a profile of 300 MB": uploads.large_profile,
    "refined for ever": uploads.slow_jpeg,
    "25 million pixels": uploads.permitted_png,
    "25 million pixels of WebP": uploads.permitted_webp,
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_bomb_costs_neither_memory_nor_time(bomb):
    file = upload(bomb())
    assert file.size <= MOST_BYTES
    Path("/proc/self/clear_refs").write_text("5")
    before, begun = highest_memory(), time.monotonic()

    with suppress(ValidationError):
        images.accept(file)

    seconds, growth = time.monotonic() - begun, highest_memory() - before
    assert seconds < PATIENCE
    assert growth < ROOM


@pytest.mark.parametrize("bomb", [uploads.permitted_png, uploads.permitted_webp])
def test_what_is_allowed_finds_room(bomb):
    assert accepted(bomb()).size == (1200, 1200)


@pytest.mark.parametrize("bomb", [uploads.large_png, uploads.header_alone])
def test_a_header_that_says_too_much_starts_nothing(monkeypatch, bomb):
    monkeypatch.setattr(images, "_COMMAND", ["a program that is not there"])

    assert refused(bomb()) == PIXELS


def test_too_little_memory_is_a_sentence(tmp_path):
    path = tmp_path / "logo.png"
    path.write_bytes(uploads.permitted_png())
    script = (
        "import resource, sys\n"
        "from alliance import images\n"
        "resource.setrlimit(resource.RLIMIT_AS, (250_000_000,) * 2)\n"
        "try: images.redraw(open(sys.argv[1], 'rb').read(), 1200)\n"
        "except Exception as error: print(error.code)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, path],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(drawing.__file__).parents[1],
    )

    assert done.stdout == "too_much_work\n"


def test_no_file_reaches_ghostscript(monkeypatch, tmp_path):
    """Ghostscript would be found by its name, in the folder that comes first."""
    ghostscript = tmp_path / "gs"
    ghostscript.write_text(f"#!/bin/sh\ntouch {tmp_path}/called\n")
    ghostscript.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    for name in ("logo.eps", "logo.png"):
        assert refused(plain("EPS"), name).startswith(FORMAT)
    drawn = subprocess.run(
        [*images._COMMAND, "PNG", "1200"], input=plain("EPS"), check=False
    )

    assert drawn.returncode == drawing.Refusal.UNREADABLE
    assert not (tmp_path / "called").exists()


LIMITS = {
    "cpu time": drawing.TIME,
    "address space": drawing.MEMORY,
    "file size": 0,
    "processes": 0,
    "core file size": 0,
}


def drawing_process():
    """The child that draws, once it has set all its limits."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        for children in Path("/proc/self/task").glob("*/children"):
            for child in children.read_text().split():
                limits = " ".join(Path(f"/proc/{child}/limits").read_text().split())
                if all(f"Max {name} {n} {n} " in limits for name, n in LIMITS.items()):
                    return Path("/proc", child)
        time.sleep(0.01)
    raise TimeoutError


def test_the_process_has_limits_and_none_of_our_keys(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "GEHEIM")

    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(refused, uploads.slow_jpeg())
        process = drawing_process()
        environment = (process / "environ").read_bytes()

    assert answer.result().startswith(WORK)
    assert b"GEHEIM" not in environment


def test_four_at_once_all_get_their_turn():
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda _: images.redraw(plain(), 300), range(8)))

    assert len(set(drawn)) == 1


def test_whoever_waits_too_long_is_told(monkeypatch):
    monkeypatch.setattr(images, "TIME", 0.01)

    with images._drawing:
        assert refused(plain()).startswith("Gerade werden andere Bilder verarbeitet.")


BEGINNINGS = [*signatures._BEGINNINGS, b"RIFF\0\0\1\0WEBPVP8X", b"<svg", b"\x1f\x8b"]


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_a_sentence(content):
    refused(content)


@given(st.sampled_from(BEGINNINGS), st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
@example(b"\xff\xd8\xff", b"\xff" * 300)
@example(b"\xff\xd8\xff", b"\xe0\0\0" * 100)
def test_any_bytes_behind_a_good_beginning_are_a_sentence(beginning, rest):
    refused(beginning + rest)


@given(
    st.sampled_from(["PNG", "JPEG", "GIF", "WEBP"]),
    st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=4))
    ),
)
@settings(max_examples=40, deadline=None)
def test_a_tampered_image_is_drawn_or_a_sentence(kind, changes):
    content = bytearray(plain(kind, (210, 210)))
    for where, what in changes:
        at = int(where * len(content))
        content[at : at + len(what)] = what

    with suppress(ValidationError):
        file = images.accept(upload(bytes(content)))
        assert signatures.kind(file.read()) == "WEBP"


class LogoForm(forms.Form):
    name = forms.CharField()
    logo = images.ImageUploadField(required=False)


def test_a_form_gets_a_file_that_can_be_stored():
    form = LogoForm({"name": "x"}, {"logo": upload(plain("JPEG"))})

    assert form.is_valid()
    assert form.cleaned_data["logo"].name.endswith(".webp")


def test_a_form_checked_twice_reads_the_file_twice():
    form = LogoForm({"name": "x"}, {"logo": upload(plain())})
    form.full_clean()
    form.full_clean()

    assert not form.errors


@pytest.mark.parametrize(
    ("content", "sentence"), [(b"", EMPTY), (b"x", NO_IMAGE), (uploads.SVG, SVG)]
)
def test_a_form_says_what_is_wrong_in_our_words(content, sentence):
    form = LogoForm({"name": "x"}, {"logo": upload(content)})

    assert form.errors["logo"][0].startswith(sentence)


def test_without_a_file_the_old_one_stays():
    assert LogoForm({"name": "x"}, {}).is_valid()
    form = LogoForm({"name": "x"}, {}, initial={"logo": "logos/alt.webp"})
    assert form.is_valid()
    assert form.cleaned_data["logo"] == "logos/alt.webp"


def test_a_file_that_must_be_there_is_asked_for():
    field = images.ImageUploadField()

    with pytest.raises(ValidationError, match=re.escape("Bitte wählen Sie eine Datei")):
        field.clean(None)


def test_the_browser_offers_images_and_no_link_to_the_old_one():
    html = LogoForm(initial={"logo": "logos/alt.webp"}).as_p()

    assert 'accept="image/png,image/jpeg,image/webp,image/gif"' in html
    assert "alt.webp" not in html


def test_a_file_must_be_chosen_again_when_something_else_was_wrong():
    form = LogoForm({}, {"logo": upload(plain())})

    ask_again(form)

    assert form.errors["logo"] == ["Bitte wählen Sie die Datei noch einmal aus."]


def test_a_file_that_was_wrong_itself_says_only_that():
    form = LogoForm({}, {"logo": upload(b"x")})

    ask_again(form)

    assert len(form.errors["logo"]) == 1


def test_nothing_is_asked_again_without_a_reason():
    whole = LogoForm({"name": "x"}, {"logo": upload(plain())})
    without = LogoForm({}, {})

    ask_again(whole)
    ask_again(without)

    assert whole.is_valid()
    assert set(without.errors) == {"name"}
