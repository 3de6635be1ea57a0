"""Перепроверка работ."""

from __future__ import annotations

from objektiv.web.plans.kind import ActionKind, KindField

RECHECK = ActionKind(
    title="Перепроверка работ",
    sentence="Работы проверены второй раз, независимо.",
    words=("перепроверк", "перепровер", "выборочн"),
    fields=(
        KindField("works", "Сколько работ", "number"),
        KindField("commission", "Кто проверяет"),
    ),
    evidence=("приказ", "акт отбора работ", "протокол перепроверки"),
    checklist=(
        "Работы — по кодам, без имён",
        "Проверяющие не видят первой отметки",
        "Отбор случайный, способ записан",
    ),
    catalogue=("recheck",),
)
