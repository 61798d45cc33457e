import re

from members.design import SHEET
from tests.factories import CityFactory


def test_the_design_page_shows_every_token_and_component(client, gisela, workshop):
    CityFactory(name="Hamm")
    client.force_login(gisela)

    page = client.get("/verwaltung/gestaltung/").text

    layer = re.search(r"@layer tokens \{.*?\n\}\n", SHEET.read_text(), flags=re.DOTALL)
    for token in set(re.findall(r"--([\w-]+): ", layer[0])):
        assert f"<code>{token}</code>" in page, token
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
