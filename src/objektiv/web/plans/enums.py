"""States of plans, actions and imports, and the ways between them; a command draws them."""

from __future__ import annotations

from django.db.models import TextChoices


class PlanKind(TextChoices):
    """What the document is called."""

    MEASURES = "measures", "план мероприятий"
    ROADMAP = "roadmap", "дорожная карта"
    WORK = "work", "план работы"
    SCHEDULE = "schedule", "план-график"
    COMPLEX = "complex", "комплекс мер"
    DECISIONS = "decisions", "управленческие решения"
    REPORT = "report", "отчёт о реализации"


class PlanState(TextChoices):
    """Where a plan stands."""

    DRAFT = "draft", "проект"
    AGREEMENT = "agreement", "на согласовании"
    RETURNED = "returned", "возвращён с замечаниями"
    AGREED = "agreed", "согласован"
    APPROVED = "approved", "утверждён"
    AMENDING = "amending", "вносятся изменения"
    ARCHIVED = "archived", "в архиве"


PLAN_START = PlanState.DRAFT

# AGREEMENT → DRAFT: called back by those who sent it. AMENDING → APPROVED: by a new order, or the changes are dropped.
PLAN_TRANSITIONS: dict[str, frozenset[str]] = {
    PlanState.DRAFT: frozenset({PlanState.AGREEMENT, PlanState.APPROVED}),
    PlanState.AGREEMENT: frozenset({PlanState.AGREED, PlanState.RETURNED, PlanState.DRAFT}),
    PlanState.RETURNED: frozenset({PlanState.AGREEMENT, PlanState.DRAFT}),
    PlanState.AGREED: frozenset({PlanState.APPROVED, PlanState.DRAFT}),
    PlanState.APPROVED: frozenset({PlanState.AMENDING, PlanState.ARCHIVED}),
    PlanState.AMENDING: frozenset({PlanState.APPROVED}),
    PlanState.ARCHIVED: frozenset({PlanState.APPROVED}),
}
# What the plan says may be changed; between agreement and approval nobody touches it.
WRITABLE = (PlanState.DRAFT, PlanState.RETURNED, PlanState.AMENDING)
# The plan is in force: its actions are carried out.
IN_FORCE = (PlanState.APPROVED, PlanState.AMENDING)
# Known beyond those who write it.
PUBLIC = (*IN_FORCE, PlanState.ARCHIVED)


class Visa(TextChoices):
    """What one organisation up the tree said of a plan that was sent to it."""

    WAITING = "waiting", "ждёт"
    AGREED = "agreed", "согласовано"
    RETURNED = "returned", "возвращено с замечаниями"
    RECALLED = "recalled", "отозвано"


class ActionStatus(TextChoices):
    """Where an action stands. That its day has passed is computed, never written."""

    NOT_STARTED = "not_started", "не начато"
    IN_WORK = "in_work", "в работе"
    REPORTED = "reported", "исполнено, на проверке"
    ACCEPTED = "accepted", "принято"
    RETURNED = "returned", "возвращено"
    PARTLY = "partly", "исполнено частично"
    NOT_DONE = "not_done", "не исполнено"
    POSTPONED = "postponed", "срок перенесён"
    WITHDRAWN = "withdrawn", "снято с контроля"


ACTION_START = ActionStatus.NOT_STARTED
_ENDS = frozenset(
    {ActionStatus.PARTLY, ActionStatus.NOT_DONE, ActionStatus.POSTPONED, ActionStatus.WITHDRAWN}
)

# REPORTED → IN_WORK: the report is taken back. ACCEPTED → RETURNED and WITHDRAWN → NOT_STARTED undo a decision.
ACTION_TRANSITIONS: dict[str, frozenset[str]] = {
    ActionStatus.NOT_STARTED: frozenset({ActionStatus.IN_WORK, ActionStatus.REPORTED}) | _ENDS,
    ActionStatus.IN_WORK: frozenset({ActionStatus.REPORTED}) | _ENDS,
    ActionStatus.REPORTED: frozenset({ActionStatus.ACCEPTED, ActionStatus.RETURNED, ActionStatus.IN_WORK}),
    ActionStatus.ACCEPTED: frozenset({ActionStatus.RETURNED}),
    ActionStatus.RETURNED: frozenset({ActionStatus.IN_WORK, ActionStatus.REPORTED}) | _ENDS,
    ActionStatus.PARTLY: frozenset({ActionStatus.IN_WORK, ActionStatus.REPORTED})
    | (_ENDS - {ActionStatus.PARTLY}),
    ActionStatus.NOT_DONE: frozenset({ActionStatus.IN_WORK, ActionStatus.POSTPONED, ActionStatus.WITHDRAWN}),
    ActionStatus.POSTPONED: frozenset({ActionStatus.IN_WORK, ActionStatus.REPORTED}) | _ENDS,
    ActionStatus.WITHDRAWN: frozenset({ActionStatus.NOT_STARTED}),
}
# Who does the work says these; the others are said by those who lead the plan or check the work.
SAID_BY_DOERS = frozenset(
    {ActionStatus.IN_WORK, ActionStatus.REPORTED, ActionStatus.PARTLY, ActionStatus.NOT_DONE}
)
SAID_BY_CONTROL = frozenset({ActionStatus.ACCEPTED, ActionStatus.RETURNED})
SAID_BY_LEADERS = frozenset({ActionStatus.POSTPONED, ActionStatus.WITHDRAWN, ActionStatus.NOT_STARTED})
NEEDS_REASON = frozenset(
    {
        ActionStatus.RETURNED,
        ActionStatus.PARTLY,
        ActionStatus.NOT_DONE,
        ActionStatus.POSTPONED,
        ActionStatus.WITHDRAWN,
        ActionStatus.NOT_STARTED,
    }
)
# Somebody has said how it came out: such an action is never «просрочено».
SAID = (
    ActionStatus.REPORTED,
    ActionStatus.ACCEPTED,
    ActionStatus.PARTLY,
    ActionStatus.NOT_DONE,
    ActionStatus.WITHDRAWN,
)
# A sign beside the word, so that no state is told by colour alone: the class of the theme.
STATUS_SIGNS: dict[str, str] = {
    ActionStatus.NOT_STARTED: "sign-unknown",
    ActionStatus.IN_WORK: "sign-middle",
    ActionStatus.REPORTED: "sign-middle",
    ActionStatus.ACCEPTED: "sign-none",
    ActionStatus.RETURNED: "sign-high",
    ActionStatus.PARTLY: "sign-middle",
    ActionStatus.NOT_DONE: "sign-high",
    ActionStatus.POSTPONED: "sign-middle",
    ActionStatus.WITHDRAWN: "sign-unknown",
}


class Effect(TextChoices):
    """Whether an action helped: apart from whether it was done, and always said by a person."""

    HELPED = "helped", "помогло"
    NOT_HELPED = "not_helped", "не помогло"
    CANNOT_JUDGE = "cannot_judge", "нельзя судить"


class RowKind(TextChoices):
    """What a row of the plan is."""

    ACTION = "action", "мероприятие"
    DECISION = "decision", "управленческое решение"


class ImportState(TextChoices):
    """Where the reading of a file stands."""

    READ = "read", "ждёт проверки"
    CONFIRMED = "confirmed", "план создан"
    ABANDONED = "abandoned", "отказались"


IMPORT_TRANSITIONS: dict[str, frozenset[str]] = {
    ImportState.READ: frozenset({ImportState.CONFIRMED, ImportState.ABANDONED}),
    ImportState.CONFIRMED: frozenset(),
    ImportState.ABANDONED: frozenset(),
}


class LessonKind(TextChoices):
    """What was learned from a correction."""

    COLUMN = "column", "заголовок столбца"
    RESPONSIBLE = "responsible", "ответственный"
