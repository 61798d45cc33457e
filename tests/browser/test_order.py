"""The fair order, as a visitor leafs through it."""

from playwright.sync_api import expect

from tests.browser.pages import slugs, total


def leaf_through(page):
    """The organisations of each page, from the current one to the last."""
    pages = [slugs(page)]
    following = page.get_by_role("link", name="Nächste Seite")
    number = 1
    while following.count():
        number += 1
        following.click()
        expect(page.get_by_role("status")).to_contain_text(f"Seite {number} von")
        pages.append(slugs(page))
    return pages


def test_all_pages_together_show_each_provider_once(page):
    page.goto("/anbieter/")

    pages = leaf_through(page)

    shown = [slug for slugs in pages for slug in slugs]
    assert len(pages) > 2
    assert len(shown) == len(set(shown)) == total(page)


def test_a_new_mix_is_another_order_and_back_gives_the_old_one(page):
    page.goto("/anbieter/")
    before = slugs(page)

    page.get_by_role("link", name="Neu mischen").click()
    expect(page.locator("[data-slug]").first).not_to_have_attribute(
        "data-slug", before[0]
    )
    mixed = slugs(page)
    page.go_back()
    expect(page.locator("[data-slug]").first).to_have_attribute("data-slug", before[0])

    assert mixed != before
    assert slugs(page) == before


def test_a_new_mix_stays_while_the_visitor_goes_on(page):
    page.goto("/anbieter/?mischung=abc")

    page.get_by_role("link", name="Nächste Seite").click()
    expect(page.get_by_role("status")).to_contain_text("Seite 2 von")
    page.locator("#stadt-essen").check()
    expect(page.get_by_role("status")).to_contain_text("Seite 1 von")

    assert "mischung=abc" in page.url
