"""Другое."""

from __future__ import annotations

from objektiv.web.plans.kind import ActionKind, KindField

OTHER = ActionKind(
    title="Другое",
    sentence="Всё, для чего нет своего вида.",
    words=(),
    fields=(KindField("note", "Уточнение"),),
    evidence=("документ, который подтверждает исполнение",),
    checklist=("Договориться, чем подтверждается исполнение",),
)
