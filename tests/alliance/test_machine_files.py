"""Icons, manifest and security.txt."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from PIL import Image

from alliance import env
from alliance.pictures import PAPER

pytestmark = pytest.mark.django_db
IMAGES = Path(settings.BASE_DIR, "alliance/static/alliance/img")


def test_crawlers_find_an_icon(client):
    response = client.get("/favicon.ico")

    assert response["Content-Type"] == "image/x-icon"
    with Image.open(BytesIO(response.content)) as icon:
        assert icon.format == "ICO"
        assert {(16, 16), (32, 32)} <= icon.info["sizes"]


def test_the_icon_has_eight_equal_stops():
    root = ET.parse(IMAGES / "icon.svg").getroot()
    stops = root.findall(".//{http://www.w3.org/2000/svg}circle")

    assert len(stops) == 8
    assert len({stop.get("r") for stop in stops}) == 1
    assert "prefers-color-scheme" in (IMAGES / "icon.svg").read_text()


def test_the_manifest_names_icons_that_are_there(client):
    response = client.get("/manifest.webmanifest")
    manifest = json.loads(response.content)

    assert response["Content-Type"] == "application/manifest+json"
    assert manifest["lang"] == "de"
    assert client.get(manifest["start_url"]).status_code == 200
    assert manifest["theme_color"] == manifest["background_color"] == PAPER
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        path = finders.find(icon["src"].removeprefix(settings.STATIC_URL))
        with Image.open(path) as image:
            assert "x".join(map(str, image.size)) == icon["sizes"]
            assert image.format == "PNG"


@pytest.mark.parametrize(
    ("name", "size"), [("apple-touch-icon", 180), ("icon-192", 192), ("icon-512", 512)]
)
def test_icons_of_home_screens_may_be_cut_round(name, size):
    with Image.open(IMAGES / f"{name}.png") as image:
        assert image.size == (size, size)
        drawn = image.convert("RGB")
    paper, edge = drawn.getpixel((0, 0)), size // 10
    pixels = drawn.load()
    outside = [
        (x, y)
        for x in range(size)
        for y in range(size)
        if (x - size / 2) ** 2 + (y - size / 2) ** 2 > (size / 2 - edge) ** 2
    ]
    assert all(pixels[point] == paper for point in outside)


def fields(client):
    lines = client.get("/.well-known/security.txt").text.splitlines()
    return dict(line.split(": ", 1) for line in lines)


def test_whoever_finds_a_weakness_learns_whom_to_tell(client):
    found = fields(client)

    assert parseaddr(found["Contact"].removeprefix("mailto:"))[1].count("@") == 1
    assert found["Preferred-Languages"] == "de, en"
    assert found["Canonical"] == "http://127.0.0.1:8000/.well-known/security.txt"


@pytest.mark.parametrize("year", [2026, 2028, 2040])
def test_security_txt_never_lapses_and_ends_within_a_year(client, year):
    now = datetime(year, 2, 28, 12, tzinfo=UTC)
    with time_machine.travel(now):
        end = datetime.fromisoformat(fields(client)["Expires"])

    assert timedelta(days=90) < end - now < timedelta(days=365)


def test_the_contact_comes_from_the_settings(client, settings):
    settings.SECURITY_CONTACT = "https://portal.example/sicherheit"

    assert fields(client)["Contact"] == "https://portal.example/sicherheit"


@pytest.mark.parametrize(
    "value", ["hilfe@portal.example", "http://x", "mailto:", "mailto:a\nExpires: x"]
)
def test_a_contact_that_is_no_address_is_refused(monkeypatch, value):
    monkeypatch.setenv("SECURITY_CONTACT", value)

    with pytest.raises(ImproperlyConfigured, match="SECURITY_CONTACT"):
        env.contact("SECURITY_CONTACT", "mailto:x@y.example")
