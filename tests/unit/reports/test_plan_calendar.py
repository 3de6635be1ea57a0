"""A plan as dates: an event per due day, names that stay, what has no day said aloud; the poster of the year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from objektiv.plans.deadlines.dates import Frame
from objektiv.plans.model import Action, Field, Head, Plan, Section
from objektiv.reports.plan_calendar import calendar_events, date_actions, stamp_of
from objektiv.reports.plan_poster import build_poster, first_month

YEAR = Frame(school_year=2023)


def plan_of(*deadlines: str) -> Plan:
    actions = tuple(
        Action(
            Field(f"Дело {n}"),
            Field(f"1.{n}"),
            Field(text),
            Field("Директор"),
            Field("Справка"),
            "1",
            place=f"строка {n}",
        )
        for n, text in enumerate(deadlines, 1)
    )
    sections = (Section("1", Field("1"), Field("Раздел первый")),)
    return Plan("п", Head(title=Field("План на 2023/2024 учебный год")), sections=sections, actions=actions)


def days_of(plan: Plan, frame: Frame = YEAR) -> list[date]:
    return [event.day for event in calendar_events(plan, date_actions(plan, frame))]


def test_a_deadline_gives_its_last_day() -> None:
    assert days_of(plan_of("февраль 2024 г.", "15 марта 2024 г.")) == [date(2024, 2, 29), date(2024, 3, 15)]


def test_several_periods_give_a_day_each() -> None:
    assert days_of(plan_of("октябрь, апрель")) == [date(2023, 10, 31), date(2024, 4, 30)]


def test_every_date_of_an_event_gives_a_day() -> None:
    frame = Frame(school_year=2023, events=(("ВПР", date(2024, 4, 16)), ("ВПР", date(2024, 4, 18))))
    assert days_of(plan_of("не позднее чем за 2 дня до проведения ВПР"), frame) == [
        date(2024, 4, 14),
        date(2024, 4, 16),
    ]


@pytest.mark.parametrize(
    ("deadline", "reason"),
    [
        ("", "срок не указан"),
        ("абракадабра", "срок «абракадабра» не распознан"),
        ("по графику ФИС ОКО", "срок «по графику ФИС ОКО» не задаёт дня"),
        (
            "не позднее чем за 2 дня до проведения ВПР",
            "срок «не позднее чем за 2 дня до проведения ВПР»: не указана дата события «проведение ВПР»",
        ),
    ],
)
def test_what_has_no_day_says_why(deadline: str, reason: str) -> None:
    plan = plan_of(deadline)
    dated = date_actions(plan, YEAR)
    assert calendar_events(plan, dated) == ()
    assert [one.reason for one in dated] == [reason]


def test_a_day_that_can_be_read_in_two_ways_is_doubted() -> None:
    (one,) = date_actions(plan_of("август"), YEAR)
    assert one.doubt == "можно понять по-разному: до 31.08.2023 или до 31.08.2024"


def test_an_event_says_what_who_and_where() -> None:
    plan = plan_of("август 2024 г.")
    (event,) = calendar_events(plan, date_actions(plan, YEAR))
    assert event.summary == "1.1. Дело 1"
    assert event.description.split("\n") == [
        "Дело 1",
        "Срок в плане: август 2024 г.",
        "Последний рабочий день: 30.08.2024",
        "Ответственный: Директор",
        "Результат: Справка",
        "Раздел: Раздел первый",
        "План: План на 2023/2024 учебный год",
        "Место в документе: строка 1",
    ]


def test_an_event_keeps_its_name_when_its_day_moves() -> None:
    plan = plan_of("не позднее чем за 2 дня до проведения ВПР", "октябрь, апрель")

    def names(day: date) -> list[str]:
        frame = Frame(school_year=2023, events=(("ВПР", day),))
        return [event.uid for event in calendar_events(plan, date_actions(plan, frame))]

    first, moved = names(date(2024, 4, 16)), names(date(2024, 4, 23))
    assert first == moved
    assert len(set(first)) == 3


def test_measures_said_twice_have_names_of_their_own() -> None:
    plan = plan_of("март 2024 г.")
    twice = replace(plan, actions=plan.actions * 2)
    assert len({event.uid for event in calendar_events(twice, date_actions(twice, YEAR))}) == 2


def test_a_long_text_is_cut_between_words() -> None:
    plan = plan_of("март 2024 г.")
    long = replace(plan, actions=(replace(plan.actions[0], text=Field("очень длинное дело, " * 20)),))
    (event,) = calendar_events(long, date_actions(long, YEAR))
    assert len(event.summary) <= 162
    assert event.summary.endswith("очень длинное …")
    assert event.description.startswith("очень длинное дело, " * 19)


def test_decisions_are_dated_too() -> None:
    plan = replace(plan_of(), decisions=(Action(Field("Совещание"), deadline=Field("май 2024 г.")),))
    assert days_of(plan) == [date(2024, 5, 31)]


@pytest.mark.parametrize(
    ("frame", "day"),
    [
        (Frame(school_year=2023), date(2023, 9, 1)),
        (Frame(year=2021), date(2021, 1, 1)),
        (Frame(year=2021, approved=date(2021, 2, 26)), date(2021, 2, 26)),
    ],
)
def test_the_file_is_of_the_day_of_the_plan(frame: Frame, day: date) -> None:
    assert stamp_of(frame) == day


def test_the_poster_has_a_row_for_every_action() -> None:
    plan = plan_of("сентябрь – декабрь 2023", "до 15 марта", "по графику ФИС ОКО", "", "март 2020 г.")
    plan = replace(plan, decisions=(Action(Field("Совещание"), Field("1")),))
    poster = build_poster(plan, date_actions(plan, YEAR), YEAR)
    assert poster.start == date(2023, 9, 1)
    assert [group.title for group in poster.groups] == ["1. Раздел первый", "Управленческие решения"]
    shown = [(row.number, row.words, len(row.marks)) for group in poster.groups for row in group.rows]
    assert shown == [
        ("1.1.", "", 1),
        ("1.2.", "", 1),
        ("1.3.", "по графику ФИС ОКО", 0),
        ("1.4.", "срок не указан", 0),
        ("1.5.", "март 2020 г.", 1),
        ("1.", "срок не указан", 0),
    ]
    assert poster.groups[0].rows[0].bars == ((date(2023, 9, 1), date(2023, 12, 31)),)


def test_a_calendar_year_begins_in_january() -> None:
    assert first_month(Frame(year=2021)) == date(2021, 1, 1)
    with pytest.raises(ValueError, match="year"):
        first_month(Frame())
