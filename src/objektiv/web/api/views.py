"""The description of the interface: for programs (OpenAPI) and for people (a page without any script)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from objektiv.web.access.pages import public
from objektiv.web.api.errors import NOT_FOUND, Refused, answer
from objektiv.web.api.interface import BASE, api
from objektiv.web.api.rules import BUCKET
from objektiv.web.api.shapes import MOST

PLACES = {"path": "в адресе", "query": "после «?»"}
FORMATS = {"date": "дата: 2026-04-20", "binary": "файл"}
TYPES = {"integer": "целое число", "boolean": "true или false", "array": "список"}
Shapes = dict[str, dict[str, Any]]  # name → schema


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value of a request, in words."""

    name: str
    place: str
    kind: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class Described:
    """An operation on the page."""

    name: str
    method: str
    path: str
    title: str
    text: str
    rule: str
    parameters: list[Parameter]
    answers: str


@public("описание адресов: данных здесь нет")
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI description."""
    return JsonResponse(api.described, json_dumps_params={"ensure_ascii": False})


@public("описание адресов: данных здесь нет")
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The same for people."""
    described = api.described
    context = {
        "groups": _groups(described), "about": described["info"]["description"], "most": MOST, "bucket": BUCKET,
        "server": request.build_absolute_uri("/").rstrip("/"), "base": BASE,
        "crumbs": [("Программный интерфейс", None)],
    }  # fmt: skip
    return render(request, "api/docs.html", context)


@public("адреса нет: одинаково для всех")
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """No such address, in the shape of this interface."""
    return answer(Refused(404, "not_found", NOT_FOUND))


def _groups(described: dict[str, Any]) -> dict[str, list[Described]]:
    """Noun → its operations, in the order of the description."""
    groups: dict[str, list[Described]] = {}
    for path, methods in described["paths"].items():
        for method, one in methods.items():
            known = described["components"]["schemas"]
            groups.setdefault(one["tags"][0], []).append(_described(path, method, one, known))
    return groups


def _described(path: str, method: str, one: dict[str, Any], known: Shapes) -> Described:
    parameters = [
        Parameter(said["name"], PLACES[said["in"]], _kind(said["schema"], known), said["required"])
        for said in one["parameters"]
    ]
    for content in one.get("requestBody", {}).get("content", {}).values():
        parameters += _fields(content["schema"], known)
    return Described(
        one["operationId"], method.upper(), path, one["summary"], one.get("description", ""), one["x-rule"],
        parameters, ", ".join(str(code) for code in one["responses"]),
    )  # fmt: skip


def _fields(schema: dict[str, Any], known: Shapes) -> list[Parameter]:
    """Fields of a body."""
    shape = _resolved(schema, known)
    needed = shape.get("required", ())
    return [
        Parameter(name, "в теле", _kind(field, known), name in needed)
        for name, field in shape["properties"].items()
    ]


def _resolved(schema: dict[str, Any], known: Shapes) -> dict[str, Any]:
    """The shape itself where only its name stands."""
    return known[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def _kind(schema: dict[str, Any], known: Shapes) -> str:
    """What values there may be, in words."""
    shape = _resolved(schema, known)
    if choices := shape.get("enum"):
        return ", ".join(str(one) for one in choices if one != "")
    if several := shape.get("anyOf"):
        return " или ".join(_kind(one, known) for one in several if one.get("type") != "null")
    if said := FORMATS.get(shape.get("format", "")):
        return said
    return TYPES.get(shape.get("type", ""), "строка")
