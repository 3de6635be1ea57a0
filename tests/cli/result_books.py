"""Small result exports of 2021 for tests of loading: pupils by school and class, every part one point."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import xlsxwriter

HEAD = ["логин школы", "регион", "номер обучающегося", "код обучающегося", "отметка за предыдущую четверть/триместр",
        "пол", "класс", "вариант", "всего баллов", *(f"балл за {k}" for k in range(1, 16)), "Учебник"]  # fmt: skip


def book(
    path: Path,
    *classes: tuple[int, str, Iterable[object]],
    municipality: int = 7,
    score: int = 1,
    more: tuple[str, ...] = (),
) -> Path:
    """Write classes (school, class, pupil codes); ``more``: headers of further columns, each with a text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as out:
        sheet = out.add_worksheet("Sheet")
        sheet.write_row(0, 0, [*HEAD, *more])
        number = 0
        for school, group, pupils in classes:
            for pupil in pupils:
                number += 1
                cells = [
                    *(
                        f"sch{school}",
                        f"Муниципальное образование {municipality:02d}",
                        str(number),
                        str(pupil),
                    ),
                    *("4", "м", group, "1", str(15 * score), *[str(score)] * 15, "Учебник"),
                ]
                sheet.write_row(number, 0, [*cells, *("текст" for _ in more)])
    return path
