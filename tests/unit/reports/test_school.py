"""The справка of one school for its deputy head."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import numpy as np
import pytest

from objektiv.analysis.result import AnalysisResult
from objektiv.documents.blocks import Bullets, DataTable, Document, Paragraph, Section
from objektiv.model.errors import NothingToAnalyseError
from objektiv.reports.phrases import CAUTION
from objektiv.reports.school import build_school, write_school_report

DrawResult = Callable[..., AnalysisResult]


@pytest.fixture(scope="module")
def document(draw_result: DrawResult) -> Document:
    return build_school(draw_result(years=("2019/20", "2020/21"), school=990001), 990001)


def section(document: Document, title: str) -> Section:
    return next(block for block in document.blocks if isinstance(block, Section) and block.title == title)


def captions(part: Section) -> list[str]:
    return [block.caption for block in part.blocks if isinstance(block, DataTable)]


def test_the_newest_year_comes_first_then_subjects(document: Document) -> None:
    assert [block.title for block in document.blocks if isinstance(block, Section)] == [
        "Главное",
        "ВПР 2021, математика, 4 класс",
        "ВПР 2021, русский язык, 4 класс",
        "ВПР 2020 (осень), математика, 4 класс",
        "ВПР 2020 (осень), русский язык, 4 класс",
        "По годам",
    ]


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
    assert lead.text.startswith("60\u00a0работ; средний балл")
    assert "понизили отметку" in lead.text


def test_only_open_explanations_are_put_to_the_school(document: Document) -> None:
    table = next(
        block
        for block in section(document, "Главное").blocks
        if isinstance(block, DataTable) and block.caption.startswith("Проверенные")
    )
    assert [str(row[1]) for row in table.rows] == ["школа присоединена", "мало участников"]


def test_years_stand_side_by_side(document: Document) -> None:
    tables = [block for block in section(document, "По годам").blocks if isinstance(block, DataTable)]
    assert [(row[0], row[1]) for row in tables[0].rows] == [
        ("2020/21", "ВПР 2021, математика, 4 класс"),
        ("2019/20", "ВПР 2020 (осень), математика, 4 класс"),
        ("2020/21", "ВПР 2021, русский язык, 4 класс"),
        ("2019/20", "ВПР 2020 (осень), русский язык, 4 класс"),
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


def test_two_files_are_written(draw_result: DrawResult, tmp_path: Path) -> None:
    paths = write_school_report(draw_result(school=990001, is_training=True), 990001, tmp_path)
    assert [path.name for path in paths] == ["school-990001.html", "school-990001.docx"]
    assert sorted(tmp_path.iterdir()) == sorted(paths)
    texts = [paragraph.text for paragraph in docx.Document(str(paths[1])).paragraphs]
    assert "Справка школы: СОШ № 1 (990001)" in texts
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
    assert shown.caption == "Показатели, на которых стоит заключение, 2020/21"
    assert shown.rows
    steps = next(block for block in main.blocks if isinstance(block, Bullets))
    assert steps.items[0].startswith("Подготовьте пояснения по признакам")
