"""The picture of the whole set of schools: score distributions and the holes at mark boundaries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

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
from objektiv.documents.charts import draw_distribution, draw_intervals
from objektiv.documents.numbers import (
    capitalise,
    count_of,
    format_integer,
    format_interval,
    format_number,
    join_words,
)
from objektiv.model.assessment import AssessmentId
from objektiv.model.tables import FloatArray
from objektiv.reports.boundaries import BUNCHING, boundary_name
from objektiv.reports.figures import boundary_rules, count_bars, share_curve, short_reference
from objektiv.reports.lookup import YearView, find_estimates, newest_first
from objektiv.reports.phrases import WORKS

MUNICIPALITY_COLUMNS = (
    Column("Код", width=0.7),
    Column("Муниципалитет", width=2.2),
    Column("Процедура"),
    Column("Граница"),
    Column("Работ", INTEGER),
    Column("Перемещено, доля всех работ", SHARE, digits=1, width=1.4),
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
HOW_TO_READ = (
    "Линия — ожидаемое без переноса работ через границы; где её нет, перенос не оценивался. Пунктир — первые баллы "
    "отметок 3, 4 и 5. Столбцы под границей ниже линии, а за ней выше — скачок на границе."
)
HOLES = draw_intervals("holes", "Перемещено через границу, % всех работ")
REGION_SCORES = draw_distribution("region-scores", "Первичный балл", "Доля работ, %")


@dataclass(frozen=True, slots=True)
class Hole:
    """Works moved over one boundary of one assessment: shares of all works (0–1) with a 95 % interval.

    ``p_value`` of the move, ``hole_p`` of the works missing below the boundary alone: a spike without a hole is no
    sign.
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
    listed = join_words([_describe_hole(hole) for hole in seen[:MOST_NAMED]])
    lead = "шире всего" if len(seen) > MOST_NAMED else "а именно"
    return (
        f"Скачок на границе отметки виден во всей сравниваемой совокупности сразу — у {len(seen)} из "
        f"{count_of(len(found), 'границы', 'границ', 'границ')}, {lead}: {listed}; это общая картина, а не вопрос "
        "отдельных школ.",
    )


def _describe_hole(hole: Hole) -> str:
    interval = format_interval(100 * hole.low, 100 * hole.high, 1)
    share = format_number(100 * hole.moved, 1)
    return f"{hole.assessment.short_title}, граница {hole.boundary} — {share} % всех работ (95 %: {interval})"


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
    figures = [figure for one in ordered if (figure := region_figure(one))]
    blocks = _hole_blocks(view, found, seen)
    if len(seen) < len(found):
        blocks.append(Folded(f"Все границы ({len(found)})", (hole_table(view, found),)))
    by_municipality = municipality_table(view)
    blocks += [Folded("По муниципалитетам", (by_municipality,))] if by_municipality else []
    blocks += _picture_blocks(figures)
    return tuple(blocks)


def _picture_blocks(figures: list[Figure]) -> list[Block]:
    if not figures:
        return []
    return [Paragraph(HOW_TO_READ, "note"), Columns(tuple((figure,) for figure in figures))]


def brief_territory_blocks(view: YearView, most_pictures: int) -> tuple[Block, ...]:
    """The same for a document that is read on paper: the widest holes, then the largest assessments, in pictures."""
    found = holes(view)
    widest = {
        hole.assessment: hole.moved for hole in sorted(found, key=lambda hole: hole.moved) if hole.is_seen
    }

    def importance(one: AssessmentResult) -> tuple[float, int]:
        return (-widest.get(one.cells.assessment, 0.0), -int(one.cells.n.sum()))

    drawn = [
        figure for one in sorted(view.year.assessments, key=importance) if (figure := region_figure(one))
    ]
    seen: list[Hole] = sorted((hole for hole in found if hole.is_seen), key=lambda hole: -hole.moved)
    blocks = _hole_blocks(view, found, tuple(seen[:MOST_BRIEF_HOLES]))
    blocks += _picture_blocks(drawn[:most_pictures])
    if len(drawn) > most_pictures:
        rest = count_of(len(drawn) - most_pictures, "процедуры", "процедур", "процедур")
        blocks.append(Paragraph(f"Рисунки ещё {rest} — в файле report.html.", "note"))
    return tuple(blocks)


def _hole_blocks(view: YearView, found: tuple[Hole, ...], seen: tuple[Hole, ...]) -> list[Block]:
    if not found:
        return []
    blocks: list[Block] = [Paragraph(sentence) for sentence in hole_sentences(view)]
    if not seen:
        blocks.append(Paragraph(NO_HOLE))
    if seen:
        blocks += [holes_figure(seen), hole_table(view, seen)]
    return blocks


def hole_table(view: YearView, found: tuple[Hole, ...]) -> DataTable:
    """Share of works moved over each boundary."""
    columns = (
        Column("Процедура", width=1.4),
        Column("Граница"),
        Column("Первый балл отметки", INTEGER),
        Column("Доля перемещённых из двух баллов под границей", SHARE, width=1.8),
        Column("Перемещено, доля всех работ", SHARE, digits=2, width=1.5),
        Column("95 % от", SHARE, digits=2),
        Column("до", SHARE, digits=2),
    )
    rows = tuple(
        (hole.assessment.short_title, hole.boundary, hole.score, hole.theta, hole.moved, hole.low, hole.high)
        for hole in found
    )
    note = "Кривая без переноса и перенос работ через границу подобраны вместе по распределению первичных баллов."
    return DataTable(f"Скачок на границах отметок, {view.year.school_year}", columns, rows, note)


def holes_figure(found: tuple[Hole, ...]) -> Figure:
    """All boundaries with their intervals in one picture."""
    data: dict[str, list[str] | list[float]] = {
        "name": [f"{hole.assessment.short_title} · {hole.boundary}" for hole in found],
        "value": [round(100 * hole.moved, 3) for hole in found],
        "low": [round(100 * hole.low, 3) for hole in found],
        "high": [round(100 * hole.high, 3) for hole in found],
    }
    alt = "Доля работ, перемещённых через границу отметки, с интервалом 95 %; числа — в таблице."
    return Figure(HOLES, {"values": Dataset(data)}, "Перемещено работ через границы отметок", alt)


def region_figure(one: AssessmentResult) -> Figure | None:
    """Scores of the whole set with boundaries and the honest curve where it was estimated."""
    observed = _observed(one)
    if observed is None:
        return None
    total = round(float(np.nansum(observed)))
    title = _region_label(one)
    estimates = find_estimates(one, BUNCHING, "higher")
    data = {
        "bars": count_bars(np.round(np.nan_to_num(observed)), f"{title}: {count_of(total, *WORKS)}"),
        "curve": Dataset({"score": [], "share": [], "label": []}),
        "rules": boundary_rules(one.cells.scale.boundaries if one.cells.scale else None),
    }
    if estimates is not None and "region_honest_curve" in estimates.details:
        honest = np.asarray(estimates.details["region_honest_curve"], dtype=np.float64)
        data["curve"] = share_curve(honest, "ожидаемое без переноса через границы")
    alt = f"{one.cells.assessment.title}: распределение первичных баллов, {count_of(total, *WORKS)}."
    return Figure(REGION_SCORES, data, one.cells.assessment.title, alt)


def _region_label(one: AssessmentResult) -> str:
    """Whose scores they are, short enough for a legend."""
    title = capitalise(short_reference(one.reference.kind))
    return f"{title} ({format_integer(one.reference.schools)})" if one.reference.schools else title


def _observed(one: AssessmentResult) -> FloatArray | None:
    estimates = find_estimates(one, BUNCHING, "higher")
    if estimates is not None and "region_observed_curve" in estimates.details:
        shares = np.asarray(estimates.details["region_observed_curve"], dtype=np.float64)
        counts: FloatArray = shares * float(estimates.details["region_works"][0])
        return counts
    known = one.reference.score_counts
    return None if known is None or not np.nansum(known) else np.asarray(known, dtype=np.float64)


def municipality_table(view: YearView) -> DataTable | None:
    """Moves by municipality at the boundaries where the whole set has a hole; None for a single municipality."""
    seen = {(str(hole.assessment), hole.score) for hole in holes(view) if hole.is_seen}
    rows = [row for one in view.year.assessments for row in _municipality_rows(view, one, seen)]
    if len({row[0] for row in rows}) < 2:
        return None
    rows.sort(key=lambda row: (int(str(row[0])), str(row[2]), str(row[3])))
    note = "Порядок — по коду муниципалитета."
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
            figures = (
                float(details[f"region_municipality_moved_{end}"][row, position])
                for end in ("share", "low", "high")
            )
            works = int(details["region_municipality_works"][row])
            name = boundary_name(scale.boundaries, score)
            yield (str(code), titles.get(code, "—"), one.cells.assessment.short_title, name, works, *figures)
