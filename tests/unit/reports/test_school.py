"""The справка of one school for its deputy head."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import numpy as np
import pytest

from objektiv.analysis.result import AnalysisResult
from objektiv.documents.blocks import Bullets, Columns, DataTable, Document, Figure, Paragraph, Section
from objektiv.model.errors import NothingToAnalyseError
from objektiv.model.tables import Table
from objektiv.reports.lookup import Place, YearView, views
from objektiv.reports.phrases import CAUTION
from objektiv.reports.school import build_school, work_sentence, write_school_report

DrawResult = Callable[..., AnalysisResult]


@pytest.fixture(scope="module")
def document(draw_result: DrawResult) -> Document:
    return build_school(draw_result(years=("2019/20", "2020/21"), school=990001), 990001)


@pytest.fixture(scope="module")
def view(draw_result: DrawResult) -> YearView:
    return views(draw_result())[0]


def section(document: Document, title: str) -> Section:
    return next(block for block in document.blocks if isinstance(block, Section) and block.title == title)


def captions(part: Section) -> list[str]:
    return [block.caption for block in part.blocks if isinstance(block, DataTable)]


def test_the_newest_year_comes_first_then_subjects(document: Document) -> None:
    assert [block.title for block in document.blocks if isinstance(block, Section)] == [
        "Главное",
        "ВПР 2021, математика, 4 класс",
        "ВПР 2021, русский язык, 4 класс",
        "ВПР 2020, математика за 4 класс, писал 5 класс (осень 2020)",
        "ВПР 2020, русский язык за 4 класс, писал 5 класс (осень 2020)",
        "По годам",
    ]


def test_the_menu_is_short(document: Document) -> None:
    menu = [block.menu for block in document.blocks if isinstance(block, Section)]
    assert menu == ["Главное", "МА 4", "РУ 4", "МА 4 осень", "РУ 4 осень", "По годам"]


def test_caution_conclusion_and_steps_come_first(document: Document) -> None:
    main = section(document, "Главное")
    texts = [block.text for block in main.blocks if isinstance(block, Paragraph)]
    assert texts[0] == CAUTION
    assert texts[1] == "2020/21: Признаки в двух группах показателей требуют анализа."
    steps = next(block for block in main.blocks if isinstance(block, Bullets)).items
    assert steps[0].startswith("Подготовьте пояснения по признакам")
    assert steps[-1] == "Разберите поимённо, по кодам, работы с разницей в два балла и больше."


def test_a_subject_has_marks_journal_weak_parts_and_codes(document: Document) -> None:
    part = section(document, "ВПР 2021, математика, 4 класс")
    assert captions(part)[:2] == ["Отметки за работу: МА 4", "Отметка за работу и по журналу: МА 4"]
    assert captions(part)[-1] == "Разница отметок в два балла и больше: МА 4"
    lead = next(block for block in part.blocks if isinstance(block, Paragraph))
    assert lead.text.startswith("60\u00a0работ; отсутствовали 6; средний балл")
    assert "понизили отметку" in lead.text


def test_equal_counts_have_equal_shares_and_nobody_absent_is_said(view: YearView) -> None:
    one = view.year.assessments[0]
    pairs = np.zeros_like(one.cells.mark_pairs)
    pairs[0, 4, 3], pairs[0, 4, 4], pairs[0, 3, 4] = 1, 10, 1
    cells = replace(one.cells, mark_pairs=pairs, absent=np.zeros_like(one.cells.absent))
    said = work_sentence(Place(replace(one, cells=cells), 0))
    assert said.startswith("60\u00a0работ; отсутствовавших нет; средний балл")
    assert said.endswith("понизили отметку 1 (8\u00a0%), подтвердили 10 (83\u00a0%), повысили 1 (8\u00a0%).")
    source = np.full(len(cells.schools), "report", dtype=object)
    assert "отсутств" not in work_sentence(Place(replace(one, cells=replace(cells, source=source)), 0))


def test_only_open_explanations_are_put_to_the_school(document: Document) -> None:
    table = next(
        block
        for block in section(document, "Главное").blocks
        if isinstance(block, DataTable) and block.caption.startswith("Проверенные")
    )
    assert [str(row[1]) for row in table.rows] == ["мало участников", "школа присоединена"]


def test_years_stand_side_by_side(document: Document) -> None:
    tables = [block for block in section(document, "По годам").blocks if isinstance(block, DataTable)]
    assert [(row[0], row[1]) for row in tables[0].rows] == [
        ("2020/21", "ВПР 2021, математика, 4 класс"),
        ("2019/20", "ВПР 2020, математика за 4 класс, писал 5 класс (осень 2020)"),
        ("2020/21", "ВПР 2021, русский язык, 4 класс"),
        ("2019/20", "ВПР 2020, русский язык за 4 класс, писал 5 класс (осень 2020)"),
    ]
    assert [row[0] for row in tables[1].rows] == ["2020/21", "2019/20"]


def test_without_rows_there_are_no_codes_and_it_says_so(draw_result: DrawResult) -> None:
    document = build_school(draw_result(kind="report"), 990001)
    part = section(document, "ВПР 2021, математика, 4 класс")
    assert any(
        block.text.startswith("Построчных данных по этой процедуре нет")
        for block in part.blocks
        if isinstance(block, Paragraph)
    )
    assert not any(caption.startswith(("Отметки", "Разница")) for caption in captions(part))


def without_classes(result: AnalysisResult) -> AnalysisResult:
    rows = {
        work: Table({**table.columns, "class_group": np.full(len(table), "нет", dtype=object)})
        for work, table in result.school_rows.items()
    }
    return replace(result, school_rows=rows)


def steps_of(document: Document) -> tuple[str, ...]:
    main = section(document, "Главное")
    return next(block for block in main.blocks if isinstance(block, Bullets)).items


def test_without_classes_there_are_no_tables_by_class(draw_result: DrawResult) -> None:
    document = build_school(without_classes(draw_result(school=990001)), 990001)
    part = section(document, "ВПР 2021, математика, 4 класс")
    assert not any(caption.startswith("Отметк") for caption in captions(part))
    texts = [block.text for block in part.blocks if isinstance(block, Paragraph)]
    assert texts[1].startswith("Отметки: «2» — ")
    assert re.search(r"; понизили отметку \d+ \(\d+\u00a0%\), подтвердили ", texts[0])
    steps = steps_of(document)
    talk = "Обсудите с учителями-предметниками отметки за работу и по журналу: сначала понизивших и повысивших отметку."
    assert talk in steps
    assert steps[-1].startswith("Чтобы увидеть результаты по классам, укажите класс")


def test_codes_are_announced_only_where_they_stand(draw_result: DrawResult) -> None:
    result = draw_result(school=990001)
    assert "содержит коды участников" in build_school(result, 990001).subtitle
    rows = {
        work: Table({**table.columns, "journal_mark": table["mark"]})
        for work, table in result.school_rows.items()
    }
    plain = build_school(replace(result, school_rows=rows), 990001)
    assert plain.subtitle == "Район 3. Для администрации школы."
    assert not any("по кодам" in step for step in steps_of(plain))


def test_one_year_is_not_called_years(draw_result: DrawResult) -> None:
    document = build_school(draw_result(school=990001), 990001)
    last = [block for block in document.blocks if isinstance(block, Section)][-1]
    assert (last.title, last.menu) == ("По предметам", "По предметам")
    (table,) = last.blocks
    assert isinstance(table, DataTable)
    assert table.caption == "Результаты по предметам"
    assert [row[0] for row in table.rows] == [
        "ВПР 2021, математика, 4 класс",
        "ВПР 2021, русский язык, 4 класс",
    ]


def test_a_few_pupils_are_not_drawn(draw_result: DrawResult) -> None:
    document = build_school(draw_result(sizes=(60, 4, 40), school=990002), 990002)
    part = section(document, "ВПР 2021, математика, 4 класс")
    assert not any(isinstance(block, Columns) for block in part.blocks)
    texts = [block.text for block in part.blocks if isinstance(block, Paragraph)]
    assert "Работ меньше 5: рисунков и разбора заданий нет." in texts
    assert not any(text.startswith("Слабых заданий") for text in texts)
    assert texts[-1].startswith("Сравнение: ")


def test_pictures_stand_in_two_columns(document: Document) -> None:
    part = section(document, "ВПР 2021, математика, 4 класс")
    pictures = next(block for block in part.blocks if isinstance(block, Columns))
    assert [[one.chart.code for one in item if isinstance(one, Figure)] for item in pictures.items] == [
        ["scores", "journal"],
        ["levels"],
    ]


def test_two_files_are_written(draw_result: DrawResult, tmp_path: Path) -> None:
    paths = write_school_report(draw_result(school=990001, is_training=True), 990001, tmp_path)
    assert [path.name for path in paths] == ["school-990001.html", "school-990001.docx"]
    assert sorted(tmp_path.iterdir()) == sorted(paths)
    texts = [paragraph.text for paragraph in docx.Document(str(paths[1])).paragraphs]
    assert "Справка школы: СОШ №\u00a01 (990001)" in texts
    assert "УЧЕБНЫЕ ДАННЫЕ" in paths[0].read_text(encoding="utf-8")


def test_an_unknown_school_is_a_sentence(draw_result: DrawResult, tmp_path: Path) -> None:
    with pytest.raises(NothingToAnalyseError, match="школы 123456 нет"):
        write_school_report(draw_result(), 123456, tmp_path)


def test_a_priority_without_a_single_finding_shows_what_it_stands_on(draw_result: DrawResult) -> None:
    result = draw_result(school=990001)
    year = result.years[0]
    table = year.estimates
    columns = {**table.columns, "is_finding": np.zeros(len(table), dtype=bool)}
    document = build_school(
        replace(result, years=(replace(year, estimates=replace(table, columns=columns)),)), 990001
    )
    main = document.blocks[0]
    assert isinstance(main, Section)
    shown = next(block for block in main.blocks if isinstance(block, DataTable))
    assert shown.caption == "Наблюдения, которые школе предстоит пояснить, 2020/21"
    assert shown.rows
    steps = next(block for block in main.blocks if isinstance(block, Bullets))
    assert steps.items[0].startswith("Подготовьте пояснения по наблюдениям")
