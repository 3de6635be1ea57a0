"""Аналитическая справка: parts in order, recommendations with their ground."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from objektiv.analysis.result import AnalysisResult
from objektiv.documents.blocks import (
    Bullets,
    Columns,
    DataTable,
    Document,
    Figure,
    Paragraph,
    Section,
    Signature,
)
from objektiv.model.tables import Table
from objektiv.reports.note import MOST_PICTURED_SCHOOLS, build_note
from objektiv.reports.phrases import CAUTION

DrawResult = Callable[..., AnalysisResult]


def section(document: Document, title: str) -> Section:
    return next(block for block in document.blocks if isinstance(block, Section) and block.title == title)


def texts(part: Section) -> str:
    items = [item for block in part.blocks if isinstance(block, Bullets) for item in block.items]
    return "\n".join([*(block.text for block in part.blocks if isinstance(block, Paragraph)), *items])


def with_zone(result: AnalysisResult, zone: str) -> AnalysisResult:
    """The same result with every school in one zone."""
    schools = result.years[0].schools
    zones = np.full(len(schools), zone, dtype=object)
    year = replace(result.years[0], schools=Table({**schools.columns, "zone": zones}))
    return replace(result, years=(year,))


def test_parts_stand_in_the_order_of_a_spravka(draw_result: DrawResult) -> None:
    document = build_note(draw_result())
    kinds = [block.title if isinstance(block, Section) else type(block).__name__ for block in document.blocks]
    assert kinds == [
        "Paragraph",
        "Цель",
        "Источники",
        "Результаты за 2020/21",
        "Как получены признаки",
        "Ограничения",
        "Рекомендации",
        "Signature",
        "PageBreak",
        "Heading",
        "DataTable",
        "Heading",
        "DataTable",
    ]
    assert isinstance(document.blocks[7], Signature)
    assert CAUTION in texts(section(document, "Цель"))


def test_results_come_before_the_rules_of_the_method(draw_result: DrawResult) -> None:
    document = build_note(draw_result())
    assert "Бенджамини" not in texts(section(document, "Источники"))
    assert "Бенджамини" in texts(section(document, "Как получены признаки"))


def test_boundaries_left_out_are_told(draw_result: DrawResult, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("objektiv.reports.territory.MOST_BRIEF_HOLES", 1)
    told = texts(section(build_note(draw_result()), "Результаты за 2020/21"))
    assert "Здесь 1 из них с наибольшим избытком; все границы — в файлах report.html и report.xlsx." in told


def test_sources_are_named_in_words(draw_result: DrawResult) -> None:
    result = draw_result()
    file = replace(result.files[0], name="Математика.xlsx", layout="results_2021", place="4/Математика.xlsx")
    document = build_note(replace(result, files=(file,)))
    table = [block for block in document.blocks if isinstance(block, DataTable)][1]
    assert table.rows[0][:3] == (
        "4/Математика.xlsx",
        "Выгрузка результатов ВПР весны 2021 года",
        "ВПР 2021, математика, 4 класс",
    )


def test_recommendations_name_the_schools(draw_result: DrawResult) -> None:
    told = texts(section(build_note(draw_result()), "Рекомендации"))
    assert "Запросить пояснения и провести перепроверку работ, пока они хранятся: СОШ № 1 (990001)." in told
    assert "По школам с недостаточными данными выводов не делать" in told
    assert "Скачок на границе отметки общий для всей совокупности" in told
    assert "решить о выборочной перепроверке" not in told


def test_special_schools_are_not_sent_for_more_data(draw_result: DrawResult) -> None:
    """More works never make them comparable; whoever lacks data beside them is asked for more."""
    result = with_zone(draw_result(), "insufficient")

    def told(*strata: int) -> str:
        year = result.years[0]
        assessments = tuple(
            replace(one, cells=replace(one.cells, strata=np.array(strata))) for one in year.assessments
        )
        changed = replace(result, years=(replace(year, assessments=assessments),))
        return texts(section(build_note(changed), "Рекомендации"))

    alone = told(-1, -1, -1, -1)
    assert "По специальным школам (4) выводов по этим данным не делать" in alone
    assert "собрать результаты" not in alone
    beside = told(-1, 0, 0, 0)
    assert "По специальным школам (1) выводов" in beside
    assert "По остальным школам с недостаточными данными выводов не делать; собрать результаты" in beside
    assert "специальным" not in told(0, 0, 0, 0)


def test_without_signs_nothing_is_recommended_but_what_the_whole_set_asks(draw_result: DrawResult) -> None:
    told = texts(section(build_note(with_zone(draw_result(), "none")), "Рекомендации"))
    assert "перепроверку работ, пока они хранятся" not in told
    assert "согласование подходов к проверке" in told


def test_pictures_are_rationed_and_it_says_so(draw_result: DrawResult) -> None:
    result = with_zone(draw_result(sizes=tuple([40] * 12)), "amber")
    part = section(build_note(result), "Результаты за 2020/21")
    described = [
        block for block in part.blocks if isinstance(block, Paragraph) and "Здесь описаны" in block.text
    ]
    assert "Здесь описаны 12 из 12\u00a0школ этих зон" in described[0].text
    assert f"рисунки — для первых {MOST_PICTURED_SCHOOLS}" in described[0].text


def test_the_only_school_is_described_even_without_signs(draw_result: DrawResult) -> None:
    part = section(
        build_note(with_zone(draw_result(sizes=(60,), kind="report"), "none")), "Результаты за 2020/21"
    )
    captions = [block.caption for block in part.blocks if isinstance(block, DataTable)]
    assert "Признаки: СОШ № 1 (990001)" in captions
    assert not any(caption.startswith("Школы по зонам") for caption in captions)
    drawn = [
        one for block in part.blocks if isinstance(block, Columns) for item in block.items for one in item
    ]
    assert any(isinstance(one, Figure) for one in drawn)


def test_the_appendix_lists_every_school(draw_result: DrawResult) -> None:
    tables = [block for block in build_note(draw_result()).blocks if isinstance(block, DataTable)]
    assert [row[1] for row in tables[0].rows] == ["990001", "990003", "990004", "990002"]
    assert CAUTION in tables[0].note
    assert tables[1].rows[-1][0] == "Всего"
