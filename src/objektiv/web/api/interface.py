"""The interface itself: its description, its operations by noun, its errors."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from ninja import NinjaAPI, Router
from ninja.operation import Operation
from ninja.renderers import JSONRenderer

from objektiv.web.api import errors
from objektiv.web.api.endpoints import (
    about,
    cases,
    completeness,
    findings,
    imports,
    indicators,
    journal,
    procedures,
    runs,
    territory,
)
from objektiv.web.api.rules import Closed

BASE = "/api/v1"
PREFIX = "api_"
DESCRIPTION = (
    "То же, что страницы кабинета, для программ: те же права, те же действия, тот же журнал. Ключ доступа выдают "
    "на странице «Мои роли и вход». Признак не является доказательством нарушения; до пояснений школы признаки "
    "видят только она и те, кто с ней работает."
)


class PlainJson(JSONRenderer):
    """Russian letters as they are."""

    json_dumps_params = {"ensure_ascii": False}


class Interface(NinjaAPI):
    """Operations are called as their functions; addresses have the prefix ``api_`` in the table of addresses."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of the function."""
        return operation.view_func.__name__

    def get_operation_url_name(self, operation: Operation, router: Router) -> str:
        """The name of the address."""
        return f"{PREFIX}{operation.view_func.__name__}"

    @cached_property
    def described(self) -> dict[str, Any]:
        """The OpenAPI description; it takes a second to make and stays the same while the server runs."""
        return self.get_openapi_schema(path_prefix=f"{BASE}/")


api = Interface(
    title="Объектив: программный интерфейс",
    version="1",
    description=DESCRIPTION,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    auth=Closed(),
    renderer=PlainJson(),
)
errors.install(api)
NOUNS = (
    (about, "Ключ"), (territory, "Территория"), (procedures, "Процедуры"), (imports, "Загрузки"),
    (completeness, "Кто не сдал"), (runs, "Расчёты"), (findings, "Признаки"), (indicators, "Показатели"),
    (cases, "Карточки"), (journal, "Журнал"),
)  # fmt: skip
for noun, tag in NOUNS:
    api.add_router("", noun.router, tags=[tag])


def operations_by_name() -> dict[str, Operation]:
    """Every operation by the name of its address."""
    return {
        f"{PREFIX}{one.view_func.__name__}": one
        for noun, _ in NOUNS
        for view in noun.router.path_operations.values()
        for one in view.operations
    }
