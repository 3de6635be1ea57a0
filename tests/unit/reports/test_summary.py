"""Sentences of the first page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from objektiv.analysis.result import AnalysisResult
from objektiv.reports.background import limit_items
from objektiv.reports.lookup import YearView, views
from objektiv.reports.methods import (
    calibrated_summary,
    index_table,
    method_totals,
    separate_lists,
    sign_summary,
)
from objektiv.reports.phrases import direction_title
from objektiv.reports.summary import (
    confirmed_sentence,
    official_sentence,
    reference_sentence,
    scope_sentence,
    zone_sentence,
    zone_table,
)
from objektiv.reports.territory import hole_sentences, municipality_table

DrawResult = Callable[..., AnalysisResult]


@pytest.fixture(scope="module")
def view(draw_result: DrawResult) -> YearView:
    return views(draw_result())[0]


def test_sentences_agree_with_their_numbers(view: YearView, draw_result: DrawResult) -> None:
    assert (
        scope_sentence(view)
        == "За 2020/21 учебный год рассмотрены 4\u00a0школы: 2\u00a0процедуры, 266\u00a0работ."
    )
    one = views(draw_result(sizes=(60,)))[0]
    assert (
        scope_sentence(one)
        == "За 2020/21 учебный год рассмотрена 1\u00a0школа: 2\u00a0процедуры, 120\u00a0работ."
    )


def test_references_are_named_or_counted(view: YearView) -> None:
    assert reference_sentence(view) == "Сравнение: загруженные ОО региона (4)."
    assessments = tuple(
        replace(
            view.year.assessments[0],
            reference=replace(view.year.assessments[0].reference, title=str(n), schools=n),
        )
        for n in (10, 12, 14, 11)
    )
    many = YearView(view.result, replace(view.year, assessments=assessments))
    assert reference_sentence(many) == "Сравнение: загруженные школы региона, по процедурам от 10 до 14."


def test_zones_are_counted(view: YearView) -> None:
    assert zone_sentence(view) == (
        "Приоритет перепроверки высокий — у 1, средний — у 0; признаков нет — у 2; недостаточно данных — у 1."
    )
    assert [(row[0].text, row[1], row[2], row[4]) for row in zone_table(view).rows[:4]] == [
        ("высокий", 1, 120, "около 8"),
        ("средний", 0, 0, ""),
        ("признаков нет", 2, 130, ""),
        ("недостаточно данных", 1, 16, ""),
    ]


def test_an_unknown_share_of_confirmed_promises_nothing(view: YearView) -> None:
    unknown = YearView(view.result, replace(view.year, expected_confirmed={"red": float("nan")}))
    assert confirmed_sentence(unknown) == ""
    assert zone_table(unknown).rows[0][4] == "оценки пока нет"


def test_the_official_index_names_its_scope(view: YearView) -> None:
    assert official_sentence(view) == (
        "Официальная методика (по загруженной совокупности, не по субъекту РФ): признаки у 1 из 4\u00a0школ, "
        "индекс загруженных школ 75,0. Считается отдельно и на зону не влияет."
    )
    table = index_table(view)
    assert table
    assert "Посчитан по загруженным школам." in table.note
    whole = YearView(replace(view.result, parameters={"region_complete": "да"}), view.year)
    assert "индекс региона 75,0" in official_sentence(whole)


def test_the_hole_is_told_with_its_interval(view: YearView) -> None:
    assert hole_sentences(view) == (
        "Скачок на границе отметки виден во всей сравниваемой совокупности сразу — у 2 из 6\u00a0границ, а именно: "
        "МА 4, граница 2/3 — 6,2 % всех работ (95 %: от 5,5 до 6,9) и РУ 4, граница 2/3 — 6,2 % всех работ (95 %: от "
        "5,5 до 6,9); это общая картина, а не вопрос отдельных школ.",
    )


def test_municipalities_stand_by_code_at_the_boundaries_with_a_hole(view: YearView) -> None:
    table = municipality_table(view)
    assert table
    assert [row[:4] for row in table.rows] == [
        ("3", "Район 3", "МА 4", "2/3"),
        ("3", "Район 3", "РУ 4", "2/3"),
        ("7", "Район 7", "МА 4", "2/3"),
        ("7", "Район 7", "РУ 4", "2/3"),
    ]


def test_methods_are_added_up_apart(view: YearView) -> None:
    signs = sign_summary(view)
    assert signs
    assert signs.rows == (("завышенный средний балл", "МА 4", 4, 1),)
    rows = {(row[0], row[1]): row[2:] for row in calibrated_summary(view).rows if row[2] == "МА 4"}
    assert rows["Средний балл школы", "выше ожидаемого"] == ("МА 4", 3, 1, 0)
    assert rows["Отметка за работу и журнал", "работа выше журнала"] == ("МА 4", 3, 1, 0)
    official, calibrated = method_totals(view)
    assert official.rows == (("завышенный средний балл", 1, 4, 1),)
    assert ("Средний балл школы", "выше ожидаемого", 2, 6, 2, 0) in calibrated.rows


def test_findings_outside_the_zone_have_lists_of_their_own(view: YearView) -> None:
    assert separate_lists(view, has_links=False) == ()
    passports = {**view.result.passports}
    passports["journal_gap"] = replace(passports["journal_gap"], enters_zone=("lower",))
    moved = YearView(replace(view.result, passports=passports), view.year)
    (table,) = separate_lists(moved, has_links=False)
    assert table.caption == "Внутреннее оценивание: работа выше журнала (первичные баллы)"
    assert {row[0] for row in table.rows} == {"СОШ № 1 (990001)"}


def test_limits_depend_on_the_reference(view: YearView, draw_result: DrawResult) -> None:
    loaded = " ".join(limit_items((view,)))
    report = " ".join(limit_items(views(draw_result(sizes=(60,), kind="report"))))
    assert "не со всеми школами региона" in loaded
    assert "разброс между школами неизвестен" not in loaded
    assert "не со всеми школами региона" not in report
    assert "разброс между школами неизвестен" in report


def test_directions_speak_the_language_of_the_indicator() -> None:
    assert direction_title("journal_gap", "lower") == "журнал выше работы"
    assert direction_title("school_mean", "lower") == "ниже ожидаемого"
    assert direction_title("new", "sideways") == "sideways"
