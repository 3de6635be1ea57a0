"""Реестр школ, our own template: names, municipalities, kinds and settlements of schools."""

from __future__ import annotations

import numpy as np

from objektiv.model.reader import Book, Reading, Request
from objektiv.workbooks import fill_in_cells as cells
from objektiv.workbooks.fill_in import Field, FillIn
from objektiv.workbooks.school_fields import SCHOOL
from objektiv.workbooks.template_reader import read_form, template_reader

_KINDS = {
    "обычная": "ordinary",
    "с углублённым изучением предметов": "advanced",
    "специальная (коррекционная)": "special",
}
_SETTLEMENTS = {"городская": "urban", "сельская": "rural"}

_FORM = FillIn(
    "register",
    (
        SCHOOL,
        Field("name", "Название", "Краткое название школы.", "МБОУ «СОШ № 1»", cells.text, object),
        Field(
            "municipality",
            "Код муниципалитета",
            "Номер муниципалитета или его код из ФИС ОКО.",
            "reg99_m007",
            cells.municipality,
            np.int32,
            empty=0,
        ),
        Field(
            "municipality_name",
            "Муниципалитет",
            "Название муниципалитета для отчётов.",
            "Горный район",
            cells.text,
            object,
        ),
        Field(
            "region",
            "Код региона",
            "Две цифры субъекта РФ; нужны, если логин школы начинается с других цифр.",
            "99",
            cells.whole(1, 99),
            np.int16,
            empty=0,
        ),
        Field(
            "kind",
            "Вид школы",
            "Выберите из списка: с углублённым изучением — если оно начинается в начальной или основной школе.",
            "обычная",
            cells.choice(_KINDS),
            object,
            choices=tuple(_KINDS),
        ),
        Field(
            "settlement",
            "Местность",
            "Выберите из списка: посёлок городского типа — городская.",
            "сельская",
            cells.choice(_SETTLEMENTS),
            object,
            choices=tuple(_SETTLEMENTS),
        ),
    ),
    key=("school",),
    telling=("Школа", "Вид школы", "Местность"),
)


def _read(book: Book, request: Request) -> Reading:  # noqa: ARG001 a register belongs to no assessment
    return read_form(_FORM, book, None)


READER = template_reader(_FORM, "Реестр школ (наш шаблон)", "Шаблон «Объектива»", _read)
