"""Text files: .txt and .md in any Russian encoding."""

from __future__ import annotations

from pathlib import Path

from objektiv.plans.source import Source
from objektiv.plans.sources.decoding import decode
from objektiv.plans.sources.lines import blocks_of
from objektiv.plans.sources.raw import RawLine


def read(path: Path) -> Source:
    """The blocks of a text; a form feed is a page break. Raises RefusedFileError when it is no text."""
    text = decode(path.read_bytes(), path.name)
    lines = [
        RawLine(line.replace("\f", ""), f"строка {number}", line.startswith("\f"))
        for number, line in enumerate(text.split("\n"), 1)
    ]
    return Source(path.name, "text", blocks_of(lines))
