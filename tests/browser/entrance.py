"""The door that the journeys of those with an account go through."""

from playwright.sync_api import Page

from members.demo import PASSWORD

# What the browser holds of whoever is inside, and of what was said last.
COOKIES = {"csrftoken", "sitzung", "messages"}


def enter(page: Page, email: str, goal: str, password: str = PASSWORD) -> None:
    page.goto(f"/konto/login/?next={goal}")
    page.get_by_label("E-Mail").fill(email)
    page.get_by_label("Passwort", exact=True).fill(password)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.wait_for_url(f"**{goal}")
