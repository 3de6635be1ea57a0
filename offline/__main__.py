"""Build the bundle: ``python -m offline --platform linux --python 3.11 --python 3.12 --out dist``."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from offline.bundle import PLATFORMS, PYTHONS, build


def main(arguments: list[str]) -> int:
    """Build for each platform; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m offline")
    parser.add_argument("--platform", action="append", choices=sorted(PLATFORMS))
    parser.add_argument("--python", action="append", choices=PYTHONS)
    parser.add_argument("--out", type=Path, default=Path("dist"))
    asked = parser.parse_args(arguments)
    for platform in asked.platform or sorted(PLATFORMS):
        try:
            target = build(platform, tuple(asked.python or PYTHONS), asked.out)
        except subprocess.CalledProcessError as error:
            sys.stderr.write(f"{error.stderr or error}\n")
            return 1
        sys.stdout.write(f"{target} ({target.stat().st_size / 1024**2:.0f} MB)\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
