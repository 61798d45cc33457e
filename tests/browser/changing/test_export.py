"""A coordinator takes the list of members along, with script and without."""

import pytest
from playwright.sync_api import expect

from tests.browser.entrance import COOKIES, enter
from tests.browser.reading import violations

ESSEN = "koordination-essen@example.org"


@pytest.fixture
def sign_in(watch):
    watch.expected_cookies = COOKIES

    def sign_in(page):
        enter(page, ESSEN, "/koordination/mitglieder/")

    return sign_in


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_list_as_it_is_filtered_comes_as_a_file(visit, sign_in, script):
    with visit(java_script_enabled=script) as page:
        sign_in(page)
        page.get_by_role("link", name="Ohne Redaktion").click()
        with page.expect_download() as workbook:
            page.get_by_role("button", name="Als Excel-Datei").click()
        with page.expect_download() as plain:
            page.get_by_role("button", name="Als CSV").click()

        assert workbook.value.suggested_filename.startswith("mitglieder-essen-2")
        assert workbook.value.suggested_filename.endswith(".xlsx")
        rows = plain.value.path().read_bytes().split(b"\r\n")
        assert rows[0].startswith(b"\xef\xbb\xbfArt;Nr;Name")
        assert len(rows) > 2
        # One is still where one was.
        expect(page.get_by_role("button", name="Als CSV")).to_be_visible()


def test_the_page_of_a_list_is_accessible(visit, sign_in, axe_source):
    with visit() as page:
        sign_in(page)
        with page.expect_download():
            page.get_by_role("button", name="Als CSV").click()
        page.reload()
        page.locator(".exports a").first.click()

        expect(page.get_by_role("heading", level=1)).to_have_text(
            "Ihre Liste ist fertig"
        )
        assert list(violations(page, axe_source)) == []
        page.goto("/koordination/mitglieder/")
        assert list(violations(page, axe_source)) == []
