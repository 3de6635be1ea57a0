"""Loading workbooks against merely parsing the same files to Python rows."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.measuring import cost


def parse(folder: Path) -> None:
    from python_calamine import CalamineWorkbook

    for file in sorted(folder.rglob("*.xlsx")):
        book = CalamineWorkbook.from_path(str(file))
        for sheet in book.sheet_names:
            book.get_sheet_by_name(sheet).to_python()


def measure(workbooks: Path, folder: Path) -> None:
    source = workbooks
    if not source.is_dir():
        cost("-m", "objektiv.cli", "simulate", "--out", str(folder / "district"), "--seed", "1")
        source = folder / "district" / "workbooks"
    rounds = [
        (
            cost("-m", "benchmarks.load_workbooks", str(source)),
            cost("-m", "objektiv.cli", "load", str(source), "--lake", str(folder / f"lake{k}"), "--json"),
        )
        for k in range(3)
    ]
    parsing, loading = (sorted(pair)[1] for pair in zip(*rounds, strict=True))
    print(
        f"load / parse: wall {loading.wall / parsing.wall:.2f}, CPU {loading.cpu / parsing.cpu:.2f} "
        f"(parse {parsing.wall:.2f} s); peak {loading.peak:.2f} GiB"
    )
    analyse = ("-m", "objektiv.cli", "analyse", "--lake", str(folder / "lake0"), "--out", str(folder / "out"))
    bare, full = cost(*analyse, "--no-reports"), cost(*analyse)
    print(
        f"analyse without reports {bare.cpu:.1f} s of CPU, with reports {full.cpu:.1f} s; peak {full.peak:.2f} GiB"
    )


if __name__ == "__main__":
    parse(Path(sys.argv[1]))
