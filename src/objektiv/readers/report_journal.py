"""Отчёт ФИС ОКО «Сравнение отметок с отметками по журналу»: the wide layout and the older, tall one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from objektiv.model.reader import Book, Reader, Reading, Request, Rows
from objektiv.workbooks.headers import plain
from objektiv.workbooks.remarks import Remarks
from objektiv.workbooks.report_cells import COUNT, JOURNAL_SHARES, PERCENT, REGION, SCHOOL, Group, ReportCells
from objektiv.workbooks.report_layout import ReportLayout
from objektiv.workbooks.report_table import identify, number_at

_WORDS = {"понизил": "понизили", "подтвердил": "подтвердили", "повысил": "повысили"}
_SEARCHED_ROWS = 30
_PERCENT_SLACK = 0.06
_WHOLE = "всего"

Column = tuple[str, str]  # a word of _WORDS or _WHOLE, and a unit


@dataclass(frozen=True)
class _Table:
    """``columns``: 0-based column → what it says; in the older layout the word stands in the group column."""

    header: int
    first: int
    group: int
    columns: Mapping[int, Column]
    is_wide: bool


@dataclass(frozen=True)
class _Row:
    """One group with its numbers by what they are, and the cell that remarks point at."""

    row: int
    group: Group
    numbers: Mapping[Column, float]


def _find(rows: Rows) -> tuple[_Table, int] | None:
    for index, row in enumerate(rows[:_SEARCHED_ROWS]):
        group = next((c for c, cell in enumerate(row) if plain(cell).startswith("группы участников")), None)
        if group is not None:
            table = _wide(rows, index, group) or _tall(rows, index, group)
            return (table, index) if table else None
    return None


def _wide(rows: Rows, index: int, group: int) -> _Table | None:
    """Words in the header; their units beside them or one line lower, under merged cells."""
    below = [plain(cell) for cell in rows[index + 1]] if index + 1 < len(rows) else []
    has_second_line = not any(below[: group + 1]) and any("%" in text or "кол-во" in text for text in below)
    lines = rows[index : index + 1 + has_second_line]
    columns = dict(_wide_columns(lines, group))
    is_complete = {word for word, _ in columns.values()} >= set(_WORDS.values())
    return _Table(index, index + len(lines), group, columns, is_wide=True) if is_complete else None


def _wide_columns(lines: Rows, group: int) -> Iterator[tuple[int, Column]]:
    word = ""
    for column in range(group + 1, max(map(len, lines))):
        top = plain(lines[0][column]) if column < len(lines[0]) else ""
        said = _word_of(top)
        # «Кол-во участников» right of a word counts those whom the word names, unless it says «всего».
        if said and not (said == _WHOLE and word and _WHOLE not in top):
            word = said
        text = " ".join(plain(line[column]) for line in lines if column < len(line))
        if word and text:
            yield column, (word, COUNT if "кол-во" in text or "количество" in text else PERCENT)


def _tall(rows: Rows, index: int, group: int) -> _Table | None:
    header = [plain(cell) for cell in rows[index]]
    columns: dict[int, Column] = {}
    for column, text in enumerate(header):
        if text.startswith(("кол-во", "количество")):
            columns[column] = ("", COUNT)
        elif "%" in text or text.startswith("процент"):
            columns[column] = ("", PERCENT)
    has_words = any(group < len(row) and _is_word(row[group]) for row in rows[index + 1 : index + 10])
    return _Table(index, index + 1, group, columns, is_wide=False) if columns and has_words else None


def _is_word(cell: object) -> bool:
    return bool(_word_of(plain(cell)))


def _word_of(text: str) -> str:
    """The word a header or a row begins with, «всего» for a whole, '' for anything else."""
    known = next((word for stem, word in _WORDS.items() if text.startswith(stem)), "")
    is_whole = text.startswith((_WHOLE, "кол-во участников", "количество участников"))
    return known or (_WHOLE if is_whole else "")


_LAYOUT = ReportLayout("сравнение отметок с отметками по журналу", _find)


def _wide_rows(rows: Rows, table: _Table, remarks: Remarks) -> Iterator[_Row]:
    has_region = False
    for index in range(table.first, len(rows)):
        name = rows[index][table.group] if table.group < len(rows[index]) else ""
        numbers = _numbers(rows, index, table, remarks)
        if not plain(name) or not numbers:
            continue
        group = identify(name, index, table.group, remarks, has_region=has_region)
        if group is not None:
            has_region = has_region or group.level == REGION
            yield _Row(index, group, numbers)


def _tall_rows(rows: Rows, table: _Table, remarks: Remarks) -> Iterator[_Row]:
    group, start, numbers, has_region = None, table.first, dict[Column, float](), False
    for index in range(table.first, len(rows)):
        name = plain(rows[index][table.group]) if table.group < len(rows[index]) else ""
        word = _word_of(name)
        if name and not word:
            if group is not None and numbers:
                yield _Row(start, group, numbers)
            group = identify(rows[index][table.group], index, table.group, remarks, has_region=has_region)
            has_region = has_region or (group is not None and group.level == REGION)
            start, numbers = index, {}
        elif word:
            found = _numbers(rows, index, table, remarks)
            numbers |= {(word, unit): value for (_, unit), value in found.items()}
    if group is not None and numbers:
        yield _Row(start, group, numbers)


def _numbers(rows: Rows, index: int, table: _Table, remarks: Remarks) -> dict[Column, float]:
    found = ((key, number_at(rows[index], index, column, remarks)) for column, key in table.columns.items())
    return {key: number for key, number in found if number is not None}


def _add(cells: ReportCells, row: _Row, remarks: Remarks) -> None:
    """One figure a word: the count where it is printed, else the percentage."""
    counts = {word: row.numbers[word, COUNT] for word in _WORDS.values() if (word, COUNT) in row.numbers}
    shares = {word: row.numbers[word, PERCENT] for word in _WORDS.values() if (word, PERCENT) in row.numbers}
    n = int(row.numbers.get((_WHOLE, COUNT), sum(counts.values())))
    _check(row, n, counts, shares, remarks)
    for word in _WORDS.values():
        if word in counts:
            cells.add(row.group, word, counts[word], n=n, unit=COUNT)
        elif word in shares:
            cells.add(row.group, word, shares[word], n=n)


def _check(
    row: _Row, n: int, counts: Mapping[str, float], shares: Mapping[str, float], remarks: Remarks
) -> None:
    said = []
    if len(counts) == len(_WORDS) and sum(counts.values()) != n:
        said.append(
            f"участников {n}, а понизивших, подтвердивших и повысивших вместе {sum(counts.values()):.0f}"
        )
    if len(shares) == len(_WORDS) and abs(sum(shares.values()) - 100) > _PERCENT_SLACK and n:
        said.append(f"доли дают в сумме {_comma(sum(shares.values()))} %")
    said += [
        f"«{word}»: {counts[word]:.0f} из {n} — это не {_comma(shares[word])} %"
        for word in counts.keys() & shares.keys()
        if n and abs(100 * counts[word] / n - shares[word]) > _PERCENT_SLACK
    ]
    if said:
        remarks.add(
            "warning",
            "journal_shares_differ",
            f"Строка «{row.group.name}» не сходится: {'; '.join(sorted(said))}.",
            "Сверьте строку с отчётом в ФИС ОКО; числа участников приняты как напечатаны.",
            cell=(row.row, 0),
            school=row.group.id if row.group.level == SCHOOL else 0,
        )


def _comma(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


def _read(book: Book, request: Request) -> Reading:
    report = _LAYOUT.open(book, request)
    rows_of = _wide_rows if report.table.is_wide else _tall_rows
    cells = ReportCells(JOURNAL_SHARES)
    for row in rows_of(report.rows, report.table, report.remarks):
        _add(cells, row, report.remarks)
    return Reading(report.assessment, 0, extras=(cells.extra(),), problems=report.remarks.problems)


READER = Reader(
    code="report_journal",
    title="Отчёт ФИС ОКО «Сравнение отметок с отметками по журналу»",
    kind="report",
    recognises=_LAYOUT.recognises,
    read=_read,
    source="отчёт ФИС ОКО",
)
