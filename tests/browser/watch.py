"""What a visitor's browser may never have to complain about, on any journey."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page, Request, Response

# A violated policy is said aloud, so that the console tells all.
ALARM = """
addEventListener("securitypolicyviolation", (event) => console.error(
  `policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`));
"""
STORES = """async () => [
  ...Object.keys(localStorage),
  ...Object.keys(sessionStorage),
  ...(await indexedDB.databases()).map((database) => database.name),
  ...(await caches.keys()),
  ...(await navigator.serviceWorker.getRegistrations()).map((one) => one.scope),
]"""
# Chromium says each status over 400 in the console, too; `statuses` has them.
SAID_TWICE = "Failed to load resource: the server responded with a status of"
# What a new page or a newer question has made superfluous.
ABORTED = "net::ERR_ABORTED"


@dataclass
class Watch:
    """Everything noticed in one browser context."""

    portal: str
    console: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    statuses: set[int] = field(default_factory=set)
    # What a journey itself brings about
    expected_statuses: set[int] = field(default_factory=set)
    expected_cookies: set[str] = field(default_factory=set)
    expected_stores: set[str] = field(default_factory=set)

    def over(self, context: BrowserContext) -> None:
        context.add_init_script(ALARM)
        context.on("console", lambda message: self._hear(message.type, message.text))
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("request", self._note_request)
        context.on("requestfailed", self._note_failure)
        context.on("response", self._note_status)

    def questions(self) -> list[str]:
        """The addresses asked for pages and parts of them, without files."""
        kinds = ("document", "fetch", "xhr")
        return [one.url for one in self.requests if one.resource_type in kinds]

    def complaints(self, page: Page) -> dict[str, list[str] | set[int] | set[str]]:
        """By kind; the kinds without one are left out."""
        cookies = {cookie["name"] for cookie in page.context.cookies()}
        found = {
            "console": self.console,
            "errors": self.errors,
            "failures": self.failures,
            "foreign": [r.url for r in self.requests if not self._is_own(r.url)],
            "statuses": self.statuses - self.expected_statuses,
            "cookies": cookies - self.expected_cookies,
            "stores": set(page.evaluate(STORES)) - self.expected_stores,
        }
        return {kind: what for kind, what in found.items() if what}

    def _is_own(self, address: str) -> bool:
        return address.startswith((f"{self.portal}/", "data:"))

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not text.startswith(SAID_TWICE):
            self.console.append(text)

    def _note_request(self, request: Request) -> None:
        self.requests.append(request)

    def _note_failure(self, request: Request) -> None:
        if request.failure != ABORTED:
            self.failures.append(f"{request.url}: {request.failure}")

    def _note_status(self, response: Response) -> None:
        if response.status >= 400:
            self.statuses.add(response.status)
