"""Tables of one school's rows by class: marks, comparison with the journal, codes with a large difference."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from objektiv.documents.blocks import INTEGER, NUMBER, SHARE, Column, DataTable, Value
from objektiv.model.tables import ABSENT, PRESENT, Array, Table

LARGE_GAP = 2
MARKS = (2, 3, 4, 5)
ALL_CLASSES = "Все классы"
NO_CLASS = "не указан"

MARK_COLUMNS = (
    Column("Класс"),
    Column("Писали", INTEGER),
    Column("Отсутствовали", INTEGER, width=1.7),
    *(Column(f"«{mark}»", INTEGER, width=0.7) for mark in MARKS),
    Column("Качество (4 и 5)", SHARE, digits=0),
    Column("Средний балл", NUMBER, digits=1),
)
JOURNAL_COLUMNS = (
    Column("Класс"),
    Column("Работ с отметкой журнала", INTEGER, width=1.5),
    Column("Понизили", INTEGER, width=1.2),
    Column("Подтвердили", INTEGER, width=1.5),
    Column("Повысили", INTEGER, width=1.2),
    Column("Понизили, %", SHARE, digits=0, width=1.3),
    Column("Подтвердили, %", SHARE, digits=0, width=1.6),
    Column("Повысили, %", SHARE, digits=0, width=1.3),
)
GAP_COLUMNS = (
    Column("Класс"),
    Column("Код участника", width=1.4),
    Column("Отметка по журналу", INTEGER),
    Column("Отметка за работу", INTEGER),
    Column("Разница", "signed", digits=0),
)


def classes(rows: Table) -> Iterator[tuple[str, Array]]:
    """Classes by number and letter with the mask of their rows, then all together when there are several."""
    names = np.array([_class_name(name) for name in rows["class_group"].tolist()], dtype=object)
    known = sorted(set(names.tolist()), key=_class_order)
    for name in known:
        yield name, names == name
    if len(known) > 1:
        yield ALL_CLASSES, np.ones(len(rows), dtype=np.bool_)


def mark_table(rows: Table, title: str) -> DataTable:
    """Marks, quality and mean by class."""
    table = tuple(_mark_row(name, rows.filter(mask)) for name, mask in classes(rows))
    return DataTable(f"Отметки за работу: {title}", MARK_COLUMNS, table)


def _mark_row(name: str, rows: Table) -> tuple[Value, ...]:
    present = rows["status"] == PRESENT
    marks = rows["mark"][present]
    counts = [int((marks == mark).sum()) for mark in MARKS]
    marked = sum(counts)
    quality = (counts[2] + counts[3]) / marked if marked else None
    scores = rows["raw_score"][present]
    mean = float(scores.mean()) if len(scores) else None
    shown = counts if marked else [None] * len(MARKS)
    return (name, int(present.sum()), int((rows["status"] == ABSENT).sum()), *shown, quality, mean)


def journal_table(rows: Table, title: str) -> DataTable | None:
    """Lowered, confirmed, raised by class; None without journal marks or marks."""
    table = tuple(row for name, mask in classes(rows) if (row := _journal_row(name, rows.filter(mask))))
    return DataTable(f"Отметка за работу и по журналу: {title}", JOURNAL_COLUMNS, table) if table else None


def _journal_row(name: str, rows: Table) -> tuple[Value, ...] | None:
    gaps = mark_gaps(rows)
    gaps = gaps[~np.isnan(gaps)]
    n = len(gaps)
    if not n:
        return None
    counts = (int((gaps < 0).sum()), int((gaps == 0).sum()), int((gaps > 0).sum()))
    return (name, n, *counts, *(count / n for count in counts))


def mark_gaps(rows: Table) -> Array:
    """Mark of the work minus the journal's per row; nan where either is missing."""
    mark, journal = rows["mark"].astype(np.float64), rows["journal_mark"].astype(np.float64)
    known = (rows["status"] == PRESENT) & (mark >= 2) & (journal >= 2)
    return np.where(known, mark - journal, np.nan)


def gap_table(rows: Table, title: str) -> DataTable | None:
    """Codes of pupils whose marks differ by two or more; None when there are none."""
    gaps = mark_gaps(rows)
    large = np.abs(np.nan_to_num(gaps)) >= LARGE_GAP
    found = [
        (_class_name(row["class_group"]), str(row["pupil"]), int(row["journal_mark"]), int(row["mark"]))
        for row in rows.filter(large).rows()
    ]
    found.sort(key=lambda row: (_class_order(row[0]), row[1]))
    table = tuple((*row, row[3] - row[2]) for row in found)
    note = "Только коды: сопоставление кода с фамилией хранится в школе. Разница — повод разобраться, а не вывод."
    return (
        DataTable(f"Разница отметок в два балла и больше: {title}", GAP_COLUMNS, table, note)
        if table
        else None
    )


def _class_name(text: object) -> str:
    name = str(text).strip()
    return name if name and name.lower() not in {"нет", "-"} else NO_CLASS


def _class_order(name: str) -> tuple[bool, int, str]:
    digits = "".join(character for character in name if character.isdigit())
    return (name == NO_CLASS, int(digits) if digits else 0, name)
