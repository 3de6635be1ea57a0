"""Совещание, семинар."""

from __future__ import annotations

from objektiv.web.plans.kind import ActionKind, KindField

MEETING = ActionKind(
    title="Совещание, семинар",
    sentence="Люди собрались и договорились.",
    words=(
        "совещани",
        "семинар",
        "круглы",
        "заседани",
        "собеседовани",
        "вебинар",
        "педсовет",
        "педагогическ",
    ),
    fields=(
        KindField("held_on", "Проведено", "date"),
        KindField("people", "Сколько участников", "number"),
        KindField("decision", "Что решили"),
    ),
    evidence=("протокол", "лист участников", "программа"),
    checklist=("Разослать повестку заранее", "Записать решения с ответственными и сроками"),
    catalogue=("event",),
)
