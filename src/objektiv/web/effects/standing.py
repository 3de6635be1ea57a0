"""How far an action has come with its effect: computed of its approval, the acting runs, its readings, the decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from objektiv.web.effects import rules
from objektiv.web.effects.enums import STANDING_SIGNS, Standing
from objektiv.web.effects.models import Question, Reading
from objektiv.web.effects.waves import Waves


@dataclass(frozen=True)
class ShownQuestion:
    """A question with its standing. ``reading``: the latest one; ``is_stale``: other runs act by now.

    ``is_by_reading``: a person has decided by one of its readings; the effect of the action may be older than these.
    """

    question: Question
    standing: str
    reading: Reading | None
    has_waves: bool
    is_stale: bool
    is_by_reading: bool

    @property
    def title(self) -> str:
        """The word; of what is counted, that other runs act by now."""
        said = str(Standing(self.standing).label)
        return f"{said}; расчёты волн с тех пор обновились" if self.is_stale else said

    @property
    def sign(self) -> str:
        """The mark of the theme that stands beside the word."""
        return STANDING_SIGNS[self.standing]

    def may_count(self, user: Any) -> bool:
        """The button is offered."""
        action = self.question.action
        return self.has_waves and rules.can_read(action) and rules.may_lead(user, action)

    def is_awaited_of(self, user: Any) -> bool:
        """Something waits for this very person."""
        return self.standing in (Standing.READY, Standing.COUNTED) and rules.may_lead(
            user, self.question.action
        )


def standings(questions: Iterable[Question]) -> list[ShownQuestion]:
    """Of many with one question to the database; they come with their readings (``queries.with_rows``)."""
    asked = list(questions)
    waves = Waves.of(code for one in asked for code in (one.before, one.after))
    return [_show(one, waves) for one in asked]


def _show(question: Question, waves: Waves) -> ShownQuestion:
    action, path = question.action, question.action.plan.unit.path
    before, after = (waves.run_for(path, code) for code in (question.before, question.after))
    reading = next(iter(question.readings.all()), None)
    has_waves = before is not None and after is not None
    is_stale = (
        reading is not None
        and before is not None
        and after is not None
        and reading.runs != (before.pk, after.pk)
    )
    is_by_reading = any(one.verdicts.all() for one in question.readings.all())
    if action.is_new:
        standing = Standing.DRAFT
    elif is_by_reading:
        standing = Standing.DECIDED
    elif reading is not None:
        standing = Standing.COUNTED
    elif has_waves and rules.can_read(action):
        standing = Standing.READY
    else:
        standing = Standing.DECIDED if action.effect else Standing.WAITING
    return ShownQuestion(question, standing, reading, has_waves, is_stale, is_by_reading)
