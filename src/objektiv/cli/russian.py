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
    (r"Missing command\.?", "Не указана команда."),
    (r"Missing (?:argument|parameter:?) '?(.+?)'?\.?", r"Не указано: \1."),
    (r"Missing option '?(.+?)'?\.?", r"Не указан параметр \1."),
    (r"No such command '?(.+?)'?\. Did you mean (.+)\?", r"Нет такой команды: \1. Похожие: \2."),
    (r"No such command '?(.+?)'?\.?", r"Нет такой команды: \1."),
    (r"No such option: (\S+) \(Possible options: (.+)\)", r"Нет такого параметра: \1. Похожие: \2."),
    (r"No such option: '?([^ ']+)'?\.?(?: .*)?", r"Нет такого параметра: \1."),
    (r"Option '?(.+?)'? requires .*", r"После параметра \1 нужно значение."),
    (r"Option '?(.+?)'? does not take a value\.?", r"У параметра \1 не бывает значения."),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)", r"Лишнее в команде: \1."),
)
_INVALID = re.compile(r"Invalid value for '?(.+?)'?: (.*)", re.DOTALL)
# What the library finds wrong with a value → what is needed; anything else leaves the option named alone.
_NEEDED: tuple[tuple[str, str], ...] = (
    (r"greater than or equal to (-?\d+)|range x>=(-?\d+)", "нужно число не меньше {}"),
    (r"less than or equal to (-?\d+)|range x<=(-?\d+)", "нужно число не больше {}"),
    (r"range (-?\d+)<=x<=(-?\d+)", "нужно число от {} до {}"),
    (r"integer|valid int\b", "нужно целое число"),
    (r"valid (?:number|float)", "нужно число"),
)
_NAMED = re.compile(r"--[\w-]+|(?<=')[^']+(?=')")


def translate_help(text: str) -> str:
    """The help of a command with the library's own words in Russian."""
    for pattern, replacement in _HELP:
        text = re.sub(pattern, replacement, text, flags=re.MULTILINE)
    return text


def translate_error(text: str) -> str:
    """The library's sentence about wrong usage in Russian; of an unknown sentence only the names in it are kept."""
    for pattern, replacement in _ERRORS:
        if found := re.fullmatch(pattern, text, flags=re.DOTALL):
            return found.expand(replacement).replace("'", "")
    if found := _INVALID.fullmatch(text):
        return f"Неверное значение {found[1]}{_needed(found[2])}."
    names = ", ".join(dict.fromkeys(_NAMED.findall(text)))
    return f"Команда записана неверно: {names}." if names else "Команда записана неверно."


def _needed(said: str) -> str:
    for pattern, needed in _NEEDED:
        if found := re.search(pattern, said):
            bounds = [bound for bound in found.groups() if bound is not None]
            return f": {needed.format(*bounds)}"
    return ""
