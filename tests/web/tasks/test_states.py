"""The ways between states, who may say which, what is said to schools and by them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from objektiv.web.plans.enums import IN_FORCE, PlanState
from objektiv.web.plans.kinds import kinds
from objektiv.web.tasks import rules
from objektiv.web.tasks.domain.settling import VERBS as STATE_VERBS
from objektiv.web.tasks.enums import (
    AWAITED,
    OPEN_TO_REPORTS,
    STATE_SIGNS,
    TASK_START,
    TASK_TRANSITIONS,
    TaskState,
)
from objektiv.web.tasks.expected import Expected, kind_fields, read_answers
from objektiv.web.tasks.phrases import VERBS


def test_the_states_are_all_named_and_reached() -> None:
    assert set(TASK_TRANSITIONS) == set(TaskState.values)
    reached, left = {TASK_START}, [TASK_START]
    while left:
        for one in TASK_TRANSITIONS[left.pop()] - reached:
            reached.add(one)
            left.append(one)
    assert reached == set(TaskState.values)
    assert [one for one in TASK_TRANSITIONS if one in TASK_TRANSITIONS[one]] == []


def test_every_state_has_a_sign_a_verb_and_a_word_in_the_journal() -> None:
    assert set(STATE_SIGNS) == set(STATE_VERBS) == set(TaskState.values)
    assert set(STATE_VERBS.values()) <= set(VERBS)


def test_a_report_is_welcome_where_it_leads_or_stands() -> None:
    leads = {state for state, ways in TASK_TRANSITIONS.items() if TaskState.REPORTED in ways}
    assert set(OPEN_TO_REPORTS) == leads | {TaskState.REPORTED}
    assert set(AWAITED) <= leads


LEADS = set(TaskState.values)
SCHOOL = {TaskState.REPORTED, TaskState.NOT_DONE}
EXPECTED = {
    "municipal_coordinator": LEADS, "municipal_methodist": LEADS, "regional_coordinator": LEADS,
    "school_head": SCHOOL, "deputy_head": SCHOOL, "school_organiser": SCHOOL, "subject_head": SCHOOL,
}  # fmt: skip


def test_the_matrix_of_states_and_rights_holds(cast, task) -> None:
    found = {
        role: {state for state in TaskState.values if rules.may_say(user, task, state)}
        for role, user in cast.roles.items()
    }
    assert {role: said for role, said in found.items() if said} == EXPECTED


def test_who_controls_the_action_accepts_without_the_right_to_compose(cast, task, head) -> None:
    assert not rules.may_settle(head, task)
    task.action.controller = head
    assert rules.may_settle(head, task)


def test_nobody_accepts_for_whom_he_speaks_or_what_he_wrote(cast, task) -> None:
    task.action.controller = cast.deputy
    assert not rules.may_settle(cast.deputy, task)
    task.reported_by = cast.coordinator
    assert not rules.may_settle(cast.coordinator, task)
    assert rules.may_settle(cast.roles["municipal_methodist"], task)


@pytest.mark.parametrize("state", PlanState.values)
def test_tasks_are_carried_out_only_while_the_plan_is_in_force(task, state) -> None:
    task.action.plan.state = state
    assert (rules.can_report(task), rules.can_remind(task), rules.can_give(task.action)) == (
        state in IN_FORCE,
    ) * 3


def test_overdue_is_computed(task) -> None:
    late = {}
    for state in TaskState.values:
        task.state = state
        late[state] = task.is_late_on(task.due_on + timedelta(days=1))
    assert {state for state, is_late in late.items() if is_late} == set(AWAITED)
    task.state = TaskState.GIVEN
    assert not task.is_late_on(task.due_on)


@pytest.mark.parametrize(
    ("type_", "said", "kept"),
    [
        ("number", "12", "12"), ("number", "12.0", "12"), ("number", " 1 200 ", "1200"),
        ("number", "16 человек", "16"), ("number", "2 чел.", "2"), ("number", "3шт", "3"), ("number", "3,5", "3,5"),
        ("date", "26.02.2027", "26.02.2027"), ("date", "2027-02-26", "26.02.2027"), ("yes_no", "Да", "да"),
        ("date", "2027-02-26 00:00:00", "26.02.2027"), ("yes_no", "нет, перенесли", "нет, перенесли"),
        ("text", "  все   классы ", "все классы"),
    ],
)  # fmt: skip
def test_answers_are_read_as_people_and_spreadsheets_write_them(type_, said, kept) -> None:
    assert read_answers([Expected("x", "Вопрос", type_)], {"x": said}) == {"x": kept}


@pytest.mark.parametrize(
    ("type_", "said", "words"),
    [
        ("number", "много", "нужно число"), ("number", "человек", "нужно число"), ("number", "5 из 12", "нужно число"),
        ("number", "12 тыс.", "нужно число"), ("number", "", "нужно число"), ("date", "31.02.2027", "нужен день"),
        ("yes_no", "наверное", "«да» или «нет»"), ("yes_no", "данные", "«да» или «нет»"),
        ("text", " ", "напишите ответ"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_said_with_the_question(type_, said, words) -> None:
    with pytest.raises(ValidationError, match=words) as refusal:
        read_answers([Expected("x", "Вопрос", type_)], {"x": said})
    assert refusal.value.message_dict["x"][0].startswith("«Вопрос»: ")


@pytest.mark.parametrize("code", sorted(kinds()))
def test_fields_of_every_kind_can_be_asked(action, code) -> None:
    action.kind = code
    assert [one.name for one in kind_fields(action)] == [one.name for one in kinds()[code].fields]
