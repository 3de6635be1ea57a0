"""What must not be understood, and what must not be taken for one thing."""

from __future__ import annotations

from datetime import date

import pytest

from objektiv.plans.deadlines.dates import Dates, Frame, resolve
from objektiv.plans.deadlines.language import understand

SCHOOL = Frame(school_year=2023, events=(("ВПР", date(2024, 4, 16)),))

NOT_UNDERSTOOD = """
абракадабра
???
-
нет
12345
2
до 2
до 15
через 2
в срок
Иванов И.И.
см. п. 3
как можно скорее
как можно раньше после ВПР
в кратчайшие сроки
срочно
незамедлительно
своевременно
оперативно
не определён
уточняется
дата будет сообщена дополнительно
30 февраля
32 марта
31 апреля
29 февраля 2023 г.
31.09.2024
15.13.2024
понедельник, 15 мая 2024
в 5 четверти
V квартал
3 полугодие
шестой понедельник марта
6 неделя марта
4 декада мая
ежемесячно до 32 числа
с 15 по 1 марта
20.04.2024-15.03.2024
2025-2023 годы
2023/2025 учебный год
до "__" ______ 2024 г.
март абракадабра
март, но не позднее 1 февраля
март 24
в течение 3 дней
в 3-дневный срок
за 2 дня
не позднее чем за 2 дня
через несколько дней после ВПР
за 2 дня до ВПР, за 3 дня до ВПР
в течение 3 дней после проверки и в течение 5 дней после проверки
до 5 числа
примерно в марте
ориентировочно апрель
кроме июля
ежемесячно, кроме июля и августа
не в марте
на следующей неделе
завтра
позже
"""

# Text | all the readings, the one taken first or last marked with «*»
AMBIGUOUS = """
август | 01.08.23-31.08.23; *01.08.24-31.08.24
до 25 августа | 25.08.23; *25.08.24
к 1 сентября | *01.09.23; 01.09.24
июнь-август | 01.06.23-31.08.23; *01.06.24-31.08.24
август-сентябрь | *01.08.23-30.09.23; 01.08.24-30.09.24
III квартал | *01.07.23-30.09.23; 01.07.24-30.09.24
до марта | *29.02.24; 31.03.24
март или апрель | *01.03.24-31.03.24; *01.04.24-30.04.24
март/апрель | *01.03.24-31.03.24; *01.04.24-30.04.24
2022-2023 | *01.01.22-31.12.23; *01.09.22-31.05.23
"""


@pytest.mark.parametrize("text", NOT_UNDERSTOOD.strip().splitlines())
def test_what_is_not_understood_is_said_and_gives_no_days(text: str) -> None:
    rule = understand(text)
    assert not rule.understood
    assert rule.reason.endswith(".")
    assert resolve(rule, SCHOOL) == Dates(remarks=(rule.reason,))


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_nothing_is_not_a_deadline(text: str) -> None:
    assert understand(text).reason == "Срок не указан."


def test_a_whole_story_is_not_a_deadline() -> None:
    assert understand("март " * 200).reason == "Текст длиннее 600 знаков: это не похоже на срок."


@pytest.mark.parametrize(
    ("text", "unread"),
    [("март абракадабра", ("абракадабра",)), ("ежемесячно, кроме июля", ("кроме",)), ("март, 5", ("5",))],
)
def test_words_left_unread_are_named(text: str, unread: tuple[str, ...]) -> None:
    assert understand(text).unread == unread


@pytest.mark.parametrize("line", AMBIGUOUS.strip().splitlines())
def test_several_readings_are_all_given(line: str) -> None:
    text, expected = (cell.strip() for cell in line.split("|"))
    dates = resolve(understand(text), SCHOOL)
    readings = [
        f"{'*' if one in dates.intervals else ''}{one[0]:%d.%m.%y}"
        + (f"-{one[1]:%d.%m.%y}" if one[0] < one[1] else "")
        for one in dates.ambiguous
    ]
    assert "; ".join(readings) == expected
    assert "Срок можно понять по-разному: выберите." in dates.remarks


@pytest.mark.parametrize(
    ("text", "year", "readings"),
    [
        ("декабрь-январь", 2021, ["01.12.20-31.01.21", "01.12.21-31.01.22"]),
        ("до 1 января", 2021, ["01.01.21-01.01.21", "01.01.22-01.01.22"]),
        ("в течение учебного года", 2021, ["01.09.20-31.05.21", "01.09.21-31.05.22"]),
        ("зима 2021", 2021, ["01.12.20-28.02.21", "01.12.21-28.02.22"]),
        ("зимние каникулы", 2021, ["28.12.20-10.01.21", "31.12.21-09.01.22"]),
        ("август", 2021, []),
        ("III квартал", 2021, []),
    ],
)
def test_readings_about_a_calendar_year(text: str, year: int, readings: list[str]) -> None:
    dates = resolve(understand(text), Frame(year=year))
    assert [f"{first:%d.%m.%y}-{last:%d.%m.%y}" for first, last in dates.ambiguous] == readings


def test_two_years_in_the_plan_of_that_school_year_are_that_year() -> None:
    dates = resolve(understand("2023-2024"), SCHOOL)
    assert dates.intervals == ((date(2023, 9, 1), date(2024, 5, 31)),)
    assert not dates.ambiguous


def test_a_day_of_a_leap_year_in_another_year_has_no_date() -> None:
    dates = resolve(understand("29 февраля"), Frame(year=2023))
    assert (dates.intervals, dates.due) == ((), None)
    assert "Такого дня в этом году нет." in dates.remarks


def test_days_between_two_numbers_are_counted_to_the_last_and_said() -> None:
    dates = resolve(understand("за 3–5 дней до ВПР"), SCHOOL)
    assert dates.due == date(2024, 4, 13)
    assert dates.ambiguous == ((date(2024, 4, 11),) * 2, (date(2024, 4, 13),) * 2)


def test_a_day_of_a_quarter_may_belong_to_the_month_after_it() -> None:
    dates = resolve(understand("ежеквартально до 5 числа"), Frame(year=2021))
    assert [f"{last:%d.%m}" for _, last in dates.intervals] == ["05.03", "05.06", "05.09", "05.12"]
    assert [f"{last:%d.%m}" for _, last in dates.ambiguous] == [
        "05.03", "05.04", "05.06", "05.07", "05.09", "05.10", "05.12", "05.01",
    ]  # fmt: skip
