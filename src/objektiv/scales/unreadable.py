"""Why a file of scales cannot be read, as one Russian sentence with the place: parsers speak English."""

from __future__ import annotations

import json
import re
import tomllib

from objektiv.model.errors import ScaleError, disk_reason

_AGAINST_RULES = "запись не по правилам"
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
# First words of what tomllib says → what is meant.
_TOML = (
    ("Expected '=' after a key", "после имени поля нет знака «=»"),
    ("Expected ']", "раздел не закрыт квадратными скобками"),
    ("Expected newline or end of document", "после значения стоит лишнее"),
    ("Cannot overwrite a value", "поле или раздел стоит дважды"),
    ("Cannot declare", "раздел стоит дважды"),
    ("Cannot mutate immutable namespace", "раздел стоит дважды"),
    ("Cannot redefine namespace", "раздел стоит дважды"),
    ("Duplicate inline table key", "поле стоит дважды"),
    ("Unclosed array", "список не закрыт скобкой «]»"),
    ("Unclosed inline table", "набор полей не закрыт скобкой «}»"),
    ("Unterminated string", "кавычки не закрыты"),
    ("Expected '\"'", "кавычки не закрыты"),
    ("Illegal character", "в тексте стоит недопустимый знак или не закрыты кавычки"),
    ("Unescaped", "обратная косая черта в тексте должна быть удвоена: \\\\"),
    ("Invalid value", "значение записано неверно: текст пишут в кавычках"),
    ("Invalid initial character for a key part", "имя поля записано неверно"),
    ("Invalid statement", "строка — не поле, не раздел и не комментарий"),
    ("Invalid date or datetime", "дата записана неверно"),
    ("Invalid hex value", "знак после обратной косой черты записан неверно"),
)


def unreadable_reason(error: Exception) -> str:
    """What is wrong with the file, without a full stop; anything unforeseen is «запись не по правилам»."""
    if isinstance(error, tomllib.TOMLDecodeError):
        return _toml_reason(str(error))
    if isinstance(error, json.JSONDecodeError):
        return f"строка {error.lineno}, знак {error.colno}: запись не по правилам JSON"
    if isinstance(error, UnicodeDecodeError):
        return f"текст записан не в кодировке UTF-8 (байт {error.start + 1})"
    if isinstance(error, OSError):
        return disk_reason(error)
    own = error.message if isinstance(error, ScaleError) else ""
    return own or ("скобки вложены слишком глубоко" if isinstance(error, RecursionError) else _AGAINST_RULES)


def _toml_reason(said: str) -> str:
    found = _PLACE.search(said)
    place = f"строка {found[1]}, знак {found[2]}" if found else "конец файла"
    meant = next((meaning for words, meaning in _TOML if said.startswith(words)), f"{_AGAINST_RULES} TOML")
    return f"{place}: {meant}"
