"""Terms counted from events: which date serves, how days are counted, what is said when there is none."""

from __future__ import annotations

from datetime import date

import pytest

from objektiv.plans.deadlines.dates import Due, Frame, resolve
from objektiv.plans.deadlines.language import understand
from objektiv.plans.deadlines.matching import is_same_event

VPR = date(2024, 4, 16)  # a Tuesday


def frame(*events: tuple[str, date], week: int = 5) -> Frame:
    return Frame(school_year=2023, week=week, events=events)


@pytest.mark.parametrize(
    ("named", "event", "same"),
    [
        ("ВПР", "проведение ВПР по предмету", True),
        ("ВПР", "проведение ВПР", True),
        ("ВПР", "начало проведения ВПР", True),
        ("ВПР", "впр", True),
        ("ВПР по математике", "проведение ВПР по предмету", True),
        ("ВПР математика 5 класс", "ВПР", True),
        ("ВПР", "ВПР по математике", True),
        ("получение результатов", "получение результатов независимой оценочной процедуры", True),
        ("результаты ВПР", "получение результатов", True),
        ("педагогический совет", "педагогического совета", True),
        ("оценочная процедура", "проведение оценочной процедуры", True),
        ("итоговое сочинение", "проведение итогового сочинения (изложения)", True),
        ("ВПР", "получение результатов ВПР", False),
        ("ВПР", "проверка ВПР", False),
        ("результаты ВПР", "проведение ВПР", False),
        ("ВПР по русскому языку", "проведение ВПР по математике", False),
        ("ВПР", "проведение ОГЭ", False),
        ("ВПР", "проведение", False),
        ("результаты ОГЭ", "получение результатов ВПР", False),
    ],
)
def test_events_are_matched_by_what_the_term_is_counted_from(named: str, event: str, same: bool) -> None:
    assert is_same_event(named, event) is same


def test_each_date_of_an_event_gives_a_due_day_of_its_own() -> None:
    dates = resolve(
        understand("не позднее чем за 2 дня до проведения ВПР по предмету"),
        frame(("ВПР по русскому языку", VPR), ("ВПР по математике", date(2024, 4, 18))),
    )
    assert dates.dues == (
        Due("ВПР по русскому языку", VPR, date(2024, 4, 14), date(2024, 4, 12)),
        Due("ВПР по математике", date(2024, 4, 18), date(2024, 4, 16), date(2024, 4, 16)),
    )
    assert dates.due == date(2024, 4, 16)
    assert not dates.missing


def test_an_event_without_a_date_is_named() -> None:
    dates = resolve(understand("в течение 3 дней после проверки работ"), frame(("ВПР", VPR)))
    assert (dates.due, dates.dues, dates.missing) == (None, (), "проверка работ")
    assert dates.remarks == ("Нет даты события «проверка работ».",)


def test_a_window_is_kept_beside_the_term_and_a_term_beyond_it_is_said() -> None:
    dates = resolve(understand("февраль-март 2024 г – не позднее чем за 2 дня до ВПР"), frame(("ВПР", VPR)))
    assert dates.intervals == ((date(2024, 2, 1), date(2024, 3, 31)),)
    assert dates.remarks == ("Срок от события выходит за месяцы, названные в тексте.",)


@pytest.mark.parametrize(
    ("text", "due", "working"),
    [
        ("за 2 дня до ВПР", date(2024, 5, 9), date(2024, 5, 8)),  # Victory Day: the working day before it
        ("в течение 2 дней после ВПР", date(2024, 5, 13), date(2024, 5, 13)),
        ("на следующий день после ВПР", date(2024, 5, 12), date(2024, 5, 13)),
        ("в день проведения ВПР", date(2024, 5, 11), date(2024, 5, 11)),
    ],
)
def test_holidays_move_the_working_day_back_before_an_event_and_on_after_it(
    text: str, due: date, working: date
) -> None:
    dates = resolve(understand(text), frame(("ВПР", date(2024, 5, 11))))  # a Saturday
    assert (dates.due, dates.due_working) == (due, working)


@pytest.mark.parametrize(
    ("text", "five", "six"),
    [
        ("за 1 рабочий день до ВПР", date(2024, 4, 12), date(2024, 4, 13)),
        ("не позднее 5 рабочих дней до ВПР", date(2024, 4, 8), date(2024, 4, 9)),
        ("в течение 5 рабочих дней после ВПР", date(2024, 4, 22), date(2024, 4, 20)),
    ],
)
def test_a_six_day_week_works_on_saturdays(text: str, five: date, six: date) -> None:
    monday = ("ВПР", date(2024, 4, 15))
    assert resolve(understand(text), frame(monday)).due == five
    assert resolve(understand(text), frame(monday, week=6)).due == six


def test_months_end_on_the_last_day_of_a_shorter_one() -> None:
    dates = resolve(understand("в течение месяца после ВПР"), frame(("ВПР", date(2024, 1, 31))))
    assert dates.due == date(2024, 2, 29)


def test_events_of_the_calendar_have_dates_of_their_own() -> None:
    dates = resolve(understand("за 2 недели до окончания четверти"), frame())
    assert [due.due for due in dates.dues] == [
        date(2023, 10, 13), date(2023, 12, 15), date(2024, 3, 8), date(2024, 5, 17),
    ]  # fmt: skip


def test_a_given_date_goes_before_that_of_the_calendar() -> None:
    dates = resolve(
        understand("за неделю до начала учебного года"), frame(("начало учебного года", date(2023, 9, 4)))
    )
    assert dates.due == date(2023, 8, 28)


def test_the_approval_of_the_plan_dates_terms_counted_from_it() -> None:
    rule = understand("в течение 10 дней после утверждения плана")
    assert resolve(rule, Frame(year=2021, approved=date(2021, 2, 26))).due == date(2021, 3, 8)
    assert resolve(rule, Frame(year=2021)).due is None


def test_a_term_that_passed_before_the_approval_is_said() -> None:
    dates = resolve(understand("Январь 2021 г"), Frame(year=2021, approved=date(2021, 2, 26)))
    assert dates.remarks == ("Срок прошёл до утверждения плана.",)


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        ("март 2022", True),
        ("август 2023", True),
        ("август", False),
        ("2023-2025 годы", False),
        ("март", False),
        ("до начала учебного года", False),
        ("2020/21 уч. год", True),
    ],
)
def test_a_year_outside_the_plan_is_kept_and_reported(text: str, outside: bool) -> None:
    assert resolve(understand(text), frame()).outside is outside


def test_a_year_named_wins_over_the_frame() -> None:
    dates = resolve(understand("сентябрь-декабрь 2021"), frame())
    assert dates.intervals == ((date(2021, 9, 1), date(2021, 12, 31)),)


def test_an_outside_schedule_with_a_date_given_is_due_on_it() -> None:
    dates = resolve(understand("по графику ФИС ОКО"), frame(("график ФИС ОКО", date(2024, 5, 17))))
    assert (dates.due, dates.missing) == (date(2024, 5, 17), "")


def test_transfers_that_nobody_entered_yet_are_said() -> None:
    dates = resolve(understand("март"), Frame(year=2030))
    assert dates.due_working == date(2030, 3, 29)
    assert dates.remarks == ("Перенос выходных на 2030 год ещё не внесён: рабочие дни могут сдвинуться.",)
    entered = Frame(year=2030, transfers={date(2030, 3, 29): False})
    assert resolve(understand("март"), entered).due_working == date(2030, 3, 28)
    assert resolve(understand("март"), entered).remarks == ()


@pytest.mark.parametrize(
    "wrong",
    [{}, {"school_year": 2023, "year": 2023}, {"year": 1900}, {"year": 3000}, {"year": 2021, "week": 7}],
)
def test_a_frame_that_makes_no_sense_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"year|week|calendar"):
        Frame(**wrong)  # type: ignore[arg-type]  # wrong on purpose
