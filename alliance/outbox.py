"""Where letters are read on one's own machine, as long as there is no mail server.

Whoever tries the portal out can follow an invitation to its end. It is open to all on
that machine, for the invited person has no account yet; nothing real lies there.
"""

from __future__ import annotations

import re
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from alliance.audience import Audience, for_audience
from alliance.http import AnyRequest, View
from alliance.models import Mail

SHOWN = 200


def on_own_machine(view: View) -> View:
    """Elsewhere there is no such address."""

    @wraps(view)
    def answer(request: AnyRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not settings.HAS_OUTBOX:
            raise Http404
        return view(request, *args, **kwargs)

    return for_audience(Audience.OWN_MACHINE)(require_safe(answer))


@on_own_machine
def outbox(request: AnyRequest) -> HttpResponse:
    letters = Mail.objects.newest_first()
    context = {"letters": letters[:SHOWN], "number": letters.count(), "shown": SHOWN}
    return render(request, "alliance/outbox.html", context | {"is_noindex": True})


@on_own_machine
def outbox_letter(request: AnyRequest, letter: int) -> HttpResponse:
    mail = get_object_or_404(Mail, pk=letter)
    context = {"letter": mail, "text": with_links(mail.body), "is_noindex": True}
    return render(request, "alliance/outbox_letter.html", context)


def with_links(text: str) -> SafeString:
    """The text as HTML, with links to the portal and to nowhere else."""
    ours = re.compile(rf"(?<!\S)({re.escape(settings.SITE_URL)}(?:/\S*)?)(?!\S)")
    parts = ours.split(text)
    link = '{}<a href="{}">{}</a>'
    pairs = zip(parts[::2], parts[1::2], strict=False)
    linked = format_html_join(
        "", link, [(before, address, address) for before, address in pairs]
    )
    return format_html("{}{}", linked, parts[-1])
