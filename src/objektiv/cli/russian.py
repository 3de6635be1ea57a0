"""The few sentences that the command-line library itself says, in Russian."""

from __future__ import annotations

import re

# pattern → replacement, tried in order; the library has no translations of its own.
_HELP: tuple[tuple[str, str], ...] = (
    (r"^Usage:", "Вызов:"),
    (r"^Options:", "Параметры:"),
    (r"^Arguments:", "Что указать:"),
    (r"^Commands:", "Команды:"),
    (r"\[OPTIONS\]", "[ПАРАМЕТРЫ]"),
    (r"COMMAND \[ARGS\]\.\.\.", "КОМАНДА …"),
    (r"\[(\w*)required", "[обязательно"),
    (r"; required\]", "; обязательно]"),
    (r"default: ", "по умолчанию: "),
    (r"Show this message and exit\.", "Показать эту справку."),
    (r"<list\[Path\]>", "       "),
    (r" ?<(path|str)>", ""),
    (r"<int range>", "<число>"),
    (r"<(int|float)>", "<число>"),
)
_ERRORS: tuple[tuple[str, str], ...] = (
    (r"^Missing command\.?$", "Не указана команда."),
    (r"^Missing (?:argument|parameter:?) '?(.+?)'?\.?$", r"Не указано: \1."),
    (r"^Missing option '?(.+?)'?\.?$", r"Не указан параметр \1."),
    (r"^No such command '?(.+?)'?\.?( .*)?$", r"Нет такой команды: \1."),
    (r"^No such option: '?([^ ']+)'?\.?( .*)?$", r"Нет такого параметра: \1."),
    (r"^Option '?(.+?)'? requires .*$", r"После параметра \1 нужно значение."),
    (r"^Option '?(.+?)'? does not take a value\.?$", r"У параметра \1 не бывает значения."),
    (r"^Got unexpected extra arguments? \((.+)\)$", r"Лишнее в команде: \1."),
    (r"^Invalid value for '?(.+?)'?: '?(.+?)'? is not .*$", r"Неверное значение \1: \2."),
    (r"^Invalid value for '?(.+?)'?: (.*)$", r"Неверное значение \1: \2"),
)


def translate_help(text: str) -> str:
    """The help of a command with the library's own words in Russian."""
    for pattern, replacement in _HELP:
        text = re.sub(pattern, replacement, text, flags=re.MULTILINE)
    return text


def translate_error(text: str) -> str:
    """The library's sentence about wrong usage in Russian; an unknown sentence is kept, it names the place."""
    for pattern, replacement in _ERRORS:
        if re.match(pattern, text, flags=re.DOTALL):
            return re.sub(pattern, replacement, text, flags=re.DOTALL)
    return text
