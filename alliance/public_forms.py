"""Forms that anyone may send: without account, session and cookie.

Where a signed-in form has the CSRF cookie, such a form carries a signed, timed token,
and the ``Origin`` header must not name another site. A robot that fills what nobody
sees, or that is quicker than anyone can read, gets an answer as if all were well.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from alliance import errors, limits
from alliance.attempts import Counted, Rule, take
from alliance.audience import Audience, for_audience
from alliance.errors import TooManyAttemptsError
from alliance.http import AnyRequest, View
from alliance.models import SentForm

QUICKEST = timedelta(seconds=2)
VALID_FOR = timedelta(hours=12)
# Its name invites robots; people do not see it.
TRAP = "homepage"
_SALT = "alliance.public_forms"
TOO_MANY_FORMS = errors.ErrorText(
    _("That is enough for now"),
    _(
        "More has been sent than we can read. Please copy your text and try again "
        "later, or give us a call."
    ),
)


def public_form(view: View) -> View:
    """An address of its own for a form that is open to all; never cached."""

    @wraps(view)
    def answer(request: AnyRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method == "POST" and _comes_from_elsewhere(request):
            return errors.csrf_failure(request)
        try:
            return view(request, *args, **kwargs)
        except TooManyAttemptsError as error:
            response = errors.page(request, 429, error=TOO_MANY_FORMS)
            response["Retry-After"] = str(error.seconds)
            return response

    methods = require_http_methods(["GET", "HEAD", "POST"])
    return csrf_exempt(for_audience(Audience.PUBLIC_FORM)(methods(answer)))


def public_answer(view: View) -> View:
    """Where such a form leads when it is carried out; never cached either."""
    return csrf_exempt(for_audience(Audience.PUBLIC_FORM)(require_safe(view)))


def _comes_from_elsewhere(request: HttpRequest) -> bool:
    """Browsers name the origin of each POST; ``null`` hides another site's."""
    origin = request.headers.get("Origin")
    if origin is None:
        return request.headers.get("Sec-Fetch-Site", "same-origin") == "cross-site"
    return origin not in {settings.SITE_URL, f"{request.scheme}://{request.get_host()}"}


class PublicForm(forms.Form):
    """The base of what anyone may send."""

    begun = forms.CharField(widget=forms.HiddenInput, required=False)
    homepage = forms.CharField(
        label=_("Please leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    template_name = "components/public_form.html"
    # Whoever comes with the link of a letter is no robot, however quick.
    looks_for_robots = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["begun"] = new_token()
        self.is_from_robot = False
        # Of this sending; a form that is valid has brought one along.
        self.token = uuid.UUID(int=0)

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name != TRAP]

    def clean_begun(self) -> str:
        sent = self.cleaned_data["begun"]
        try:
            self.token = _token(sent, VALID_FOR)
        except signing.BadSignature as error:
            # The page that says so carries a fresh one.
            renewed: Any = cast("QueryDict", self.data).copy()
            renewed["begun"] = new_token()
            self.data = renewed
            raise ValidationError(
                _("This form has been open for long. Please send it once more.")
            ) from error
        self.is_from_robot = _is_too_quick(sent)
        return sent

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        # Said above the form: nobody sees the field.
        for error in self.errors.pop("begun", []):
            self.add_error(None, error)
        return cleaned

    def clean_homepage(self) -> str:
        text: str = self.cleaned_data["homepage"]
        self.is_from_robot = self.is_from_robot or bool(text)
        return text


def new_token() -> str:
    return signing.TimestampSigner(salt=_SALT).sign(str(uuid.uuid4()))


def _token(sent: str, max_age: timedelta) -> uuid.UUID:
    return uuid.UUID(signing.TimestampSigner(salt=_SALT).unsign(sent, max_age=max_age))


def _is_too_quick(sent: str) -> bool:
    try:
        _token(sent, QUICKEST)
    except signing.SignatureExpired:
        return False
    return True


def carry_out[**P](
    form: PublicForm, verb: Callable[P, object], *args: P.args, **kwargs: P.kwargs
) -> bool:
    """Call the verb once for this form; False where it was called before.

    Nothing is done for robots, who hear that it was.
    """
    if form.looks_for_robots and form.is_from_robot:
        errors.logger.warning("Ignored a public form from a robot.")
        return True
    try:
        with transaction.atomic():
            SentForm.objects.create(token=form.token)
            verb(*args, **kwargs)
    except IntegrityError:
        if not SentForm.objects.filter(token=form.token).exists():
            raise
        return False
    return True


def count(request: HttpRequest, *rules: Rule) -> None:
    """Count this sending for its address by each rule; too many are a 429.

    A rule whose name ends in ``at all`` counts everybody together.
    """
    who = limits.client(request)
    take(
        *(Counted(rule, "" if rule.name.endswith("at all") else who) for rule in rules)
    )
