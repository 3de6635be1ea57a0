"""Our own templates: a table that people fill in, described field by field, read cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from objektiv.model.errors import RefusedFileError
from objektiv.model.reader import Book
from objektiv.model.tables import EXTRA_SCHEMAS, Extra, Table
from objektiv.workbooks.cell_numbers import is_blank
from objektiv.workbooks.fill_in_cells import BadCellError, Parse
from objektiv.workbooks.headers import find_column, find_header, plain
from objektiv.workbooks.personal import drop_personal, is_personal
from objektiv.workbooks.privacy import shown
from objektiv.workbooks.remarks import Remarks

DATA_SHEET = "Данные"
_SEARCHED_ROWS = 12


@dataclass(frozen=True)
class Field:
    """One column of a template. ``name`` is the column of the table it becomes, ``header`` the Russian title.

    ``empty`` is the value of an empty cell; a required cell must not be empty, its row is not taken otherwise.
    """

    name: str
    header: str
    explanation: str
    example: str
    parse: Parse
    kind: type[np.generic] | type[object]
    empty: object = ""
    is_required: bool = False
    choices: Sequence[str] = ()


@dataclass(frozen=True)
class Filled:
    """Accepted rows: values by field name, and the 0-based rows of the sheet they stand in."""

    table: Table
    rows: tuple[int, ...]
    columns: Mapping[str, int]
    remarks: Remarks

    def extra(self, name: str) -> Extra:
        """The extra table of that name, its columns in the order of the schema."""
        return Extra(name, Table({column: self.table[column] for column in EXTRA_SCHEMAS[name]}))


@dataclass(frozen=True)
class FillIn:
    """A template. ``key``: names of the fields that must not repeat together; ``code`` names it in sentences."""

    code: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()
    telling: tuple[str, ...] = field(default=())  # headers by which the template is known from others

    @property
    def template(self) -> dict[str, str]:
        """Column → what to write into it."""
        return {one.header: one.explanation for one in self.fields}

    @property
    def examples(self) -> dict[str, str]:
        """Column → one example."""
        return {one.header: one.example for one in self.fields}

    @property
    def choices(self) -> dict[str, Sequence[str]]:
        """Column → the only values allowed, for columns that have such a list."""
        return {one.header: one.choices for one in self.fields if one.choices}

    def recognises(self, book: Book) -> float:
        """.9 when the telling columns stand in the data sheet, 0 otherwise."""
        return 0.9 if self._find(book) else 0.0

    def read(self, book: Book) -> Filled:
        """Every row whose required cells are sound; every bad cell is reported with what should stand there.

        Raises RefusedFileError when a required column is missing.
        """
        found = self._find(book)
        if found is None:
            raise RefusedFileError(
                "В таблице нет столбцов шаблона.",
                f"Возьмите шаблон заново: objektiv template {self.code}.",
                place=book.name,
            )
        sheet, header = found
        rows, remarks = book.rows(sheet), Remarks(book.name, sheet)
        columns = self._columns(rows[header], book.name)
        self._report_unread(rows[header], header, columns, remarks)
        taken = [index for index in range(header + 1, len(rows)) if not _is_empty(rows[index], columns)]
        read = {index: self._row(rows[index], index, columns, remarks) for index in taken}
        sound = {index: values for index, values in read.items() if values is not None}
        sound = self._without_repeats(sound, columns, remarks)
        if not sound:
            remarks.add(
                "warning",
                "no_rows",
                "В таблице нет ни одной заполненной строки.",
                f"Заполните лист «{sheet}» и загрузите файл снова.",
                cell=(header, 0),
            )
        return Filled(self._table(list(sound.values())), tuple(sound), columns, remarks)

    def _find(self, book: Book) -> tuple[str, int] | None:
        names = [name for name in book.sheet_names if plain(name) == plain(DATA_SHEET)]
        telling = self.telling or tuple(one.header for one in self.fields if one.is_required)
        for name in names or book.sheet_names[:1]:
            header = find_header(book.rows(name), telling, _SEARCHED_ROWS)
            if header is not None:
                return name, header
        return None

    def _columns(self, header: Sequence[object], file: str) -> dict[str, int]:
        places = {one.name: find_column(header, one.header) for one in self.fields}
        missing = [one.header for one in self.fields if one.is_required and places[one.name] is None]
        if missing:
            raise RefusedFileError(
                f"Нет обязательных столбцов: {', '.join(f'«{title}»' for title in missing)}.",
                f"Возьмите шаблон заново: objektiv template {self.code}.",
                place=file,
            )
        return {name: place for name, place in places.items() if place is not None}

    def _report_unread(
        self, header: Sequence[object], row: int, columns: Mapping[str, int], remarks: Remarks
    ) -> None:
        drop_personal(header, row, remarks)
        for place, cell in enumerate(header):
            if plain(cell) and place not in columns.values() and not is_personal(cell):
                remarks.add(
                    "note",
                    "unknown_column",
                    f"Столбца «{str(cell).strip()}» нет в шаблоне: он не прочитан.",
                    "Если он нужен, назовите его так, как в шаблоне.",
                    cell=(row, place),
                )

    def _row(
        self, row: Sequence[object], index: int, columns: Mapping[str, int], remarks: Remarks
    ) -> dict[str, object] | None:
        values: dict[str, object] = {one.name: one.empty for one in self.fields}
        is_sound = True
        for one in self.fields:
            place = columns.get(one.name)
            cell = row[place] if place is not None and place < len(row) else ""
            try:
                if not is_blank(cell):
                    values[one.name] = one.parse(cell)
                elif one.is_required:
                    raise BadCellError("ячейка пуста, а она обязательна")
            except BadCellError as error:
                is_sound = is_sound and not one.is_required
                _report_cell(one, cell, error, (index, place or 0), remarks)
        return values if is_sound else None

    def _without_repeats(
        self, rows: Mapping[int, dict[str, object]], columns: Mapping[str, int], remarks: Remarks
    ) -> dict[int, dict[str, object]]:
        """Rows of which the last of those with the same key is kept; the others are reported."""
        if not self.key:
            return dict(rows)
        last = {tuple(values[name] for name in self.key): index for index, values in rows.items()}
        for index, values in rows.items():
            later = last[tuple(values[name] for name in self.key)]
            if later != index:
                remarks.add(
                    "warning",
                    "repeated_row",
                    f"Строка {index + 1} повторяется ниже, в строке {later + 1}: взята нижняя.",
                    "Оставьте одну из строк.",
                    cell=(index, columns[self.key[0]]),
                )
        return {index: rows[index] for index in sorted(last.values())}

    def _table(self, rows: Sequence[Mapping[str, object]]) -> Table:
        return Table(
            {one.name: np.array([row[one.name] for row in rows], dtype=one.kind) for one in self.fields}
        )


def _is_empty(row: Sequence[object], columns: Mapping[str, int]) -> bool:
    return all(place >= len(row) or not str(row[place]).strip() for place in columns.values())


def _report_cell(
    one: Field, cell: object, error: BadCellError, place: tuple[int, int], remarks: Remarks
) -> None:
    said = f" («{shown(cell)}»)" if str(cell).strip() else ""
    outcome = "строка не взята" if one.is_required else "значение не взято"
    remarks.add(
        "error",
        "bad_cell",
        f"Столбец «{one.header}»{said}: {error}; {outcome}.",
        f"{one.explanation} Пример: {one.example}",
        cell=place,
    )
