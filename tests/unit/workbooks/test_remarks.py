from __future__ import annotations

import numpy as np

from objektiv.model.tables import Problem
from objektiv.workbooks.remarks import LISTED, Remarks


def sentence(row: int) -> tuple[str, tuple[int, int], int]:
    return f"Строка {row + 1}.", (row, 2), 990_001


def test_a_remark_has_its_place() -> None:
    remarks = Remarks("ф.xlsx", "Л")
    remarks.add("warning", "вид", "Что.", "Как.", cell=(9, 27), school=990_001)
    assert remarks.problems == (Problem("warning", "вид", "Что.", "Как.", "ф.xlsx", "Л", "AB10", 990_001),)


def test_a_few_of_a_kind_are_all_listed() -> None:
    remarks = Remarks("ф.xlsx", "Л")
    remarks.add_kind("note", "вид", np.arange(LISTED), sentence, "Как.")
    assert [problem.cell for problem in remarks.problems] == [f"C{row}" for row in range(1, LISTED + 1)]


def test_many_of_a_kind_end_in_their_number() -> None:
    remarks = Remarks("ф.xlsx", "Л")
    remarks.add_kind("note", "вид", np.arange(300), sentence, "Как.")
    assert len(remarks.problems) == LISTED + 1
    assert "300" in remarks.problems[-1].message
    assert remarks.problems[-1].cell == ""


def test_a_kind_can_be_listed_wholly() -> None:
    remarks = Remarks("ф.xlsx", "Л")
    remarks.add_kind("note", "вид", np.arange(300), sentence, "Как.", listed=None)
    assert len(remarks.problems) == 300
