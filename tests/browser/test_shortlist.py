"""A visitor keeps providers, compares them and takes them along."""

import re

from playwright.sync_api import expect

from tests.browser.pages import open_kind, slugs

PHONE = {"width": 320, "height": 640}


def numbered(page, number):
    """The link of the navigation with so many providers on the shortlist."""
    return page.get_by_role("link", name=f"Merkzettel ({number})", exact=True)


def toggle(page, number=0):
    return page.locator(".hits .toggle").nth(number)


def test_keeping_stays_at_its_place_and_is_counted_and_said(page):
    page.goto("/anbieter/")
    before = slugs(page)
    toggle(page, 3).focus()
    height = page.evaluate("scrollY")

    page.keyboard.press("Enter")

    expect(numbered(page, 1)).to_be_visible()
    expect(toggle(page, 3)).to_be_focused()
    expect(toggle(page, 3)).to_contain_text("Gemerkt – entfernen")
    expect(page.get_by_role("status")).to_contain_text("Gemerkt")
    expect(page).to_have_url(re.compile(f"a={before[3]}$"))
    assert page.evaluate("scrollY") == height
    assert slugs(page) == before

    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("Entfernt")
    expect(toggle(page, 3)).to_be_focused()
    expect(page.get_by_role("link", name="Merkzettel", exact=True)).to_be_visible()


def test_what_is_kept_comes_along_through_pages_and_filters(page):
    page.goto("/anbieter/")
    toggle(page).click()
    expect(numbered(page, 1)).to_be_visible()

    page.get_by_role("link", name="Nächste Seite").click()
    expect(page.get_by_role("status")).to_contain_text("Seite 2 von")
    expect(page.get_by_role("status")).not_to_contain_text("Gemerkt")
    toggle(page).click()
    expect(numbered(page, 2)).to_be_visible()
    page.locator("#stadt-essen").check()
    expect(page).to_have_url(re.compile("stadt=essen.*&a=.*&a="))
    page.get_by_test_id("results").get_by_role("heading").get_by_role(
        "link"
    ).first.click()

    expect(numbered(page, 2)).to_be_visible()
    page.get_by_role("link", name="Zum Merkzettel (2)").click()
    expect(page.locator(".shortlist h2")).to_have_count(2)


def test_without_script_the_page_comes_back_to_the_same_place(visit):
    with visit(java_script_enabled=False) as page:
        page.goto("/anbieter/")
        before = slugs(page)
        toggle(page, 9).click()

        expect(page).to_have_url(re.compile(f"#merken-{before[9]}$"))
        expect(toggle(page, 9)).to_contain_text("Gemerkt – entfernen")
        expect(toggle(page, 9)).to_be_in_viewport()
        expect(page.locator(".hits h3").nth(9)).to_be_in_viewport()
        expect(numbered(page, 1)).to_have_count(1)
        assert slugs(page) == before


def test_without_script_a_shortlist_is_complete(visit, samples):
    with visit(java_script_enabled=False) as page:
        open_kind(page, "shortlist", samples)

        expect(page.get_by_label("Adresse dieses Merkzettels")).to_have_value(page.url)
        expect(page.get_by_role("link", name="Per E-Mail senden")).to_be_visible()
        expect(page.get_by_role("button")).to_have_count(0)
        page.get_by_role("link", name=re.compile("^Entfernen ")).click()
        expect(page.get_by_text("Noch ist nichts gemerkt.")).to_be_visible()


def test_a_profile_is_kept_with_the_thumb(visit, samples):
    with visit(viewport=PHONE) as page:
        open_kind(page, "provider", samples)
        keep = page.locator(".thumb .toggle")
        keep.click()

        expect(keep).to_contain_text("Gemerkt – entfernen")
        boxes = [one.bounding_box() for one in page.locator(".thumb a").all()]
        assert len({box["y"] for box in boxes}) == 1
        assert all(box["y"] + box["height"] <= PHONE["height"] for box in boxes)
        assert sum(box["width"] for box in boxes) <= PHONE["width"]


def test_the_header_of_a_phone_has_two_rows_even_with_twenty(visit):
    with visit(viewport=PHONE) as page:
        twenty = "&".join(f"a=haus-{number}" for number in range(20))
        page.goto(f"/anbieter/?{twenty}")

        expect(numbered(page, 20)).to_be_visible()
        tops = page.locator("#nav a").evaluate_all(
            "links => links.map((link) => link.getBoundingClientRect().top)"
        )
        assert len(set(tops)) == 1


def test_the_link_is_copied_and_that_is_said(page, samples):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_kind(page, "shortlist", samples)

    page.get_by_role("button", name="Link kopieren").click()

    expect(page.get_by_role("status")).to_have_text("Der Link ist kopiert.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_where_copying_is_forbidden_the_address_is_marked(page, samples):
    page.add_init_script(
        "navigator.clipboard.writeText = () => Promise.reject(new Error())"
    )
    open_kind(page, "shortlist", samples)

    page.get_by_role("button", name="Link kopieren").click()

    expect(page.get_by_role("status")).to_contain_text("Die Adresse ist markiert")
    assert page.evaluate("getSelection().toString()") == page.url


def test_a_printed_shortlist_has_room_for_notes_and_a_code(page, samples):
    open_kind(page, "shortlist", samples)
    expect(page.locator(".notes")).to_be_hidden()

    page.emulate_media(media="print")

    expect(page.locator(".notes")).to_be_visible()
    expect(page.get_by_text(re.compile(r"^Stand: \d+\. "))).to_be_visible()
    expect(page.locator("#nav, .shortlist .actions, .pass-on")).to_have_count(3)
    for part in page.locator("#nav, .shortlist .actions, .pass-on").all():
        expect(part).to_be_hidden()
    units = page.locator(".qr").evaluate("code => code.viewBox.baseVal.width * 2")
    width = page.locator(".qr").bounding_box()["width"] / 96 * 25.4
    assert width / units >= 0.4
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_the_window_stays_where_it_is_when_something_is_kept(page):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/anbieter/?stadt=bochum")
    toggle = page.locator(".hits .toggle").nth(2)
    toggle.scroll_into_view_if_needed()
    before = toggle.bounding_box()["y"]

    toggle.click()
    expect(page.locator(".hits .kept")).to_have_count(1)

    assert abs(page.locator(".hits .kept").bounding_box()["y"] - before) < 60
