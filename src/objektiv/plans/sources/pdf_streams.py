"""Packed streams of a PDF measured before anything opens it: a bomb is refused by what it would unpack to."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

from objektiv.plans.sources.parts import too_large

_STREAM = re.compile(rb"stream\r?\n")
_MOST_UNPACKED = 300 << 20
_MOST_OF_ONE = 120 << 20
_CHUNK = 1 << 20


def check_streams(path: Path) -> None:
    """Raise RefusedFileError when the packed streams unpack to more than a document ever holds."""
    content = path.read_bytes()
    total = 0
    for found in _STREAM.finditer(content):
        size = _unpacked(content, found.end())
        total += size
        if size > _MOST_OF_ONE or total > _MOST_UNPACKED:
            raise too_large(path, f"его части раскрываются больше чем в {total >> 20} МиБ")


def _unpacked(content: bytes, start: int) -> int:
    """Bytes that a packed stream unpacks to, counted without keeping them; 0 for one that is not packed."""
    if start >= len(content) or content[start] & 0x0F != 8:  # the mark of zlib
        return 0
    unpacker = zlib.decompressobj()
    size, rest = 0, content[start : start + _CHUNK]
    place = start + len(rest)
    try:
        while not unpacker.eof and size <= _MOST_OF_ONE:
            piece = unpacker.decompress(rest, _CHUNK)
            size += len(piece)
            rest = unpacker.unconsumed_tail
            if not rest:
                if not piece and place >= len(content):
                    break
                rest = content[place : place + _CHUNK]
                place += len(rest)
                if not rest and not piece:
                    break
    except zlib.error:
        return size
    return size
