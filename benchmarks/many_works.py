"""Twenty million works: our aggregates and indicators against a hand-written Polars script and a bare scan."""

from __future__ import annotations

import hashlib
import json
import sys
import time
from pathlib import Path

import numpy as np

from benchmarks.measuring import cost

PARTS = 20
WORKS_OF_A_SCHOOL = 100
SUBJECTS = ("ma4", "ru4", "ma5", "ru5", "om4")
MAXIMA = (1,) * 12 + (2,) * 8
MAXIMUM = sum(MAXIMA)


def make(folder: Path, works: int) -> None:
    """A lake of simulated works: abilities with a school effect, parts of two difficulties, two forms, classes."""
    from objektiv.lake.lake import Lake
    from objektiv.lake.state import StoredFile, scale_to_data
    from objektiv.model.assessment import AssessmentId
    from objektiv.model.scale import Part, Scale
    from objektiv.model.tables import Attempts, Table

    lake, files = Lake.open_or_create(folder), []
    schools = works // (WORKS_OF_A_SCHOOL * len(SUBJECTS))
    rng = np.random.default_rng(1)
    names = np.array(["4А", "4Б", "4В", "4Г"], dtype=object)
    for subject in SUBJECTS:
        assessment = AssessmentId.parse(f"dkr-2021-{subject}")
        parts = tuple(Part(str(k + 1), maximum) for k, maximum in enumerate(MAXIMA))
        scale = Scale(assessment, parts, MAXIMUM, (10, 16, 23), trust="user")
        for start in range(0, schools, 2000):
            codes = np.repeat(
                np.arange(100_000 + start, 100_000 + min(start + 2000, schools)), WORKS_OF_A_SCHOOL
            )
            count = len(codes)
            ability = rng.normal(0, 1, count) + np.repeat(
                rng.normal(0, 0.33, count // WORKS_OF_A_SCHOOL), WORKS_OF_A_SCHOOL
            )
            points = {
                part.code: sum(
                    (rng.random(count) < 1 / (1 + np.exp(-ability + k / 10 - 1 + step))).astype(np.int8)
                    for step in range(part.maximum)
                )
                for k, part in enumerate(parts)
            }
            raw = np.sum(list(points.values()), axis=0).astype(np.int16)
            journal = np.clip(np.round(3.7 + 0.6 * ability + rng.normal(0, 0.5, count)), 2, 5).astype(np.int8)
            zeros = np.zeros(count, dtype=np.int8)
            columns = {
                "row": np.arange(count, dtype=np.int32), "school": codes.astype(np.int32),
                "municipality": (codes % 50).astype(np.int32),
                "pupil": np.char.add("4", np.arange(count).astype(str)).astype(object),
                "class_group": names[np.arange(count) % WORKS_OF_A_SCHOOL // 25],
                "gender": np.array(["м", "ж"], dtype=object)[rng.integers(0, 2, count)],
                "form": np.array(["1", "2"], dtype=object)[rng.integers(0, 2, count)],
                "journal_mark": journal, "printed_total": raw, "printed_mark": zeros, "status": zeros,
                "absence": zeros, "fault": zeros, "raw_score": raw,
            }  # fmt: skip
            key = hashlib.sha256(f"{subject}{start}".encode()).hexdigest()
            piece = lake.write_attempts(assessment, key, Attempts(Table(columns), points))
            files.append(StoredFile(key, piece, piece, "drawn", "attempts", str(assessment), count, count, 0, 0, 0, 1,
                                    piece, scale=scale_to_data(scale)))  # fmt: skip
    lake.commit(files)


def ours(folder: Path) -> None:
    from objektiv.analysis.comparison import compare
    from objektiv.analysis.directory import read_directory
    from objektiv.analysis.reduction import reduce_lake
    from objektiv.analysis.run import by_region, lake_registry
    from objektiv.lake.lake import Lake

    started = time.perf_counter()
    lake = Lake.open(folder)
    reduced = reduce_lake(lake, lake_registry(lake), lambda _: True)
    tables = time.perf_counter()
    schools = {int(school) for one in reduced.values() for school in one.cells.schools}
    directory = read_directory(lake, schools)
    for part in by_region(reduced, directory).values():
        compare(part, {}, is_whole_region=True, say=lambda _: None)
    print(json.dumps({"aggregates": tables - started, "indicators": time.perf_counter() - tables}))


def by_hand(folder: Path) -> None:
    import polars as pl

    for subject in SUBJECTS:
        scan = pl.scan_parquet(folder / "attempts" / f"dkr-2021-{subject}" / "*.parquet")
        present = scan.filter(pl.col("status") == 0)
        score = pl.col("raw_score").cast(pl.Int64)
        mark = 2 + sum((score >= b).cast(pl.Int8) for b in (10, 16, 23))
        moments = (pl.len(), score.sum().alias("s"), (score * score).sum().alias("q"))
        codes = [str(k + 1) for k in range(PARTS)]
        per_part = [
            expression.alias(f"{code}:{name}")
            for code, maximum in zip(codes, MAXIMA, strict=True)
            for name, expression in (
                ("omitted", pl.col(f"part:{code}").is_in([-1, -2]).sum()),
                ("not_taught", (pl.col(f"part:{code}") == -3).sum()),
                ("sum", pl.col(f"part:{code}").clip(0).cast(pl.Int64).sum()),
                ("squares", (pl.col(f"part:{code}").clip(0).cast(pl.Int64) ** 2).sum()),
                *((str(v), (pl.col(f"part:{code}") == v).sum()) for v in range(maximum + 1)),
            )
        ]
        ranks = present.filter(pl.col("journal_mark") >= 2).select(
            "school",
            a=pl.col("journal_mark").rank("average").over("school"),
            b=pl.col("raw_score").rank("average").over("school"),
        )
        marked = present.with_columns(mark=mark)
        pl.collect_all(
            [
                scan.group_by("school").agg((pl.col("status") == s).sum().alias(str(s)) for s in range(3)),
                present.group_by("school", "class_group").agg(*moments),
                scan.group_by("school", "class_group", "journal_mark", "status").agg(*moments),
                present.group_by("school", "form", "raw_score").len(),
                present.group_by("school").agg(per_part),
                present.group_by("school", "class_group").agg(per_part),
                marked.group_by("school", "mark").len(),
                marked.group_by("school", "journal_mark", "mark").len(),
                ranks.group_by("school").agg(
                    pl.len(), ((pl.col("a") - pl.col("b")) ** 2).sum().alias("d"), pl.corr("a", "b")
                ),
                marked.group_by("mark").agg(
                    pl.len(), *(pl.col(f"part:{code}").clip(0).cast(pl.Int64).sum() for code in codes)
                ),
            ],
            engine="streaming",
        )


def bare(folder: Path) -> None:
    import polars as pl

    for subject in SUBJECTS:
        scan = pl.scan_parquet(folder / "attempts" / f"dkr-2021-{subject}" / "*.parquet")
        scan.select(pl.col("^part:.*$").cast(pl.Int64).sum()).collect(engine="streaming")


def measure(works: int, folder: Path) -> None:
    if not (folder / "generations" / "000001.json").is_file():
        cost("-m", "benchmarks.many_works", "make", str(folder), str(works))
    mine, hand, scan = (
        cost("-m", "benchmarks.many_works", what, str(folder)) for what in ("ours", "by_hand", "bare")
    )
    print(
        f"{works:,} works × {PARTS} parts: ours / by hand {mine.wall / hand.wall:.2f} "
        f"({mine.wall:.1f} s / {hand.wall:.1f} s), ours / bare scan {mine.wall / scan.wall:.1f}; "
        f"peak {mine.peak:.2f} GiB; {mine.output.strip()}"
    )


if __name__ == "__main__":
    what, where = sys.argv[1], Path(sys.argv[2])
    if what == "make":
        make(where, int(sys.argv[3]))
    else:
        {"ours": ours, "by_hand": by_hand, "bare": bare}[what](where)
