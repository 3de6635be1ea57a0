"""Parts of a work that a school did weakly, and what to change in the programme (for its deputy head)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from objektiv.documents.blocks import (
    SHARE,
    Block,
    Bullets,
    Column,
    Dataset,
    DataTable,
    Figure,
    Paragraph,
    Value,
)
from objektiv.documents.charts import draw_levels
from objektiv.documents.numbers import capitalise, format_share, join_words
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
CODE_COLUMN = Column("Задание", width=1.2)
FACILITY_COLUMN = Column("Выполнение", SHARE, digits=0, width=1.4)
GROUND_COLUMN = Column("Почему в списке", width=3)
# Columns that stand only where the data fill them.
LEVEL_COLUMN = Column("Уровень", width=1.4)
OTHER_COLUMN = Column("Для сравнения", SHARE, digits=0, width=1.4)
WANTED_COLUMN = Column("Нужно не меньше", SHARE, digits=0, width=1.2)
OMITTED_COLUMN = Column("Не приступали", SHARE, digits=0, width=1.4)
CLASSES_COLUMN = Column("Ниже в классах", width=2)
LEVEL_NOTE = "Нужно не меньше: базовый уровень — 60 %, повышенный и высокий — 30 %."
FACILITY_NOTE = "Выполнение — доля от наибольшего балла."
ACTIONS = {
    "basic": "добавить часы на повторение проверяемых умений и входную проверку по ним",
    "advanced": "включить задания этого вида в уроки и групповые занятия для готовых к ним учеников",
    "other": "сравнить с рабочей программой: когда пройдена тема, сколько на неё часов",
    "omitted": f"учить начинать задание и распределять время: не приступали {format_share(OMITTED_SHARE, 0)} и больше",
}


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
    def has_level(self) -> bool:
        """Whether it is known how much is enough."""
        return self.part.level in WANTED

    @property
    def is_weak(self) -> bool:
        """Below what is enough, or below the others."""
        return self.is_below_wanted or self.is_below_other

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
    other = place.assessment.reference.part_facility if place.is_compared else None
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
    weak = [one.part.code for one in results if one.is_weak]
    alt = f"Выполнение заданий; слабые: {join_words(weak)}." if weak else "Выполнение заданий."
    return Figure(LEVELS, {"points": Dataset(data)}, f"Выполнение заданий: {title}", alt, _legend(results))


def _legend(results: tuple[PartResult, ...]) -> str:
    """The signs that are in this picture."""
    signs = ["полоса — школа"]
    signs += ["точка — для сравнения"] if any(np.isfinite(one.other) for one in results) else []
    if any(one.has_level for one in results):
        signs.append("чёрточка — достаточное выполнение для уровня задания, где уровень известен")
    return f"{capitalise(', '.join(signs))}."


def _percent(share: float) -> float | None:
    return round(100 * share, 1) if np.isfinite(share) else None


def weak_blocks(results: tuple[PartResult, ...], rows: Table | None, title: str) -> tuple[Block, ...]:
    """Weak parts with their ground, then what to change in the programme; nothing when there are none."""
    weak = [one for one in results if one.is_weak]
    if not weak:
        return ()
    proposals = tuple(f"{_name_parts(codes)}: {action}." for action, codes in _actions(weak).items())
    return (
        _weak_table(weak, rows, title),
        Paragraph("Предложения в рабочую программу:"),
        Bullets(proposals),
    )


def _weak_table(weak: list[PartResult], rows: Table | None, title: str) -> DataTable:
    filled: list[tuple[Column, list[Value]]] = [
        (CODE_COLUMN, [one.part.code for one in weak]),
        (LEVEL_COLUMN, [LEVEL_TITLES.get(one.part.level, "") for one in weak]),
        (FACILITY_COLUMN, [one.facility for one in weak]),
        (OTHER_COLUMN, [one.other for one in weak]),
        (WANTED_COLUMN, [one.wanted for one in weak]),
        (OMITTED_COLUMN, [one.omitted for one in weak]),
        (GROUND_COLUMN, [_ground(one) for one in weak]),
        (CLASSES_COLUMN, [_weakest_classes(one, rows) for one in weak]),
    ]
    shown = [(column, values) for column, values in filled if any(map(_is_told, values))]
    has_levels = any(one.has_level for one in weak)
    return DataTable(
        f"Слабые задания: {title}",
        tuple(column for column, _ in shown),
        tuple(zip(*(values for _, values in shown), strict=True)),
        f"{LEVEL_NOTE} {FACILITY_NOTE}" if has_levels else FACILITY_NOTE,
    )


def _is_told(value: Value) -> bool:
    return bool(np.isfinite(value)) if isinstance(value, float) else bool(value)


def _actions(weak: list[PartResult]) -> dict[str, list[str]]:
    """What to do and with which parts."""
    found: dict[str, list[str]] = {}
    for one in weak:
        kind = "other" if not one.is_below_wanted else "basic" if one.part.level == "Б" else "advanced"
        found.setdefault(ACTIONS[kind], []).append(one.part.code)
    omitted = [one.part.code for one in weak if np.isfinite(one.omitted) and one.omitted >= OMITTED_SHARE]
    return {**found, **({ACTIONS["omitted"]: omitted} if omitted else {})}


def _name_parts(codes: list[str]) -> str:
    return f"{'Задания' if len(codes) > 1 else 'Задание'} {join_words(codes)}"


def _ground(one: PartResult) -> str:
    grounds = []
    if one.is_below_wanted:
        grounds.append("ниже достаточного для уровня")
    if one.is_below_other:
        grounds.append("заметно ниже сравнения")
    return " и ".join(grounds)


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
    """How many parts are weak and what that was judged by; empty without parts."""
    if not results:
        return ""
    weak = [one.part.code for one in results if one.is_weak]
    listed = f": {len(weak)} из {len(results)} ({', '.join(weak)})" if weak else " не найдено"
    return f"Слабых заданий{listed}. {_judged_by(results)}".strip()


def _judged_by(results: tuple[PartResult, ...]) -> str:
    """What is missing for judging the parts; empty when every one has a level."""
    levels = sum(one.has_level for one in results)
    if levels == len(results):
        return ""
    if any(np.isfinite(one.other) for one in results):
        rest = "остальные только сравнены" if levels else "они только сравнены"
    else:
        rest = "об остальных судить нельзя" if levels else "судить о них нельзя"
    known = f"указан у {levels} из {len(results)} заданий" if levels else "заданий не указан"
    return f"Уровень {known}, {rest}."
