"""Calling a verb from a page: what it refuses is said at the fields or above the next page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest

Result = TypeVar("Result")


def act_on(form: BaseForm, verb: Callable[[], Result]) -> Result | None:
    """What the verb gave, or None with its words put to the fields of the form."""
    try:
        return verb()
    except ValidationError as error:
        said = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
        for name, words in said.items():
            for one in words:
                form.add_error(name if name in form.fields else None, one)
        return None


def act(request: HttpRequest, verb: Callable[[], object], success: str = "") -> bool:
    """Call a verb of a button; say what came of it above the next page, if the page itself does not."""
    try:
        verb()
    except ValidationError as error:
        for words in error.messages:
            messages.error(request, words)
        return False
    if success:
        messages.success(request, success)
    return True
