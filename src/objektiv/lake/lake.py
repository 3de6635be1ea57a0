"""The lake: Parquet pieces of pupil rows by assessment, other tables, and the generations that list them."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from objektiv.lake.state import FORMAT, Generation, StoredFile, check_format, to_data
from objektiv.lake.storage import create_text, disk_error, write_text, writing
from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import LakeError
from objektiv.model.tables import EXTRA_SCHEMAS, Array, Attempts, Problem, Table

PART_PREFIX = "part:"
_MARKER = "objektiv-lake.json"
_GENERATION = re.compile(r"^(\d{6})\.json$")


@dataclass(frozen=True, slots=True)
class Piece:
    """One Parquet file of an assessment and the classes (school, class) whose rows in it no longer count."""

    path: Path
    excluded: tuple[tuple[int, str], ...]


class Lake:
    """A folder with results. Reading needs no lock; a load writes new files and then one new generation."""

    def __init__(self, folder: Path, generation: Generation) -> None:
        self.folder = folder
        self.generation = generation

    @classmethod
    def open(cls, folder: Path, *, number: int | None = None) -> Lake:
        """Open an existing lake at its newest generation or at ``number``; LakeError when there is none."""
        if not (folder / _MARKER).is_file():
            raise LakeError(
                f"в папке {folder} нет загруженных данных.",
                "Сначала загрузите книги: objektiv load ПАПКА --lake ДАННЫЕ.",
            )
        with _placed(folder / _MARKER):
            check_format(_format_of(folder / _MARKER))
        return cls(folder, _read_generation(folder, number))

    @classmethod
    def open_or_create(cls, folder: Path) -> Lake:
        """Open the lake or make an empty one in an absent or empty folder."""
        if (folder / _MARKER).is_file():
            return cls.open(folder)
        if folder.is_file() or (folder.is_dir() and any(map(_is_foreign, folder.iterdir()))):
            raise LakeError(
                f"{folder} занято другими файлами.", "Укажите пустую или новую папку для данных после --lake."
            )
        write_text(folder / _MARKER, json.dumps({"format": FORMAT}))
        return cls(folder, Generation())

    def attempt_pieces(self, assessment: AssessmentId, school: int = 0) -> tuple[Piece, ...]:
        """Parquet files with the rows of one assessment, in the order of loading; ``school``: only those with its."""
        files = self.generation.of(assessment)
        return tuple(
            Piece(self.folder / file.piece, self.generation.excluded(file))
            for file in files
            if file.present + file.absent and (not school or school in file.schools)
        )

    def municipalities(self) -> tuple[tuple[int, int], ...]:
        """Pairs (school, municipality) as the rows of each active file say, in the order of loading."""
        pairs: list[tuple[int, int]] = []
        for file in self.generation.active():
            if file.piece:
                frame = _read_piece(self.folder / file.piece, ["school", "municipality"])
                pairs += frame.unique(maintain_order=True).iter_rows()
        return tuple(pairs)

    def extra(self, name: str) -> Table:
        """All active rows of an extra table (columns of ``EXTRA_SCHEMAS`` and ``assessment``), newest file last."""
        frame = self.extra_frame(name)
        if frame is None:
            return Table(
                {column: np.empty(0, dtype=object) for column in (*EXTRA_SCHEMAS[name], "assessment")}
            )
        return frame_to_table(frame)

    def extra_frame(self, name: str) -> pl.DataFrame | None:
        """The same as a frame for the engines of this machine; None when no file brought such a table."""
        frames = [
            _read_piece(self.folder / file.extras[name]).with_columns(assessment=pl.lit(file.assessment))
            for file in self.generation.active()
            if name in file.extras
        ]
        return pl.concat(frames, how="diagonal_relaxed") if frames else None

    def problems_of(self, file: StoredFile) -> tuple[Problem, ...]:
        """Remarks about one file; LakeError when they cannot be read."""
        if not file.problems:
            return ()
        try:
            text = (self.folder / file.problems).read_text(encoding="utf-8")
            return tuple(Problem(**problem) for problem in json.loads(text))
        except (OSError, TypeError, ValueError) as error:
            raise damaged(self.folder / file.problems) from error

    def write_attempts(self, assessment: AssessmentId, sha256: str, attempts: Attempts) -> str:
        """Write the rows of one file as a piece; returns its path relative to the lake."""
        parts = {f"{PART_PREFIX}{code}": values for code, values in attempts.parts.items()}
        frame = table_to_frame(Table({**attempts.table.columns, **parts}))
        return self._write_frame(f"attempts/{assessment}/{sha256[:16]}.parquet", frame)

    def write_extra(self, name: str, sha256: str, table: Table) -> str:
        """Write another table of one file; returns its path relative to the lake."""
        return self._write_frame(f"extras/{name}/{sha256[:16]}.parquet", table_to_frame(table))

    def write_problems(self, sha256: str, problems: Sequence[Problem]) -> str:
        """Write the remarks about one file; returns the path relative to the lake, empty when there is none."""
        if not problems:
            return ""
        name = f"problems/{sha256[:16]}.json"
        text = json.dumps([to_data(problem) for problem in problems], ensure_ascii=False)
        write_text(self.folder / name, text)
        return name

    def commit(self, files: Iterable[StoredFile]) -> Lake:
        """Make ``files`` the new generation; LakeError when another load came first (nothing is changed then)."""
        generation = Generation(self.generation.number + 1, tuple(files))
        target = self.folder / "generations" / f"{generation.number:06d}.json"
        if not create_text(target, generation.to_json()):
            raise LakeError("в эту же папку данных только что загрузил кто-то другой.", "Повторите загрузку.")
        return Lake(self.folder, generation)

    def repeated(self, earlier: StoredFile, later: StoredFile) -> tuple[tuple[int, str], ...]:
        """Classes (school, class as ``earlier`` prints it) of which ``later`` brings a pupil code again.

        «4А», «А» and «4 «А»» are one class; where a file knows no class, the school's codes alone decide.
        """
        old, new = _keys(self.folder / earlier.piece), _keys(self.folder / later.piece)
        met = old.join(new, on=["school", "pupil"], suffix="_new")
        same = (
            (pl.col("letter") == pl.col("letter_new"))
            | (pl.col("letter") == "")
            | (pl.col("letter_new") == "")
        )
        classes = met.filter(same).select("school", "class_group").unique().sort("school", "class_group")
        return tuple((school, group) for school, group in classes.iter_rows())

    def _write_frame(self, name: str, frame: pl.DataFrame) -> str:
        target = self.folder / name
        try:
            with writing(target) as temporary:
                frame.write_parquet(temporary, compression="zstd", compression_level=1)
        except pl.exceptions.PolarsError as error:
            raise disk_error(target, OSError(str(error))) from error
        return name


def damaged(path: Path) -> LakeError:
    """The sentence for a file of the lake that is gone or cannot be read."""
    return LakeError(
        f"файл данных {path.name} удалён или повреждён.", "Загрузите исходные книги в новую папку данных."
    )


def _read_piece(path: Path, columns: list[str] | None = None) -> pl.DataFrame:
    try:
        return pl.read_parquet(path, columns=columns)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise damaged(path) from error


def _is_foreign(path: Path) -> bool:
    """Not a half-made marker of a load that is starting or was killed there."""
    return not (path.name.startswith(f".{_MARKER}") and path.name.endswith(".part"))


def _keys(piece: Path) -> pl.DataFrame:
    """School, pupil code, class and its bare letter of every row with a code."""
    letter = pl.col("class_group").str.to_uppercase().str.replace_all(r"[^A-ZА-ЯЁ]", "")
    return (
        _read_piece(piece, ["school", "pupil", "class_group"])
        .filter(pl.col("pupil") != "")
        .with_columns(letter=pl.when(letter == "НЕТ").then(pl.lit("")).otherwise(letter))
    )


def table_to_frame(table: Table) -> pl.DataFrame:
    """A table as a Polars frame; object columns hold str."""
    return pl.DataFrame({name: _series(name, column) for name, column in table.columns.items()})


def frame_to_table(frame: pl.DataFrame) -> Table:
    """A Polars frame as a table; missing text becomes '', missing numbers nan."""
    return Table({name: _column(frame[name]) for name in frame.columns})


def _series(name: str, column: Array) -> pl.Series:
    if column.dtype.kind in "OU":
        return pl.Series(name, column.tolist(), dtype=pl.String)
    return pl.Series(name, column)


def _column(series: pl.Series) -> Array:
    if series.dtype == pl.String:
        return np.array(series.fill_null("").to_list(), dtype=object)
    return series.to_numpy()


def _format_of(marker: Path) -> object:
    try:
        return json.loads(marker.read_text(encoding="utf-8"))["format"]
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise LakeError(
            "файл повреждён: в нём нет номера формата.", "Загрузите исходные книги в новую папку данных."
        ) from error


@contextlib.contextmanager
def _placed(path: Path) -> Iterator[None]:
    """Name the file in an error about what it says."""
    try:
        yield
    except LakeError as error:
        raise LakeError(error.message, error.remedy, place=str(path)) from error


def _read_generation(folder: Path, number: int | None) -> Generation:
    listed = sorted(
        int(found[1])
        for path in (folder / "generations").glob("*.json")
        if (found := _GENERATION.match(path.name))
    )
    if number is not None and number not in listed:
        known = ", ".join(map(str, listed)) or "нет ни одного"
        raise LakeError(f"состояния № {number} в этих данных нет.", f"Есть состояния: {known}.")
    if not listed:
        return Generation()
    chosen = listed[-1] if number is None else number
    path = folder / "generations" / f"{chosen:06d}.json"
    try:
        with _placed(path):
            return Generation.from_json(path.read_text(encoding="utf-8"))
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise LakeError(
            f"файл состояния {path.name} повреждён.",
            "Удалите его: останется предыдущее состояние, затем повторите загрузку.",
        ) from error
