"""Walking the URL table: every answer that a person gets by following a link, read as text whatever its kind."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from django.http import HttpResponse
from django.urls import reverse
from matrix import Address, Example, addresses
from python_calamine import CalamineWorkbook
from stage import Stage

TABLE = addresses()
HTMX = {"HTTP_HX_REQUEST": "true"}
# A list page gives the same as a workbook, a page of the frame a part of itself to htmx.
Ways = tuple[tuple[str, dict[str, str]], ...]
WAYS: Ways = (("", {}), ("?format=xlsx", {}), ("", HTMX))
EXCEL = "spreadsheetml"


def address_of(stage: Stage, page: Address) -> str:
    """The address of our own object, with what follows it."""
    own, _ = stage.examples.get(page.name, (Example(), None))
    return reverse(page.name, kwargs=dict(own.kwargs)) + own.query


def answers(
    stage: Stage, who: str, page: Address, ways: Ways = WAYS
) -> Iterator[tuple[str, HttpResponse, bytes]]:
    """Every way of asking for a page: the way, the answer, its bytes; refusals are left out."""
    address = address_of(stage, page)
    for query, headers in ways:
        if query and "?" in address:
            continue
        answer = stage.browsers[who].get(address + query, **headers)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        answer.close()
        if answer.status_code == 200:
            yield f"{address}{query}{' htmx' if headers else ''}", answer, body


def is_workbook(answer: HttpResponse, body: bytes) -> bool:
    """An xlsx."""
    return EXCEL in answer.get("Content-Type", "") and body.startswith(b"PK")


def text_of(answer: HttpResponse, body: bytes) -> str:
    """What a person reads: cells of a workbook, files of an archive, else the bytes as text."""
    if is_workbook(answer, body):
        return "\n".join(cells_of(body))
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "\n".join(archive.read(one).decode("utf-8", "replace") for one in archive.namelist())
    return body.decode("utf-8", "replace")


def cells_of(body: bytes) -> list[str]:
    """Texts of all cells of all sheets."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    sheets = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    return [str(cell) for sheet in sheets for row in sheet for cell in row if cell != ""]
