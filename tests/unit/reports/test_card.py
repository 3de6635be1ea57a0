"""A card shows what its first sentence says: the rows, the works, the places, and why this priority."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from objektiv.analysis.result import AnalysisResult
from objektiv.documents.blocks import Badge, Block, Bullets, DataTable, Folded, Paragraph, Tabs
from objektiv.model.tables import Table
from objektiv.reports.card import card_blocks, make_card
from objektiv.reports.card_pictures import place_line
from objektiv.reports.lookup import Place, YearView, views
from objektiv.reports.official_signs import NOT_APPLICABLE, distinct, official_blocks

DrawResult = Callable[..., AnalysisResult]
SIGN, CALM = 990001, 990003
MA4, RU4 = "vpr-2021-ma4", "vpr-2021-ru4"
BOUNDARY = "boundary_bunching"


def change(
    view: YearView, said: dict[tuple[str, str], float], found: set[tuple[str, str]] = frozenset()
) -> YearView:  # type: ignore[assignment]
    """The same year where school 990001 has these p-values (work, indicator), and findings in ``found`` alone."""
    table = view.year.estimates
    rows = list(table.rows())
    for row in rows:
        if row["school"] == SIGN:
            key = (row["assessment"], row["indicator"])
            is_up = row["direction"] == "higher"
            row["p_value"] = said.get(key, 0.5) if is_up else 0.5
            row["is_finding"] = is_up and key in found
    columns = {name: np.array([row[name] for row in rows]) for name in table.columns}
    return YearView(view.result, replace(view.year, estimates=Table(columns)))


def with_schools(view: YearView, **columns: object) -> YearView:
    """The same year with one value in these columns of the row of school 990001."""
    schools = view.year.schools
    changed = {name: np.array(schools[name], dtype=object) for name in columns}
    for name, value in columns.items():
        changed[name][schools["school"] == SIGN] = value
    return YearView(view.result, replace(view.year, schools=Table({**schools.columns, **changed})))


@pytest.fixture
def view(draw_result: DrawResult) -> YearView:
    return views(draw_result())[0]


def of_kind(blocks: tuple[Block, ...], kind: type) -> list[Any]:
    return [block for block in blocks if isinstance(block, kind)]


def evidence(view: YearView) -> DataTable:
    return next(one for one in of_kind(card_blocks(view, SIGN), DataTable) if "стоит вывод" in one.caption)


def test_every_named_family_stands_in_the_table(view: YearView) -> None:
    seen = change(
        view,
        {(MA4, "school_mean"): 1e-6, (RU4, "journal_gap"): 0.01, (MA4, BOUNDARY): 0.02},
        {(MA4, "school_mean")},
    )
    table = evidence(seen)
    assert table.caption == "Признаки и наблюдения, на которых стоит вывод"
    assert [(row[0], row[-1]) for row in table.rows] == [
        ("МА 4", Badge("признак", "strong")),
        ("РУ 4", Badge("наблюдение", "medium")),
    ]


def test_a_finding_outside_the_zone_says_what_it_is(view: YearView) -> None:
    passports = dict(view.result.passports)
    passports["boundary_bunching"] = replace(passports["boundary_bunching"], enters_zone=())
    apart = YearView(replace(view.result, passports=passports), view.year)
    table = evidence(change(apart, {(MA4, "school_mean"): 0.01, (MA4, BOUNDARY): 1e-6}, {(MA4, BOUNDARY)}))
    assert table.caption == "Наблюдения, на которых стоит вывод, и признаки вне зоны"
    assert table.rows[-1][-1] == Badge("отдельный список", "medium")
    assert "в разделе «Отдельные списки»" in table.note


def test_the_works_of_the_conclusion_are_drawn(view: YearView) -> None:
    seen = change(view, {(RU4, "school_mean"): 0.001, (RU4, "journal_gap"): 0.002})
    tabs = of_kind(card_blocks(seen, SIGN), Tabs)[0]
    assert [(tab.title, tab.is_printed) for tab in tabs.items] == [("МА 4", False), ("РУ 4", True)]
    shown = [figure.caption for item in tabs.items[1].blocks[1].items for figure in item]  # type: ignore[union-attr]
    assert shown == ["Средний балл и число работ", "Отметка за работу и отметка по журналу"]


def test_more_works_than_pictures_are_missed_aloud(view: YearView, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("objektiv.reports.card_pictures.MOST_BRIEF", 1)
    seen = change(view, {(RU4, "school_mean"): 0.001, (MA4, "journal_gap"): 0.002})
    said = [one.text for one in of_kind(card_blocks(seen, SIGN), Paragraph) if one.style == "note paper"]
    assert said == [
        "На рисунках показана 1\u00a0процедура из 2, на которых стоит вывод; остальные — в карточке на экране."
    ]


def test_steps_name_the_work_and_the_boundary(view: YearView) -> None:
    named = with_schools(change(view, {(RU4, BOUNDARY): 0.001}), families="boundary", zone="amber")
    steps = of_kind(card_blocks(named, SIGN), Bullets)[0].items
    assert steps == (
        "Запросите у школы пояснения: вопросы — в таблице объяснений. Дальше — если они не сняли вопросов, и пока "
        "работы хранятся.",
        "Перепроверьте работы, баллы которых стоят на границе отметки и на балл выше неё, и посмотрите, есть ли "
        "протокол повторного чтения: русский язык в 4 классе — граница 2/3 (баллы 4 и 5).",
    )


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"zone": "amber", "q_value": 0.164}, "q = 0,16 (не больше 0,20); для «высокого» нужно не больше 0,05"),
        ({"zone": "amber", "q_value": 0.03, "families": "level"}, "q = 0,03 (не больше 0,05); но второго основания "
         "нет: необычна (p < 0,05) только группа «уровень результатов»; иначе нужны две процедуры, в каждой из которых "
         "показатели такой группы вместе дают p < 0,001, а таких нет. q"),
        ({"zone": "amber", "q_value": 0.03, "families": ""}, "ни у одной группы показателей p за год не меньше 0,05"),
        ({"zone": "amber", "q_value": 0.03, "families": "journal;level"}, "необычны только группы «работа и журнал» и "
         "«уровень результатов», а они опираются на одни и те же баллы и считаются за одну; иначе"),
        ({"zone": "red", "families": "level;boundary"}, "q меньше 0,01 (не больше 0,05); есть второе основание: "
                                                        "необычны две независимые группы"),
        ({"zone": "red", "families": "level;journal"}, "основание: одна группа показателей очень ясна (p < 0,001) в "
                                                       "двух процедурах"),
    ],
)  # fmt: skip
def test_the_figure_that_decides_is_told(view: YearView, columns: dict[str, object], said: str) -> None:
    seen = with_schools(change(view, {(MA4, "school_mean"): 0.001}), **columns)
    note = next(
        one.text for one in of_kind(card_blocks(seen, SIGN), Paragraph) if one.text.startswith("Почему")
    )
    assert said in note
    assert note.startswith(f"Почему «{'высокий' if columns['zone'] == 'red' else 'средний'}»: по отдельности")
    assert "это оценка всей зоны, а не этой школы" in note


def note_of(view: YearView) -> str:
    notes = of_kind(card_blocks(view, SIGN), Paragraph)
    return next(str(one.text) for one in notes if one.text.startswith("Почему"))


@pytest.mark.parametrize(
    ("columns", "strong", "said"),
    [
        ({"zone": "amber", "q_value": 0.03, "families": "level"}, {"level": 1}, "дают p < 0,001, а такая одна."),
        ({"zone": "red", "families": "level"}, {"level": 4, "boundary": 2},
         "есть второе основание: группа показателей «уровень результатов» очень ясна (p < 0,001) в 4\u00a0процедурах."),
    ],
)  # fmt: skip
def test_works_in_which_a_family_is_very_clear_are_counted(
    view: YearView, columns: dict[str, object], strong: dict[str, int], said: str
) -> None:
    seen = with_schools(view, **columns)
    assert said in note_of(YearView(view.result, replace(seen.year, strong_works={SIGN: strong})))


def test_p_of_every_family_stands_on_the_card(view: YearView) -> None:
    assert note_of(view).endswith(
        " p групп показателей за год: уровень результатов\u00a00,003; работа и журнал\u00a00,040; граница "
        "отметки\u00a00,210. p группы — одно на все её показатели и процедуры года вместе (правило Коши), поэтому у "
        "отдельной строки p бывает и меньше; группа необычна при p < 0,05; «уровень результатов» и «работа и журнал» "
        "опираются на одни и те же баллы и считаются за одну группу."
    )
    near = with_schools(view, family_p="boundary=0.04996;profile=5.77e-05")
    assert "за год: профиль заданий\u00a0<\u00a00,001; граница отметки\u00a00,0500. p группы" in note_of(near)
    untold = with_schools(view, family_p="")
    assert "p групп" not in note_of(untold)


def test_a_calm_school_has_no_priority_to_explain(view: YearView) -> None:
    assert not any(one.text.startswith("Почему") for one in of_kind(card_blocks(view, CALM), Paragraph))
    assert make_card(view, CALM).badge == Badge("приоритета нет", "calm")
    assert make_card(view, SIGN).badge == Badge("приоритет: высокий", "strong")


def test_the_school_is_a_school_in_a_village(view: YearView) -> None:
    names = {**view.result.names, SIGN: replace(view.result.names[SIGN], kind="ordinary")}
    seen = YearView(replace(view.result, names=names), view.year)
    facts = of_kind(card_blocks(seen, SIGN), Paragraph)[1].text
    assert facts.startswith("Район 3, обычная школа в селе. За год 120\u00a0работ;")


def place(view: YearView, **arrays: np.ndarray) -> Place:
    one = view.year.assessments[0]
    return Place(replace(one, cells=replace(one.cells, **arrays)), 0)


@pytest.mark.parametrize(
    ("absent", "said"),
    [
        (0, "60\u00a0работ; средний балл"),
        (21, "; отсутствовал 21;"),
        (22, "; отсутствовали 22;"),
        (40, "; отсутствовали 40 из 100 (40\u00a0%) — о всей параллели эти работы говорят мало;"),
    ],
)
def test_the_absent_are_told(view: YearView, absent: int, said: str) -> None:
    assert said in place_line(place(view, absent=np.array([absent, 0, 0, 0])))


def test_works_without_a_journal_mark_are_told(view: YearView) -> None:
    pairs = view.year.assessments[0].cells.mark_pairs
    assert pairs is not None
    assert "без отметки по журналу" not in place_line(place(view))
    fewer = pairs.copy()
    journal, mark = np.argwhere(fewer[0] > 0)[0]
    fewer[0, journal, mark] -= 1
    assert place_line(place(view, mark_pairs=fewer)).endswith("; без отметки по журналу 1\u00a0работа.")


def test_the_two_means_of_the_comparison_are_told_apart(view: YearView) -> None:
    one = view.year.assessments[0]
    level = one.estimates["school_mean"][0]
    ends = {"plain_low": np.full(4, 7.0), "plain_high": np.full(4, 8.0)}
    ends |= {"region_low": np.array([4.9]), "region_high": np.array([5.1])}
    details = {**level.details, **ends}
    shown = replace(one, estimates={**one.estimates, "school_mean": (replace(level, details=details),)})
    assert (
        "у школ для сравнения средний балл по всем работам от 4,90 до 5,10, по школам — 5,00;"
        in place_line(Place(shown, 0))
    )


def test_one_work_has_no_interval(draw_result: DrawResult) -> None:
    result = draw_result(sizes=(60, 1))
    one = result.years[0].assessments[0]
    level = one.estimates["school_mean"][0]
    ends = {f"{who}_{end}": np.array([7.0, 8.0]) for who in ("plain", "region") for end in ("low", "high")}
    details = {**level.details, **ends}
    shown = replace(one, estimates={**one.estimates, "school_mean": (replace(level, details=details),)})
    assert "(интервал 95 %: от 7,00 до 7,00)" in place_line(Place(shown, 0))
    assert "интервал" not in place_line(Place(shown, 1))


def test_the_official_method_shows_what_fired_with_its_threshold(view: YearView) -> None:
    table, told, whole = official_blocks(view, SIGN)
    assert isinstance(table, DataTable)
    assert isinstance(told, Paragraph)
    assert isinstance(whole, Folded)
    assert table.rows == (
        (
            "МА 4",
            "завышенный средний балл (нижний конец интервала 95 % школы; порог — верхний конец у школ для сравнения)",
            60,
            "5,50",
            "> 5,20",
            Badge("признак", "strong"),
        ),
    )
    assert told.text == (
        "Официальная методика: сработало 1 из 1\u00a0применимого признака (МА 4 — 1 из 1). Считается отдельно и на "
        "зону не влияет. Посчитано по загруженной совокупности, не по субъекту РФ."
    )
    calm, folded = official_blocks(view, CALM)
    assert isinstance(calm, Paragraph)
    assert "сработало 0 из 1" in calm.text
    assert isinstance(folded, Folded)


def test_a_school_without_official_works_is_told_so(view: YearView) -> None:
    empty = view.year.official.filter(view.year.official["school"] != SIGN)
    seen = YearView(view.result, replace(view.year, official=empty))
    assert official_blocks(seen, SIGN) == (Paragraph(NOT_APPLICABLE, "note"),)


@pytest.mark.parametrize(
    ("value", "threshold", "shown"),
    [
        (24.83, 24.79, ("24,83", "24,79")),
        (12.0929, 12.0886, ("12,093", "12,089")),
        (-0.21, 0.0, ("−0,210", "0")),
        (1.13, 1.79, ("1,13", "1,79")),
        (5.5, float("nan"), ("5,50", "—")),
    ],
)
def test_the_verdict_is_seen_in_the_figures(value: float, threshold: float, shown: tuple[str, str]) -> None:
    assert distinct(value, threshold) == shown
