"""One decorator for all reading: it answers, and it writes the OpenAPI document.

The views answer without going through django-ninja, which would refuse what the
contract drops with a sentence, and validate what comes from our own statements. The
suite validates every answer against what is declared here instead.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext_noop
from ninja import NinjaAPI, Schema

from alliance import open_data
from alliance.brand import NAME
from alliance.http import AnyRequest, View, public_page
from alliance.limits import READING, limited
from members.api.schemas import Problem

LICENCE_NAME = f"{NAME}, CC BY 4.0"
_LINK = f'<{open_data.LICENCE}>; rel="license"'
_SOMETIMES = {304: None, 400: Problem, 405: Problem, 429: Problem, 503: Problem}

api = NinjaAPI(
    title=NAME,
    version="1.0.0",
    description=gettext_noop(
        "Providers, partners and networks of continuing education in the Ruhr area, "
        "as the public pages show them. Free to use with the name of the source."
    ),
    docs_url=None,
    servers=[{"url": settings.SITE_URL}],
    openapi_extra={
        "info": {"license": {"name": LICENCE_NAME, "url": open_data.LICENCE}}
    },
)


def open_view(view: View) -> View:
    """A public page that pages of others may read, too, and not too often."""
    page = public_page(view)

    @wraps(page)
    def answer(request: AnyRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = page(request, *args, **kwargs)
        response["Link"] = _LINK
        return response

    return limited(READING)(answer)


def operation(  # noqa: PLR0913 - each says one thing of the document
    path: str,
    *,
    name: str,
    summary: str,
    description: str = "",
    answer: type[Schema] | None,
    question: type[Schema] | None = None,
    content: dict[str, Any],
    errors: tuple[int, ...] = (),
) -> Callable[[View], View]:
    """``name`` is the address's; ``content`` an example, or what is not JSON."""
    responses = {200: answer, **_SOMETIMES, **dict.fromkeys(errors, Problem)}
    extra = {
        "parameters": _parameters(question) if question else [],
        "responses": {200: {"content": content}},
    }

    def declare(view: View) -> View:
        api.get(
            path,
            operation_id=name,
            summary=summary,
            description=description,
            response=responses,
            openapi_extra=extra,
        )(view)
        return open_view(view)

    return declare


def as_json(answer: dict[str, object]) -> HttpResponse:
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})


def example(value: dict[str, object]) -> dict[str, Any]:
    return {"application/json": {"example": value}}


def _parameters(question: type[Schema]) -> list[dict[str, Any]]:
    return [
        {
            "in": "query",
            "name": name,
            "description": schema.pop("description"),
            "required": False,
            "schema": {key: schema[key] for key in schema if key != "title"},
        }
        for name, schema in question.model_json_schema()["properties"].items()
    ]
