from __future__ import annotations

import resource
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from objektiv.model.errors import RefusedFileError
from objektiv.workbooks.book import CSV_SHEET, MemoryBook, open_book
from objektiv.workbooks.limits import Limits

SHEET = "xl/worksheets/sheet1.xml"


def write_book(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for index, row in enumerate(rows):
                sheet.write_row(index, 0, row)
    return path


def rewrite(path: Path, member: str, change: Callable[[bytes], bytes]) -> Path:
    """The same archive with one member changed."""
    with zipfile.ZipFile(path) as archive:
        members = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, change(content) if name == member else content)
    return path


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_book(
        tmp_path / "книга.xlsx", {"Лист": [["Код", "Балл"], ["40001", 2]], "Второй": [["", "б"]]}
    )


def read_all(path: Path, limits: Limits | None) -> None:
    opened = open_book(path, limits)
    for sheet in opened.sheet_names:
        opened.rows(sheet)


def refusal(path: Path, limits: Limits | None = None) -> RefusedFileError:
    """Opening the file and reading all its sheets must end in a refusal in words."""
    with pytest.raises(RefusedFileError) as refused:
        read_all(path, limits)
    assert refused.value.remedy
    assert refused.value.place == path.name
    return refused.value


def test_workbook_is_read_from_its_first_cell(book: Path) -> None:
    opened = open_book(book)
    assert (opened.name, opened.path, list(opened.sheet_names)) == (
        "книга.xlsx",
        str(book),
        ["Лист", "Второй"],
    )
    assert opened.rows("Лист") == [["Код", "Балл"], ["40001", 2.0]]
    assert opened.rows("Второй") == [["", "б"]]


def test_sheet_is_parsed_once(book: Path) -> None:
    opened = open_book(book)
    assert opened.rows("Лист") is opened.rows("Лист")


def test_rows_begin_at_a1_and_empty_rows_at_the_end_are_left_out(tmp_path: Path) -> None:
    path = write_book(tmp_path / "t.xlsx", {"Л": [[], ["", "", "в"], [" "]]})
    path = rewrite(
        path,
        SHEET,
        lambda xml: xml.replace(
            b"</sheetData>", b'<row r="9"><c r="A9" t="str"><v></v></c></row></sheetData>'
        ),
    )
    assert open_book(path).rows("Л") == [["", "", ""], ["", "", "в"], [" ", "", ""]]


def test_workbook_with_another_extension_is_opened_by_content(book: Path) -> None:
    renamed = book.rename(book.with_suffix(".xls"))
    assert open_book(renamed).rows("Лист")[0] == ["Код", "Балл"]


def test_csv_is_a_book_of_one_sheet(tmp_path: Path) -> None:
    path = tmp_path / "результаты.csv"
    path.write_text("Код;Балл\n40001;2\n", encoding="cp1251")
    opened = open_book(path)
    assert list(opened.sheet_names) == [CSV_SHEET]
    assert opened.rows(CSV_SHEET) == [["Код", "Балл"], ["40001", "2"]]


def test_memory_book_is_a_book() -> None:
    opened = MemoryBook("т", "2021/4/т", {"а": [["б"]]})
    assert (list(opened.sheet_names), opened.rows("а")) == (["а"], [["б"]])


def test_cells_that_begin_with_an_equals_sign_stay_text(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as workbook:
        workbook.add_worksheet().write_string(0, 0, "=1+1")
    assert open_book(path).rows("Sheet1") == [["=1+1"]]


def test_text_named_xlsx_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "текст.xlsx"
    path.write_text("просто текст", encoding="utf-8")
    assert "не книга Excel" in refusal(path).message


def test_web_page_named_xls_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "страница.xls"
    path.write_text("<html><table><tr><td>1</td></tr></table></html>", encoding="utf-8")
    assert "веб-страница" in refusal(path).message


def test_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "пустой.xlsx"
    path.touch()
    assert "пуст" in refusal(path).message


def test_file_that_went_away_is_refused(tmp_path: Path) -> None:
    assert "не читается" in refusal(tmp_path / "нет.xlsx").message


@pytest.mark.parametrize("share", [0.01, 0.5, 0.99])
def test_truncated_workbook_is_refused(book: Path, share: float) -> None:
    content = book.read_bytes()
    book.write_bytes(content[: max(int(len(content) * share), 8)])
    assert "повреждена" in refusal(book).message


@pytest.mark.parametrize(
    "damage", [lambda xml: xml[: len(xml) // 2], lambda _: b"\x00\x01garbage", lambda _: b""]
)
def test_damaged_sheet_is_refused_or_empty(book: Path, damage: Callable[[bytes], bytes]) -> None:
    assert "Лист «Лист» не читается" in refusal(rewrite(book, SHEET, damage)).message


def test_damaged_directory_of_sheets_is_refused(book: Path) -> None:
    assert "не читается" in refusal(rewrite(book, "xl/workbook.xml", lambda _: b"")).message


def test_old_workbook_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "старая.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096))
    assert "не читается" in refusal(path).message


def test_workbook_with_a_password_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "закрытая.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
    )
    assert "паролем" in refusal(path).message


def test_zip_bomb_is_refused_without_unpacking(tmp_path: Path) -> None:
    path = tmp_path / "бомба.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open(SHEET, "w", force_zip64=True) as member:
            for _ in range(96):
                member.write(bytes(1 << 20))
    assert "96 МиБ" in refusal(path).message
    assert "раскрывается" in refusal(path, Limits(unpacked_bytes=90 << 20, unpacked_ratio=10_000)).message


def test_archive_of_too_many_entries_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "части.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(21):
            archive.writestr(f"{number}.txt", "")
    assert "частей: 21" in refusal(path, Limits(entries=20)).message


def test_entity_bomb_is_refused(book: Path) -> None:
    bomb = b'<!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><worksheet'
    assert (
        "сущностей" in refusal(rewrite(book, SHEET, lambda xml: xml.replace(b"<worksheet", bomb, 1))).message
    )


def test_book_of_200_sheets_is_refused(tmp_path: Path) -> None:
    path = write_book(tmp_path / "много.xlsx", {f"Л{number}": [[1]] for number in range(200)})
    assert "Листов в книге: 200" in refusal(path).message


def test_large_file_is_refused(book: Path) -> None:
    assert "слишком велик" in refusal(book, Limits(file_bytes=100)).message


@pytest.mark.parametrize("declared", [b"A1:B2", b"A1:XFD1048576"])
def test_far_lone_cell_is_refused_without_building_the_range(book: Path, declared: bytes) -> None:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    rewrite(book, SHEET, lambda xml: xml.replace(b"</sheetData>", far).replace(b"A1:B2", declared))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "строк 1048576, столбцов 16384" in refusal(book).message
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 << 10


def test_a_million_empty_rows_are_read_for_what_they_hold(tmp_path: Path) -> None:
    path = tmp_path / "миллион.xlsx"
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        bold = workbook.add_format({"bold": True})
        sheet.write_row(0, 0, ["Код", "Балл"])
        for row in range(1, 1_048_576, 4):
            sheet.write_blank(row, 0, None, bold)
    assert open_book(path).rows("Sheet1") == [["Код", "Балл"]]


def test_a_declared_range_that_cannot_be_is_not_believed(tmp_path: Path) -> None:
    rows: list[list[object]] = [["слово" * 40] for _ in range(9_000)]
    path = write_book(tmp_path / "t.xlsx", {"Л": [*rows, [""] * 800 + [1]]})
    rewrite(path, SHEET, lambda xml: xml.replace(b'ref="A1:ADU9001"', b'ref="A1"') + b" " * (1 << 20))
    assert "строк 9001, столбцов 801" in refusal(path, Limits(columns=500)).message
