"""What the column of results promises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from objektiv.plans.results import Comparison, ResultKind, understand_result

DOCUMENT, STATE, NUMBER, EFFECT = ResultKind


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ("Протоколы педагогического совета,", ["протокол"]),
        ("локальные акты образовательных организаций", ["локальный акт"]),
        ("Приказ, график", ["приказ", "график"]),
        ("Справка", ["справка"]),
        ("отчет о результатах изучения", ["отчёт"]),
        ("наличие планов-графиков повышения квалификации", ["план-график"]),
        (
            "Анализ качества (аналитическая справка), планы мероприятий",
            ["анализ", "аналитическая справка", "план"],
        ),
        ("Наличие информации на сайте", ["публикация"]),
        ("Приказ\nПротокол", ["приказ", "протокол"]),
    ],
)
def test_documents(text: str, documents: list[str]) -> None:
    found = understand_result(text)
    assert [one.document for one in found] == documents
    assert {one.kind for one in found} == {DOCUMENT}


@pytest.mark.parametrize(
    "text",
    [
        "Определена персональная ответственность",
        "Определены участники (классы, предметы), заполнены анкетные данные",
        "Внесены изменения в календарно-тематическое планирование",
        "Разработан план по устранению причин",
        "Собраны результаты наблюдений",
    ],
)
def test_states_stay_whole(text: str) -> None:
    (one,) = understand_result(text)
    assert (one.kind, one.text, one.is_measurable) == (STATE, text, True)


@pytest.mark.parametrize(
    ("text", "comparison", "value", "unit", "period"),
    [
        ("ежегодное повышение квалификации не менее 30% педагогов", Comparison.AT_LEAST, 30, "%", "год"),
        ("не менее 30 % в год", Comparison.AT_LEAST, 30, "%", "год"),
        ("участие в исследованиях 100% участников", Comparison.EQUAL, 100, "%", ""),
        ("Доля ОО с наблюдателями не ниже 95,5 %", Comparison.AT_LEAST, 95.5, "%", ""),
        ("не более 2 человек", Comparison.AT_MOST, 2, "чел.", ""),
        ("Снижение доли ОО с признаками до 5 %", Comparison.AT_MOST, 5, "%", ""),
        ("Рост доли педагогов на 10 %", Comparison.MORE, 10, "%", ""),
        ("увеличение охвата обучающихся", Comparison.MORE, None, "", ""),
        ("Снижена численность детей с проблемами", Comparison.LESS, None, "", ""),
    ],
)
def test_numbers(text: str, comparison: Comparison, value: float | None, unit: str, period: str) -> None:
    (one,) = understand_result(text)
    assert (one.kind, one.comparison, one.value, one.unit, one.period) == (
        NUMBER,
        comparison,
        value,
        unit,
        period,
    )
    assert one.is_measurable


@pytest.mark.parametrize(
    ("text", "comparison"),
    [
        ("Повышение объективности проведения оценочных процедур", Comparison.MORE),
        ("Снятие стрессовой ситуации и повышенной тревожности", Comparison.LESS),
        ("обеспечение открытости результатов", None),
    ],
)
def test_effects_cannot_be_measured(text: str, comparison: Comparison | None) -> None:
    (one,) = understand_result(text)
    assert (one.kind, one.comparison, one.is_measurable) == (EFFECT, comparison, False)


def test_a_document_in_brackets_is_a_promise_of_its_own() -> None:
    kinds = [
        one.kind for one in understand_result("Повышение результатов обучающихся (протоколы педсоветов)")
    ]
    assert kinds == [EFFECT, DOCUMENT]


def test_semicolons_divide() -> None:
    found = understand_result("наличие планов-графиков; не менее 30% педагогов")
    assert [one.kind for one in found] == [DOCUMENT, NUMBER]


def test_nothing_promised() -> None:
    assert understand_result("") == ()
    assert understand_result(" ; ") == ()


@given(st.text(max_size=60))
def test_nothing_is_raised(text: str) -> None:
    assert all(one.text for one in understand_result(text))
