"""The picture of the whole set of schools: score distributions and the holes at mark boundaries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from objektiv.analysis.findings import SMALLEST_CELL
from objektiv.analysis.result import AssessmentResult
from objektiv.documents.blocks import (
    INTEGER,
    SHARE,
    Block,
    Column,
    Columns,
    Dataset,
    DataTable,
    Figure,
    Folded,
    Paragraph,
    Value,
)
from objektiv.documents.charts import draw_intervals
from objektiv.documents.numbers import (
    count_of,
    format_interval,
    format_number,
)
from objektiv.model.assessment import AssessmentId
from objektiv.reports.boundaries import BUNCHING, boundary_name
from objektiv.reports.lookup import YearView, find_estimates, newest_first
from objektiv.reports.region_pictures import region_figure, region_pictures

SEEN_COLUMN = Column("Скачок виден", width=0.9)
FEW_WORKS = "мало работ"
MUNICIPALITY_NOTE = (
    "Порядок — по коду муниципалитета. «Мало работ» — меньше {least}. Прочерк вместо интервала — избытка нет ни в "
    "одном из повторных расчётов, которыми измеряют неточность: работ у этой границы мало, и сказать больше нельзя."
)
MUNICIPALITY_COLUMNS = (
    Column("Код", width=0.7),
    Column("Муниципалитет", width=2.2),
    Column("Процедура"),
    Column("Граница"),
    Column("Работ", INTEGER),
    Column("Избыток над границей, доля работ процедуры", SHARE, digits=1, width=1.6),
    Column("95 % от", SHARE, digits=1),
    Column("до", SHARE, digits=1),
)
MOST_NAMED = 3
MOST_BRIEF_HOLES = 12
WORTH_A_WORD = 0.005
SEEN_P = 0.05
NO_HOLE = (
    "Общего скачка на границах отметок не видно: нехватка работ под границей и избыток над ней нигде не подтверждаются "
    "вместе."
)
SEEN_RULE = (
    "Скачок на границе назван видимым, если выполнено всё сразу: p избытка и p нехватки работ под границей меньше 0,05 "
    "(без поправки на число границ), интервал 95 % избытка не включает 0, избыток не меньше 0,5 % работ процедуры."
)
TABLE_NOTE = (
    "Избыток — на сколько работ над границей больше, чем было бы без неё; столько же их недостаёт под ней. Кривая "
    "ожидаемого и избыток подобраны вместе по распределению первичных баллов. Отчего так вышло, распределение не "
    "говорит."
)
HOLES = draw_intervals("holes", "Избыток над границей, % работ процедуры")


@dataclass(frozen=True, slots=True)
class Hole:
    """Works above one boundary beyond what is expected, as if they had been moved over it from below.

    Shares of all works (0–1) with a 95 % interval. ``p_value`` of the move, ``hole_p`` of the works missing below the
    boundary alone: a spike without a hole is no sign.
    """

    assessment: AssessmentId
    boundary: str
    score: int
    theta: float
    moved: float
    low: float
    high: float
    p_value: float
    hole_p: float

    @property
    def is_seen(self) -> bool:
        """Works are missing below the boundary and stand above it, more than chance and worth a word."""
        return self.p_value < SEEN_P and self.hole_p < SEEN_P and self.low > 0 and self.moved >= WORTH_A_WORD


def holes(view: YearView) -> tuple[Hole, ...]:
    """Moves at every boundary of every assessment for which they were estimated."""
    return tuple(hole for one in view.year.assessments for hole in _holes_of(one))


def _holes_of(one: AssessmentResult) -> Iterator[Hole]:
    estimates, scale = find_estimates(one, BUNCHING, "higher"), one.cells.scale
    if (
        estimates is None
        or scale is None
        or scale.boundaries is None
        or "region_theta" not in estimates.details
    ):
        return
    names = ("theta", "moved_share", "moved_low", "moved_high", "p", "hole_p")
    scores = estimates.details["region_boundaries"].tolist()
    columns = (np.asarray(estimates.details[f"region_{name}"], dtype=np.float64).tolist() for name in names)
    for score, *figures in zip(scores, *columns, strict=True):
        if np.isfinite(figures).all():
            yield Hole(one.cells.assessment, boundary_name(scale.boundaries, score), score, *figures)


def hole_sentences(view: YearView) -> tuple[str, ...]:
    """The holes that are seen, in words for «Главное»: how many, and the widest."""
    found = holes(view)
    seen = sorted((hole for hole in found if hole.is_seen), key=lambda hole: -hole.moved)
    if not seen:
        return ()
    listed = "; ".join(_describe_hole(hole) for hole in seen[:MOST_NAMED])
    lead = "Самый большой избыток" if len(seen) > MOST_NAMED else "Избыток"
    return (
        f"Скачок на границе отметки виден у всех сравниваемых школ вместе — {_count_seen(found)}: работ под границей "
        f"меньше, а над ней больше ожидаемого. {lead} над границей (доля работ процедуры): {listed}. Это "
        "общая картина, а не вопрос отдельных школ.",
    )


def _count_seen(found: tuple[Hole, ...]) -> str:
    seen = sum(hole.is_seen for hole in found)
    return f"на {seen} из {count_of(len(found), 'границы', 'границ', 'границ')}, где его можно оценить"


def _describe_hole(hole: Hole) -> str:
    interval = format_interval(100 * hole.low, 100 * hole.high, 1)
    share = format_number(100 * hole.moved, 1)
    return f"{hole.assessment.spoken}, граница {hole.boundary} — {share} % (95 %: {interval})"


def hole_recommendation(view: YearView) -> tuple[str, ...]:
    """What a hole common to all asks for; nothing where there is none."""
    if not hole_sentences(view):
        return ()
    return (
        "Скачок на границе отметки общий для всей совокупности: провести согласование подходов к проверке, "
        "перекрёстную проверку работ у границы и разъяснить порядок повторного чтения работ.",
    )


def territory_blocks(view: YearView) -> tuple[Block, ...]:
    """Pictures of the whole set by assessment and the tables of holes."""
    found = holes(view)
    seen = tuple(hole for hole in found if hole.is_seen)
    ordered = sorted(view.year.assessments, key=lambda one: newest_first(one.cells.assessment))
    blocks = _hole_blocks(view, found, seen)
    if len(seen) < len(found):
        blocks.append(Folded(f"Все границы ({len(found)})", (hole_table(view, found),)))
    by_municipality = municipality_table(view)
    blocks += [Folded("По муниципалитетам", (by_municipality,))] if by_municipality else []
    blocks += region_pictures(ordered)
    return tuple(blocks)


def brief_territory_blocks(view: YearView, most_pictures: int) -> tuple[Block, ...]:
    """The same for a document that is read on paper: the widest holes, then the largest assessments, in pictures."""
    found = holes(view)
    widest = {
        hole.assessment: hole.moved for hole in sorted(found, key=lambda hole: hole.moved) if hole.is_seen
    }

    def importance(one: AssessmentResult) -> tuple[float, int]:
        return (-widest.get(one.cells.assessment, 0.0), -int(one.cells.n.sum()))

    drawn = [one for one in sorted(view.year.assessments, key=importance) if region_figure(one)]
    seen: list[Hole] = sorted((hole for hole in found if hole.is_seen), key=lambda hole: -hole.moved)
    blocks = _hole_blocks(view, found, tuple(seen[:MOST_BRIEF_HOLES]))
    if len(seen) > MOST_BRIEF_HOLES:
        files = "все границы — в файлах report.html и report.xlsx"
        blocks.insert(1, Paragraph(f"Здесь {MOST_BRIEF_HOLES} из них с наибольшим избытком; {files}."))
    blocks += region_pictures(drawn[:most_pictures])
    if len(drawn) > most_pictures:
        rest = count_of(len(drawn) - most_pictures, "процедуры", "процедур", "процедур")
        blocks.append(Paragraph(f"Рисунки ещё {rest} — в файле report.html.", "note"))
    return tuple(blocks)


def _hole_blocks(view: YearView, found: tuple[Hole, ...], shown: tuple[Hole, ...]) -> list[Block]:
    if not found:
        return []
    if not any(hole.is_seen for hole in found):
        return [Paragraph(NO_HOLE)]
    works = count_of(len({hole.assessment for hole in found}), "процедуры", "процедур", "процедур")
    said = f"Скачок виден {_count_seen(found)} (границы отметок {works}). {SEEN_RULE}{_rest(found)}"
    return [Paragraph(said), Columns(((holes_figure(shown),), (hole_table(view, shown),)))]


def _rest(found: tuple[Hole, ...]) -> str:
    """What is not said of the other boundaries."""
    if all(hole.is_seen for hole in found):
        return ""
    return " На остальных границах скачка либо нет, либо эти данные не отличают его от случайности."


def hole_table(view: YearView, found: tuple[Hole, ...]) -> DataTable:
    """Works above each boundary beyond what is expected."""
    columns = (
        Column("Процедура", width=1.4),
        Column("Граница"),
        Column("Первый балл отметки", INTEGER),
        Column("Недостаёт в двух баллах под границей, доля ожидаемого там", SHARE, width=1.9),
        Column("Избыток над границей, доля работ процедуры", SHARE, digits=2, width=1.6),
        Column("95 % от", SHARE, digits=2),
        Column("до", SHARE, digits=2),
    )
    rows = [
        (
            hole.assessment.short_title,
            hole.boundary,
            hole.score,
            hole.theta,
            hole.moved,
            *_interval(hole.low, hole.high),
        )
        for hole in found
    ]
    title = f"Скачок на границах отметок, {view.year.school_year}"
    if all(hole.is_seen for hole in found):
        return DataTable(title, columns, tuple(rows), TABLE_NOTE)
    judged = ((*row, "виден" if hole.is_seen else "нет") for row, hole in zip(rows, found, strict=True))
    return DataTable(title, (*columns, SEEN_COLUMN), tuple(judged), f"{SEEN_RULE} {TABLE_NOTE}")


def _interval(low: float, high: float) -> tuple[float | None, float | None]:
    """The ends of an interval; none for one without width: it would claim to know exactly."""
    return (low, high) if high > low else (None, None)


def holes_figure(found: tuple[Hole, ...]) -> Figure:
    """All boundaries with their intervals in one picture."""
    data: dict[str, list[str] | list[float]] = {
        "name": [f"{hole.assessment.short_title} · {hole.boundary}" for hole in found],
        "value": [round(100 * hole.moved, 3) for hole in found],
        "low": [round(100 * hole.low, 3) for hole in found],
        "high": [round(100 * hole.high, 3) for hole in found],
    }
    alt = "Избыток работ над границей отметки с интервалом 95 %; числа — в таблице."
    return Figure(HOLES, {"values": Dataset(data)}, "Избыток работ над границами отметок", alt)


def municipality_table(view: YearView) -> DataTable | None:
    """Moves by municipality at the boundaries where the whole set has a hole; None for a single municipality."""
    seen = {(str(hole.assessment), hole.score) for hole in holes(view) if hole.is_seen}
    rows = [row for one in view.year.assessments for row in _municipality_rows(view, one, seen)]
    if len({row[0] for row in rows}) < 2:
        return None
    rows.sort(key=lambda row: (int(str(row[0])), str(row[2]), str(row[3])))
    note = MUNICIPALITY_NOTE.format(least=count_of(SMALLEST_CELL, "работы", "работ", "работ"))
    return DataTable(
        f"Скачок по муниципалитетам, {view.year.school_year}", MUNICIPALITY_COLUMNS, tuple(rows), note
    )


def _municipality_rows(
    view: YearView, one: AssessmentResult, seen: set[tuple[str, int]]
) -> Iterator[tuple[Value, ...]]:
    estimates, scale = find_estimates(one, BUNCHING, "higher"), one.cells.scale
    if estimates is None or scale is None or scale.boundaries is None:
        return
    details = estimates.details
    if "region_municipalities" not in details:
        return
    titles = {name.municipality: name.municipality_title for name in view.result.names.values()}
    for position, score in enumerate(details["region_boundaries"].tolist()):
        if (str(one.cells.assessment), score) not in seen:
            continue
        for row, code in enumerate(details["region_municipalities"].tolist()):
            share, low, high = (
                float(details[f"region_municipality_moved_{end}"][row, position])
                for end in ("share", "low", "high")
            )
            works = int(details["region_municipality_works"][row])
            is_small = works < SMALLEST_CELL
            figures = (FEW_WORKS, None, None) if is_small else (share, *_interval(low, high))
            name = boundary_name(scale.boundaries, score)
            yield (str(code), titles.get(code, "—"), one.cells.assessment.short_title, name, works, *figures)
