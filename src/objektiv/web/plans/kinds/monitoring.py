"""Мониторинг, контроль."""

from __future__ import annotations

from objektiv.web.plans.kind import ActionKind, KindField

MONITORING = ActionKind(
    title="Мониторинг, контроль",
    sentence="За ходом дела следят по показателю.",
    words=("мониторинг", "контрол", "отслеживани", "проверк", "проверок"),
    fields=(
        KindField("indicator", "Что отслеживают"),
        KindField("period", "Как часто"),
    ),
    evidence=("справка по итогам контроля",),
    checklist=("Назвать показатель и способ", "Сравнить с прошлым разом", "Записать решение по итогам"),
    catalogue=("visit",),
)
