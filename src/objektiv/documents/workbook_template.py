"""Empty tables for people to fill in: xlsx with a sheet that explains every column, or csv with a text beside it."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from objektiv.documents.xlsx import EPOCH, escape_formula
from objektiv.model.errors import LakeError

DATA_SHEET = "Данные"
REFERENCE_SHEET = "Справка"
_HOW_TO = (
    "Одна строка — одна запись. Заголовки не меняйте, лишние столбцы не нужны.",
    "Фамилии, имена, СНИЛС, даты рождения и номера документов не вписывайте: они не читаются и не хранятся.",
    "Готовый файл загрузите командой: objektiv load ФАЙЛ --lake ДАННЫЕ.",
    "Год и предмет результатов и отметок берутся из имени файла и папок или из ключа: --assessment oge-2024-ru9.",
)
_TABLE_HEADER = ("Столбец", "Что писать", "Пример", "Допустимые значения")
_WIDTHS = (32, 70, 24, 40)
_LINE_HEIGHT = 16
_FIRST_LIST_COLUMN = 5
_FILLED_ROWS = 5_000


def write_template(
    path: Path,
    title: str,
    columns: Mapping[str, str],
    examples: Mapping[str, str] | None = None,
    choices: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Write an xlsx: sheet «Данные» with the headers and lists to choose from, sheet «Справка» with explanations.

    ``columns`` maps a header to what to write under it, ``examples`` to one value, ``choices`` to all values
    allowed. No text is ever written as a formula. Raises LakeError when the file cannot be written.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(str(path), options)
    workbook.set_properties({"title": title, "created": EPOCH})
    data, reference = workbook.add_worksheet(DATA_SHEET), workbook.add_worksheet(REFERENCE_SHEET)
    _write_headers(workbook, data, list(columns))
    _write_reference(workbook, reference, title, columns, examples or {}, choices or {})
    lists = _write_lists(workbook, reference, choices or {})
    for place, header in enumerate(columns):
        if header in lists:
            _add_list(data, place, header, lists[header])
    try:
        workbook.close()
    except (FileCreateError, OSError) as error:
        raise _not_written(path) from error


def write_csv_template(
    path: Path, title: str, columns: Mapping[str, str], examples: Mapping[str, str] | None = None
) -> Path:
    """Write a csv with the headers (UTF-8 with a mark, semicolons) and a text beside it; returns the text's path.

    Raises LakeError when a file cannot be written.
    """
    beside = path.with_suffix(".справка.txt")
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerow([escape_formula(header) for header in columns])
        beside.write_text("\n".join(_explained(title, columns, examples or {})) + "\n", encoding="utf-8")
    except OSError as error:
        raise _not_written(path) from error
    return beside


def _write_headers(workbook: Workbook, sheet: Worksheet, headers: Sequence[str]) -> None:
    style = workbook.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF4", "border": 1}
    )
    for place, header in enumerate(headers):
        sheet.write_string(0, place, header, style)
        sheet.set_column(place, place, min(max(len(header) + 3, 12), 34))
    sheet.set_row(0, 34)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def _write_reference(
    workbook: Workbook,
    sheet: Worksheet,
    title: str,
    columns: Mapping[str, str],
    examples: Mapping[str, str],
    choices: Mapping[str, Sequence[str]],
) -> None:
    bold = workbook.add_format({"bold": True, "valign": "top", "bg_color": "#E8EEF4", "border": 1})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top", "border": 1})
    sheet.write_string(0, 0, title, workbook.add_format({"bold": True, "font_size": 14}))
    for line, text in enumerate(_HOW_TO, 1):
        sheet.write_string(line, 0, text)
    first = len(_HOW_TO) + 2
    _write_line(sheet, first, _TABLE_HEADER, bold)
    for line, (header, explanation) in enumerate(columns.items(), first + 1):
        allowed = "; ".join(choices.get(header, ()))
        _write_line(sheet, line, (header, explanation, examples.get(header, ""), allowed), wrapped)
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.print_area(0, 0, first + len(columns), len(_WIDTHS) - 1)
    sheet.fit_to_pages(1, 0)


def _write_line(sheet: Worksheet, line: int, texts: Sequence[str], style: Format) -> None:
    for place, text in enumerate(texts):
        sheet.write_string(line, place, text, style)
    # Not every program grows a row to its wrapped text.
    lines = max(-(-len(text) // width) for text, width in zip(texts, _WIDTHS, strict=True))
    sheet.set_row(line, _LINE_HEIGHT * max(lines, 1))


def _write_lists(
    workbook: Workbook, sheet: Worksheet, choices: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """Write the lists to the right of the table; header → range. A range knows no limit of length, nor of commas."""
    grey = workbook.add_format({"font_color": "#8A8A8A"})
    ranges = {}
    for place, (header, values) in enumerate(choices.items(), _FIRST_LIST_COLUMN):
        sheet.write_string(0, place, f"Список: {header}", grey)
        for line, value in enumerate(values, 1):
            if value.isdigit():
                sheet.write_number(line, place, int(value), grey)
            else:
                sheet.write_string(line, place, value, grey)
        column = xlsxwriter.utility.xl_col_to_name(place)
        ranges[header] = f"='{REFERENCE_SHEET}'!${column}$2:${column}${len(values) + 1}"
    return ranges


def _add_list(sheet: Worksheet, place: int, header: str, source: str) -> None:
    sheet.data_validation(
        1,
        place,
        _FILLED_ROWS,
        place,
        {
            "validate": "list",
            "source": source,
            "error_title": "Такого значения нет",
            "error_message": f"Выберите значение из списка столбца «{header}» или оставьте ячейку пустой."[
                :255
            ],
        },
    )


def _explained(title: str, columns: Mapping[str, str], examples: Mapping[str, str]) -> list[str]:
    lines = [title, "", *_HOW_TO, ""]
    for header, explanation in columns.items():
        example = f" Пример: {examples[header]}" if header in examples else ""
        lines.append(f"{header} — {explanation}{example}")
    return lines


def _not_written(path: Path) -> LakeError:
    return LakeError(
        f"не удалось записать {path.name}.",
        "Проверьте, что папка есть, в неё можно писать, на диске есть место и файл не открыт в другой программе.",
    )
