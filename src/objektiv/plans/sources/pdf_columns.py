"""Words of a page as lines, and lines that stand side by side: what lies between columns is free all the way down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from objektiv.plans.source import SOFT_HYPHEN

_SAME_LINE = 3.0  # points between the tops of words on one line
_WIDE, _CLEAR = 1.1, 0.45  # heights of a letter between pieces of a line: surely apart, wider than a space
_NARROWEST = 5.0  # points that must stay free between two columns


@dataclass(frozen=True, slots=True)
class Piece:
    """Words beside each other, and where they stand on the page in points."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True)
class PageLine:
    """A line from left to right as ``pieces`` that surely stand apart, and as ``runs`` parted by more than a space."""

    pieces: tuple[Piece, ...]
    runs: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """All its words."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def top(self) -> float:
        """Where it begins, in points from the top of the page."""
        return min(piece.top for piece in self.pieces)


@dataclass
class Columns:
    """Free strips between columns, narrowed line by line; ``lines``: those that keep to the columns."""

    strips: list[tuple[float, float]]
    lines: list[PageLine] = field(default_factory=list)

    @classmethod
    def begun_by(cls, line: PageLine) -> Columns:
        """Columns as the pieces of a line part them."""
        pairs = zip(line.pieces, line.pieces[1:], strict=False)
        return cls([(left.right, right.left) for left, right in pairs], [line])

    def take(self, line: PageLine) -> bool:
        """Add a line when every strip stays free; False, and nothing changed, when a piece crosses or fills one."""
        strips = [narrowed for strip in self.strips if (narrowed := _narrowed(strip, line.runs))]
        if len(strips) < len(self.strips):
            return False
        self.strips = strips
        self.lines.append(line)
        return True

    def cells(self, line: PageLine) -> list[str]:
        """Words of a line column by column."""
        found = [""] * (len(self.strips) + 1)
        for piece in line.runs:
            middle = (piece.left + piece.right) / 2
            column = sum(begin < middle for begin, _ in self.strips)
            found[column] = f"{found[column]} {piece.text}".strip()
        return found


def _narrowed(strip: tuple[float, float], runs: Sequence[Piece]) -> tuple[float, float] | None:
    """What words leave free of a strip; None when some cross it, stand inside it or leave too little."""
    left, right = strip
    for run in runs:
        if run.right <= left or run.left >= right:
            continue
        if run.left < left and run.right < right:
            left = run.right
        elif run.left > left and run.right > right:
            right = run.left
        else:
            return None
    return (left, right) if right - left >= _NARROWEST else None


def words_of(page: Any) -> list[dict[str, Any]]:
    """Words of a page; a hyphen that the file calls a soft one is on the paper, so it is a hyphen."""
    return [{**word, "text": word["text"].replace(SOFT_HYPHEN, "-")} for word in page.extract_words()]


def lines_of(page: Any) -> list[PageLine]:
    """Lines of a page from the top."""
    lines: list[list[Piece]] = []
    for word in sorted(words_of(page), key=lambda own: float(own["top"])):
        piece = Piece(word["text"], word["x0"], word["x1"], word["top"], word["bottom"])
        if lines and piece.top - lines[-1][0].top < _SAME_LINE:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    ordered = [sorted(line, key=lambda own: own.left) for line in lines]
    return [PageLine(tuple(_joined(line, _WIDE)), tuple(_joined(line, _CLEAR))) for line in ordered]


def _joined(words: Sequence[Piece], apart: float) -> list[Piece]:
    pieces: list[Piece] = []
    for word in words:
        if pieces and word.left - pieces[-1].right < (word.bottom - word.top) * apart:
            last = pieces[-1]
            pieces[-1] = replace(last, text=f"{last.text} {word.text}", right=word.right)
        else:
            pieces.append(word)
    return pieces
