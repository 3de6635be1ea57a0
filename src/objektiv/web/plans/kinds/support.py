"""Помощь, сопровождение."""

from __future__ import annotations

from objektiv.web.plans.kind import ActionKind, KindField

SUPPORT = ActionKind(
    title="Помощь, сопровождение",
    sentence="Школе, учителю или ученику помогают адресно.",
    words=("адресн", "сопровождени", "поддержк", "помощ", "консультаци", "наставнич", "повышени"),
    fields=(
        KindField("whom", "Кому помогают", help_text="Должностью или кодом, без имён."),
        KindField("form", "Как помогают"),
    ),
    evidence=("программа помощи", "журнал консультаций"),
    checklist=(
        "Договориться о цели и о том, по чему будет видно, что помогло",
        "Назначить день проверки хода",
    ),
    catalogue=("pupil_work", "support", "programme"),
)
