"""Наблюдение."""

from __future__ import annotations

from objektiv.web.plans.kind import ActionKind, KindField

OBSERVATION = ActionKind(
    title="Наблюдение",
    sentence="На процедуре присутствует независимый наблюдатель.",
    words=("наблюдени", "видеонаблюдени", "наблюдател", "общественн"),
    fields=(
        KindField("procedure", "На какой процедуре"),
        KindField("observers", "Сколько наблюдателей", "number"),
    ),
    evidence=("акт или лист наблюдения", "приказ о наблюдателях"),
    checklist=(
        "Исключить конфликт интересов",
        "Проинструктировать наблюдателей",
        "Собрать листы в день процедуры",
    ),
    catalogue=("observation",),
)
