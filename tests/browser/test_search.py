"""A visitor searches: with script, without it, and back again."""

import re

from playwright.sync_api import expect

from tests.browser.pages import NOTHING_FOUND, slugs, total

ESSEN = "#stadt-essen"


def search_from_home(page):
    page.goto("/")
    page.get_by_label("Was möchten Sie lernen?").fill("Pflege")
    page.get_by_role("button", name="Suchen").click()
    expect(page).to_have_title(re.compile("^Anbieter zu „Pflege“"))


def open_first_profile(page):
    link = page.get_by_test_id("results").get_by_role("heading").get_by_role("link")
    name = link.first.inner_text()
    link.first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_a_visitor_finds_a_provider_and_can_call_it(page):
    search_from_home(page)
    before = total(page)

    page.locator(ESSEN).check()
    expect(page).to_have_url(re.compile(r"q=Pflege&stadt=essen"))

    assert 0 < total(page) < before
    expect(page.get_by_role("status")).to_contain_text(re.compile("Anbieter"))
    open_first_profile(page)
    expect(page.locator(".thumb a[href^='tel:']")).to_have_attribute(
        "href", re.compile(r"^tel:\+?\d+$")
    )


def test_the_same_works_without_script(visit):
    with visit(java_script_enabled=False) as page:
        search_from_home(page)
        before = total(page)

        page.locator(ESSEN).check()
        page.locator("#show").click()

        expect(page).to_have_url(re.compile(r"q=Pflege&.*stadt=essen"))
        assert 0 < total(page) < before
        open_first_profile(page)
        expect(page.locator(".thumb a[href^='tel:']")).to_be_visible()


def test_without_script_the_filters_open_on_a_small_screen(visit):
    viewport = {"width": 320, "height": 640}
    with visit(java_script_enabled=False, viewport=viewport) as page:
        page.goto("/anbieter/")
        expect(page.locator(ESSEN)).to_be_hidden()

        page.get_by_role("button", name="Filter").click()
        page.locator(ESSEN).check()
        page.locator("#show").click()

        expect(page).to_have_url(re.compile(r"stadt=essen"))


def test_a_tick_costs_one_request_and_keeps_the_focus(page, watch):
    page.goto("/anbieter/")
    everybody = page.get_by_role("status").inner_text()

    page.locator(ESSEN).focus()
    page.keyboard.press("Space")

    expect(page).to_have_url(re.compile(r"stadt=essen"))
    expect(page.get_by_role("status")).not_to_have_text(everybody)
    expect(page.locator(ESSEN)).to_be_checked()
    expect(page.locator(ESSEN)).to_be_focused()
    assert len(watch.questions()) == 2


def test_several_quick_ticks_end_in_one_list_that_fits_them_all(page):
    page.goto("/anbieter/")

    for box in (ESSEN, "#stadt-bochum", "#stadt-hamm"):
        page.locator(box).check()

    expect(page).to_have_url(re.compile("stadt=essen&stadt=bochum&stadt=hamm"))
    expect(page.locator(".active li")).to_have_count(3)
    expect(page.locator("#filter input:checked")).to_have_count(3)


def test_back_forward_and_reload_restore_the_list_and_the_ticks(page):
    page.goto("/anbieter/")
    everybody = slugs(page)
    page.locator(ESSEN).check()
    expect(page).to_have_url(re.compile(r"stadt=essen"))
    some = slugs(page)

    page.go_back()
    expect(page.locator(ESSEN)).not_to_be_checked()
    assert slugs(page) == everybody
    page.go_forward()
    expect(page.locator(ESSEN)).to_be_checked()
    assert slugs(page) == some
    page.reload()
    expect(page.locator(ESSEN)).to_be_checked()
    assert slugs(page) == some


def test_back_from_a_profile_returns_to_the_filtered_list(page):
    page.goto("/anbieter/")
    page.locator(ESSEN).check()
    expect(page).to_have_url(re.compile(r"stadt=essen"))
    some = slugs(page)

    open_first_profile(page)
    page.go_back()

    expect(page.locator(ESSEN)).to_be_checked()
    assert slugs(page) == some


def test_a_profile_leads_back_to_the_list_one_came_from(page):
    page.goto("/anbieter/?stadt=essen&zeit=abends")
    before = slugs(page)

    open_first_profile(page)
    page.get_by_role("link", name="Zurück zur Liste").click()

    expect(page).to_have_url(re.compile("stadt=essen&zeit=abends"))
    assert slugs(page) == before


def test_a_place_typed_among_words_outlives_a_filter(visit):
    for has_script in (True, False):
        with visit(java_script_enabled=has_script) as page:
            page.goto("/anbieter/?q=Pflege+45127")
            page.locator(ESSEN).check()
            if not has_script:
                page.locator("#show").click()

            expect(page).to_have_url(re.compile("stadt=essen"))
            expect(page).to_have_url(re.compile("plz=45127"))


def test_a_filter_can_be_removed_where_it_is_named(page):
    page.goto("/anbieter/?stadt=essen")

    page.get_by_role("link", name="Filter entfernen: Essen").click()

    expect(page.locator(ESSEN)).not_to_be_checked()
    expect(page.locator(".active")).to_have_count(0)


def test_a_page_without_results_names_what_to_leave_out(page):
    page.goto(NOTHING_FOUND)
    assert total(page) == 0
    way_out = page.get_by_role("link", name="Ohne „Quantenchromodynamik“")
    promised = int(re.search(r"(\d+) Anbieter", way_out.inner_text())[1])

    way_out.click()

    expect(page.locator("#q")).to_have_value("")
    assert total(page) == promised > 0


def test_an_unknown_postal_code_is_named_and_sets_no_radius(page):
    page.goto("/anbieter/")
    everybody = total(page)

    page.get_by_label("Postleitzahl").fill("99999")
    page.get_by_label("Postleitzahl").press("Enter")

    expect(page.locator(".notice")).to_contain_text("99999")
    expect(page.get_by_label("Postleitzahl")).to_have_value("99999")
    assert total(page) == everybody


def test_a_wider_radius_finds_more_and_each_says_how_far_it_is(page):
    page.goto("/anbieter/?plz=45127&umkreis=5")
    near = total(page)

    page.get_by_label("Umkreis").select_option("25")
    page.get_by_role("button", name="Suchen").click()

    expect(page).to_have_url(re.compile("umkreis=25"))
    assert total(page) > near
    expect(page.get_by_text("km entfernt")).to_have_count(len(slugs(page)))
