"""Fields that several templates have in common."""

from __future__ import annotations

import numpy as np

from objektiv.workbooks import fill_in_cells as cells
from objektiv.workbooks.fill_in import Field

SCHOOL = Field(
    "school",
    "Школа",
    "Логин школы в ФИС ОКО: шесть цифр, можно с буквами. Обязательно.",
    "sch990001",
    cells.school,
    np.int32,
    is_required=True,
)
PUPIL = Field(
    "pupil",
    "Код участника",
    "Код, который дала школа. Фамилии, СНИЛС и номера документов сюда не пишут. Обязательно.",
    "11001",
    cells.pupil,
    object,
    is_required=True,
)
CLASS_GROUP = Field(
    "class_group",
    "Класс",
    "Класс с буквой; можно оставить пустым.",
    "4А",
    cells.class_group,
    object,
)


def year_field(explanation: str) -> Field:
    """Column «Год» of a template without an assessment."""
    return Field("year", "Год", explanation, "2024", cells.whole(2000, 2100), np.int16, is_required=True)
