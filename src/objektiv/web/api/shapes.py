"""What several nouns share: kinds of values in requests, a page of a list, the answers of an operation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any, Generic, TypeVar

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query, Schema
from pydantic import Field, StringConstraints

from objektiv.web.access.domain import write_use
from objektiv.web.access.models import AccessToken, User
from objektiv.web.api.errors import Problem

LARGEST_NUMBER = 2**31 - 1
MOST = 200
USUAL = 100
NO_ZERO = r"^[^\x00]*$"  # PostgreSQL takes no text with that sign

Number = Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]
Words = Annotated[str, StringConstraints(max_length=100, pattern=NO_ZERO)]
Sentence = Annotated[str, StringConstraints(max_length=300, pattern=NO_ZERO)]
Text = Annotated[str, StringConstraints(max_length=20_000, pattern=NO_ZERO)]
SchoolCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,6}$")]
SchoolYear = Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}/[0-9]{2}$")]

Item = TypeVar("Item")
Row = TypeVar("Row", bound=Any)


class TokenRequest(HttpRequest):
    """A request that ``ByToken`` let through."""

    auth: AccessToken
    user: User


class Span(Schema):
    """Which part of a list: rows after ``offset``, at most ``limit``."""

    limit: Annotated[int, Field(ge=1, le=MOST)] = USUAL
    offset: Annotated[int, Field(ge=0, le=LARGEST_NUMBER)] = 0


class Page(Schema, Generic[Item]):
    """A part of a list; ``count``: rows of the whole list."""

    count: int
    limit: int
    offset: int
    items: list[Item]


Spanned: Any = Query(...)  # type: ignore[type-arg]  # the library's name is a class for the checker only


def cut(found: QuerySet[Row] | Sequence[Row], span: Span) -> tuple[list[Row], dict[str, int]]:
    """The rows of a part of a list, and what ``Page`` says of it."""
    count = found.count() if isinstance(found, QuerySet) else len(found)
    rows = list(found[span.offset : span.offset + span.limit])
    return rows, {"count": count, "limit": span.limit, "offset": span.offset}


def answers(shape: Any, *more: int, status: int = 200) -> dict[int, Any]:
    """What an operation answers: its shape, and the problems that every one may have; ``more``: its own."""
    return {status: shape, **dict.fromkeys((400, 401, 403, 422, 429, *more), Problem)}


def done_by_program(request: TokenRequest, verb: Callable[[], Item]) -> Item:
    """Do a verb and write down that a program did it, both or neither."""
    with transaction.atomic():
        made = verb()
        write_use(request.auth, f"{request.method} {request.path}")
    return made


def joined(words: Iterable[str]) -> list[str]:
    """Sentences without the empty ones."""
    return [one for one in words if one]
