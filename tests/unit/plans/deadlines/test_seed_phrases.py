"""Every deadline that stands in the five seed plans, in the year of its plan."""

from __future__ import annotations

from datetime import date

import pytest

from objektiv.plans.deadlines.dates import Frame, resolve
from objektiv.plans.deadlines.language import understand

RESULTS = ("получение результатов", date(2021, 4, 23))
FRAMES = {
    "2020/21": Frame(school_year=2020, events=(RESULTS,)),
    "2023/24": Frame(
        school_year=2023, events=(("ВПР", date(2024, 4, 16)), ("получение результатов", date(2024, 5, 20)))
    ),
    "2021": Frame(year=2021),
    "2021/22": Frame(school_year=2021),
}

# Year of the plan | text | kind | days | the last day; its working day
PHRASES = """
2020/21 | в течении 10 календарных дней после получения результатов независимой оценочной процедуры | relative_after | 24.04.21-03.05.21 | 03.05.21; 04.05.21
2020/21 | по заявке ОО | on_demand | | -
2020/21 | в течении учебного года | school_year | 01.09.20-31.05.21 | 31.05.21; 31.05.21
2020/21 | в соответствии с графиком проведения оценочных процедур | outside_schedule | | -
2020/21 | не позднее 1 рабочего дня до проведения оценочной процедуры | relative_before | | -
2020/21 | в течении года | school_year | 01.09.20-31.08.21 | 31.08.21; 31.08.21
2020/21 | октябрь апрель | month_list | 01.10.20-31.10.20; 01.04.21-30.04.21 | 30.04.21; 30.04.21
2020/21 | постоянно в соответствии с графиком проведения ВсОШ, региональных олимпиад, ВПР, Дорожной картой по подготовке к проведению ГИА | outside_schedule | 01.09.20-31.08.21 | -
2020/21 | в соответствии с графиком | outside_schedule | | -
2020/21 | по мере необходимости | on_demand | | -
2020/21 | апрель-май | range | 01.04.21-31.05.21 | 31.05.21; 31.05.21
2020/21 | по графику проведения оценочных процедур | outside_schedule | | -
2020/21 | август | month | 01.08.21-31.08.21 | 31.08.21; 31.08.21
2023/24 | февраль 2024 г | month | 01.02.24-29.02.24 | 29.02.24; 29.02.24
2023/24 | февраль-март 2024 г – не позднее чем за 2 дня до проведения ВПР по предмету | relative_before | 01.02.24-31.03.24 | 14.04.24; 12.04.24
2023/24 | Март-апрель 2024 г. (в день проведения ВПР) | on_event | 01.03.24-30.04.24 | 16.04.24; 16.04.24
2023/24 | в сроки, установленные приказом УО | outside_schedule | | -
2023/24 | по графику ФИС ОКО | outside_schedule | | -
2023/24 | в течение недели после получения результатов | relative_after | 21.05.24-27.05.24 | 27.05.24; 27.05.24
2023/24 | апрель 2024 г. | month | 01.04.24-30.04.24 | 30.04.24; 27.04.24
2023/24 | сентябрь-декабрь 2023 г | range | 01.09.23-31.12.23 | 31.12.23; 29.12.23
2023/24 | ноябрь 2023 г. | month | 01.11.23-30.11.23 | 30.11.23; 30.11.23
2023/24 | в течение года | school_year | 01.09.23-31.08.24 | 31.08.24; 30.08.24
2023/24 | по планам РМО | outside_schedule | | -
2023/24 | октябрь, апрель | month_list | 01.10.23-31.10.23; 01.04.24-30.04.24 | 30.04.24; 27.04.24
2023/24 | по индивидуальным планам – в течение учебного года | school_year | 01.09.23-31.05.24 | 31.05.24; 31.05.24
2023/24 | в течение учебного года | school_year | 01.09.23-31.05.24 | 31.05.24; 31.05.24
2021 | Январь 2021 г | month | 01.01.21-31.01.21 | 31.01.21; 29.01.21
2021 | Февраль-март 2021 г | range | 01.02.21-31.03.21 | 31.03.21; 31.03.21
2021 | Февраль-апрель 2021 г | range | 01.02.21-30.04.21 | 30.04.21; 30.04.21
2021 | В течение года | school_year | 01.01.21-31.12.21 | 31.12.21; 30.12.21
2021 | Февраль 2021г | month | 01.02.21-28.02.21 | 28.02.21; 26.02.21
2021 | Март 2021г | month | 01.03.21-31.03.21 | 31.03.21; 31.03.21
2021 | Февраль-март | range | 01.02.21-31.03.21 | 31.03.21; 31.03.21
2021 | Начало марта | part_of_month | 01.03.21-10.03.21 | 10.03.21; 10.03.21
2021 | Март-май 2021г | range | 01.03.21-31.05.21 | 31.05.21; 31.05.21
2021/22 | сентябрь 2021г. | month | 01.09.21-30.09.21 | 30.09.21; 30.09.21
2021/22 | в течение года | school_year | 01.09.21-31.08.22 | 31.08.22; 31.08.22
2021/22 | сентябрь - декабрь 2021 | range | 01.09.21-31.12.21 | 31.12.21; 30.12.21
2021/22 | По плану проведения педсоветов | outside_schedule | | -
2021/22 | В течение года по четвертям) | recurring | 01.09.21-31.10.21; 08.11.21-30.12.21; 10.01.22-23.03.22; 04.04.22-31.05.22 | 31.05.22; 31.05.22
2021/22 | По итогам года | conditional | | -
2021/22 | В течение года после проведения процедур | school_year | 01.09.21-31.08.22 | 31.08.22; 31.08.22
2021/22 | В конце учебного года при составлении плана на следующий учебный год | school_year | 01.05.22-31.05.22 | 31.05.22; 31.05.22
2021/22 | В течение года по плану ВШК | school_year | 01.09.21-31.08.22 | 31.08.22; 31.08.22
2021/22 | При проведении оценочных процедур | conditional | | -
2021/22 | По плану школы | outside_schedule | | -
2021/22 | По плану департамента | outside_schedule | | -
2021/22 | По плану школы и региональному графику | outside_schedule | | -
"""  # noqa: E501  # the texts stand as the documents have them


def rows() -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in PHRASES.strip().splitlines()]


def written(day: date) -> str:
    return day.strftime("%d.%m.%y")


@pytest.mark.parametrize(("year", "text", "kind", "days", "due"), rows())
def test_a_deadline_of_a_seed(year: str, text: str, kind: str, days: str, due: str) -> None:
    rule = understand(text)
    dates = resolve(rule, FRAMES[year])
    pieces = "; ".join(f"{written(first)}-{written(last)}" for first, last in dates.intervals)
    last = f"{written(dates.due)}; {written(dates.due_working)}" if dates.due and dates.due_working else "-"
    assert (rule.kind.value, pieces, last) == (kind, days, due)


def test_august_of_a_school_year_is_said_to_lie_on_either_side_of_it() -> None:
    dates = resolve(understand("август"), FRAMES["2020/21"])
    assert dates.ambiguous == (
        (date(2020, 8, 1), date(2020, 8, 31)),
        (date(2021, 8, 1), date(2021, 8, 31)),
    )


def test_no_other_deadline_of_the_seeds_is_ambiguous() -> None:
    ambiguous = [text for year, text, *_ in rows() if resolve(understand(text), FRAMES[year]).ambiguous]
    assert ambiguous == ["август"]
