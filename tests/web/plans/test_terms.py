"""Days of actions: by the words of the deadline, by the calendar; when a procedure moves."""

from __future__ import annotations

from datetime import date

import pytest
from plan_words import YEAR

from objektiv.web.assessments.domain.procedures import add_procedure, edit_procedure, move_procedure
from objektiv.web.audit.models import Record
from objektiv.web.plans import domain
from objektiv.web.plans.models import Action, DateChange
from objektiv.web.plans.terms import kinds_named, rule_words
from objektiv.web.plans.week import tasks
from objektiv.web.plans.years import moved_year, moved_years


def briefing() -> Action:
    return Action.objects.select_related("plan__unit").get(number="1.2")


def test_the_words_give_the_days(draft) -> None:
    found = {one.number: (one.starts_on, one.due_on) for one in draft.actions.all()}
    assert found == {
        "1.1": (date(2027, 3, 1), date(2027, 3, 1)), "1.2": (None, None), "1.3": (date(2026, 9, 1), date(2027, 6, 30)),
    }  # fmt: skip


def test_without_a_procedure_there_is_no_day_and_it_is_said(draft) -> None:
    one = briefing()
    assert (one.event, one.dues) == ("ВПР", [])
    assert "ВПР" in rule_words(one)


def test_a_procedure_of_the_region_dates_the_rows_that_hang_on_it(draft, procedure) -> None:
    one = briefing()
    assert one.due_on == date(
        2027, 4, 16
    )  # two days before Tuesday 20 April is a Sunday: the Friday before it
    assert [(due["event"], due["date"], due["due"]) for due in one.dues] == [
        (str(procedure), "2027-04-20", "2027-04-18")
    ]


def test_when_the_procedure_moves_the_briefing_moves_with_it_and_its_people_are_told(
    cast, approved, procedure
) -> None:
    one = briefing()
    domain.assign(one, owner=cast.roles["municipal_methodist"], by=cast.coordinator)
    before = DateChange.objects.count()
    edit_procedure(procedure, version=1, by=cast.region_coordinator, starts_on=date(2027, 4, 27))
    one = briefing()
    assert one.due_on == date(2027, 4, 23)
    change = DateChange.objects.first()
    assert (DateChange.objects.count() - before, change.was, change.became, change.procedure) == (
        1, date(2027, 4, 16), date(2027, 4, 23), procedure,
    )  # fmt: skip
    record = Record.objects.filter(verb="action.redated").order_by("-number")[0]
    assert (record.old, record.new, record.actor_id, record.reason) == (
        {"action_due_on": "2027-04-16"}, {"action_due_on": "2027-04-23"}, cast.region_coordinator.pk,
        f"Изменилась процедура: {procedure}",
    )  # fmt: skip
    told = [task.title for task in tasks(cast.roles["municipal_methodist"])]
    assert told == ["Срок изменился вместе с процедурой: 1.2 Инструктаж организаторов"]
    domain.see_changes(one, one.date_changes.all(), by=cast.roles["municipal_methodist"])
    assert list(tasks(cast.roles["municipal_methodist"])) == []


def test_without_an_owner_those_who_lead_the_plan_are_told(cast, approved, procedure) -> None:
    titles = [task.title for task in tasks(cast.coordinator)]
    assert titles == ["Срок изменился вместе с процедурой: 1.2 Инструктаж организаторов"]


def test_a_cancelled_procedure_takes_the_day_away_and_gives_it_back(cast, approved, procedure) -> None:
    move_procedure(procedure, state="cancelled", by=None, version=1, reason="Решение министерства")
    assert briefing().due_on is None
    move_procedure(procedure, state="planned", by=None, version=2, reason="Передумали")
    assert briefing().due_on == date(2027, 4, 16)


def test_each_procedure_has_its_day_and_the_last_one_counts(cast, draft, procedure) -> None:
    add_procedure(
        unit=cast.region,
        by=None,
        kind="vpr",
        school_year=YEAR,
        grade=6,
        subject="ru",
        starts_on=date(2027, 4, 22),
    )
    add_procedure(
        unit=cast.region,
        by=None,
        kind="oge",
        school_year=YEAR,
        grade=9,
        subject="ru",
        starts_on=date(2027, 6, 3),
    )
    add_procedure(
        unit=cast.other_municipality, by=None, kind="vpr", school_year=YEAR, grade=7, subject="ru",
        starts_on=date(2027, 5, 20),
    )  # fmt: skip
    one = briefing()
    assert [due["date"] for due in one.dues] == ["2027-04-20", "2027-04-22"]
    assert one.due_on == date(2027, 4, 20)


def test_a_linked_procedure_stands_for_all_others(cast, approved, procedure) -> None:
    later = add_procedure(
        unit=cast.region,
        by=None,
        kind="vpr",
        school_year=YEAR,
        grade=6,
        subject="ru",
        starts_on=date(2027, 4, 22),
    )
    one = briefing()
    assert one.due_on == date(2027, 4, 20)
    made = domain.link(one, procedure=procedure, by=cast.coordinator)
    assert briefing().due_on == date(2027, 4, 16)
    edit_procedure(later, version=1, by=None, starts_on=date(2027, 4, 29))
    assert briefing().due_on == date(2027, 4, 16)
    domain.unlink(made, by=cast.coordinator)
    assert briefing().due_on == date(2027, 4, 27)


def test_a_draft_is_dated_without_telling_anybody(draft, procedure) -> None:
    edit_procedure(procedure, version=1, by=None, starts_on=date(2027, 4, 27))
    assert briefing().due_on == date(2027, 4, 23)
    assert not DateChange.objects.exists()


def test_a_postponed_row_stays_where_it_was_put(cast, approved, procedure) -> None:
    domain.postpone(briefing(), until=date(2027, 5, 5), reason="Приказ", by=cast.coordinator)
    edit_procedure(procedure, version=1, by=None, starts_on=date(2027, 4, 27))
    assert briefing().due_on == date(2027, 5, 5)


def test_a_note_of_the_calendar_moves_nothing(approved, procedure) -> None:
    changes, version = DateChange.objects.count(), briefing().version
    edit_procedure(procedure, version=1, by=None, note="Уточнено")
    assert (DateChange.objects.count(), briefing().version) == (changes, version)


def test_results_are_waited_for_by_their_own_day(cast, draft) -> None:
    row = domain.add_row(
        draft,
        by=cast.coordinator,
        text="Анализ ВПР",
        deadline="в течение 10 дней после получения результатов",
    )
    add_procedure(
        unit=cast.region, by=None, kind="vpr", school_year=YEAR, grade=5, subject="ma", starts_on=date(2027, 4, 20),
        results_due_on=date(2027, 5, 17),
    )  # fmt: skip
    row.refresh_from_db()
    assert [(due["date"], due["due"]) for due in row.dues] == [("2027-05-17", "2027-05-27")]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("проведение впр по предмету", {"vpr", "vpr_control"}),
        ("до огэ и егэ", {"oge", "ege"}),
        ("школьного этапа всош", {"vsosh_school"}),
        ("итогового собеседования", {"interview"}),
        ("начало учебного года", set()),
    ],
)
def test_the_words_name_kinds_of_procedures(text: str, kinds: set[str]) -> None:
    assert kinds_named(text) == kinds


@pytest.mark.parametrize(
    ("text", "deadline", "other"),
    [
        ("февраль 2024 г", "февраль 2025 г", "февраль 2024 г"),
        ("на 2023/2024 учебный год", "на 2024/2025 учебный год", "на 2024/2025 учебный год"),
        ("2023-24", "2024-25", "2024-25"),
        ("приказ от 12.03.2019 № 5", "приказ от 12.03.2020 № 5", "приказ от 12.03.2019 № 5"),
        ("2021-02-26", "2022-02-26", "2021-02-26"),
    ],
)
def test_years_are_moved_for_a_copy(text: str, deadline: str, other: str) -> None:
    assert (moved_years(text, 1), moved_year(text, 1)) == (deadline, other)
