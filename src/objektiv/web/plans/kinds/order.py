"""Приказ, распоряжение."""

from __future__ import annotations

from objektiv.web.plans.kind import ActionKind, KindField

ORDER = ActionKind(
    title="Приказ, распоряжение",
    sentence="Издан документ, который распределяет обязанности или утверждает порядок.",
    words=("приказ", "распоряжени", "назначени", "издани", "утверждени"),
    fields=(
        KindField("number", "№ документа"),
        KindField("signed_on", "Дата документа", "date"),
        KindField("subject", "О чём"),
    ),
    evidence=("приказ (скан с подписью)",),
    checklist=(
        "Проверить номер и дату",
        "Ознакомить под подпись тех, кого назначили",
        "Разместить копию там, где её ждут",
    ),
    catalogue=("order",),
)
