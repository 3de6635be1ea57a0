"""Lines of text as blocks: paragraphs, headings, bullets, and tables by tabs, by bars or with one cell per line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from objektiv.plans.source import Block, Line
from objektiv.plans.sources import bars, stacked, tabbed
from objektiv.plans.sources.raw import RawLine

_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*$", re.DOTALL)
_BULLET = re.compile(r"\s*[-–—•*·▪●○◦➢✓□]\s+(?=\S)")
_NUMBERED = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}|[IVX]{1,4}\.)\s+\S")
_BOLD = re.compile(r"\*\*|(?<![_\w])__([^\s_][^_]*)__(?![_\w])")
_ESCAPED = re.compile(r"\\([_*#\[\]().!>~`|+-])")
_RULE = re.compile(r"[\s\-_=*~.]*")


def blocks_of(lines: Sequence[RawLine]) -> list[Block]:
    """Blocks in the order of reading; every word of the lines is in one of them."""
    blocks: list[Block] = []
    start = 0
    for begin, end, grid in stacked.find(lines):
        blocks += _mixed(lines[start:begin])
        blocks.append(grid)
        start = end
    return blocks + _mixed(lines[start:])


def _mixed(lines: Sequence[RawLine]) -> list[Block]:
    """Blocks of lines that may hold tables by tabs or bars."""
    blocks: list[Block] = []
    paragraph: list[RawLine] = []
    index = 0
    while index < len(lines):
        found = bars.table_at(lines, index) or tabbed.table_at(lines, index)
        if found:
            blocks += [*_paragraph(paragraph), found[0]]
            paragraph, index = [], found[1]
            continue
        line = lines[index]
        if line.is_blank or _starts_anew(line) or (paragraph and _HEADING.match(paragraph[-1].text)):
            blocks += _paragraph(paragraph)
            paragraph = []
        if not line.is_blank:
            paragraph.append(line)
        index += 1
    return blocks + _paragraph(paragraph)


def _starts_anew(line: RawLine) -> bool:
    """Whether the line cannot go on with the paragraph above: a heading, a bullet, a number."""
    return bool(
        _HEADING.match(line.text) or _BULLET.match(line.text) or _NUMBERED.match(without_marks(line.text))
    )


def _paragraph(lines: list[RawLine]) -> list[Block]:
    text = "\n".join(line.text.strip() for line in lines)
    if not lines or _RULE.fullmatch(without_marks(text)):
        return []
    place = lines[0].place if len(lines) == 1 else span(lines[0].place, lines[-1].place)
    level = 0
    if heading := _HEADING.match(text):
        level, text = len(heading[1]), heading[2]
    elif text.startswith("**") and text.endswith("**"):
        level = 6
    if not level and (bullet := _BULLET.match(text)):
        return [Line(without_marks(text[bullet.end() :]), place, bullet=True)]
    return [Line(without_marks(text), place, level)]


def without_marks(text: str) -> str:
    """The words without marks of emphasis and escapes."""
    return _ESCAPED.sub(r"\1", _BOLD.sub(lambda found: found[1] or "", text)).strip()


def span(first: str, last: str) -> str:
    """«строка 3» and «строка 5» as one place."""
    number = re.search(r"\d+$", last)
    if first == last or not number:
        return first
    return f"{first}–{number[0]}".replace("строка ", "строки ", 1).replace("абзац ", "абзацы ", 1)
