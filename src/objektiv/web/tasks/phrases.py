"""Words of the journal."""

from __future__ import annotations

VERBS = {
    "task.letter": "Мероприятие поручено школам",
    "task.given": "Дано поручение",
    "task.given_again": "Поручено снова",
    "task.reminded": "Школе напомнили о поручении",
    "task.reported": "Школа отчиталась о поручении",
    "task.report_entered": "Внесён отчёт школы",
    "task.paper": "Приложен документ школы",
    "task.accepted": "Отчёт школы принят",
    "task.returned": "Отчёт школы возвращён",
    "task.not_done": "Поручение не исполнено",
    "task.recalled": "Поручение отозвано",
    "task.term_moved": "Перенесён срок поручения",
}
FIELDS = {
    "task_state": "поручение", "task_letter": "письмо", "task_due_on": "отчитаться до", "task_schools": "школ",
}  # fmt: skip
