"""Whether the figures of a report agree with one another; what does not is reported with the cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from objektiv.workbooks.cell_numbers import decimals
from objektiv.workbooks.remarks import Remarks
from objektiv.workbooks.report_cells import COUNTRY, MUNICIPALITY, REGION, SCHOOL
from objektiv.workbooks.report_table import GroupRow, GroupTable

_ORDER = {COUNTRY: 0, REGION: 1, MUNICIPALITY: 2, SCHOOL: 3}
_ROUNDING = 0.02  # a table of fractions: how far a row's sum may stand from 1


def as_percent(rows: Sequence[GroupRow], remarks: Remarks) -> list[GroupRow]:
    """Rows on the 0–100 scale: cells in Excel's percent format hold fractions whose sum is 1."""
    sums = [sum(row.values.values()) for row in rows]
    if not sums or any(abs(total - 1) > _ROUNDING for total in sums):
        return list(rows)
    remarks.add(
        "note",
        "fractions",
        "Доли записаны числами от 0 до 1 и переведены в проценты.",
        "Делать ничего не нужно.",
        cell=(rows[0].row, min(rows[0].values)),
    )
    return [
        replace(row, values={column: 100 * value for column, value in row.values.items()}) for row in rows
    ]


def check_shares(rows: Sequence[GroupRow], table: GroupTable, remarks: Remarks) -> None:
    """Percentages of a row must sum to 100 within rounding and come from whole numbers of participants."""
    column = min(table.values)
    for row in rows:
        values = list(row.values.values())
        step = 10.0 ** -decimals(values)
        total = sum(values)
        if abs(total - 100) > _tolerance(values):
            _report_sum(row, column, total, remarks)
        elif 0 < row.n * step < 10 and any(not _is_count(share, row.n, step) for share in values):
            _report_fraction(row, column, remarks)


def shares(row: GroupRow, table: GroupTable) -> dict[str, float]:
    """Shares by key; an empty cell is zero where the others already sum to 100, otherwise it is left out."""
    known = {table.values[column]: value for column, value in row.values.items()}
    if abs(sum(known.values()) - 100) > _tolerance(list(known.values())):
        return known
    return {key: known.get(key, 0.0) for key in table.values.values()}


def check_range(rows: Sequence[GroupRow], remarks: Remarks, *, upper: float = 100.0) -> None:
    """Every percentage must lie between 0 and ``upper``."""
    for row in rows:
        for column, value in row.values.items():
            if value > upper + 1e-9:
                remarks.add(
                    "error",
                    "above_hundred",
                    f"Процент {_comma(value)} больше 100.",
                    "Проверьте ячейку: выгрузите отчёт из ФИС ОКО ещё раз.",
                    cell=(row.row, column),
                    school=_school(row),
                )


def check_participants(rows: Sequence[GroupRow], table: GroupTable, remarks: Remarks) -> None:
    """A part has no more participants than the whole above it; schools add up to their municipality."""
    column = table.participants if table.participants is not None else table.group
    above: dict[int, GroupRow] = {}
    for position, row in enumerate(rows):
        level = _ORDER[row.group.level]
        above = {depth: other for depth, other in above.items() if depth < level}
        parent = above[max(above)] if above else None
        if parent and parent.n and row.n > parent.n:
            _report_larger(row, parent, column, remarks)
        above[level] = row
        if row.group.level == MUNICIPALITY:
            _check_schools(row, _from(rows, position + 1), column, remarks)


def _check_schools(row: GroupRow, following: Iterable[GroupRow], column: int, remarks: Remarks) -> None:
    schools = [other.n for other in takewhile(lambda other: other.group.level == SCHOOL, following)]
    if row.schools and len(schools) == row.schools and sum(schools) != row.n:
        remarks.add(
            "warning",
            "participants_differ",
            f"В строке «{row.group.name}» участников {row.n}, а в её {row.schools} ОО вместе {sum(schools)}.",
            "Выгрузите отчёт ещё раз, когда ФИС ОКО закончит обработку.",
            cell=(row.row, column),
        )


def _from(rows: Sequence[GroupRow], start: int) -> Iterator[GroupRow]:
    """Rows from a position on, without a copy of the rest for every municipality."""
    return (rows[position] for position in range(start, len(rows)))


def _tolerance(values: list[float]) -> float:
    return float(10.0 ** -decimals(values) * max(len(values), 2))


def _is_count(share: float, n: int, step: float) -> bool:
    exact = share * n / 100
    return abs(exact - round(exact)) <= step * n / 100 + 1e-9


def _report_sum(row: GroupRow, column: int, total: float, remarks: Remarks) -> None:
    remarks.add(
        "warning",
        "sum_not_hundred",
        f"Доли в строке «{row.group.name}» дают в сумме {_comma(total)} %, а не 100 %.",
        "Сверьте строку с отчётом в ФИС ОКО; в расчёт доли взяты как напечатаны.",
        cell=(row.row, column),
        school=_school(row),
    )


def _report_fraction(row: GroupRow, column: int, remarks: Remarks) -> None:
    remarks.add(
        "note",
        "not_whole_people",
        f"Доли в строке «{row.group.name}» не складываются из целых людей при {row.n} участниках.",
        "Проверьте число участников в этой строке.",
        cell=(row.row, column),
        school=_school(row),
    )


def _report_larger(row: GroupRow, parent: GroupRow, column: int, remarks: Remarks) -> None:
    remarks.add(
        "warning",
        "participants_differ",
        f"В строке «{row.group.name}» участников {row.n} — больше, чем {parent.n} у «{parent.group.name}».",
        "Проверьте порядок строк и число участников.",
        cell=(row.row, column),
        school=_school(row),
    )


def _school(row: GroupRow) -> int:
    return row.group.id if row.group.level == SCHOOL else 0


def _comma(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")
