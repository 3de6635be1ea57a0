"""Pages for what went wrong: a sentence and the next step."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """The person has no such right."""
    text = "Эта страница не для ваших ролей. Роли назначает администратор или координатор вашей территории."
    return _message(request, 403, "Нет доступа", text)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """No such page, or not for this person: both look the same."""
    text = "Такой страницы нет или она относится к другой территории. Проверьте адрес или начните с обзора."
    return _message(request, 404, "Страница не найдена", text)


def failed(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """An error of the program; no template of the frame, which may be what failed."""
    text = "<!doctype html><html lang='ru'><meta charset='utf-8'><title>Ошибка</title><h1>Программа не справилась</h1>"
    return HttpResponse(
        f"{text}<p>Ничего не потеряно: действие не выполнено целиком. Повторите его.</p>", status=500
    )


def _message(request: HttpRequest, status: int, heading: str, text: str) -> HttpResponse:
    asked = {"heading": heading, "text": text, "action_url": reverse("home"), "action_title": "К обзору"}
    return render(request, "shell/message.html", asked, status=status)
