"""What explains the interface: the document for machines, a page for people."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.formats import number_format

from alliance import open_data
from alliance.http import AnyRequest, public_page
from alliance.limits import READING
from members.api.document import document
from members.api.operations import LICENCE_NAME, open_view
from members.api.table import MOST


class Parameter(NamedTuple):
    name: str
    description: str
    allowed: list[str]
    is_list: bool
    is_in_path: bool


class Operation(NamedTuple):
    """One address, as the page explains it."""

    name: str
    path: str
    summary: str
    description: str
    parameters: list[Parameter]
    statuses: dict[str, str]
    example: str
    command: str


@open_view
def api_document(request: AnyRequest) -> HttpResponse:  # noqa: ARG001
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})


@public_page
def api_docs(request: AnyRequest) -> HttpResponse:
    context = {
        "info": document()["info"],
        "operations": [
            _operation(path, methods["get"])
            for path, methods in document()["paths"].items()
        ],
        "licence": {"name": LICENCE_NAME, "url": open_data.LICENCE},
        "limit": READING,
        "most": number_format(MOST, force_grouping=True),
        "site": settings.SITE_URL,
        "canonical": request.path,
    }
    return render(request, "members/api_docs.html", context)


def _operation(path: str, said: dict[str, Any]) -> Operation:
    content = said["responses"]["200"]["content"]
    answer = content.get("application/json", {}).get("example")
    return Operation(
        name=said["operationId"],
        path=path,
        summary=said["summary"],
        description=said.get("description", ""),
        parameters=[_parameter(parameter) for parameter in said["parameters"]],
        statuses={
            status: response["description"]
            for status, response in said["responses"].items()
        },
        example=json.dumps(answer, ensure_ascii=False, indent=2) if answer else "",
        command=_command(path, answer),
    )


def _parameter(said: dict[str, Any]) -> Parameter:
    schema = said["schema"]
    allowed = schema.get("enum") or [schema["const"]] if "const" in schema else []
    return Parameter(
        name=said["name"],
        description=said["description"],
        allowed=[str(value) for value in schema.get("enum", allowed)],
        is_list=schema.get("type") == "array",
        is_in_path=said["in"] == "path",
    )


def _command(path: str, answer: dict[str, Any] | None) -> str:
    """The same question for the shell."""
    slug = answer["slug"] if answer and "slug" in answer else ""
    address = settings.SITE_URL + path.replace("{slug}", slug)
    options = "-OJ " if path.endswith(".csv") else ""
    return f"curl {options}'{address}'"
