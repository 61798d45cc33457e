"""Questions to a page on whether it can be read, at any size and in any colours."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page

WIDTHS = (320, 768, 1280)
AXE = """(only) => axe.run({ resultTypes: ["violations"], runOnly: only })
  .then((found) => found.violations.flatMap(
    (rule) => rule.nodes.map((node) => `${rule.id}: ${node.html}`)))"""
ALL_RULES = [
    *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"),
]
# The rules whose answer depends on colours.
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
WIDER_THAN_THE_SCREEN = """() => document.scrollingElement.scrollWidth > innerWidth
  ? [...document.querySelectorAll("body *")]
      .filter((one) => one.getBoundingClientRect().right > innerWidth)
      .map((one) => one.outerHTML.slice(0, 120))
  : []"""
# What is for ears alone is cut off on purpose, and a field scrolls what is typed.
CUT_OFF = """() => [...document.querySelectorAll("body :not(input)")].filter((one) => {
  const style = getComputedStyle(one);
  const is_cut = (overflow) => overflow === "hidden" || overflow === "clip";
  return one.checkVisibility() && one.clientWidth > 1 && one.clientHeight > 1
    && (is_cut(style.overflowY) && one.scrollHeight > one.clientHeight + 1
      || is_cut(style.overflowX) && one.scrollWidth > one.clientWidth + 1);
}).map((one) => one.outerHTML.slice(0, 120))"""
# WCAG 1.4.12: what a reader may set, in a sheet that the policy lets in.
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
# Axe asks for colours that forced ones have replaced, so the contrast is ours to count.
FAINT = """() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => parts(colour).slice(0, 3)
    .map((part) => part / 255)
    .map((part) => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [.2126, .7152, .0722][index], 0);
  const ground = (one) => {
    for (let place = one; place; place = place.parentElement) {
      const colour = getComputedStyle(place).backgroundColor;
      if ((parts(colour)[3] ?? 1) === 1) return light(colour);
    }
    return light(getComputedStyle(document.documentElement).backgroundColor);
  };
  const has_text = (one) => [...one.childNodes]
    .some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  return [...document.querySelectorAll("body *")].filter((one) => {
    if (!has_text(one) || !one.checkVisibility()) return false;
    const style = getComputedStyle(one);
    const text = light(one.ownerSVGElement ? style.fill : style.color);
    const [low, high] = [text, ground(one)].sort((a, b) => a - b);
    return (high + .05) / (low + .05) < 4.5;
  }).map((one) => one.outerHTML.slice(0, 120));
}"""
MOVING = """() => [
  ...document.getAnimations().map((one) => one.effect.target.outerHTML),
  ...[...document.querySelectorAll("*")].filter((one) => {
    const { animationName, animationDuration, transitionDuration } =
      getComputedStyle(one);
    const longest = (durations) => Math.max(...durations.split(",").map(parseFloat));
    return longest(transitionDuration) > .01
      || animationName !== "none" && longest(animationDuration) > .01;
  }).map((one) => one.outerHTML),
].map((one) => one.slice(0, 120))"""
# What a current item differs in from its neighbour, colours left out.
DIFFERENT_SHAPE = """(current) => {
  const others = [...current.closest("ul").querySelectorAll("a:not([aria-current])")];
  const shape = (one) => ["", "::before", "::after"].map((part) => {
    const style = getComputedStyle(one, part || null);
    return [style.content, style.fontWeight, style.textDecorationLine,
      style.textDecorationThickness, style.borderBlockEndWidth,
      style.borderBlockEndStyle, style.borderInlineStartWidth, style.outlineStyle,
    ].join();
  }).join();
  return others.length === 0 || shape(current) !== shape(others[0]);
}"""


def open_all_details(page: Page) -> None:
    page.locator("details").evaluate_all(
        "groups => groups.forEach((group) => { group.open = true })"
    )


def violations(page: Page, axe_source: str) -> Iterator[str]:
    """Of axe's rules, at three widths, in light and dark."""
    # What the browser evaluates for a test is no script of the page to its policy.
    page.evaluate(axe_source)
    # Or a button is measured on its way from one colour to the other.
    page.emulate_media(reduced_motion="reduce")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        yield from _found(page, f"{width}, light", ALL_RULES)
        page.emulate_media(color_scheme="dark")
        yield from _found(page, f"{width}, dark", COLOUR_RULES)
        page.emulate_media(color_scheme="light")


def _found(page: Page, state: str, rules: list[str]) -> Iterator[str]:
    for violation in page.evaluate(AXE, rules):
        yield f"{state}: {violation}"


def overflows(page: Page) -> Iterator[str]:
    """What leaves a small screen or its own box: plain, large and widely set."""
    page.set_viewport_size({"width": 320, "height": 640})
    yield from _lost(page, "320")
    page.evaluate(SPACING)
    yield from _lost(page, "320, spaced")
    page.evaluate("document.adoptedStyleSheets = []")
    page.set_viewport_size({"width": 640, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    yield from _lost(page, "640, text twice as large")
    page.evaluate("document.documentElement.style.fontSize = ''")


def _lost(page: Page, state: str) -> Iterator[str]:
    for element in page.evaluate(WIDER_THAN_THE_SCREEN):
        yield f"{state}, too wide: {element}"
    for element in page.evaluate(CUT_OFF):
        yield f"{state}, cut off: {element}"


def lost_in_forced_colours(page: Page) -> Iterator[str]:
    """Text too faint, and the chosen that look like their neighbours."""
    page.emulate_media(forced_colors="active")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for text in page.evaluate(FAINT):
            yield f"{scheme}, faint: {text}"
    marked = page.locator("ul a[aria-current]").all()
    for chosen in marked:
        if not chosen.evaluate(DIFFERENT_SHAPE):
            yield f"like its neighbours: {chosen.inner_text()}"
    page.emulate_media(color_scheme="light", forced_colors="none")


def moving(page: Page) -> list[str]:
    """What moves although the visitor asked for stillness."""
    page.emulate_media(reduced_motion="reduce")
    found = page.evaluate(MOVING)
    page.emulate_media(reduced_motion="no-preference")
    return found
