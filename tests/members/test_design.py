import re

from tests.factories import CityFactory


def test_the_design_page_shows_every_token_and_component(client, gisela, workshop):
    CityFactory(name="Hamm")
    client.force_login(gisela)

    page = client.get("/verwaltung/gestaltung/").text

    for shown in ("hue-8", "warn-paper", "text-figure", "space-7", "shadow-high"):
        assert f"<code>{shown}</code>" in page
    for part in (
        "hits",
        "pager",
        "faces",
        "facet",
        "summary",
        "empty",
        "line",
        "broken",
    ):
        assert re.search(rf'class="[^"]*\b{part}\b', page), part


def test_its_ids_are_its_own(client, gisela, workshop):
    client.force_login(gisela)

    ids = re.findall(r' id="([^"]+)"', client.get("/verwaltung/gestaltung/").text)

    assert len(ids) == len(set(ids))
