"""school-NNNNNN: one school's own справка for its deputy head, per subject and class, as a page and a Word file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from objektiv.analysis.result import AnalysisResult
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
    Heading,
    Paragraph,
    Section,
    Signature,
    Value,
)
from objektiv.documents.docx import write_docx
from objektiv.documents.html import render_page
from objektiv.documents.numbers import choose_form, count_of, format_integer, format_number, format_share
from objektiv.model.errors import NothingToAnalyseError
from objektiv.model.organisation import format_school
from objektiv.model.tables import Table
from objektiv.reports.class_tables import gap_table, has_classes, journal_table, mark_table, whole_sentence
from objektiv.reports.estimate_tables import explanation_table, signal_table, signal_word
from objektiv.reports.figures import LEAST_DRAWN, journal_figure, pair_counts, pair_shares, scores_figure
from objektiv.reports.lookup import Place, YearView, views
from objektiv.reports.phrases import CAUTION, STATUS_TITLES, STRIPE, WORKS, zone_badge
from objektiv.reports.saving import save_pieces, save_whole
from objektiv.reports.weak_parts import PartResult, levels_figure, part_results, weak_blocks, weak_sentence

SIGNAL_DATIVES = {
    "Признаки": "по признакам",
    "Наблюдения": "по наблюдениям",
    "Признаки и наблюдения": "по признакам и наблюдениям",
}
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
            blocks.append(Section(place.id.title, _work_blocks(place, rows), anchor, _menu_word(place)))
    earlier = _earlier_blocks(years, school)
    if earlier:
        title = "По годам" if len(years) > 1 else "По предметам"
        blocks.append(Section(title, earlier, "years", title))
    hint = "должность, подпись, фамилия и инициалы, дата"
    blocks.append(Signature((("С результатами ознакомлен(а):", hint),)))
    stripe = STRIPE if result.is_training else ""
    codes = "; содержит коды участников" if _has_codes(years) else ""
    subtitle = f"{newest.name(school).municipality_title}. Для администрации школы{codes}."
    return Document(f"Справка школы: {newest.title(school)}", tuple(blocks), stripe, subtitle.lstrip(". "))


def _menu_word(place: Place) -> str:
    """Short, so that the menu of a school with many works is one line."""
    return place.id.short_title.replace(f"(осень {place.id.year})", "осень")


def _main_blocks(years: list[YearView], school: int) -> tuple[Block, ...]:
    blocks: list[Block] = [Paragraph(CAUTION, "caution")]
    for view in years:
        blocks.append(Paragraph(f"{view.year.school_year}: {view.conclusion(school)}", "lead"))
        blocks += _sign_blocks(view, school)
    steps = _steps(years, school)
    return (*blocks, Heading("Что сделать", 3), Bullets(steps, is_ordered=True))


def _sign_blocks(view: YearView, school: int) -> list[Block]:
    rows = view.deciding(school)
    if not rows:
        return []
    caption = f"{signal_word(rows)}, которые школе предстоит пояснить, {view.year.school_year}"
    table = signal_table(view, caption, rows)
    explanations = explanation_table(view, school, {"ask", "explains"}, is_for_school=True)
    return [table, *([explanations] if explanations else [])]


def _steps(years: list[YearView], school: int) -> tuple[str, ...]:
    places = [place for view in years for place in view.places(school)]
    tables = list(years[0].result.school_rows.values())
    steps = [*_asked(years, school), *_talk(places, tables)]
    if any(one.is_weak for place in places for one in _judged_parts(place)):
        steps.append("Внесите в рабочие программы предложения, которые стоят под таблицами «Слабые задания».")
    if _has_codes(years):
        steps.append("Разберите поимённо, по кодам, работы с разницей в два балла и больше.")
    return (*steps, *_missing_classes(tables))


def _asked(years: list[YearView], school: int) -> tuple[str, ...]:
    """What the school has to explain; nothing when no year asks it to."""
    deciding = [row for view in years for row in view.deciding(school)]
    if not deciding:
        return ()
    asks = any(one.status == "ask" for view in years for one in view.explanations(school))
    questions = f": ответьте на вопросы со статусом «{STATUS_TITLES['ask']}»" if asks else ""
    first = f"Подготовьте пояснения {SIGNAL_DATIVES[signal_word(deciding)]}{questions}."
    return (first, "Сохраните работы до окончания разбора.")


def _talk(places: list[Place], tables: list[Table]) -> tuple[str, ...]:
    """What to talk about with teachers: by class where classes are known; nothing without journal marks."""
    if any(journal_table(rows, "") for rows in tables):
        what = "таблицы по классам"
    elif any(map(_journal_shares, places)):
        what = "отметки за работу и по журналу"
    else:
        return ()
    return (f"Обсудите с учителями-предметниками {what}: сначала понизивших и повысивших отметку.",)


def _missing_classes(tables: list[Table]) -> tuple[str, ...]:
    """Without classes nothing can be said by class, and it says so."""
    if not tables or any(has_classes(rows) for rows in tables):
        return ()
    return ("Чтобы увидеть результаты по классам, укажите класс участников в файлах с результатами.",)


def _has_codes(years: list[YearView]) -> bool:
    """Whether the document lists pupils by their codes."""
    return any(gap_table(rows, "") for rows in years[0].result.school_rows.values())


def _work_blocks(place: Place, rows: Table | None) -> tuple[Block, ...]:
    title, results = place.id.short_title, _judged_parts(place)
    told = (whole_sentence(rows) if rows is not None else "", weak_sentence(results))
    texts = [Paragraph(" ".join(one for one in told if one))] if any(told) else []
    pictures = _pictures(place, results, title)
    blocks: list[Block] = [Paragraph(work_sentence(place), "lead"), *texts, *_limits(place, rows)]
    if pictures is None and place.is_compared:
        blocks.append(Paragraph(f"Сравнение: {place.assessment.reference.title}.", "note"))
    if pictures is not None:
        blocks.append(pictures)
    tables = () if rows is None else (mark_table(rows, title), journal_table(rows, title))
    gaps = None if rows is None else gap_table(rows, title)
    blocks += [table for table in tables if table]
    blocks += weak_blocks(results, rows, title)
    return (*blocks, gaps) if gaps else tuple(blocks)


def _judged_parts(place: Place) -> tuple[PartResult, ...]:
    """Parts of the work; none where one pupil would decide how a part was done."""
    return part_results(place) if place.works >= LEAST_DRAWN else ()


def _pictures(place: Place, results: tuple[PartResult, ...], title: str) -> Columns | None:
    """Scores and the journal on the left, parts of the work on the right; None without a picture."""
    left = tuple(figure for figure in (scores_figure(place), journal_figure(place)) if figure)
    right = levels_figure(results, title)
    items = tuple(item for item in (left, (right,) if right else ()) if item)
    return Columns(items) if items else None


def _limits(place: Place, rows: Table | None) -> Iterator[Paragraph]:
    """What the data of this work do not allow."""
    scale = place.assessment.cells.scale
    if rows is None:
        yield Paragraph(
            "Построчных данных по этой процедуре нет: таблиц по классам и кодов нет тоже.", "note"
        )
    if scale is None or scale.boundaries is None:
        yield Paragraph("Шкалы отметок для этой процедуры нет: отметки и журнал не сравниваются.", "note")
    if place.works < LEAST_DRAWN:
        yield Paragraph(f"Работ меньше {LEAST_DRAWN}: рисунков и разбора заданий нет.", "note")


def work_sentence(place: Place) -> str:
    """One assessment of the school in figures: works, the absent, the mean, marks beside the journal."""
    cells, row, reference = place.assessment.cells, place.row, place.assessment.reference
    parts = [count_of(place.works, *WORKS), *_absent(place)]
    mean = _mean(place)
    if mean is not None and cells.scale is not None:
        known = reference.mean if place.is_compared else None
        other = f" (для сравнения {format_number(known, 1)})" if known is not None else ""
        parts.append(f"средний балл {format_number(mean, 1)} из {cells.scale.maximum}{other}")
    shares = _journal_shares(place)
    if shares and cells.mark_pairs is not None:
        told = [format_share(share / 100, 0) for share in shares]
        counts = pair_counts(cells.mark_pairs[row])
        lowered, confirmed, raised = (f"{n} ({share})" for n, share in zip(counts, told, strict=True))
        parts.append(f"понизили отметку {lowered}, подтвердили {confirmed}, повысили {raised}")
    return "; ".join(parts) + "."


def _absent(place: Place) -> Iterator[str]:
    """Who was absent, nobody too; a report file alone does not tell."""
    absent = int(place.assessment.cells.absent[place.row])
    if absent:
        yield f"{choose_form(absent, 'отсутствовал', 'отсутствовали', 'отсутствовали')} {format_integer(absent)}"
    elif not place.is_from_report:
        yield "отсутствовавших нет"


def _journal_shares(place: Place) -> list[float]:
    """Percent of works whose mark is lower than, equal to, higher than the journal's; empty when not compared."""
    pairs = place.assessment.cells.mark_pairs
    shares = None if pairs is None else pair_shares(pairs[place.row])
    return [] if shares is None else shares.tolist()


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
    # One year needs no column of years.
    first = 0 if len(years) > 1 else 1
    caption = "Результаты по предметам и годам" if len(years) > 1 else "Результаты по предметам"
    table = DataTable(caption, EARLIER_COLUMNS[first:], tuple(row[first:] for row in rows))
    blocks: list[Block] = [table] if rows else []
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
