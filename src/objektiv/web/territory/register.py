"""The workbook of schools: what its columns are, what is read of it, what it would add and change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from objektiv.web.territory.enums import Level
from objektiv.web.territory.models import Unit
from objektiv.web.territory.queries import editable
from objektiv.workbooks import fill_in_cells as cells
from objektiv.workbooks.book import open_book
from objektiv.workbooks.fill_in import Field, FillIn
from objektiv.workbooks.limits import Limits
from objektiv.workbooks.school_fields import SCHOOL

LIMITS = Limits(file_bytes=10 << 20, unpacked_bytes=100 << 20, rows=20_000, columns=200, cells=1_000_000)
EXPORTED_ONLY = ("Обучающихся", "Классов", "Состояние")  # in the list as seen, but not read back
RISKY = ("=", "+", "-", "@", "\t", "\r")


def plain_text(cell: object) -> str:
    """A text; the apostrophe that our own workbooks put before a formula sign is taken off again."""
    text = str(cells.text(cell))
    return text[1:] if text.startswith("'") and text[1:].startswith(RISKY) else text


FORM = FillIn(
    "register",
    (
        SCHOOL,
        Field("title", "Название", "Название школы; у новой обязательно.", "МБОУ «СОШ № 1»", plain_text, object),
        Field(
            "municipality", "Код муниципалитета", "Номер муниципалитета в результатах; у новой школы обязателен.",
            "7", cells.municipality, np.int64, empty=0,
        ),
        Field(
            "municipality_title", "Муниципалитет", "Название; нужно, если муниципалитета ещё нет.", "Горный район",
            plain_text, object,
        ),
        Field("kind", "Вид школы", "Своими словами, одинаково у одинаковых.", "гимназия", plain_text, object),
        Field("settlement", "Населённый пункт", "Город, посёлок, село.", "село", plain_text, object),
    ),
    key=("school",),
    telling=("Школа", "Название", "Код муниципалитета"),
)  # fmt: skip
TITLES = {one.name: one.header for one in FORM.fields}


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One row of the workbook; empty texts and municipality 0 change nothing."""

    row: int
    school: int
    title: str
    municipality: int
    municipality_title: str
    kind: str
    settlement: str

    @property
    def code(self) -> str:
        """Six digits."""
        return f"{self.school:06d}"


@dataclass(frozen=True, slots=True)
class Planned:
    """What a row would do: ``added``, ``changed``, ``same`` or ``error`` with a sentence."""

    row: RegisterRow
    outcome: str
    unit: Unit | None = None
    changes: tuple[tuple[str, str, str], ...] = ()
    sentence: str = ""

    @property
    def title(self) -> str:
        """What the school is called now or would be."""
        return self.row.title or (self.unit.title if self.unit else "")


def read_register(path: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows and remarks as plain values. RefusedFileError for what is no such workbook."""
    filled = FORM.read(open_book(path, LIMITS))
    names = [one.name for one in FORM.fields]
    columns = [filled.table[name].tolist() for name in names]
    rows = [
        asdict(RegisterRow(row + 1, **dict(zip(names, values, strict=True))))
        for row, values in zip(filled.rows, zip(*columns, strict=True), strict=True)
    ]
    remarks = [
        {"severity": one.severity, "cell": one.cell, "message": one.message, "remedy": one.remedy}
        for one in filled.remarks.problems
        if not (one.code == "unknown_column" and any(f"«{title}»" in one.message for title in EXPORTED_ONLY))
    ]
    return rows, remarks


def plan_register(rows: Iterable[Mapping[str, Any]], by: Any) -> list[Planned]:
    """What the rows would add and change in the part of the territory that ``by`` may edit."""
    return _Planner(by).plan([RegisterRow(**row) for row in rows])


class _Planner:
    """Reads the territory once, then judges row by row."""

    def __init__(self, by: Any) -> None:
        listed = Unit.objects.select_related("parent")
        self._schools = {one.code: one for one in listed.filter(level=Level.SCHOOL)}
        self._mine = set(editable(by).values_list("pk", flat=True))
        self._municipalities = {
            int(one.code): one
            for one in editable(by).filter(level=Level.MUNICIPALITY, closed_on__isnull=True)
        }
        self._has_region = editable(by).filter(level=Level.REGION).count() == 1

    def plan(self, rows: Sequence[RegisterRow]) -> list[Planned]:
        return [self._row(one) for one in rows]

    def _row(self, row: RegisterRow) -> Planned:
        unit = self._schools.get(row.code)
        sentence = self._refusal(row, unit)
        if sentence:
            return Planned(row, "error", unit, sentence=sentence)
        if unit is None:
            return Planned(row, "added")
        differing = tuple(
            (TITLES[name], getattr(unit, name), getattr(row, name))
            for name in ("title", "kind", "settlement")
            if getattr(row, name) not in ("", getattr(unit, name))
        )
        return Planned(row, "changed" if differing else "same", unit, differing)

    def _refusal(self, row: RegisterRow, unit: Unit | None) -> str:
        if unit is not None:
            return self._refusal_of_known(row, unit)
        if not row.title:
            return "Такой школы ещё нет: впишите её название."
        if row.municipality in self._municipalities:
            return ""
        if not row.municipality:
            return "Такой школы ещё нет: впишите код её муниципалитета."
        if self._has_region and row.municipality_title:
            return ""
        return f"Муниципалитета {row.municipality} на вашей территории нет."

    def _refusal_of_known(self, row: RegisterRow, unit: Unit) -> str:
        if unit.pk not in self._mine:
            return "Эта школа на другой территории: её сведения меняют там."
        if row.municipality and unit.parent and int(unit.parent.code) != row.municipality:
            return f"Школа в муниципалитете {unit.parent.code}: передайте её другому на её странице, с датой."
        return ""
