"""Анализ, справка."""

from __future__ import annotations

from objektiv.web.plans.kind import ActionKind, KindField

ANALYSIS = ActionKind(
    title="Анализ, справка",
    sentence="Результаты разобраны, выводы записаны.",
    words=("анализ", "сопоставлени", "сравнени", "справк", "аналитич", "проанализ"),
    fields=(
        KindField("data", "По каким данным", help_text="Например: ВПР, математика, 5 класс."),
        KindField("conclusion", "Главный вывод"),
    ),
    evidence=("аналитическая справка",),
    checklist=(
        "Назвать данные и дату их выгрузки",
        "Отделить признаки от выводов",
        "Записать рекомендации и кому они",
    ),
    catalogue=("analysis", "inquiry"),
)
