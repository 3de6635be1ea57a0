"""Pages for what went wrong: a sentence and the next step."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from objektiv.web.shell.logs import request_number

PROGRAMS = "/api/"  # programs are answered in JSON
FORM_ONLY = (
    "По этому адресу только отправляют форму, открыть его как страницу нельзя. Вернитесь назад или начните "
    "с первой страницы."
)
STALE_FORM = (
    "После того как вы открыли форму, в этом браузере вошли или вышли. Ничего не записано. "
    "Вернитесь назад, обновите страницу и отправьте форму ещё раз."
)
UNREADABLE = "Программа не поняла, что ей прислали. Ничего не записано. Вернитесь назад, обновите страницу и повторите."
ZERO_BYTE = (
    "В обращении есть нулевой символ: такого текста не бывает. Уберите его из адреса или поля и повторите."
)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The person has no such right."""
    text = "Эта страница не для ваших ролей. Роли назначает администратор или координатор вашей территории."
    return _message(request, 403, "Нет доступа", text)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such page, or not for this person: both look the same."""
    text = "Такой страницы нет или она относится к другой территории. Проверьте адрес или начните с первой страницы."
    return _message(request, 404, "Страница не найдена", text)


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent breaks the rules of the office: too many fields, a forged form."""
    return _message(request, 400, "Обращение не читается", UNREADABLE)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form belongs to another sign-in, or came from another site."""
    return _message(request, 403, "Форма устарела", STALE_FORM)


def form_only(request: HttpRequest) -> HttpResponse:
    """An address that takes a form was opened as a page, from the bar of addresses for one."""
    return _message(request, 405, "Здесь нет страницы", FORM_ONLY)


def failed(request: HttpRequest) -> HttpResponse:
    """An error of the program, with the number under which the log has it.

    Neither the person nor the frame is asked for: either may be what failed.
    """
    known = {"number": request_number.get(), "is_training": settings.IS_DEMO}
    return HttpResponse(render_to_string("shell/failed.html", known), status=500)


def zero_byte(request: HttpRequest) -> HttpResponse:
    """What was sent holds a zero byte; nobody is signed in yet."""
    if request.path_info.startswith(PROGRAMS):
        said = {"error": "unreadable", "message": ZERO_BYTE, "place": ""}
        return JsonResponse(said, status=400, json_dumps_params={"ensure_ascii": False})
    return _message(request, 400, "Обращение не читается", ZERO_BYTE)


def _message(request: HttpRequest, status: int, heading: str, text: str) -> HttpResponse:
    asked = {
        "heading": heading,
        "text": text,
        "action_url": reverse("home"),
        "action_title": "На первую страницу",
    }
    return render(request, "shell/message.html", asked, status=status)
