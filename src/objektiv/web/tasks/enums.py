"""States of tasks and the ways between them; a command draws them."""

from __future__ import annotations

from django.db.models import TextChoices


class TaskState(TextChoices):
    """Where the task of one school stands. That its day has passed is computed, never written."""

    GIVEN = "given", "поручено"
    REPORTED = "reported", "отчёт получен"
    ACCEPTED = "accepted", "принято"
    RETURNED = "returned", "возвращено"
    NOT_DONE = "not_done", "не исполнено"
    RECALLED = "recalled", "отозвано"


TASK_START = TaskState.GIVEN

# ACCEPTED → RETURNED undoes a decision; RECALLED → GIVEN gives the same task again.
TASK_TRANSITIONS: dict[str, frozenset[str]] = {
    TaskState.GIVEN: frozenset({TaskState.REPORTED, TaskState.NOT_DONE, TaskState.RECALLED}),
    TaskState.REPORTED: frozenset({TaskState.ACCEPTED, TaskState.RETURNED}),
    TaskState.ACCEPTED: frozenset({TaskState.RETURNED}),
    TaskState.RETURNED: frozenset({TaskState.REPORTED, TaskState.NOT_DONE, TaskState.RECALLED}),
    TaskState.NOT_DONE: frozenset({TaskState.REPORTED, TaskState.RETURNED, TaskState.RECALLED}),
    TaskState.RECALLED: frozenset({TaskState.GIVEN}),
}
# The word is with the school: such a task may be overdue, such a school is reminded.
AWAITED = (TaskState.GIVEN, TaskState.RETURNED)
# Reports are taken in: the first, or an addition to it.
OPEN_TO_REPORTS = (*AWAITED, TaskState.REPORTED, TaskState.NOT_DONE)
NEEDS_REASON = frozenset({TaskState.RETURNED, TaskState.NOT_DONE, TaskState.RECALLED, TaskState.GIVEN})
# A sign beside the word, so that no state is told by colour alone: the class of the theme.
STATE_SIGNS: dict[str, str] = {
    TaskState.GIVEN: "sign-unknown",
    TaskState.REPORTED: "sign-middle",
    TaskState.ACCEPTED: "sign-none",
    TaskState.RETURNED: "sign-middle",
    TaskState.NOT_DONE: "sign-high",
    TaskState.RECALLED: "sign-unknown",
}


class LetterKind(TextChoices):
    """Numbered letters of the book of tasks."""

    GIVE = "give", "поручение"
    REMIND = "remind", "напоминание о поручении"


class FormState(TextChoices):
    """What is to be done with a file that came back from a school."""

    NEW = "new", "первый отчёт"
    MORE = "more", "дополнение к отчёту"
    PAPER = "paper", "документ к отчёту"
    SAME = "same", "уже внесён"
    REFUSED = "refused", "не принят"


REPORTS = (FormState.NEW, FormState.MORE)
TAKEN_IN = (*REPORTS, FormState.PAPER)
