"""The table school × action of a plan: who has reported, who has not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from objektiv.web.plans.models import Action
from objektiv.web.tasks.enums import TaskState
from objektiv.web.tasks.models import Task
from objektiv.web.territory.models import Unit


@dataclass(frozen=True, slots=True)
class Counts:
    """How far the tasks of one action have come; what was recalled is left out."""

    given: int = 0
    reported: int = 0
    accepted: int = 0
    not_done: int = 0

    @classmethod
    def of(cls, by_state: dict[str, int]) -> Counts:
        """From numbers by state: a school whose report came back has not reported."""
        accepted, waiting = by_state.get(TaskState.ACCEPTED, 0), by_state.get(TaskState.REPORTED, 0)
        given = sum(number for state, number in by_state.items() if state != TaskState.RECALLED)
        return cls(given, accepted + waiting, accepted, by_state.get(TaskState.NOT_DONE, 0))

    @property
    def is_complete(self) -> bool:
        """All are accepted."""
        return self.given > 0 and self.accepted == self.given

    @property
    def in_words(self) -> str:
        """«отчитались 2 из 3, приняты 1»."""
        words = f"отчитались {self.reported} из {self.given}"
        words += f", приняты {self.accepted}" if self.accepted else ""
        return words + (f", не исполнили {self.not_done}" if self.not_done else "")


@dataclass(frozen=True, slots=True)
class Column:
    """One action that was given."""

    action: Action
    counts: Counts

    @property
    def heading(self) -> str:
        """Its number, or its first words."""
        return self.action.number or self.action.short_text[:30]


@dataclass(frozen=True, slots=True)
class Row:
    """One school: its tasks by action, in the order of the columns."""

    school: Unit
    cells: tuple[tuple[Task, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Schools by the alphabet, actions in the order of the plan."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def table_of(tasks: Iterable[Task]) -> Table:
    """From tasks of one plan, which come with their school and action; recalled ones are left out."""
    kept = [one for one in tasks if one.state != TaskState.RECALLED]
    actions = {
        one.action_id: one.action for one in sorted(kept, key=lambda one: (one.action.order, one.action_id))
    }
    schools = {
        one.school_id: one.school
        for one in sorted(kept, key=lambda one: (one.school.order_key, one.school_id))
    }
    cells: dict[tuple[int, int], list[Task]] = {}
    for one in sorted(kept, key=lambda one: (one.due_on, one.pk)):
        cells.setdefault((one.school_id, one.action_id), []).append(one)
    return Table(
        tuple(
            Column(action, count(one for one in kept if one.action_id == key))
            for key, action in actions.items()
        ),
        tuple(
            Row(one, tuple(tuple(cells.get((key, action), ())) for action in actions))
            for key, one in schools.items()
        ),
    )


def count(tasks: Iterable[Task]) -> Counts:
    """Numbers of some tasks."""
    by_state: dict[str, int] = {}
    for one in tasks:
        by_state[one.state] = by_state.get(one.state, 0) + 1
    return Counts.of(by_state)


def summary_of(tasks: Iterable[Task]) -> str:
    """What an owner may report of the action: «Отчитались школ: 3. Школа № 1; Школа № 2; Школа № 3. Документов: 4.»"""
    done: list[Any] = [one for one in tasks if one.state == TaskState.ACCEPTED]
    papers = sum(getattr(one, "papers", 0) for one in done)
    names = "; ".join(dict.fromkeys(one.school.title for one in done))
    return f"Исполнили школ: {len({one.school_id for one in done})}. {names}. Документов школ: {papers}."
