"""Bytes of a text file as text: the encoding is found out, what is no text is refused."""

from __future__ import annotations

import codecs

from objektiv.model.errors import RefusedFileError

_SAVE_AS = "Сохраните документ как .docx или как текст в кодировке UTF-8 и повторите."
_ONE_BYTE = ("cp1251", "koi8-r", "cp866")
_FREQUENT = frozenset("оеаинтсрвлкмдпуОЕАИНТСРВЛКМДПУ")
_CONTROLS = frozenset(map(chr, range(32))) - set("\t\n\r\f\v\x1a")


def decode(content: bytes, file: str) -> str:
    """The text: UTF-8, UTF-16 with a mark, Windows-1251 or an older Russian encoding; line ends as \\n.

    Raises RefusedFileError when the bytes are no text.
    """
    text = _decoded(content)
    sample = text[:100_000]
    if text.strip() == "":
        raise RefusedFileError("В файле нет текста.", "Проверьте, тот ли это файл.", place=file)
    if sum(letter in _CONTROLS for letter in sample) > len(sample) / 200:
        raise RefusedFileError("Файл не похож на текст: его содержимое не читается.", _SAVE_AS, place=file)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        candidates = [content.decode(encoding, errors="replace") for encoding in _ONE_BYTE]
        return max(candidates, key=_russian)


def _russian(text: str) -> int:
    """How many letters are the frequent ones of Russian; small letters weigh more, as in any real text."""
    return sum(1 + letter.islower() for letter in text[:20_000] if letter in _FREQUENT)
