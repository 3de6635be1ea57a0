"""`make bench`: every figure is a ratio of two works done in one run, so that it holds on any machine."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks import load_workbooks, many_works, plan_pages, reminders
from benchmarks.office import measure as office


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--works", type=int, default=20_000_000, help="works in the large lake")
    parser.add_argument(
        "--workbooks", type=Path, default=Path("../shared/data/vpr"), help="folder with workbooks"
    )
    parser.add_argument("--only", choices=["load", "works", "office", "plans", "reminders"], default=None)
    parser.add_argument(
        "--keep", type=Path, default=None, help="folder that keeps the large lake between runs"
    )
    parser.add_argument("--schools", type=int, default=1000, help="schools of the office")
    parser.add_argument("--minutes", type=float, default=10, help="how long people work in the office")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if arguments.only in (None, "load"):
            load_workbooks.measure(arguments.workbooks, Path(folder))
        if arguments.only in (None, "works"):
            many_works.measure(arguments.works, arguments.keep or Path(folder) / "large")
        if arguments.only in (None, "plans"):
            plan_pages.measure(Path(folder) / "plans")
        if arguments.only in (None, "reminders"):
            reminders.measure(Path(folder) / "reminders")
        if arguments.only in (None, "office"):
            office.measure(
                Path(folder) / "office", schools=arguments.schools, years=5, minutes=arguments.minutes
            )


if __name__ == "__main__":
    main()
