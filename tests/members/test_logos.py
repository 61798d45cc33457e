"""Logos: only those of listed organisations, drawn anew, and never in the way."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.utils import timezone
from PIL import Image

from alliance.drawing import ORIENTATION
from members import logos, moderation
from members.directory import index
from tests.factories import ProfileFactory, approve
from tests.images import LOGO, give_logo, image_file, store

pytestmark = pytest.mark.usefixtures("media")


@pytest.fixture
def address(workshop):
    give_logo("werkstatt")
    return logos.address("werkstatt", LOGO)


def test_a_logo_is_an_image_that_nobody_asks_for_twice(client, address):
    response = client.get(address)

    assert response.status_code == 200
    assert response["Content-Type"] == "image/webp"
    assert response["Content-Length"] == str(len(response.content))
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_a_logo_needs_one_query(client, address, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(address)


@pytest.mark.parametrize(
    ("kind", "mode", "size"),
    [
        ("PNG", "RGBA", (800, 300)),
        ("PNG", "1", (1, 1)),
        ("PNG", "I;16", (300, 300)),
        ("JPEG", "CMYK", (3000, 2000)),
        ("JPEG", "L", (20, 4000)),
        ("WEBP", "RGB", (4000, 20)),
        ("GIF", "P", (200, 200)),
    ],
)
def test_every_logo_is_one_size_and_small(client, workshop, kind, mode, size):
    give_logo("werkstatt", image_file(kind, size, mode, 0))

    content = client.get(logos.address("werkstatt", LOGO)).content

    with Image.open(BytesIO(content)) as image:
        assert (image.format, image.size) == ("WEBP", logos.PLATE)
        assert min(image.convert("RGB").getpixel((0, 0))) > 250
    assert len(content) <= logos.ENOUGH


def test_a_noisy_logo_is_small_too(client, workshop):
    buffer = BytesIO()
    Image.effect_noise((600, 400), 100).save(buffer, "PNG")
    give_logo("werkstatt", buffer.getvalue())

    content = client.get(logos.address("werkstatt", LOGO)).content

    assert len(content) <= logos.ENOUGH


def test_what_a_photographer_left_in_the_file_is_gone(client, workshop):
    buffer = BytesIO()
    data = Image.Exif()
    data[0x010E] = "GEHEIM"
    Image.new("RGB", (300, 200)).save(buffer, "JPEG", exif=data)
    give_logo("werkstatt", buffer.getvalue())

    content = client.get(logos.address("werkstatt", LOGO)).content

    assert b"GEHEIM" in buffer.getvalue()
    assert b"GEHEIM" not in content


def test_a_logo_that_waits_for_approval_is_not_found(client, workshop, address):
    draft = ProfileFactory(
        organisation=workshop, logo=store(image_file(), "logos/neu.png")
    )

    assert client.get(logos.address("werkstatt", draft.logo.name)).status_code == 404
    assert client.get(address).status_code == 200


def test_with_another_logo_the_address_is_another(client, workshop, wanda, esra):
    give_logo("werkstatt")
    draft = moderation.start_draft(workshop, by=wanda)
    draft.logo = store(image_file(colour="#000"), "logos/neu.png")
    draft.save()
    moderation.submit(draft, by=wanda)
    approve(draft, by=esra)

    assert client.get(logos.address("werkstatt", LOGO)).status_code == 404
    assert client.get(logos.address("werkstatt", "logos/neu.png")).status_code == 200


def test_whoever_left_has_no_logo(client, workshop, address):
    workshop.memberships.update(until=timezone.localdate() - timedelta(days=1))
    index.refresh([workshop.pk])

    assert client.get(address).status_code == 404


def test_the_logo_of_one_is_not_found_under_another(client, college, address):
    assert client.get(address.replace("werkstatt", "kolleg")).status_code == 404


def test_what_is_stored_is_not_served_as_it_is(client, address):
    assert client.get(f"/media/{LOGO}").status_code == 404
    assert client.get(f"/{LOGO}").status_code == 404


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        image_file()[:200],
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a" + b"\xff" * 40,
        image_file(size=(6000, 5000), mode="1", colour=0),
    ],
    ids=["empty", "a head alone", "torn", "svg", "gif of nothing", "too large"],
)
def test_a_file_that_is_no_image_is_not_found_and_the_page_goes_on(
    client, workshop, content
):
    give_logo("werkstatt", content)

    assert client.get(logos.address("werkstatt", LOGO)).status_code == 404
    for page in ("/anbieter/", "/anbieter/werkstatt/"):
        assert '<text x="48" y="32">W</text>' in client.get(page).text


def test_what_cannot_be_drawn_is_tried_once(client, workshop):
    give_logo("werkstatt", b"GIF89a" + b"\xff" * 40)
    address = logos.address("werkstatt", LOGO)
    assert client.get(address).status_code == 404

    store(image_file())

    assert client.get(address).status_code == 404


def test_a_photograph_stands_upright(client, workshop):
    """It was taken with the camera turned to the right."""
    taken = Image.new("RGB", (200, 100), "white")
    taken.paste("black", (0, 0, 100, 100))
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    buffer = BytesIO()
    taken.save(buffer, "PNG", exif=exif)
    give_logo("werkstatt", buffer.getvalue())

    content = client.get(logos.address("werkstatt", LOGO)).content

    plate = Image.open(BytesIO(content)).convert("L")
    assert plate.getpixel((144, 40)) < 40
    assert plate.getpixel((144, 150)) > 200


def test_a_file_that_is_missing_is_not_found(client, workshop, address):
    default_storage.delete(LOGO)

    assert client.get(address).status_code == 404


def test_a_rendition_is_kept_and_a_torn_one_is_made_again(client, address):
    whole = client.get(address).content
    name = f"plates/{logos.digest(LOGO)}.webp"
    default_storage.delete(LOGO)
    assert client.get(address).content == whole

    store(image_file())
    storages["renditions"].save(name, ContentFile(whole[:100]))

    assert client.get(address).content == whole
    default_storage.delete(LOGO)
    assert client.get(address).content == whole


def test_two_who_ask_at_once_get_the_same(media):
    store(image_file())

    with ThreadPoolExecutor(4) as pool:
        plates = list(pool.map(logos.plate, [LOGO] * 8))

    assert len(set(plates)) == 1
    assert len(list(media.glob("plates/*"))) == 1


def test_a_full_disk_costs_time_and_no_logo(media):
    store(image_file())
    media.joinpath("plates").write_text("in the way")

    assert logos.plate(LOGO)


def test_lists_and_pages_show_the_logo_without_a_shift(client, address):
    listed = client.get("/anbieter/").text
    alone = client.get("/anbieter/werkstatt/").text

    assert (
        f'<img src="{address}" width="96" height="64" alt="" loading="lazy"' in listed
    )
    assert f'<img src="{address}" width="120" height="80" alt=""' in alone


def test_without_a_logo_the_mark_stands_there_alone(client, workshop):
    page = client.get("/anbieter/").text

    assert '<span class="plate"><svg class="drawn hue-' in page
    assert "<img" not in page
