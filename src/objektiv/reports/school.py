"""school-NNNNNN: one school's own справка for its deputy head, per subject and class, as a page and a Word file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from objektiv.analysis.result import AMBER, RED, AnalysisResult
from objektiv.documents.blocks import (
    INTEGER,
    NUMBER,
    SHARE,
    Block,
    Bullets,
    Column,
    Columns,
    DataTable,
    Document,
    Figure,
    Heading,
    Paragraph,
    Section,
    Signature,
    Value,
)
from objektiv.documents.docx import write_docx
from objektiv.documents.html import render_page
from objektiv.documents.numbers import count_of, format_number, format_share
from objektiv.model.errors import NothingToAnalyseError
from objektiv.model.organisation import format_school
from objektiv.model.tables import Table
from objektiv.reports.class_tables import gap_table, journal_table, mark_table
from objektiv.reports.estimate_tables import explanation_table, finding_table, is_observation
from objektiv.reports.figures import journal_figure, pair_shares, scores_figure
from objektiv.reports.lookup import Place, YearView, views
from objektiv.reports.phrases import CAUTION, STRIPE, WORKS, zone_badge
from objektiv.reports.saving import save_pieces, save_whole
from objektiv.reports.weak_parts import levels_figure, part_results, weak_sentence, weak_table

MOST_OBSERVATIONS = 5
EARLIER_COLUMNS = (
    Column("Учебный год"),
    Column("Процедура", width=2.6),
    Column("Работ", INTEGER),
    Column("Средний балл", NUMBER, digits=1),
    Column("Доля от наибольшего", SHARE, digits=0),
    Column("Качество (4 и 5)", SHARE, digits=0),
)
ZONE_COLUMNS = (
    Column("Учебный год"),
    Column("Работ", INTEGER),
    Column("Зона", width=1.5),
    Column("Заключение", width=4),
)


def write_school_report(result: AnalysisResult, school: int, out: Path) -> tuple[Path, ...]:
    """Write ``school-NNNNNN.html`` and ``.docx`` into ``out``; NothingToAnalyseError when the school is not there."""
    document = build_school(result, school)
    out.mkdir(parents=True, exist_ok=True)
    stem = f"school-{format_school(school)}"
    page, file = out / f"{stem}.html", out / f"{stem}.docx"
    save_pieces(page, render_page(document))
    save_whole(file, lambda path: write_docx(document, path))
    return page, file


def build_school(result: AnalysisResult, school: int) -> Document:
    """The document of one school; newest year first, every assessment a section."""
    years = [view for view in views(result) if school in view.schools]
    if not years:
        code = format_school(school)
        raise NothingToAnalyseError(f"школы {code} нет в результатах.", "Проверьте шесть цифр её логина.")
    newest = years[0]
    blocks: list[Block] = [Section("Главное", _main_blocks(years, school), "main", "Главное")]
    for view in years:
        for place in view.places(school):
            rows = result.school_rows.get(str(place.id))
            anchor = f"work-{place.id}"
            blocks.append(Section(place.id.title, _work_blocks(place, rows), anchor, place.id.short_title))
    earlier = _earlier_blocks(years, school)
    if earlier:
        blocks.append(Section("По годам", earlier, "years", "По годам"))
    hint = "должность, подпись, фамилия и инициалы, дата"
    blocks.append(Signature((("С результатами ознакомлен(а):", hint),)))
    stripe = STRIPE if result.is_training else ""
    subtitle = f"{newest.name(school).municipality_title}. Для администрации школы; содержит коды участников."
    return Document(f"Справка школы: {newest.title(school)}", tuple(blocks), stripe, subtitle.lstrip(". "))


def _main_blocks(years: list[YearView], school: int) -> tuple[Block, ...]:
    blocks: list[Block] = [Paragraph(CAUTION, "caution")]
    for view in years:
        blocks.append(Paragraph(f"{view.year.school_year}: {view.conclusion(school)}", "lead"))
        blocks += _sign_blocks(view, school)
    steps = _steps(years, school)
    return (*blocks, Heading("Что сделать", 3), Bullets(steps, is_ordered=True))


def _sign_blocks(view: YearView, school: int) -> list[Block]:
    findings = view.findings(school)
    caption = f"Признаки, которые школе предстоит пояснить, {view.year.school_year}"
    if not findings and _is_asked(view, school):
        findings = _behind_conclusion(view, school)
        caption = f"Показатели, на которых стоит заключение, {view.year.school_year}"
    if not findings:
        return []
    table = finding_table(view, caption, findings)
    explanations = explanation_table(view, school, {"ask", "explains"})
    return [table, *([explanations] if explanations else [])]


def _is_asked(view: YearView, school: int) -> bool:
    """Whether the school has something to explain: a finding or a priority."""
    return view.zone(school) in (RED, AMBER) or bool(view.findings(school))


def _behind_conclusion(view: YearView, school: int) -> list[dict[str, Any]]:
    """Without a finding: the clearest observations of the families that the conclusion names."""
    families = str(view.schools[school]["families"]).split(";")
    rows = [row for row in view.estimates(school) if is_observation(row) and view.enters_zone(row)]
    named = [row for row in rows if row["family"] in families]
    return sorted(named or rows, key=lambda row: float(row["p_value"]))[:MOST_OBSERVATIONS]


def _steps(years: list[YearView], school: int) -> tuple[str, ...]:
    steps = []
    if any(_is_asked(view, school) for view in years):
        asks = any(one.status == "ask" for view in years for one in view.explanations(school))
        questions = ": ответьте на вопросы со статусом «спросить у школы»" if asks else ""
        steps.append(f"Подготовьте пояснения по признакам{questions}.")
        steps.append("Сохраните работы до окончания разбора.")
    steps.append(
        "Обсудите таблицы по классам с учителями-предметниками: сначала понизивших и повысивших отметку."
    )
    if any(weak_table(part_results(place), None, "") for view in years for place in view.places(school)):
        steps.append("Внесите в рабочие программы предложения из таблиц «Слабые задания».")
    if any(gap_table(rows, "") for rows in years[0].result.school_rows.values()):
        steps.append("Разберите поимённо, по кодам, работы с разницей в два балла и больше.")
    return tuple(steps)


def _work_blocks(place: Place, rows: Table | None) -> tuple[Block, ...]:
    title, results = place.id.short_title, part_results(place)
    blocks: list[Block] = [Paragraph(_work_sentence(place), "lead")]
    if results:
        blocks.append(Paragraph(weak_sentence(results)))
    figures = (scores_figure(place), journal_figure(place), levels_figure(results, title))
    shown = tuple((figure,) for figure in figures if isinstance(figure, Figure))
    blocks += [Columns(shown)] if shown else []
    tables = (
        mark_table(rows, title) if rows is not None else None,
        journal_table(rows, title) if rows is not None else None,
        weak_table(results, rows, title),
        gap_table(rows, title) if rows is not None else None,
    )
    blocks += [table for table in tables if table is not None]
    if rows is None:
        blocks.append(
            Paragraph("Построчных данных по этой процедуре нет: таблиц по классам и кодов нет тоже.", "note")
        )
    if place.assessment.cells.scale is None or place.assessment.cells.scale.boundaries is None:
        blocks.append(
            Paragraph("Шкалы отметок для этой процедуры нет: отметки и журнал не сравниваются.", "note")
        )
    blocks.append(Paragraph(f"Сравнение: {place.assessment.reference.title}.", "note"))
    return tuple(blocks)


def _work_sentence(place: Place) -> str:
    cells, row, reference = place.assessment.cells, place.row, place.assessment.reference
    parts = [count_of(place.works, *WORKS)]
    mean = _mean(place)
    if mean is not None and cells.scale is not None:
        other = f" (для сравнения {format_number(reference.mean, 1)})" if reference.mean is not None else ""
        parts.append(f"средний балл {format_number(mean, 1)} из {cells.scale.maximum}{other}")
    shares = None if cells.mark_pairs is None else pair_shares(cells.mark_pairs[row])
    if shares is not None:
        lowered, confirmed, raised = (format_share(float(share) / 100, 0) for share in shares)
        parts.append(f"понизили отметку {lowered}, подтвердили {confirmed}, повысили {raised}")
    return "; ".join(parts) + "."


def _mean(place: Place) -> float | None:
    counts = place.assessment.cells.score_counts
    if counts is None or not counts[place.row].sum():
        return None
    own = counts[place.row]
    return float(own @ np.arange(len(own)) / own.sum())


def _earlier_blocks(years: list[YearView], school: int) -> tuple[Block, ...]:
    places = [(view, place) for view in years for place in view.places(school)]
    rows = tuple(
        _earlier_row(view, place) for view, place in sorted(places, key=lambda pair: _earlier_order(pair[1]))
    )
    zones = tuple(
        (
            view.year.school_year,
            int(view.schools[school]["works"]),
            zone_badge(view.zone(school)),
            view.conclusion(school),
        )
        for view in years
    )
    blocks: list[Block] = (
        [DataTable("Результаты по предметам и годам", EARLIER_COLUMNS, rows)] if rows else []
    )
    if len(zones) > 1:
        blocks.append(DataTable("Заключения по годам", ZONE_COLUMNS, zones, CAUTION))
    return tuple(blocks)


def _earlier_order(place: Place) -> tuple[str, int, int]:
    return (place.id.subject, place.id.grade, -place.id.year)


def _earlier_row(view: YearView, place: Place) -> tuple[Value, ...]:
    cells, mean = place.assessment.cells, _mean(place)
    share = mean / cells.scale.maximum if mean is not None and cells.scale is not None else None
    quality = None
    if cells.mark_counts is not None and (marks := cells.mark_counts[place.row][2:6]).sum():
        quality = float(marks[2:].sum() / marks.sum())
    return (view.year.school_year, place.id.title, place.works, mean, share, quality)
