"""Styles of an OpenDocument text: what is bold, where a page breaks, how lists are numbered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_ITEMS = frozenset({f"{_TEXT}list-item", f"{_TEXT}list-header"})
_PARAGRAPHS = frozenset({f"{_TEXT}p", f"{_TEXT}h"})
_DEEPEST = 10


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a paragraph of a list: «2.1.», or a bullet without words."""

    text: str = ""
    is_bullet: bool = False


class Styles:
    """What the styles of one document say of its elements."""

    def __init__(self, *roots: Any) -> None:
        self._bold: set[str] = set()
        self._breaking: set[str] = set()
        self._lists: dict[str, dict[int, Any]] = {}
        self._counts: dict[str, list[int]] = {}
        for root in roots:
            if root is not None:
                self._read(root)

    def _read(self, root: Any) -> None:
        for style in root.iter(f"{_STYLE}style"):
            name = style.get(f"{_STYLE}name", "")
            weights = [own.get(f"{_FO}font-weight") for own in style.iter(f"{_STYLE}text-properties")]
            if "bold" in weights or style.get(f"{_STYLE}parent-style-name") in self._bold:
                self._bold.add(name)
            if any(
                own.get(f"{_FO}break-before") == "page" for own in style.iter(f"{_STYLE}paragraph-properties")
            ):
                self._breaking.add(name)
        for numbered in root.iter(f"{_TEXT}list-style"):
            levels = {
                int(level.get(f"{_TEXT}level", "1")): level
                for level in numbered
                if level.get(f"{_TEXT}level")
            }
            self._lists[numbered.get(f"{_STYLE}name", "")] = levels

    def breaks_page(self, paragraph: Any) -> bool:
        """Whether a page begins with the paragraph."""
        return paragraph.get(f"{_TEXT}style-name", "") in self._breaking

    def is_bold(self, element: Any) -> bool:
        """Whether all words of a paragraph or a cell are bold."""
        paragraphs = (
            [element] if element.tag in _PARAGRAPHS else [p for p in element.iter(*_PARAGRAPHS) if _words(p)]
        )
        return bool(paragraphs) and all(self._is_bold(paragraph) for paragraph in paragraphs)

    def _is_bold(self, paragraph: Any) -> bool:
        if paragraph.get(f"{_TEXT}style-name", "") in self._bold:
            return True
        own = (paragraph.text or "").strip() + "".join((child.tail or "").strip() for child in paragraph)
        spans = [child for child in paragraph if _words(child)]
        return (
            not own
            and bool(spans)
            and all(span.get(f"{_TEXT}style-name", "") in self._bold for span in spans)
        )

    def paragraphs(self, cell: Any) -> Iterator[tuple[Any, Label]]:
        """Paragraphs of a cell with their labels, those of nested tables too."""
        for element in cell:
            if element.tag in _PARAGRAPHS:
                yield element, Label()
            elif element.tag == f"{_TEXT}list":
                yield from self.items(element)
            else:
                yield from self.paragraphs(element)

    def items(self, element: Any, depth: int = 1, style: str = "") -> Iterator[tuple[Any, Label]]:
        """Paragraphs of a list with their labels; numbering goes on where the document says so."""
        style = element.get(f"{_TEXT}style-name", style)
        goes_on = element.get(f"{_TEXT}continue-numbering") == "true" or element.get(f"{_TEXT}continue-list")
        counts = self._counts.setdefault(style, [0] * (_DEEPEST + 2))
        depth = min(depth, _DEEPEST)
        if not goes_on:
            counts[depth] = self._start(style, depth) - 1
        for item in element:
            if item.tag not in _ITEMS:
                continue
            is_first = item.tag == f"{_TEXT}list-item"
            value = item.get(f"{_TEXT}start-value")
            for child in item:
                if child.tag == f"{_TEXT}list":
                    yield from self.items(child, depth + 1, style)
                elif child.tag in _PARAGRAPHS:
                    counts[depth] = (
                        int(value) if value and value.isdigit() and is_first else counts[depth] + is_first
                    )
                    yield child, self._label(style, depth, counts) if is_first else Label()
                    is_first = False

    def _start(self, style: str, depth: int) -> int:
        level = self._lists.get(style, {}).get(depth)
        value = level.get(f"{_TEXT}start-value", "1") if level is not None else "1"
        return int(value) if value.isdigit() else 1

    def _label(self, style: str, depth: int, counts: list[int]) -> Label:
        level = self._lists.get(style, {}).get(depth)
        if level is None or level.tag == f"{_TEXT}list-level-style-bullet":
            return Label(is_bullet=True)
        if not level.get(f"{_STYLE}num-format"):
            return Label()
        shown = int(level.get(f"{_TEXT}display-levels", "1"))
        numbers = ".".join(str(counts[own]) for own in range(max(1, depth - shown + 1), depth + 1))
        return Label(f"{level.get(f'{_STYLE}num-prefix', '')}{numbers}{level.get(f'{_STYLE}num-suffix', '')}")


def _words(element: Any) -> str:
    return "".join(element.itertext()).strip()
