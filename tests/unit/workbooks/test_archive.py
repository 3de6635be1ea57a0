from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from objektiv.workbooks.archive import column_number, used_range
from objektiv.workbooks.headers import column_letter


@pytest.mark.parametrize(("letters", "number"), [(b"A", 1), (b"Z", 26), (b"AA", 27), (b"XFD", 16384)])
def test_columns_are_numbered_as_in_a_sheet(letters: bytes, number: int) -> None:
    assert column_number(letters) == number


@pytest.mark.parametrize(
    ("xml", "used"),
    [
        (b"<sheetData></sheetData>", (0, 0)),
        (b'<row r="1"><c r="A1"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>', (1, 3)),
        (b'<row r="9"/><row r="10"><c r="A10" s="1"/></row>', (0, 0)),
        (b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', (1048576, 16384)),
        (b'<row><c><v>1</v></c><c s="3"><v>1</v></c></row><row><c><v>1</v></c></row>', (2, 2)),
        (b'<x:row r="3"><x:c t="n" r="B3"><x:v>1</x:v></x:c></x:row>', (3, 2)),
        (b"<row r='5'><c r='D5'><f>1+1</f></c></row><cols><col min='1'/></cols>", (5, 4)),
    ],
)
def test_used_range_counts_cells_that_hold_something(xml: bytes, used: tuple[int, int]) -> None:
    assert used_range([xml]) == used


@given(
    st.lists(st.tuples(st.integers(1, 99_999), st.integers(0, 800)), min_size=1, max_size=20),
    st.integers(1, 40),
)
def test_used_range_does_not_depend_on_how_the_xml_is_cut(cells: list[tuple[int, int]], size: int) -> None:
    xml = b"".join(
        f'<row r="{row}"><c r="{column_letter(column)}{row}" t="s"><v>0</v></c></row>'.encode()
        for row, column in cells
    )
    chunks = [xml[start : start + size] for start in range(0, len(xml), size)]
    assert used_range(chunks) == (max(row for row, _ in cells), max(column for _, column in cells) + 1)
