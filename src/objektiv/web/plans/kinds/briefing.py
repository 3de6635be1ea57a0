"""Инструктаж."""

from __future__ import annotations

from objektiv.web.plans.kind import ActionKind, KindField

BRIEFING = ActionKind(
    title="Инструктаж",
    sentence="Организаторы, эксперты или наблюдатели знают порядок процедуры.",
    words=("инструктаж", "инструктирован"),
    fields=(
        KindField("audience", "Кого инструктируют", help_text="Например: организаторы в аудитории."),
        KindField("held_on", "Проведён", "date"),
        KindField("people", "Сколько человек", "number"),
    ),
    evidence=("лист инструктажа с подписями",),
    checklist=(
        "Назначить день до процедуры",
        "Собрать подписи каждого",
        "Отдельно проинструктировать тех, кто не пришёл",
    ),
    catalogue=("briefing",),
)
