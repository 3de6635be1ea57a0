"""Sheets of report.xlsx."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from objektiv.analysis.result import AnalysisResult, LoadedFile
from objektiv.documents.xlsx import Sheet
from objektiv.model.tables import Table
from objektiv.reports.background import file_table
from objektiv.reports.phrases import CAUTION
from objektiv.reports.workbook import build_sheets, chance_at

DrawResult = Callable[..., AnalysisResult]


@pytest.fixture(scope="module")
def sheets(draw_result: DrawResult) -> dict[str, Sheet]:
    built = build_sheets(draw_result(years=("2019/20", "2020/21"), is_training=True))
    return {sheet.title: sheet for sheet in built}


def test_five_sheets_in_order(sheets: dict[str, Sheet]) -> None:
    assert list(sheets) == ["Сводка", "Школы", "Признаки", "Протокол загрузки", "Методика"]


def test_municipalities_close_the_summary_of_each_year_the_newest_first(sheets: dict[str, Sheet]) -> None:
    captions = [table.caption for table in sheets["Сводка"].tables]
    assert [one for one in captions if one.startswith("Скачок по муниципалитетам")] == [
        "Скачок по муниципалитетам, 2020/21",
        "Скачок по муниципалитетам, 2019/20",
    ]


def test_caution_stands_above_every_list(sheets: dict[str, Sheet]) -> None:
    assert all(CAUTION in sheets[title].lines for title in ("Сводка", "Школы", "Признаки", "Методика"))


def test_schools_of_all_years_by_zone_and_code(sheets: dict[str, Sheet]) -> None:
    table = sheets["Школы"].tables[0]
    assert [(row[0], row[2], row[6].text) for row in table.rows[:4]] == [
        ("2020/21", "990001", "высокий"),
        ("2020/21", "990003", "приоритета нет"),
        ("2020/21", "990004", "приоритета нет"),
        ("2020/21", "990002", "недостаточно данных"),
    ]
    assert len(table.rows) == 8
    assert [len(row) for row in table.rows] == [len(table.columns)] * 8


def test_both_methods_are_told_apart(sheets: dict[str, Sheet]) -> None:
    table = sheets["Признаки"].tables[0]
    methods = {(row[5], row[11]) for row in table.rows}
    assert methods == {("официальная", "признак"), ("калиброванная", "признак")}
    assert {row[1] for row in table.rows} == {"990001"}
    assert [row[0] for row in table.rows] == sorted(str(row[0]) for row in table.rows)


def test_paper_has_the_columns_that_can_be_read(sheets: dict[str, Sheet]) -> None:
    printed = {
        title: [column.title for column in sheet.tables[0].columns[: sheet.printed]]
        for title, sheet in sheets.items()
        if sheet.printed
    }
    assert {title: names[-1] for title, names in printed.items()} == {
        "Школы": "Заключение",
        "Признаки": "Вывод",
    }
    for title in printed:
        assert sum(column.width for column in sheets[title].tables[0].columns[: sheets[title].printed]) < 18


def test_one_year_and_names_that_are_codes_need_no_columns(draw_result: DrawResult) -> None:
    result = draw_result()
    codes = {code: replace(name, name=f"ОО {code}") for code, name in result.names.items()}
    for sheet in build_sheets(replace(result, names=codes))[1:3]:
        titles = [column.title for column in sheet.tables[0].columns]
        assert not {"Учебный год", "Школа"} & set(titles)
        assert all(len(row) == len(titles) for row in sheet.tables[0].rows)
        assert sheet.lines[0] == "Признаки необъективности результатов, 2020/21 учебный год"


def test_groups_are_those_of_the_conclusion(draw_result: DrawResult) -> None:
    result = draw_result()
    schools = result.years[0].schools
    unusual = Table({**schools.columns, "families": np.full(len(schools), "level", dtype=object)})
    year = replace(result.years[0], schools=unusual)
    table = build_sheets(replace(result, years=(year,)))[1].tables[0]
    place = [column.title for column in table.columns].index(
        "Группы показателей, на которых стоит заключение"
    )
    assert [(row[1], row[place]) for row in table.rows] == [
        ("990001", "граница отметки (признаки), работа и журнал (признаки), уровень результатов (признаки)"),
        ("990003", "—"),
        ("990004", "—"),
        ("990002", "—"),
    ]


def test_files_add_up_and_problems_are_listed(sheets: dict[str, Sheet]) -> None:
    files, problems = sheets["Протокол загрузки"].tables
    assert files.rows[-1] == ("Всего", "", "", 150, 133, 13, 4)
    assert problems.rows[0][:3] == ("предупреждение", "Сумма не равна итогу.", "Проверьте строку.")
    assert sheets["Протокол загрузки"].lines == (
        "1\u00a0файл: 150 строк = участвовали 133 + отсутствовали 13 + не приняты в расчёт 4. 1\u00a0предупреждение.",
    )


def test_passports_are_whole(sheets: dict[str, Sheet]) -> None:
    tables = sheets["Методика"].tables
    assert [table.caption for table in tables] == [
        "Паспорт показателя: Средний балл школы",
        "Паспорт показателя: Отметка за работу и журнал",
        "Паспорт показателя: Скачок на границе отметки",
    ]
    assert all(str(row[1]) for table in tables for row in table.rows)
    assert ("Возможные объяснения", "мало участников; потолок шкалы") in tables[0].rows
    assert ("Наименьшее число работ", "для признака — 10; для наблюдения — 2") in tables[0].rows
    assert tables[0].rows[-1] == ("Автор, дата проверки", "разработчики, 22.11.2026")


def test_p_of_every_family_closes_the_list_of_schools(sheets: dict[str, Sheet]) -> None:
    table = sheets["Школы"].tables[0]
    assert table.columns[-1].title == "p групп показателей за год"
    assert (
        table.rows[0][-1]
        == "уровень результатов\u00a00,003; работа и журнал\u00a00,040; граница отметки\u00a00,210"
    )
    assert table.rows[3][-1] == ""


def test_a_questionnaire_has_no_rows_of_pupils(draw_result: DrawResult) -> None:
    result = draw_result()
    asked = LoadedFile("анкеты.xlsx", "context", "", 0, 0, 0, 0, "cd" * 32)
    table = file_table(replace(result, files=(*result.files, asked)))
    assert table
    assert table.rows[1][2:] == ("—", None, None, None, None)
    assert table.rows[2] == ("Всего", "", "", 150, 133, 13, 4)


def test_the_analyst_sees_the_chance_at_three_prior_shares(sheets: dict[str, Sheet]) -> None:
    table = sheets["Школы"].tables[0]
    titles = [column.title for column in table.columns]
    shown = [title for title in titles if title.startswith("Оценка подтверждения")]
    assert [title.removeprefix("Оценка подтверждения, если необъективны результаты ") for title in shown] == [
        f"{share}\u00a0% школ" for share in (5, 2, 10)
    ]
    assert "перепроверками она не проверена" in table.note


@pytest.mark.parametrize(("prior", "expected"), [(0.05, 0.5), (0.02, 19 / 68), (0.10, 19 / 28)])
def test_the_odds_follow_the_prior(prior: float, expected: float) -> None:
    assert chance_at(0.5, prior) == pytest.approx(expected, rel=1e-12)


def test_an_unknown_or_certain_chance_stays() -> None:
    assert chance_at(1.0, 0.02) == 1.0
    assert np.isnan(chance_at(float("nan"), 0.02))
