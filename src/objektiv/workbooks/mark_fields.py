"""Fields of marks and exam scores: several templates ask for them under headers of their own."""

from __future__ import annotations

import numpy as np

from objektiv.workbooks import fill_in_cells as cells
from objektiv.workbooks.fill_in import Field


def mark_field(name: str, header: str, explanation: str, example: str) -> Field:
    """A mark 2–5; an empty cell is 0."""
    marks = ("2", "3", "4", "5")
    return Field(name, header, explanation, example, cells.mark, np.int8, empty=0, choices=marks)


def exam_score_field(name: str, header: str, explanation: str, example: str) -> Field:
    """A raw or a test score of ОГЭ or ЕГЭ, 0–100; an empty cell is −1."""
    return Field(name, header, explanation, example, cells.whole(0, 100), np.int16, empty=-1)
