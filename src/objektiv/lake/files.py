"""Result files for scripts: csv that reads back exactly, Parquet with the same bytes every time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl

from objektiv.lake.lake import table_to_frame
from objektiv.lake.storage import disk_error, writing
from objektiv.model.tables import Table

_DANGEROUS = r"^[=+\-@\t\r]"  # a spreadsheet would take such a text for a formula


def write_csv(target: Path, table: Table) -> None:
    """UTF-8 with BOM, comma, point as decimal sign, shortest exact floats, empty for missing; formulas escaped."""
    frame = _clean(table).with_columns(
        pl.when(pl.col(pl.String).str.contains(_DANGEROUS))
        .then(pl.lit("'") + pl.col(pl.String))
        .otherwise(pl.col(pl.String))
        .name.keep()
    )
    _write(target, lambda path: frame.write_csv(path, include_bom=True))


def write_parquet(target: Path, table: Table) -> None:
    """The same table with its types."""
    _write(target, lambda path: _clean(table).write_parquet(path, compression="zstd", statistics=False))


def _clean(table: Table) -> pl.DataFrame:
    return table_to_frame(table).with_columns(pl.col(pl.Float64).fill_nan(None))


def _write(target: Path, write: Callable[[Path], object]) -> None:
    try:
        with writing(target) as temporary:
            write(temporary)
    except pl.exceptions.PolarsError as error:
        raise disk_error(target, OSError(str(error))) from error
