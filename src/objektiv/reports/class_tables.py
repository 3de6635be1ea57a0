"""Tables of one school's rows by class: marks, comparison with the journal, codes with a large difference."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from objektiv.documents.blocks import INTEGER, NUMBER, SHARE, Column, DataTable, Value
from objektiv.documents.numbers import format_share
from objektiv.model.tables import ABSENT, PRESENT, Array, Table

LARGE_GAP = 2
MARKS = (2, 3, 4, 5)
ALL_CLASSES = "Все классы"
NO_CLASS = "не указан"

PRESENCE_COLUMNS = (
    Column("Класс"),
    Column("Писали", INTEGER),
    Column("Отсутствовали", INTEGER, width=1.7),
)
MEAN_COLUMN = Column("Средний балл", NUMBER, digits=1)
MARK_COLUMNS = (
    *(Column(f"«{mark}»", INTEGER, width=0.7) for mark in MARKS),
    Column("Качество (4 и 5)", SHARE, digits=0),
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
    names = np.array([class_name(name) for name in rows["class_group"].tolist()], dtype=object)
    known = sorted(set(names.tolist()), key=class_order)
    for name in known:
        yield name, names == name
    if len(known) > 1:
        yield ALL_CLASSES, np.ones(len(rows), dtype=np.bool_)


def has_classes(rows: Table) -> bool:
    """Whether the file told the class of any pupil: without it a table by class says nothing."""
    return any(class_name(name) != NO_CLASS for name in rows["class_group"].tolist())


def mark_table(rows: Table, title: str) -> DataTable | None:
    """Marks, quality and mean by class; columns of marks only where there are marks. None without classes."""
    if not has_classes(rows):
        return None
    is_marked = bool(sum(_mark_counts(rows)))
    columns = (*PRESENCE_COLUMNS, *(MARK_COLUMNS if is_marked else ()), MEAN_COLUMN)
    table = tuple(_mark_row(name, rows.filter(mask), is_marked) for name, mask in classes(rows))
    return DataTable(f"{'Отметки' if is_marked else 'Баллы'} за работу: {title}", columns, table)


def _mark_row(name: str, rows: Table, is_marked: bool) -> tuple[Value, ...]:
    present = rows["status"] == PRESENT
    scores = rows["raw_score"][present]
    mean = float(scores.mean()) if len(scores) else None
    marks: tuple[Value, ...] = (*_mark_counts(rows), _quality(rows)) if is_marked else ()
    return (name, int(present.sum()), int((rows["status"] == ABSENT).sum()), *marks, mean)


def _mark_counts(rows: Table) -> list[int]:
    marks = rows["mark"][rows["status"] == PRESENT]
    return [int((marks == mark).sum()) for mark in MARKS]


def _quality(rows: Table) -> float | None:
    counts = _mark_counts(rows)
    return sum(counts[2:]) / sum(counts) if any(counts) else None


def journal_table(rows: Table, title: str) -> DataTable | None:
    """Lowered, confirmed, raised by class; None without classes, journal marks or marks."""
    table = tuple(row for name, mask in classes(rows) if (row := _journal_row(name, rows.filter(mask))))
    is_told = bool(table) and has_classes(rows)
    return DataTable(f"Отметка за работу и по журналу: {title}", JOURNAL_COLUMNS, table) if is_told else None


def _journal_row(name: str, rows: Table) -> tuple[Value, ...] | None:
    counts = _gap_counts(rows)
    n = sum(counts)
    if not n:
        return None
    return (name, n, *counts, *(count / n for count in counts))


def _gap_counts(rows: Table) -> tuple[int, int, int]:
    """Works whose mark is lower than, equal to, higher than the journal's."""
    gaps = mark_gaps(rows)
    return (int((gaps < 0).sum()), int((gaps == 0).sum()), int((gaps > 0).sum()))


def whole_sentence(rows: Table) -> str:
    """What a table by class would say of marks, for pupils whose classes are unknown; empty when they are known."""
    if has_classes(rows):
        return ""
    marks = _marks_part(rows)
    return f"{marks}." if marks else ""


def _marks_part(rows: Table) -> str:
    counts = _mark_counts(rows)
    if not any(counts):
        return ""
    listed = ", ".join(f"«{mark}» — {count}" for mark, count in zip(MARKS, counts, strict=True))
    return f"Отметки: {listed}; качество (4 и 5) {format_share(_quality(rows), 0)}"


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
        (class_name(row["class_group"]), str(row["pupil"]), int(row["journal_mark"]), int(row["mark"]))
        for row in rows.filter(large).rows()
    ]
    found.sort(key=lambda row: (class_order(row[0]), row[1]))
    table = tuple((*row, row[3] - row[2]) for row in found)
    if not table:
        return None
    note = "Только коды: сопоставление кода с фамилией хранится в школе. Разница — повод разобраться, а не вывод."
    first = 0 if has_classes(rows) else 1
    kept = tuple(row[first:] for row in table)
    return DataTable(f"Разница отметок в два балла и больше: {title}", GAP_COLUMNS[first:], kept, note)


def class_name(text: object) -> str:
    """The class as people call it; «не указан» where the file told none."""
    name = str(text).strip()
    return name if name and name.lower() not in {"нет", "-"} else NO_CLASS


def class_order(name: str) -> tuple[bool, int, str]:
    """By number and letter, unknown classes last."""
    digits = "".join(character for character in name if character.isdigit())
    return (name == NO_CLASS, int(digits) if digits else 0, name)
