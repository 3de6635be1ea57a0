from __future__ import annotations

from pathlib import Path

import pytest

from objektiv.model.errors import RefusedFileError
from objektiv.workbooks.delimited import read_delimited
from objektiv.workbooks.limits import Limits

TABLE = [["Школа", "Код участника"], ["edu990001", "40001"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_table_is_read_in_every_encoding_and_with_every_delimiter(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("\r\n".join(delimiter.join(row) for row in TABLE).encode(encoding))
    assert read_delimited(path, Limits()) == TABLE


def test_delimiters_inside_quotes_stay(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('Школа;Класс\n"Школа, 5";"4;А"\n\n', encoding="utf-8")
    assert read_delimited(path, Limits()) == [["Школа", "Класс"], ["Школа, 5", "4;А"]]


def test_one_column_is_a_table(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("Школа\nedu990001\n", encoding="utf-8")
    assert read_delimited(path, Limits()) == [["Школа"], ["edu990001"]]


@pytest.mark.parametrize("content", [b"\x00\x01\x02" * 50, 'а;б\n"в;1\n'.encode(), b"\x98\x98\xff"])
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    with pytest.raises(RefusedFileError, match="CSV") as refused:
        read_delimited(path, Limits())
    assert refused.value.remedy


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("1;2\n" * 11, encoding="utf-8")
    with pytest.raises(RefusedFileError, match="больше допустимого"):
        read_delimited(path, Limits(rows=10))
