"""Проверка работ."""

from __future__ import annotations

from objektiv.web.plans.kind import ActionKind, KindField

CHECKING = ActionKind(
    title="Проверка работ",
    sentence="Работы проверены по критериям, по кодам.",
    words=("проверка работ", "проверки работ", "проверке работ"),
    fields=(
        KindField("commission", "Кто проверяет"),
        KindField("works_count", "Сколько работ"),
    ),
    evidence=("протокол проверки", "протокол согласования подходов"),
    checklist=("Обсудить подходы до начала проверки", "Проверять по кодам, без имён"),
    catalogue=("checking",),
)
