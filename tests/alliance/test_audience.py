"""Every address says whom it is for."""

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.urls.resolvers import RegexPattern

from alliance.audience import LIBRARIES, OPEN, Audience, for_audience
from alliance.http import public_page


def views(resolver, prefix=""):
    """Each address with its view."""
    for entry in resolver.url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield address, entry.callback
        else:
            yield from views(entry, address)


def undeclared(resolver):
    return [
        address
        for address, view in views(resolver)
        if not isinstance(getattr(view, "audience", None), Audience)
        and address.split("/")[0] not in LIBRARIES
    ]


def test_every_address_says_whom_it_is_for():
    assert undeclared(get_resolver()) == []


def test_an_address_that_does_not_say_so_is_found():
    silent = path("still/", lambda request: HttpResponse())
    declared = path("laut/", public_page(lambda request: HttpResponse()))

    resolver = URLResolver(RegexPattern(""), [silent, declared])

    assert undeclared(resolver) == ["still/"]


def test_what_is_not_for_all_needs_a_sign_in():
    open_to_all = {
        address
        for address, view in views(get_resolver())
        if not getattr(view, "login_required", True)
        # Signing in is open by nature, and the admin sends there by itself.
        and getattr(view, "audience", LIBRARIES.get(address.split("/")[0]))
        not in LIBRARIES.values()
    }
    declared = {
        address
        for address, view in views(get_resolver())
        if getattr(view, "audience", None) in OPEN
    }

    assert open_to_all == declared


def test_declaring_an_audience_keeps_the_sign_in():
    view = for_audience(Audience.COORDINATION)(lambda request: HttpResponse())

    assert view.audience == "coordination"
    assert getattr(view, "login_required", True)
