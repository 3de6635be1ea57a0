"""Tables of a page on paper."""

from __future__ import annotations

import re

import pytest

from objektiv.documents.blocks import INTEGER, Column, DataTable
from objektiv.documents.html_tables import render_table


def test_on_paper_a_code_is_never_broken() -> None:
    """A narrow column that holds a code takes room from one that holds sentences."""
    columns = (Column("№", INTEGER, width=0.7), Column("Код", width=0.7), Column("Заключение", width=9))
    text = render_table(DataTable("Школы", columns, ((1, "991189", "Требует анализа. " * 9),)))
    shares = [float(one) for one in re.findall(r"<col style='width:([\d.]+)%'>", text)]
    assert sum(shares) == pytest.approx(100, abs=0.2)
    assert shares[1] / 100 * 180 > 6 * 1.6 + 2  # six digits of 8 pt and the padding, in millimetres
