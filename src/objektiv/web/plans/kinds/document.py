"""Подготовка документа."""

from __future__ import annotations

from objektiv.web.plans.kind import ActionKind, KindField

DOCUMENT = ActionKind(
    title="Подготовка документа",
    sentence="Составлены программа, график, положение, перечень.",
    words=(
        "разработк",
        "корректировк",
        "составлени",
        "подготовк",
        "формировани",
        "заявк",
        "график",
        "внесени",
        "план",
        "программ",
    ),
    fields=(
        KindField("name", "Как называется документ"),
        KindField("signed_on", "Утверждён", "date"),
    ),
    evidence=("документ",),
    checklist=("Согласовать с теми, кто будет по нему работать",),
    catalogue=("application", "correction", "planning", "upload"),
)
