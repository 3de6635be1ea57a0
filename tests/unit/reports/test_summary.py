"""Sentences of the first page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from objektiv.analysis.result import AnalysisResult
from objektiv.documents.blocks import Paragraph
from objektiv.model.indicator import Reference
from objektiv.model.tables import Table
from objektiv.reports.advice import zone_recommendations
from objektiv.reports.background import limit_items
from objektiv.reports.lookup import YearView, views
from objektiv.reports.methods import (
    calibrated_summary,
    groups_sentence,
    index_table,
    method_totals,
    separate_lists,
    sign_summary,
)
from objektiv.reports.phrases import BY_CODE, CAUTION, direction_title
from objektiv.reports.summary import (
    confirmed_sentence,
    official_sentence,
    reference_sentence,
    scope_sentence,
    source_sentence,
    zone_sentence,
    zone_table,
)
from objektiv.reports.territory import (
    SEEN_RULE,
    hole_sentences,
    hole_table,
    holes,
    municipality_table,
    territory_blocks,
)

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
        "Приоритет перепроверки высокий — у 1\u00a0школы, средний — у 0\u00a0школ; приоритета нет — у 2\u00a0школ; "
        "недостаточно данных — у 1\u00a0школы."
    )
    assert [(row[0].text, row[1], row[2], row[4]) for row in zone_table(view).rows[:4]] == [
        ("высокий", 1, 120, "около 8"),
        ("средний", 0, 0, ""),
        ("приоритета нет", 2, 130, ""),
        ("недостаточно данных", 1, 16, ""),
    ]


def with_strata(view: YearView, *strata: int) -> YearView:
    """The same year with other strata of its schools; −1 is a special school."""
    assessments = tuple(
        replace(one, cells=replace(one.cells, strata=np.array(strata))) for one in view.year.assessments
    )
    return YearView(view.result, replace(view.year, assessments=assessments))


def test_special_schools_are_told_apart_from_those_without_data(view: YearView) -> None:
    special = with_strata(view, 0, -1, 0, 0)
    assert zone_sentence(special).endswith(
        "недостаточно данных — у 1\u00a0школы (из них 1\u00a0специальная школа: с другими не сравниваются, их смотрят "
        "отдельно)."
    )
    assert reference_sentence(special) == (
        "Сравнение: загруженные ОО региона (4); показатели считаются без специальных школ (1) и школ с одной работой."
    )


def test_the_warning_is_not_said_again_below_the_zones(view: YearView) -> None:
    assert CAUTION not in zone_table(view).note
    assert "перепроверками оно не проверено" in zone_table(view).note


def test_the_source_says_what_became_of_its_rows(view: YearView) -> None:
    assert source_sentence(view.result) == (
        "Источник: 1\u00a0файл, 150\u00a0строк — 133\u00a0работы, 13 отсутствовавших, 4 не приняты в расчёт. Версия "
        "программы 0.1.0."
    )
    other = replace(
        view.result.files[0], assessment="vpr-2022-ma4", rows=20, present=20, absent=0, quarantined=0
    )
    more = replace(view.result, files=(*view.result.files, other))
    assert "170\u00a0строк — 153\u00a0работы" in source_sentence(more)
    report = replace(other, rows=5, present=0)
    assert source_sentence(replace(more, files=(report,))) == (
        "Источник: 1\u00a0файл, 5\u00a0строк. Версия программы 0.1.0."
    )
    assert scope_sentence(YearView(more, view.year)).endswith(
        ", 266\u00a0работ; ещё 20\u00a0работ загружено за другие учебные годы."
    )


def test_an_unknown_share_of_confirmed_promises_nothing(view: YearView) -> None:
    unknown = YearView(view.result, replace(view.year, expected_confirmed={"red": float("nan")}))
    assert confirmed_sentence(unknown) == ""
    assert zone_table(unknown).rows[0][4] == "оценки пока нет"


def test_the_official_index_names_its_scope(view: YearView) -> None:
    assert official_sentence(view) == (
        "Официальная методика (по загруженной совокупности, не по субъекту РФ): признаки у 1 из 4\u00a0школ, где она "
        "применима, индекс загруженных школ 75,0. Считается отдельно и на зону не влияет."
    )
    table = index_table(view)
    assert table
    assert "Посчитан по загруженным школам." in table.note
    whole = YearView(replace(view.result, parameters={"region_complete": "да"}), view.year)
    assert "индекс региона 75,0" in official_sentence(whole)


def test_one_school_has_no_index_of_a_territory(view: YearView) -> None:
    columns = view.year.official_index.columns
    ones = np.ones(len(columns["index"]), dtype=np.int64)
    one = Table({**columns, "applicable": ones, "flagged": 0 * ones})
    lone = YearView(view.result, replace(view.year, official_index=one))
    assert index_table(lone) is None
    assert "признаки у 0 из 1\u00a0школы, где она применима. Считается" in official_sentence(lone)


def test_the_hole_is_told_with_its_interval(view: YearView) -> None:
    assert hole_sentences(view) == (
        "Скачок на границе отметки виден у всех сравниваемых школ вместе — на 2 из 6\u00a0границ, где его можно "
        "оценить: работ под границей меньше, а над ней больше ожидаемого. Избыток над границей (доля работ процедуры): "
        "математика в 4 классе, граница 2/3 — 6,2 % (95 %: от 5,5 до 6,9); русский язык в 4 классе, граница 2/3 — "
        "6,2 % (95 %: от 5,5 до 6,9). Это общая картина, а не вопрос отдельных школ.",
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
    assert [row[4:] for row in table.rows[:1]] == [(100, 0.06, 0.04, 0.08)]


def with_details(view: YearView, **details: np.ndarray) -> YearView:
    """The same year with these figures of the boundaries of every assessment."""
    assessments = []
    for one in view.year.assessments:
        (found,) = one.estimates["boundary_bunching"]
        changed = replace(found, details={**found.details, **details})
        assessments.append(replace(one, estimates={**one.estimates, "boundary_bunching": (changed,)}))
    return YearView(view.result, replace(view.year, assessments=tuple(assessments)))


def test_few_works_and_intervals_without_width_promise_nothing(view: YearView) -> None:
    still = np.zeros((2, 3))
    names = ("share", "low", "high")
    seen = with_details(
        view,
        region_municipality_works=np.array([9, 10]),
        **{f"region_municipality_moved_{name}": still for name in names},
    )
    table = municipality_table(seen)
    assert table
    assert [row[4:] for row in table.rows] == [(9, "мало работ", None, None)] * 2 + [
        (10, 0.0, None, None)
    ] * 2
    assert "«Мало работ» — меньше 10\u00a0работ. Прочерк вместо интервала" in table.note


def test_all_boundaries_say_which_are_seen_and_by_what_rule(view: YearView) -> None:
    found = holes(view)
    table = hole_table(view, found)
    assert table.columns[-1].title == "Скачок виден"
    assert [row[-1] for row in table.rows] == ["виден", "нет", "нет"] * 2
    still = hole_table(view, (replace(found[1], moved=0.0, low=0.0, high=0.0),))
    assert still.rows[0][4:] == (0.0, None, None, "нет")
    assert table.note.startswith(SEEN_RULE)
    seen = hole_table(view, tuple(hole for hole in found if hole.is_seen))
    assert "Скачок виден" not in [column.title for column in seen.columns]
    lead = territory_blocks(view)[0]
    assert isinstance(lead, Paragraph)
    assert lead.text == (
        "Скачок виден на 2 из 6\u00a0границ, где его можно оценить (границы отметок 2\u00a0процедур). "
        f"{SEEN_RULE} На остальных границах скачка либо нет, либо эти данные не отличают его от случайности."
    )


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


def test_a_work_where_nobody_could_be_judged_is_not_counted(view: YearView) -> None:
    table = view.year.estimates
    there = table["applicable"] & (table["assessment"] != "vpr-2021-ru4")
    seen = YearView(view.result, replace(view.year, estimates=Table({**table.columns, "applicable": there})))
    assert ("Средний балл школы", "выше ожидаемого", 1, 3, 1, 0) in method_totals(seen)[-1].rows


def test_findings_outside_the_zone_have_lists_of_their_own(view: YearView) -> None:
    assert separate_lists(view, has_links=False) == ()
    passports = {**view.result.passports}
    passports["journal_gap"] = replace(passports["journal_gap"], enters_zone=("lower",))
    moved = YearView(replace(view.result, passports=passports), view.year)
    (table,) = separate_lists(moved, has_links=False)
    assert table.caption == (
        "Отметка за работу и журнал: работа выше журнала (первичные баллы, внутреннее оценивание)"
    )
    assert {row[0] for row in table.rows} == {"СОШ № 1 (990001)"}


def test_what_holds_of_all_lists_is_said_below_the_last(view: YearView) -> None:
    passports = {
        code: replace(one, enters_zone=()) if code in ("journal_gap", "school_mean") else one
        for code, one in view.result.passports.items()
    }
    tables = separate_lists(YearView(replace(view.result, passports=passports), view.year), has_links=False)
    assert [table.note for table in tables] == ["", f"{CAUTION} {BY_CODE}"]


def test_the_holes_assert_no_act(view: YearView) -> None:
    table = hole_table(view, holes(view))
    said = " ".join([table.note, *(column.title for column in table.columns), *hole_sentences(view)])
    assert not re.search("перемещ|перенес|перенос", said)


def test_the_rules_of_the_official_method_are_in_plain_words(view: YearView) -> None:
    signs = [*("cohort_fall", "cohort_rise") * 2]
    official = replace(view.year.official, columns={**view.year.official.columns, "sign": np.array(signs)})
    table = sign_summary(YearView(view.result, replace(view.year, official=official)))
    assert table
    assert "средней половины школ" in table.note
    assert "упал с весны 2020 года к весне 2021 года намного сильнее" not in table.note
    assert "упал с осени 2020 года к весне 2021 года намного сильнее, чем в других школах" in table.note
    assert not re.search(r"IQR|Q1|Q3|\bK\b", table.note)


def test_why_too_high_is_judged_of_fewer_schools(view: YearView) -> None:
    assert "делается реже" not in calibrated_summary(view).note
    mixed = np.array([False, False, True, False])
    assessments = tuple(
        replace(one, cells=replace(one.cells, is_mixed=mixed)) for one in view.year.assessments
    )
    note = calibrated_summary(YearView(view.result, replace(view.year, assessments=assessments))).note
    assert "Вывод «выше ожидаемого» и «работа выше журнала» делается реже обратного" in note


def test_the_groups_of_comparison_are_those_that_were_made(view: YearView) -> None:
    assert groups_sentence(view) == (
        "За 2020/21 все школы, кроме специальных, сравнивались вместе, без деления по виду школы и местности: иначе в "
        "какой-то из групп меньше 30 школ."
    )
    titles = ("обычные школы, город", "обычные школы, село")
    assessments = tuple(
        replace(one, cells=replace(one.cells, stratum_titles=titles)) for one in view.year.assessments
    )
    grouped = YearView(view.result, replace(view.year, assessments=assessments))
    assert groups_sentence(grouped) == (
        "Группы сравнения за 2020/21: обычные школы, город; обычные школы, село."
    )


def test_limits_depend_on_the_reference(view: YearView, draw_result: DrawResult) -> None:
    loaded = " ".join(limit_items((view,)))
    report = " ".join(limit_items(views(draw_result(sizes=(60,), kind="report"))))
    assert "не со всеми школами региона" in loaded
    assert "разброс между школами неизвестен" not in loaded
    assert "не со всеми школами региона" not in report
    assert "разброс между школами неизвестен" in report


def test_one_school_without_its_region_is_compared_with_nobody(view: YearView) -> None:
    nobody = Reference(kind="loaded", title="нет", schools=1, works=60, is_whole_region=False)
    works = tuple(replace(one, reference=nobody) for one in view.year.assessments)
    lone = YearView(view.result, replace(view.year, assessments=works))
    limits = " ".join(limit_items((lone,)))
    assert "сравнить её не с чем" in limits
    assert "не со всеми школами региона" not in limits
    assert "все школы сравниваются вместе" not in limits
    assert any("отчёты ФИС ОКО" in one for one in zone_recommendations(lone))
    assert not any("отчёты ФИС ОКО" in one for one in zone_recommendations(view))


def test_directions_speak_the_language_of_the_indicator() -> None:
    assert direction_title("journal_gap", "lower") == "журнал выше работы"
    assert direction_title("school_mean", "lower") == "ниже ожидаемого"
    assert direction_title("new", "sideways") == "sideways"
