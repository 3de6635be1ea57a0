"""Parts of a work that a school did weakly, and what to change in the programme (for its deputy head)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from objektiv.documents.blocks import SHARE, Column, Dataset, DataTable, Figure
from objektiv.documents.charts import draw_levels
from objektiv.documents.numbers import format_share, join_words
from objektiv.model.scale import Part
from objektiv.model.tables import NOT_TAUGHT, PRESENT, FloatArray, Table
from objektiv.reports.class_tables import ALL_CLASSES, classes
from objektiv.reports.lookup import Place

# Completion that is enough for a part of this level (basic; advanced and high).
WANTED = {"Б": 0.60, "П": 0.30, "В": 0.30}
LEVEL_TITLES = {"Б": "базовый", "П": "повышенный", "В": "высокий"}
LEAST_DIFFERENCE = 0.05
OMITTED_SHARE = 0.20
NORMAL_QUANTILE = 1.96

LEVELS = draw_levels("levels", "Задание", "Выполнение, % от максимума")
COLUMNS = (
    Column("Задание", width=1.4),
    Column("Уровень", width=1.9),
    Column("Выполнение", SHARE, digits=0, width=1.9),
    Column("Для сравнения", SHARE, digits=0, width=1.6),
    Column("Нужно не меньше", SHARE, digits=0, width=1.4),
    Column("Не приступали", SHARE, digits=0, width=1.9),
    Column("Почему в списке", width=2.8),
    Column("Предложение в рабочую программу", width=4),
)


@dataclass(frozen=True)
class PartResult:
    """Completion (0–1) of one part; ``other`` is the reference's, ``error`` the standard error of the school's."""

    part: Part
    facility: float
    other: float
    error: float
    omitted: float

    @property
    def wanted(self) -> float:
        """Completion that is enough for the level of the part; nan when the level is unknown."""
        return WANTED.get(self.part.level, float("nan"))

    @property
    def is_below_wanted(self) -> bool:
        """Below the threshold of the level."""
        return bool(self.facility < self.wanted)

    @property
    def is_below_other(self) -> bool:
        """Clearly below the reference: by five points and beyond chance."""
        short = self.other - self.facility
        return bool(short >= LEAST_DIFFERENCE and short > NORMAL_QUANTILE * self.error)


def part_results(place: Place) -> tuple[PartResult, ...]:
    """Parts of the work as the school did them; empty where the data have no parts."""
    cells, row = place.assessment.cells, place.row
    if cells.scale is None or cells.part_n is None or cells.part_sum is None:
        return ()
    other = place.assessment.reference.part_facility
    found = []
    for position, part in enumerate(cells.scale.parts):
        n = int(cells.part_n[row, position])
        if not n:
            continue
        mean = float(cells.part_sum[row, position]) / n
        squares = (
            float("nan") if cells.part_sum2 is None else float(cells.part_sum2[row, position]) / n - mean**2
        )
        omitted = float("nan") if cells.part_omitted is None else float(cells.part_omitted[row, position]) / n
        compared = float("nan") if other is None else float(other[position])
        error = float(np.sqrt(max(squares, 0.0) / n)) / part.maximum
        found.append(PartResult(part, mean / part.maximum, compared, error, omitted))
    return tuple(found)


def levels_figure(results: tuple[PartResult, ...], title: str) -> Figure | None:
    """All parts beside the reference and the level wanted; None without parts."""
    if not results:
        return None
    data: dict[str, list[str] | list[float | None]] = {
        "name": [one.part.code for one in results],
        "value": [_percent(one.facility) for one in results],
        "other": [_percent(one.other) for one in results],
        "wanted": [_percent(one.wanted) for one in results],
    }
    weak = [one.part.code for one in results if one.is_below_wanted or one.is_below_other]
    alt = f"Выполнение заданий; слабые: {join_words(weak)}." if weak else "Выполнение заданий; слабых нет."
    note = "Полоса — школа, точка — для сравнения, чёрточка — достаточное выполнение для уровня задания."
    return Figure(LEVELS, {"points": Dataset(data)}, f"Выполнение заданий: {title}", alt, note)


def _percent(share: float) -> float | None:
    return round(100 * share, 1) if np.isfinite(share) else None


def weak_table(results: tuple[PartResult, ...], rows: Table | None, title: str) -> DataTable | None:
    """Weak parts with their ground and a proposal; None when there are none."""
    weak = [one for one in results if one.is_below_wanted or one.is_below_other]
    table = tuple(
        (
            one.part.code,
            LEVEL_TITLES.get(one.part.level, "не указан"),
            one.facility,
            one.other,
            one.wanted,
            one.omitted,
            _ground(one),
            _proposal(one, rows),
        )
        for one in weak
    )
    note = "Достаточно: базовый уровень — 60 %, повышенный и высокий — 30 %. Выполнение — доля от наибольшего балла."
    return DataTable(f"Слабые задания: {title}", COLUMNS, table, note) if table else None


def _ground(one: PartResult) -> str:
    grounds = []
    if one.is_below_wanted:
        grounds.append("ниже достаточного для уровня")
    if one.is_below_other:
        grounds.append("заметно ниже сравнения")
    return " и ".join(grounds)


def _proposal(one: PartResult, rows: Table | None) -> str:
    if one.is_below_wanted and one.part.level == "Б":
        action = "добавить часы на повторение умения, которое проверяет задание, и входную проверку по нему"
    elif one.is_below_wanted:
        action = "включить задания этого вида в уроки и групповые занятия для готовых к ним учеников"
    else:
        action = "сравнить с рабочей программой: когда пройдена тема, сколько на неё часов"
    omitted = ""
    if np.isfinite(one.omitted) and one.omitted >= OMITTED_SHARE:
        omitted = (
            f"; не приступали {format_share(one.omitted, 0)} — учить начинать задание и распределять время"
        )
    weakest = _weakest_classes(one, rows)
    where = f"; прежде всего {weakest}" if weakest else ""
    return f"{action[:1].upper()}{action[1:]}{omitted}{where}."


def _weakest_classes(one: PartResult, rows: Table | None) -> str:
    """Classes below the school's own figure, when there are several."""
    found = list(class_facilities(one.part, rows)) if rows is not None else []
    low = [f"{name} ({format_share(share, 0)})" for name, share in found if share < one.facility]
    return join_words(low) if len(found) > 1 else ""


def class_facilities(part: Part, rows: Table) -> Iterator[tuple[str, float]]:
    """Completion of a part by class; omitted counts as no points, topics not taught do not count."""
    column = f"part:{part.code}"
    if column not in rows:
        return
    for name, mask in classes(rows):
        values = _points(rows.filter(mask), column)
        if name != ALL_CLASSES and len(values):
            yield name, float(values.mean()) / part.maximum


def _points(rows: Table, column: str) -> FloatArray:
    values = rows[column][rows["status"] == PRESENT].astype(np.float64)
    values = values[values != NOT_TAUGHT]
    points: FloatArray = np.maximum(values, 0.0)
    return points


def weak_sentence(results: tuple[PartResult, ...]) -> str:
    """How many parts are weak, in one sentence; empty without parts."""
    if not results:
        return ""
    weak = [one.part.code for one in results if one.is_below_wanted or one.is_below_other]
    if not weak:
        return "Слабых заданий нет."
    return f"Слабых заданий: {len(weak)} из {len(results)} ({', '.join(weak)})."
