"""How large an input may be before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

from objektiv.model.errors import RefusedFileError

_SPLIT = "Разделите книгу на части (например, по муниципалитетам) и загрузите их по отдельности."
_TRIM = "Удалите в Excel лишние строки и столбцы за пределами таблицы и сохраните книгу."


@dataclass(frozen=True, slots=True)
class Limits:
    """Largest input that is read: bytes of the file and unpacked, entries of the archive, sizes of sheets.

    ``cells`` bounds rows × columns of one sheet, empty ones included: the parser keeps them all in memory.
    """

    file_bytes: int = 200 << 20
    unpacked_bytes: int = 512 << 20
    unpacked_ratio: int = 400
    entries: int = 5_000
    sheets: int = 100
    rows: int = 500_000
    columns: int = 4_096
    cells: int = 20_000_000

    def check_size(self, size: int, file: str) -> None:
        """Refuse a file with too many bytes."""
        if size > self.file_bytes:
            raise RefusedFileError(
                f"Файл слишком велик: {size >> 20} МиБ при допустимых {self.file_bytes >> 20} МиБ.",
                _SPLIT,
                place=file,
            )

    def check_sheet_count(self, count: int, file: str) -> None:
        """Refuse a book with too many sheets or none."""
        if count > self.sheets:
            raise RefusedFileError(
                f"Листов в книге: {count}, допустимо не больше {self.sheets}.",
                "Оставьте в книге только листы с данными.",
                place=file,
            )
        if count == 0:
            raise RefusedFileError("В книге нет ни одного листа с таблицей.", "Проверьте файл.", place=file)

    def check_sheet(self, rows: int, columns: int, file: str) -> None:
        """Refuse a sheet whose used range is too large."""
        if rows > self.rows or columns > self.columns or rows * columns > self.cells:
            raise RefusedFileError(
                f"Таблица на листе больше допустимого: строк {rows}, столбцов {columns}.",
                _TRIM,
                place=file,
            )
