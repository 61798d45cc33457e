"""How often one address may ask: a bucket of tokens for each, in this process.

With several processes an address may ask as many times as often; a limit is a promise
of no less. After a restart all buckets are full.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from alliance import errors
from alliance.http import AnyRequest, View

REMEMBERED = 10_000


class Limit:
    """``burst`` requests at once, and ``a_second`` more each second after that."""

    def __init__(
        self, *, burst: int, a_second: float, remembered: int = REMEMBERED
    ) -> None:
        self.burst = burst
        self.a_second = a_second
        self.remembered = remembered
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, client: str, *, now: float) -> int:
        """Take a token: 0, or in how many whole seconds there will be one."""
        with self._lock:
            tokens, then = self._buckets.get(client, (self.burst, now))
            # Threads read the clock before they queue here, so not always in order.
            tokens += max(now - then, 0) * self.a_second
            tokens = min(tokens, self.burst)
            is_free = tokens >= 1
            left = tokens - 1 if is_free else tokens
            self._remember(client, left, max(now, then))
        return 0 if is_free else math.ceil((1 - tokens) / self.a_second)

    def give_back(self, client: str, *, now: float) -> None:
        """A token for what cost nothing."""
        with self._lock:
            tokens, then = self._buckets.get(client, (self.burst, now))
            self._remember(client, tokens + 1, then)

    def forget(self) -> None:
        with self._lock:
            self._buckets.clear()

    def _remember(self, client: str, tokens: float, then: float) -> None:
        self._buckets[client] = tokens, then
        self._buckets.move_to_end(client)
        if len(self._buckets) > self.remembered:
            self._buckets.popitem(last=False)


# Of the open data, for one address.
READING = Limit(burst=300, a_second=20)


def client(request: HttpRequest) -> str:
    """Who asks: an IPv4 address, or the /64 that one IPv6 customer has for oneself."""
    try:
        address = ip_address(said_address(request))
    except ValueError:
        return ""
    if not isinstance(address, IPv6Address):
        return str(address)
    mapped = address.ipv4_mapped
    return str(mapped) if mapped else f"{int(address) >> 64:x}"


def said_address(request: HttpRequest) -> str:
    """The address that our proxy or the connection names; any text without one."""
    said = request.META.get("REMOTE_ADDR", "")
    if settings.IS_BEHIND_PROXY:
        # The last hop is what our proxy saw; those before it are hearsay.
        hops = request.META.get("HTTP_X_FORWARDED_FOR", "")
        said = hops.rpartition(",")[2].strip() or said
    return _without_port(said)


def _without_port(said: str) -> str:
    """Some proxies say ``192.0.2.1:443`` and ``[2001:db8::1]:443``."""
    if said.startswith("["):
        return said[1:].partition("]")[0]
    return said.partition(":")[0] if said.count(":") == 1 else said


def limited(limit: Limit) -> Callable[[View], View]:
    """Answer 429 to who asks too often; a 304 does not count."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(
            request: AnyRequest, *args: object, **kwargs: object
        ) -> HttpResponse:
            who, now = client(request), time.monotonic()
            # Whom nobody can tell apart cannot be limited: all would wait for one.
            if who and (seconds := limit.take(who, now=now)):
                return errors.too_many_requests(request, seconds=seconds)
            response = view(request, *args, **kwargs)
            if response.status_code == HTTPStatus.NOT_MODIFIED:
                limit.give_back(who, now=now)
            return response

        return answer

    return decorate
