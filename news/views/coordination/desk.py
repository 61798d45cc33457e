"""The posts that a person writes or is asked to bear, and the beginning of one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from alliance.http import SignedInRequest
from alliance.pager import page_list
from members.filters import Sieve, Sieves, filters, narrowed, question
from members.paging import page_of
from members.views.sending import once_only
from networks.access import for_coordination
from networks.acting import is_office
from networks.models import Network
from news import publishing
from news.forms import BeginForm
from news.models import Bearing, Post
from news.standing import LABELS, standing
from news.views.coordination.finding import own


@for_coordination
@require_safe
def desk(request: SignedInRequest) -> HttpResponse:
    posts = Post.objects.written_by(request.user).select_related("network")
    # All of them are counted by state, and a list shows nothing of their texts.
    short = posts.defer("teaser", "body", "html")
    found = list(short.order_by("-changed_at", "-pk"))
    sieves: Sieves = {
        "stand": Sieve(
            gettext_lazy("State"), LABELS, lambda one, value: standing(one) == value
        )
    }
    asked = question(request.GET.dict(), sieves)
    page = page_of(request, narrowed(found, asked, sieves))
    context = {
        "form": _form(request),
        "total": len(found),
        "filters": list(filters(found, asked, sieves)),
        "page": page,
        "posts": [(one, standing(one)) for one in page],
        "pages": page_list(page.number, page.paginator.num_pages, asked.page),
        "asked": _asked(request),
    }
    return render(request, "news/coordination/desk.html", context)


def _asked(request: SignedInRequest) -> list[Bearing]:
    waiting = Bearing.objects.waiting().decided_by(request.user)
    return list(waiting.select_related("post", "network"))


def _form(request: SignedInRequest, data: object = None) -> BeginForm:
    own_networks = Network.objects.coordinated_by(request.user)
    return BeginForm(data, networks=own_networks, is_office=is_office(request.user))


@for_coordination
@once_only("news:desk")
@require_POST
def begin(request: SignedInRequest) -> HttpResponse:
    form = _form(request, request.POST)
    if not form.is_valid():
        raise Http404
    post = publishing.begin(form.cleaned_data["network"], by=request.user)
    return redirect("news:edit", post.pk)


@for_coordination
@once_only("news:desk")
@require_POST
def throw_away(request: SignedInRequest, post: int) -> HttpResponse:
    publishing.throw_away(own(request, post), by=request.user)
    messages.success(request, _("The draft is thrown away."))
    return redirect("news:desk")
