"""The ways between states, the rights beside them, the kinds of actions."""

from __future__ import annotations

import pytest

from objektiv.plans.catalogue import load_catalogue
from objektiv.web.plans.domain.carrying import VERBS as STATUS_VERBS
from objektiv.web.plans.enums import (
    ACTION_START,
    ACTION_TRANSITIONS,
    IMPORT_TRANSITIONS,
    IN_FORCE,
    PLAN_START,
    PLAN_TRANSITIONS,
    SAID,
    SAID_BY_CONTROL,
    SAID_BY_DOERS,
    SAID_BY_LEADERS,
    STATUS_SIGNS,
    WRITABLE,
    ActionStatus,
    ImportState,
    PlanState,
)
from objektiv.web.plans.kinds import guess_kind, kind_choices, kind_of_catalogue, kinds
from objektiv.web.plans.page import ACTS
from objektiv.web.plans.phrases import VERBS
from objektiv.web.plans.rules import can_say, may_say

TABLES = (
    (PLAN_TRANSITIONS, PlanState, PLAN_START),
    (ACTION_TRANSITIONS, ActionStatus, ACTION_START),
    (IMPORT_TRANSITIONS, ImportState, ImportState.READ),
)


@pytest.mark.parametrize(("ways", "states", "start"), TABLES)
def test_the_states_are_all_named_and_reached(ways, states, start) -> None:
    assert set(ways) == set(states.values)
    reached, left = {start}, [start]
    while left:
        for one in ways[left.pop()] - reached:
            reached.add(one)
            left.append(one)
    assert reached == set(states.values)


def test_no_state_leads_to_itself() -> None:
    assert [one for ways, _, _ in TABLES for one in ways if one in ways[one]] == ["postponed"]


def test_every_status_is_said_by_somebody_and_has_a_sign_a_verb_and_a_button() -> None:
    groups = (SAID_BY_DOERS, SAID_BY_CONTROL, SAID_BY_LEADERS)
    assert sorted(one for group in groups for one in group) == sorted(ActionStatus.values)
    assert (
        set(STATUS_SIGNS)
        == set(STATUS_VERBS)
        == {act.status for act in ACTS.values()}
        == set(ActionStatus.values)
    )
    assert set(STATUS_VERBS.values()) <= set(VERBS)


def test_a_plan_is_either_written_or_carried_out_or_both_while_it_is_amended() -> None:
    assert set(WRITABLE) & set(IN_FORCE) == {PlanState.AMENDING}


# Who may bring the briefing of the district's plan to which status; the head and the coordinator control.
EXPECTED = {
    "municipal_coordinator": set(ActionStatus.values),
    "municipal_head": set(ActionStatus.values),
    "municipal_methodist": set(ActionStatus.values),
    "municipal_specialist": set(SAID_BY_DOERS),
    "regional_coordinator": set(ActionStatus.values),
    "regional_analyst": set(SAID_BY_DOERS),
}


def test_the_matrix_of_statuses_and_rights_holds(cast, action) -> None:
    found = {
        role: {status for status in ActionStatus.values if may_say(user, action, status)}
        for role, user in cast.roles.items()
    }
    assert {role: said for role, said in found.items() if said} == EXPECTED


def test_who_is_named_may_do_the_work_without_the_right(cast, action) -> None:
    teacher = cast.roles["subject_teacher"]
    assert not may_say(teacher, action, ActionStatus.REPORTED)
    action.executors.add(teacher)
    assert may_say(teacher, action, ActionStatus.REPORTED)
    assert not may_say(teacher, action, ActionStatus.ACCEPTED)


def test_a_report_is_taken_back_by_who_made_it_or_leads_the_plan(cast, action) -> None:
    specialist, analyst = cast.roles["municipal_specialist"], cast.analyst
    action.status, action.reported_by = ActionStatus.REPORTED, specialist
    found = [may_say(user, action, ActionStatus.IN_WORK) for user in (specialist, analyst, cast.coordinator)]
    assert found == [True, False, True]


def test_nobody_accepts_what_he_reported(cast, action) -> None:
    action.reported_by = cast.coordinator
    assert not may_say(cast.coordinator, action, ActionStatus.ACCEPTED)
    assert may_say(cast.roles["municipal_head"], action, ActionStatus.ACCEPTED)


@pytest.mark.parametrize("state", PlanState.values)
def test_actions_are_carried_out_only_while_the_plan_is_in_force(action, state) -> None:
    action.plan.state = state
    assert can_say(action, ActionStatus.IN_WORK) is (state in IN_FORCE)


def test_overdue_is_computed(late) -> None:
    titles = {}
    for status in ActionStatus.values:
        late.status = status
        titles[status] = late.is_overdue
    assert {status for status, is_overdue in titles.items() if not is_overdue} == set(SAID)
    late.status = "in_work"
    assert (late.status_title, late.sign) == ("просрочено (в работе)", "sign-high")


FROZEN = [
    "analysis", "briefing", "checking", "document", "meeting", "monitoring", "observation", "order", "other", "parents",
    "procedure", "protection", "publication", "recheck", "support", "training",
]  # fmt: skip


def test_no_kind_disappears() -> None:
    assert list(kinds()) == FROZEN
    assert kind_choices()[-1] == ("other", "Другое")


@pytest.mark.parametrize("code", FROZEN)
def test_a_kind_is_whole(code: str) -> None:
    kind = kinds()[code]
    assert kind.title
    assert kind.sentence.endswith(".")
    assert kind.evidence
    assert kind.checklist
    assert kind.fields
    names = [one.name for one in kind.fields]
    assert len(set(names)) == len(names)
    assert "version" not in names
    assert all(
        name.isidentifier() and len(one.label) > 2 for name, one in zip(names, kind.fields, strict=True)
    )
    assert bool(kind.words) is (code != "other")


def test_every_kind_of_the_catalogue_has_one_kind_here() -> None:
    taken = [one for kind in kinds().values() for one in kind.catalogue]
    assert sorted(taken) == sorted(load_catalogue().kinds)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Проведение инструктажей для независимых наблюдателей", "briefing"),
        ("Издание приказа о проведении ВПР", "order"),
        ("Проведение родительских собраний", "parents"),
        ("Выборочная перепроверка работ", "recheck"),
        ("Совещание с руководителями", "meeting"),
        ("Мониторинг качества", "monitoring"),
        ("Исключение конфликта интересов", "protection"),
        ("Курсы по оценке качества", "training"),
        ("Размещение на сайте", "publication"),
        ("Нечто особенное", "other"),
    ],
)
def test_the_text_tells_the_kind(text: str, kind: str) -> None:
    assert guess_kind(text) == kind


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (5, "training"), (6, "briefing"), (8, "protection"), (9, "observation"), (10, "protection"), (17, "protection"),
        (36, "training"), (39, "training"), (45, "parents"), (48, "document"), (50, "order"),
    ],
)  # fmt: skip
def test_a_typical_action_has_its_own_kind(number: int, kind: str) -> None:
    entry = load_catalogue().actions[number]
    assert kind_of_catalogue(entry.kind, entry.title) == kind


def test_meetings_with_parents_are_told_from_other_meetings() -> None:
    assert kind_of_catalogue("event", "Родительские собрания, классные часы") == "parents"
    assert kind_of_catalogue("event", "Итоговое совещание") == "meeting"
