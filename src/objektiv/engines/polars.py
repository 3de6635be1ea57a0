"""The engine of one machine: Polars scans the pieces lazily and computes all asked tables in one pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw
import polars as pl

from objektiv.lake.lake import PART_PREFIX, Lake, Piece, frame_to_table, table_to_frame
from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import LakeError
from objektiv.model.tables import Attempts, Table


def _lost() -> LakeError:
    return LakeError("файлы данных удалены или повреждены.", "Загрузите исходные книги в новую папку данных.")


class _Collecting:
    """Collecting is the same wherever the rows lie."""

    def collect(self, frames: Mapping[str, nw.LazyFrame[Any]]) -> Mapping[str, Table]:
        """Compute the frames together: shared scans and filters run once."""
        native: list[pl.LazyFrame] = [nw.to_native(frame) for frame in frames.values()]
        try:
            collected = pl.collect_all(native, engine="streaming")
        except (OSError, pl.exceptions.PolarsError) as error:
            raise _lost() from error
        return {name: frame_to_table(frame) for name, frame in zip(frames, collected, strict=True)}


class MemoryEngine(_Collecting):
    """Holds drawn attempts in memory: simulated worlds need no lake."""

    def __init__(self, drawn: Mapping[AssessmentId, Attempts]) -> None:
        self._drawn = drawn

    def attempts(self, assessment: AssessmentId) -> nw.LazyFrame[Any]:
        """Rows of one assessment."""
        drawn = self._drawn[assessment]
        parts = {f"{PART_PREFIX}{code}": values for code, values in drawn.parts.items()}
        return nw.from_native(table_to_frame(Table({**drawn.table.columns, **parts})).lazy())


class PolarsEngine(_Collecting):
    """Reads a lake in this process."""

    def __init__(self, lake: Lake) -> None:
        self._lake = lake

    def attempts(self, assessment: AssessmentId) -> nw.LazyFrame[Any]:
        """Rows of one assessment that count now, lazily; columns that a piece lacks are null there."""
        return nw.from_native(self._rows(assessment, self._lake.attempt_pieces(assessment)))

    def columns(self, assessment: AssessmentId) -> list[str]:
        """Names of the columns of an assessment's rows; LakeError when its files are lost."""
        try:
            return self.attempts(assessment).collect_schema().names()
        except (OSError, pl.exceptions.PolarsError, nw.exceptions.NarwhalsError) as error:
            raise _lost() from error

    def rows_of_school(self, assessment: AssessmentId, school: int) -> Table:
        """All rows of one school, for the school itself; an empty table without columns when it wrote nothing."""
        pieces = self._lake.attempt_pieces(assessment, school)
        if not pieces:
            return Table({})
        try:
            return frame_to_table(self._rows(assessment, pieces).filter(pl.col("school") == school).collect())
        except (OSError, pl.exceptions.PolarsError) as error:
            raise _lost() from error

    def _rows(self, assessment: AssessmentId, pieces: Sequence[Piece]) -> pl.LazyFrame:
        scans = [_scan(piece) for piece in pieces]
        rows = scans[0] if len(scans) == 1 else pl.concat(scans, how="diagonal_relaxed")
        journal = self._lake.extra_frame("journal")
        if journal is None:
            return rows
        return _with_journal(rows, journal.filter(pl.col("assessment") == str(assessment)))


def _scan(piece: Piece) -> pl.LazyFrame:
    scan = pl.scan_parquet(piece.path)
    if piece.excluded:
        again = pl.DataFrame(
            piece.excluded, schema={"school": pl.Int32, "class_group": pl.String}, orient="row"
        )
        scan = scan.join(again.lazy(), on=["school", "class_group"], how="anti")
    return scan


def _with_journal(rows: pl.LazyFrame, journal: pl.DataFrame) -> pl.LazyFrame:
    """Journal marks of our template where the rows have none; the newest file wins."""
    marks = journal.unique(["school", "pupil"], keep="last", maintain_order=True).select(
        pl.col("school").cast(pl.Int32), "pupil", given=pl.col("journal_mark").cast(pl.Int8)
    )
    filled = (
        pl.when(pl.col("journal_mark") == 0)
        .then(pl.col("given").fill_null(0))
        .otherwise(pl.col("journal_mark"))
    )
    joined = rows.join(marks.lazy(), on=["school", "pupil"], how="left", maintain_order="left")
    return joined.with_columns(journal_mark=filled).drop("given")
