from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest

from objektiv.model.errors import disk_reason
from objektiv.scales.scale_file import read_user_file
from objektiv.scales.unreadable import unreadable_reason


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("x.toml", "[[scale]", "Файл не читается: строка 1, знак 8: раздел не закрыт квадратными скобками."),
        ("x.toml", "[[scale]]\nmaximum 6", "Файл не читается: строка 2, знак 9: после имени поля нет знака «=»."),
        ("x.toml", "[[scale]]\nmaximum = six", "Файл не читается: строка 2, знак 11: "
         "значение записано неверно: текст пишут в кавычках."),
        ("x.toml", 'a = "б', "Файл не читается: конец файла: кавычки не закрыты."),
        ("x.toml", "a = 1\na = 2", "Файл не читается: конец файла: поле или раздел стоит дважды."),
        ("x.toml", "a = [1,", "Файл не читается: конец файла: значение записано неверно: текст пишут в кавычках."),
        ("x.toml", "a = 1 2", "Файл не читается: строка 1, знак 7: после значения стоит лишнее."),
        ("x.json", "{", "Файл не читается: строка 1, знак 2: запись не по правилам JSON."),
        ("x.json", '"текст"', "Файл не читается: нужен объект с полем scale."),
    ],
)  # fmt: skip
def test_what_parsers_say_is_said_in_russian_with_the_place(
    tmp_path: Path, name: str, text: str, reason: str
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert [refusal.reason for refusal in read_user_file(path).refused] == [reason]


def test_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes("# шкала".encode("cp1251"))
    (refusal,) = read_user_file(path).refused
    assert refusal.reason == "Файл не читается: текст записан не в кодировке UTF-8 (байт 3)."


@pytest.mark.parametrize(
    "text",
    ["]", "= 1", "a.b = 1\n[a]\nb = 2", "a = {b = 1, b = 2}", "a = {", "a = '", 'a = "\\q"', 'a = "\\uD800"',
     "a = 2024-99-99", "a = \x01", "[a]\n[a]", "a = '''", "a = 1\n[[a]]", 'a = "\\uZZZZ"', "[", "a = {b = 1}\na.c = 2"],
)  # fmt: skip
def test_no_english_word_comes_through(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(text, encoding="utf-8")
    (refusal,) = read_user_file(path).refused
    assert re.findall(r"[A-Za-z]{2,}", refusal.reason.replace("TOML", "")) == []


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_the_words_of_the_system_are_not_repeated(number: int) -> None:
    error = OSError(number, os.strerror(number))
    assert unreadable_reason(error) == disk_reason(error)
    assert not re.search(r"[A-Za-z]", disk_reason(error))


def test_closed_file_and_full_disk_are_told_apart() -> None:
    assert disk_reason(PermissionError(errno.EACCES, "Permission denied")) == "нет права доступа"
    assert disk_reason(OSError(errno.ENOSPC, "No space left on device")) == "на диске нет места"
    assert disk_reason(OSError("?")) == "ошибка диска"
