"""Numbers of lists in Word documents, which stand nowhere in the text: counted as Word counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BULLETS = "bullet"
_LETTERS = "абвгдежзиклмнопрстуфхцчшщэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a paragraph of a list: «2.1.», or a bullet without words."""

    text: str = ""
    is_bullet: bool = False


@dataclass(frozen=True, slots=True)
class _Level:
    pattern: str
    form: str
    start: int


@dataclass
class _List:
    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Labels of paragraphs in the order of the document: call ``label`` once for each."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        self._running: dict[str, _List] = {}
        self._styles = _read_styles(styles)
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: Any) -> None:
        for abstract in numbering.iter(f"{_W}abstractNum"):
            levels = {int(_own(level, "ilvl", "0")): _level(level) for level in abstract.iter(f"{_W}lvl")}
            self._abstract[_own(abstract, "abstractNumId", "")] = levels
        for number in numbering.iter(f"{_W}num"):
            code = _own(number, "numId", "")
            self._lists[code] = _value(number, "abstractNumId") or ""
            self._overrides[code] = {
                int(_own(change, "ilvl", "0")): int(start)
                for change in number.iter(f"{_W}lvlOverride")
                if (start := _value(change, "startOverride")) and start.isdigit()
            }

    def label(self, paragraph: Any) -> Label:
        """The label of the next paragraph; it counts."""
        code, depth = self._place(paragraph)
        abstract = self._lists.get(code, "")
        levels = self._abstract.get(abstract, {})
        if not code or code == "0" or depth not in levels:
            return Label()
        if levels[depth].form == _BULLETS:
            return Label(is_bullet=True)
        running = self._running.setdefault(
            abstract if not self._overrides.get(code) else f"{abstract}/{code}", _List(levels)
        )
        start = self._overrides.get(code, {}).get(depth, levels[depth].start)
        running.counts[depth] = running.counts.get(depth, start - 1) + 1
        for deeper in [level for level in running.counts if level > depth]:
            del running.counts[deeper]
        return Label(_filled(levels, running.counts, depth))

    def _place(self, paragraph: Any) -> tuple[str, int]:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return self._styles.get("", ("", 0, 0))[:2]
        style = self._styles.get(_value(properties, "pStyle") or "", ("", 0, 0))
        own = properties.find(f"{_W}numPr")
        if own is None:
            return style[:2]
        return _value(own, "numId") or style[0], _depth(_value(own, "ilvl"), style[1])

    def level_of_heading(self, paragraph: Any) -> int:
        """1–6 for a paragraph with the style of a heading, else 0."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return 0
        outline = _value(properties, "outlineLvl")
        if outline and outline.isdigit() and int(outline) < _LEVELS:
            return min(int(outline) + 1, 6)
        return self._styles.get(_value(properties, "pStyle") or "", ("", 0, 0))[2]


def _read_styles(styles: Any) -> dict[str, tuple[str, int, int]]:
    """Style → its list, its level in it, its level as a heading."""
    found: dict[str, tuple[str, int, int]] = {}
    for style in styles.iter(f"{_W}style") if styles is not None else ():
        if _own(style, "type", "") != "paragraph":
            continue
        properties = style.find(f"{_W}pPr")
        own = properties.find(f"{_W}numPr") if properties is not None else None
        number = (_value(own, "numId") or "", _depth(_value(own, "ilvl"), 0)) if own is not None else ("", 0)
        named = re.match(r"(?:heading|заголовок)\s*(\d)", (_value(style, "name") or "").lower())
        found[_own(style, "styleId", "")] = (*number, min(int(named[1]), 6) if named else 0)
    return found


def _level(level: Any) -> _Level:
    start = _value(level, "start") or "1"
    return _Level(
        _value(level, "lvlText") or "",
        _value(level, "numFmt") or "decimal",
        int(start) if start.isdigit() else 1,
    )


def _filled(levels: dict[int, _Level], counts: dict[int, int], depth: int) -> str:
    def number(found: re.Match[str]) -> str:
        level = int(found[1]) - 1
        form = levels[level].form if level in levels else "decimal"
        return _shown(counts.get(level, levels[level].start if level in levels else 1), form)

    return re.sub(r"%(\d)", number, levels[depth].pattern).strip() if levels[depth].form != "none" else ""


def _shown(number: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"}:
        letter = _LATIN[(number - 1) % len(_LATIN)]
        return letter.upper() if form.startswith("upper") else letter
    if form in {"russianLower", "russianUpper"}:
        letter = _LETTERS[(number - 1) % len(_LETTERS)]
        return letter.upper() if form.endswith("Upper") else letter
    if form in {"upperRoman", "lowerRoman"}:
        roman = _roman(number)
        return roman.lower() if form.startswith("lower") else roman
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        count, number = divmod(number, value)
        text += letters * count
    return text


def _value(element: Any, name: str) -> str | None:
    """The value of a child element."""
    child = element.find(f"{_W}{name}")
    return child.get(f"{_W}val") if child is not None else None


def _own(element: Any, name: str, default: str) -> str:
    return str(element.get(f"{_W}{name}", default))


def _depth(value: str | None, default: int) -> int:
    return int(value) if value and value.isdigit() else default
