"""Обучение, курсы."""

from __future__ import annotations

from objektiv.web.plans.kind import ActionKind, KindField

TRAINING = ActionKind(
    title="Обучение, курсы",
    sentence="Люди научились тому, чего им не хватало: оценивать, наблюдать, проверять.",
    words=("обучение", "курсы", "повышение квалификации", "повышения квалификации", "переподготовк"),
    fields=(
        KindField("audience", "Кого учат"),
        KindField("programme", "Чему, по какой программе"),
        KindField("people", "Сколько человек", "number"),
    ),
    evidence=("заявка, план-график", "ведомость или удостоверения"),
    checklist=(
        "Учить тому, что показал анализ, а не всех подряд",
        "Договориться, по чему будет видно, что научились",
    ),
    catalogue=("training",),
)
