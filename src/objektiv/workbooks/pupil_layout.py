"""One layout of pupil rows: by which headers its table is known, and which column says what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from objektiv.model.assessment import AssessmentId
from objektiv.model.reader import Book, Reading, Request
from objektiv.model.scale import Scale
from objektiv.workbooks.parts import PartColumns, fit_in_order, numbered_columns
from objektiv.workbooks.pupils import (
    column,
    find_table,
    named_assessment,
    open_table,
    read_pupils,
    required_column,
)
from objektiv.workbooks.remarks import Remarks
from objektiv.workbooks.rows import MarksOf
from objektiv.workbooks.sheet import PupilSheet, Roles, columns_beyond


@dataclass(frozen=True)
class OpenPupils:
    """A table of pupils whose assessment is named; ``known`` is the scale that the registry has for it."""

    assessment: AssessmentId
    sheet: PupilSheet
    remarks: Remarks
    known: Scale | None

    def numbered_parts(self, pattern: str) -> PartColumns:
        """Parts in columns that are only numbered: ``pattern`` finds the number in a plain header."""
        columns = numbered_columns(self.sheet.header, pattern)
        return fit_in_order(self.sheet, columns, self.known, self.remarks)


@dataclass(frozen=True)
class PupilLayout:
    """``wanted`` headers tell the table, on any sheet or on the ``sheet`` of that name.

    The rest are headers by what they say, as in `Roles`: of several the first that stands there is meant. A pupil,
    the first form and, where it is named, the school must be there. ``school_of`` tells the school of a whole book.
    """

    wanted: tuple[str, ...]
    pupil: str
    forms: tuple[str, ...]
    school: str = ""
    municipality: tuple[str, ...] = ()
    class_group: tuple[str, ...] = ()
    gender: tuple[str, ...] = ()
    journal_mark: tuple[str, ...] = ()
    total: tuple[str, ...] = ()
    mark: tuple[str, ...] = ()
    sheet: str = ""
    school_of: Callable[[Book], int] | None = None

    def find(self, book: Book) -> tuple[str, int] | None:
        """Sheet and 0-based header row of the table."""
        return find_table(book, self.wanted, sheet=self.sheet)

    def recognises(self, book: Book) -> float:
        """1 when the wanted headers stand in the book, 0 otherwise."""
        return 1.0 if self.find(book) else 0.0

    def open(self, book: Book, request: Request) -> OpenPupils:
        """Open the table; RefusedFileError when it is not there or nothing names its assessment."""
        assessment = named_assessment(book, request)
        school = self.school_of(book) if self.school_of else 0
        sheet, remarks = open_table(book, self.wanted, sheet=self.sheet, fixed_school=school)
        return OpenPupils(assessment, sheet, remarks, request.scale_of(assessment))

    def read(
        self, table: OpenPupils, parts: tuple[int, ...], scale: Scale, marks_of: MarksOf | None = None
    ) -> Reading:
        """The outcome when ``parts`` are the columns of the parts in the order of the scale."""
        return read_pupils(table.sheet, self._roles(table.sheet, parts), scale, table.remarks, marks_of)

    def _roles(self, sheet: PupilSheet, parts: tuple[int, ...]) -> Roles:
        first, *others = self.forms
        further = (column(sheet, title) for title in others)
        return Roles(
            parts=parts,
            beyond=columns_beyond(sheet.header, max(parts)),
            pupil=required_column(sheet, self.pupil),
            forms=(required_column(sheet, first), *(index for index in further if index is not None)),
            school=required_column(sheet, self.school) if self.school else None,
            municipality=column(sheet, *self.municipality),
            class_group=column(sheet, *self.class_group),
            gender=column(sheet, *self.gender),
            journal_mark=column(sheet, *self.journal_mark),
            total=column(sheet, *self.total),
            mark=column(sheet, *self.mark),
        )
