"""Tables of figures explain their own words and no others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from objektiv.analysis.result import AnalysisResult, Explanation
from objektiv.documents.blocks import Badge
from objektiv.documents.numbers import bind_percent
from objektiv.reports.estimate_tables import (
    INDICATOR_NOTES,
    ONE_SIDED_NOTE,
    P_NOTE,
    SMALL_NOTE,
    estimate_table,
    explanation_table,
    finding_table,
    signal_table,
    signal_word,
)
from objektiv.reports.lookup import YearView, views
from objektiv.reports.phrases import direction_title

DrawResult = Callable[..., AnalysisResult]
SIGN = 990001


@pytest.fixture(scope="module")
def view(draw_result: DrawResult) -> YearView:
    return views(draw_result())[0]


def row(
    indicator: str, assessment: str = "vpr-2021-ma4", n: int = 40, *, is_finding: bool = True
) -> dict[str, Any]:
    figures = dict.fromkeys(("observed", "expected", "effect", "lower", "upper"), 1.0)
    return {
        **figures, "assessment": assessment, "indicator": indicator, "direction": "higher", "n": n, "p_value": 0.01,
        "is_finding": is_finding, "applicable": True, "reason": "",
    }  # fmt: skip


def test_a_note_explains_what_its_rows_need(view: YearView) -> None:
    plain = finding_table(view, "Признаки", [row("school_mean")]).note
    assert plain == f"{P_NOTE} МА — математика; число — класс."
    note = finding_table(view, "Признаки", [row("item_profile", "vpr-2020-ru4", 8)]).note
    assert note == (
        f"{P_NOTE} {INDICATOR_NOTES['item_profile']} {SMALL_NOTE} РУ — русский язык; число — класс; осенью 2020 года "
        "работу за этот класс писал следующий."
    )


def test_an_effect_that_may_be_zero_beside_a_small_p_is_explained(view: YearView) -> None:
    wide = {**row("boundary_bunching", is_finding=False), "lower": -2.58, "p_value": 0.0002}
    for table in (finding_table(view, "", [wide]), estimate_table(view, "", [wide])):
        assert table.note.startswith(f"{P_NOTE} {ONE_SIDED_NOTE} {INDICATOR_NOTES['boundary_bunching']}")
        assert "скачок на одной из них: поэтому p бывает мало и там, где интервал включает 0" in table.note
    narrow = {**wide, "lower": 0.5}
    assert ONE_SIDED_NOTE not in finding_table(view, "", [narrow]).note
    unjudged = {**wide, "applicable": False, "lower": float("nan")}
    assert ONE_SIDED_NOTE not in estimate_table(view, "", [unjudged]).note


def test_a_school_is_asked_itself(view: YearView) -> None:
    asked = (Explanation(SIGN, "", "language", "язык", "ask", "Спросите школу, сколько таких."),)
    seen = YearView(view.result, replace(view.year, explanations=asked))
    said = [explanation_table(seen, SIGN, is_for_school=is_own).rows[0][3] for is_own in (False, True)]  # type: ignore[union-attr]
    assert said == ["Спросите школу, сколько таких.", "Напишите, сколько таких."]


def test_a_verdict_stands_only_where_rows_differ(view: YearView) -> None:
    found, seen = row("school_mean"), row("school_mean", is_finding=False)
    assert signal_table(view, "", [found]).columns[-1].title == "p"
    assert signal_table(view, "", [found, seen]).columns[-1].title == "Вывод"
    words = [signal_word(rows) for rows in ([found], [seen], [found, seen])]
    assert words == ["Признаки", "Наблюдения", "Признаки и наблюдения"]


def test_one_explanation_is_one_row_for_all_works(view: YearView) -> None:
    said = [
        Explanation(SIGN, "vpr-2021-ma4", "ceiling", "потолок шкалы", "excluded", "Средний балл — 71 %."),
        Explanation(SIGN, "vpr-2021-ru4", "ceiling", "потолок шкалы", "excluded", "Средний балл — 64 %."),
        Explanation(SIGN, "vpr-2021-ma4", "language", "язык", "ask", "Спросите школу."),
        Explanation(SIGN, "vpr-2021-ru4", "language", "язык", "ask", "Спросите школу."),
    ]
    table = explanation_table(YearView(view.result, replace(view.year, explanations=tuple(said))), SIGN)
    assert table
    assert table.rows == (
        ("МА 4, РУ 4", "язык", Badge("уточнить", "medium"), "Спросите школу."),
        (
            "МА 4, РУ 4",
            "потолок шкалы",
            Badge("данные не подтверждают", "unknown"),
            "Средний балл\u00a0— 71\u00a0% (МА 4), 64\u00a0% (РУ 4).",
        ),
    )


@pytest.mark.parametrize(
    ("sentences", "told"),
    [
        (
            (
                "Строк не принято: 0 из 75. Заданий с одним нулём нет.",
                "Строк не принято: 0 из 8. Заданий с одним нулём нет.",
            ),
            "Строк не принято: 0 из 75 (МА 4, осень 2020), 8 (РУ 4). Заданий с одним нулём нет.",
        ),
        (
            ("105\u00a0работ: их число учтено в p.", "41\u00a0работа: их число учтено в p."),
            "105\u00a0работ (МА 4, осень 2020), 41\u00a0работа (РУ 4): их число учтено в p.",
        ),
        (
            ("Отсутствовали 5 учеников, у всех — 7.", "Отсутствовали 6 учеников, у всех — 8."),
            "Отсутствовали 5 учеников, у всех — 7 (МА 4, осень 2020). Отсутствовали 6 учеников, у всех — 8 (РУ 4).",
        ),
        (
            ("Вариант повышает балл.", "Вариант понижает балл."),
            "Вариант повышает балл (МА 4, осень 2020). Вариант понижает балл (РУ 4).",
        ),
        (
            ("Вариантов 2.", "Вариантов 3, спросите."),
            "Вариантов 2 (МА 4, осень 2020). Вариантов 3, спросите (РУ 4).",
        ),
    ],
)
def test_what_differs_by_a_number_alone_is_said_once(
    view: YearView, sentences: tuple[str, str], told: str
) -> None:
    works = ("vpr-2020-ma4", "vpr-2021-ru4")
    said = tuple(
        Explanation(SIGN, work, "ceiling", "потолок шкалы", "excluded", sentence)
        for work, sentence in zip(works, sentences, strict=True)
    )
    table = explanation_table(YearView(view.result, replace(view.year, explanations=said)), SIGN)
    assert table
    assert bind_percent(str(table.rows[0][3])) == bind_percent(told)


def test_the_gap_between_easy_and_hard_tasks_is_less_or_more_than_expected() -> None:
    titles = [direction_title("difficulty_inversion", one) for one in ("higher", "lower")]
    assert titles == ["трудные лучше ожидаемого", "трудные хуже ожидаемого"]
