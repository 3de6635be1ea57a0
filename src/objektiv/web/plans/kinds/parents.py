"""Работа с родителями."""

from __future__ import annotations

from objektiv.web.plans.kind import ActionKind, KindField

PARENTS = ActionKind(
    title="Работа с родителями",
    sentence="Родители знают, зачем процедура и как она проходит.",
    words=("родител", "классны"),
    fields=(
        KindField("held_on", "Проведено", "date"),
        KindField("people", "Сколько участников", "number"),
    ),
    evidence=("протокол родительского собрания", "лист участников"),
    checklist=("Сказать, как используются результаты", "Ответить на вопросы, записать их"),
)
