"""Parts of a work as a report names them, with their maxima, compared with the scale."""

from __future__ import annotations

from collections.abc import Mapping

from objektiv.model.reader import Request, Rows
from objektiv.model.scale import Part, Scale
from objektiv.workbooks.cell_numbers import read_whole
from objektiv.workbooks.remarks import Remarks
from objektiv.workbooks.report_layout import OpenReport
from objektiv.workbooks.report_table import GroupTable


def read_maxima(rows: Rows, table: GroupTable, remarks: Remarks) -> dict[str, int]:
    """Maximum by part code from the line «Макс. балл»; empty without the line."""
    if table.maxima is None:
        return {}
    line = rows[table.maxima]
    found = {}
    for column, code in table.values.items():
        try:
            maximum = read_whole(line[column]) if column < len(line) else None
        except ValueError:
            maximum = None
        if maximum:
            found[code] = maximum
        else:
            remarks.add(
                "warning",
                "maximum_unreadable",
                f"Не прочитан максимальный балл за «{code}».",
                "Впишите в строку «Макс. балл» целое число.",
                cell=(table.maxima, column),
            )
    return found


def check_parts(report: OpenReport[GroupTable], maxima: Mapping[str, int], request: Request) -> None:
    """Compare part codes and maxima with the scale, or the sum of the maxima with the head of the report."""
    codes = list(report.table.values.values())
    repeated = sorted({code for code in codes if codes.count(code) > 1})
    if repeated:
        _remark(report, "parts_repeated", f"Задания {_list(repeated)} стоят в заголовке дважды.")
    scale = request.scale_of(report.assessment)
    if scale is not None and scale.parts:
        _compare(report, scale, maxima)
    elif report.head.maximum and len(maxima) == len(codes) and sum(maxima.values()) != report.head.maximum:
        total = sum(maxima.values())
        _remark(report, "maxima_sum", f"Баллы за задания в сумме дают {total}, а не {report.head.maximum}.")


def new_parts(
    report: OpenReport[GroupTable], maxima: Mapping[str, int], request: Request
) -> tuple[Part, ...]:
    """Parts that the report makes known.

    None where the scale has its parts, a part has no maximum, or the maxima do not sum to that of the head.
    """
    known = request.scale_of(report.assessment)
    is_whole = len(maxima) == len(report.table.values) and report.head.maximum in {None, sum(maxima.values())}
    if (known and known.parts) or not is_whole:
        return ()
    return tuple(Part(code, maximum) for code, maximum in maxima.items())


def _compare(report: OpenReport[GroupTable], scale: Scale, maxima: Mapping[str, int]) -> None:
    codes = report.table.values.values()
    unknown = [code for code in codes if code not in scale.part_codes]
    missing = [code for code in scale.part_codes if code not in codes]
    differing = [part.code for part in scale.parts if maxima.get(part.code, part.maximum) != part.maximum]
    if unknown:
        _remark(report, "parts_unknown", f"В шкале работы нет заданий {_list(unknown)}.")
    if missing:
        _remark(report, "parts_missing", f"В отчёте нет заданий {_list(missing)}.")
    if differing:
        _remark(
            report, "maximum_differs", f"Максимальные баллы за задания {_list(differing)} не те, что в шкале."
        )


def _list(codes: list[str]) -> str:
    return ", ".join(f"«{code}»" for code in codes)


def _remark(report: OpenReport[GroupTable], code: str, message: str) -> None:
    report.remarks.add(
        "warning",
        code,
        message,
        "Проверьте, что отчёт относится к этой работе, и уточните шкалу: objektiv check-scales.",
        cell=(report.table.header, min(report.table.values)),
    )
