"""Проведение процедуры."""

from __future__ import annotations

from objektiv.web.plans.kind import ActionKind, KindField

PROCEDURE = ActionKind(
    title="Проведение процедуры",
    sentence="Оценочная процедура проведена по порядку.",
    words=("проведени впр", "проведени процедур"),
    fields=(
        KindField("works", "Классы и предметы"),
        KindField("breaches", "Нарушения"),
    ),
    evidence=("протокол проведения", "чек-лист"),
    checklist=("Сверить списки участников", "Записать нарушения и решение по ним"),
    catalogue=("procedure",),
)
