"""What went wrong, in one shape: a code for the program, a sentence for people, the place in the request."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError
from ninja.errors import ValidationError as BadRequest

from objektiv.model.errors import ObjektivError
from objektiv.web.assessments.phrases import in_words
from objektiv.web.cases.domain.working import CONFLICT as CASE_CONFLICT
from objektiv.web.shell.logs import request_number

log = logging.getLogger(__name__)
NOT_FOUND = "Этого здесь нет, или оно относится к другой территории. Проверьте адрес и номер."
FORBIDDEN = "Вашим ролям это сейчас нельзя. Роли назначает администратор или координатор вашей территории."
CHANGED = (
    "Запись изменили после того, как вы её прочитали. Прочитайте её снова и решите, отправлять ли ещё раз."
)
BROKEN = "Программа не справилась, ничего не сделано наполовину. Номер ошибки для администратора: {number}."
UNREADABLE = "Тело обращения не читается. Отправьте JSON в кодировке UTF-8 или форму, как сказано в описании."
TOO_BIG = "Обращение слишком большое. Разделите его на части."
ONLY_HTTPS = (
    "Обращайтесь по https://. Ключ, посланный без шифрования, отзовите: его могли прочесть по дороге."
)
METHOD = "По этому адресу так не обращаются. Допустимо: {allowed}."
# What the reader of requests found, by its own code; others get the last sentence.
SENTENCES: Mapping[str, str] = {
    "missing": "Нет обязательного значения.",
    "extra_forbidden": "Такого значения здесь не бывает.",
    "int_parsing": "Нужно целое число.",
    "int_type": "Нужно целое число.",
    "int_from_float": "Нужно целое число.",
    "bool_parsing": "Нужно true или false.",
    "bool_type": "Нужно true или false.",
    "string_type": "Нужна строка.",
    "string_too_short": "Строка слишком короткая.",
    "string_too_long": "Строка слишком длинная.",
    "enum": "Такого варианта нет; варианты перечислены в описании.",
    "literal_error": "Такого варианта нет; варианты перечислены в описании.",
    "greater_than_equal": "Число слишком маленькое.",
    "less_than_equal": "Число слишком большое.",
    "date_from_datetime_parsing": "Нужна дата: 2026-04-20.",
    "date_parsing": "Нужна дата: 2026-04-20.",
    "date_type": "Нужна дата: 2026-04-20.",
}
UNFIT = "Значение не подходит; каким оно бывает, сказано в описании."


class Problem(Schema):
    """An answer that is not what was asked for. ``place``: what in the request it is about, empty for all of it."""

    error: str
    message: str
    place: str = ""


class Refused(Exception):  # noqa: N818  # the answer itself, not a failure of the program
    """Stops an operation with a problem."""

    def __init__(
        self, status: int, error: str, message: str, place: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status, self.error, self.message, self.place = status, error, message, place
        self.headers = dict(headers or {})


def answer(refused: Refused) -> HttpResponse:
    """The problem as JSON."""
    said = Problem(error=refused.error, message=refused.message, place=refused.place).model_dump()
    return JsonResponse(
        said, status=refused.status, headers=refused.headers, json_dumps_params={"ensure_ascii": False}
    )


def not_allowed(allowed: str) -> HttpResponse:
    """A method that the address does not take."""
    return answer(Refused(405, "method", METHOD.format(allowed=allowed), headers={"Allow": allowed}))


def install(api: NinjaAPI) -> None:
    """Tell the interface how each kind of failure is said."""
    for kind in (Exception, Http404, HttpError, BadRequest):
        api.add_exception_handler(kind, _handle)


def _handle(request: HttpRequest, error: Any) -> HttpResponse:
    refused = refusal_of(error)
    if refused is None:
        log.error("%s %s failed", request.method, request.path, exc_info=error)
        refused = Refused(500, "failed", BROKEN.format(number=request_number.get()))
    return answer(refused)


def refusal_of(error: Exception) -> Refused | None:
    """A failure in our shape; None for one that nobody expected."""
    if isinstance(error, Refused):
        return error
    if isinstance(error, ValidationError):
        return _verb_refused(error)
    if isinstance(error, BadRequest):
        return _misread(error.errors[0])
    if isinstance(error, ObjektivError):
        return Refused(422, "refused", in_words(error))
    return _not_opened(error)


def _not_opened(error: Exception) -> Refused | None:
    if isinstance(error, PermissionDenied):
        return Refused(403, "forbidden", FORBIDDEN)
    if isinstance(error, Http404):
        return Refused(404, "not_found", NOT_FOUND)
    if isinstance(error, RequestDataTooBig):
        return Refused(413, "too_big", TOO_BIG)
    if isinstance(error, HttpError | SuspiciousOperation | MultiPartParserError):
        return Refused(400, "unreadable", UNREADABLE)
    return None


def _verb_refused(error: ValidationError) -> Refused:
    """What a verb or a form did not accept, at its field."""
    if hasattr(error, "error_dict"):
        place, words = next(iter(error.message_dict.items()))
    else:
        place, words = "", error.messages
    place = "" if place == "__all__" else place
    if CASE_CONFLICT in words:
        return Refused(409, "conflict", CHANGED, "version")
    return Refused(422, "refused", " ".join(words), place)


def _misread(first: Mapping[str, Any]) -> Refused:
    place = ".".join(str(part) for part in first["loc"])
    return Refused(422, "invalid", SENTENCES.get(first["type"], UNFIT), place)
