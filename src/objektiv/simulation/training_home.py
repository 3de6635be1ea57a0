"""The folder of a training office: its mark keeps training and real data apart and says when it is ready."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.resources import files
from pathlib import Path
from typing import Any

from objektiv.lake.storage import disk_error
from objektiv.model.errors import UsageError
from objektiv.simulation.plan import TrainingYears

MARK = "training.json"
OLDER_MARK = "учебный-район.txt"  # of the demo before the office
STATE = ("objektiv.sqlite3", "lake", "files", "runs")  # what an office with anything in it has
DAY_OF_RESULTS = (6, 1)  # from this day the works of the spring are known


def latest_springs(today: date, count: int = 3) -> tuple[int, ...]:
    """The springs whose results are known on a day, oldest first."""
    last = today.year if (today.month, today.day) >= DAY_OF_RESULTS else today.year - 1
    return tuple(range(last - count + 1, last + 1))


def recipe(wanted: TrainingYears) -> dict[str, Any]:
    """What a made territory depends on: its parameters, the version, the code of the program."""
    known = asdict(wanted) | {"years": list(wanted.years)}
    return {**known, "version": version("objektiv"), "code": _fingerprint(), "libraries": _libraries()}


def is_ready(home: Path, wanted: TrainingYears) -> bool:
    """Whether the folder holds this very territory, made to the end."""
    return _mark(home).get("recipe") == recipe(wanted)


def is_training(home: Path) -> bool:
    """Whether the folder belongs to a training office."""
    return (home / MARK).is_file()


def is_real(home: Path) -> bool:
    """Whether an office keeps something here that is no training."""
    return not is_training(home) and any((home / name).exists() for name in STATE)


def claim(home: Path) -> None:
    """Give the folder to the training; UsageError when a real office lies there."""
    if is_real(home):
        raise UsageError(
            f"в папке {home} лежат данные настоящего кабинета: учебный в ней не открывается.",
            "Уберите OBJEKTIV_DEMO или укажите другую папку в OBJEKTIV_HOME.",
        )
    if not is_training(home):
        _write(home, {})


def refuse_training(home: Path) -> None:
    """A real office never opens the folder of a training one."""
    if is_training(home):
        raise UsageError(
            f"в папке {home} учебный кабинет: настоящие данные в нём не ведут.",
            "Укажите другую папку в OBJEKTIV_HOME или откройте учебный: objektiv demo.",
        )


def finish(home: Path, wanted: TrainingYears) -> None:
    """Say that the territory is made to the end."""
    _write(home, {"recipe": recipe(wanted)})


def unfinish(home: Path) -> None:
    """Say that the territory is no longer whole."""
    _write(home, {})


def clear(home: Path) -> None:
    """Delete the folder of a training office; UsageError when it is another one."""
    if not home.exists() or not any(home.iterdir()):
        return
    if not (is_training(home) or (home / OLDER_MARK).is_file()):
        raise UsageError(f"папка {home} занята другими файлами.", "Укажите другую после --out.")
    try:
        for inside in home.iterdir():
            if inside.name != MARK:  # the mark goes last: who is stopped here begins again
                shutil.rmtree(inside) if inside.is_dir() else inside.unlink()
        shutil.rmtree(home)
    except OSError as error:
        raise disk_error(home, error) from error


def _mark(home: Path) -> Mapping[str, Any]:
    try:
        known = json.loads((home / MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _write(home: Path, said: Mapping[str, Any]) -> None:
    """The mark appears whole or not at all."""
    text = json.dumps(
        {"что": "учебные данные: школы и ученики выдуманы", **said}, ensure_ascii=False, indent=1
    )
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = home / f"{MARK}.part"
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(home / MARK)
    except OSError as error:
        raise disk_error(home, error) from error


def _fingerprint() -> str:
    """Over the code of the package and its data."""
    digest = hashlib.sha256()
    root = Path(str(files("objektiv")))
    for path in sorted(root.rglob("*")):
        if path.suffix in {".py", ".toml"}:
            digest.update(f"{path.relative_to(root).as_posix()}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _libraries() -> str:
    """Over the versions of the libraries that the program stands on."""
    names = sorted({found[0] for line in requires("objektiv") or () if (found := re.match(r"[\w.-]+", line))})
    return hashlib.sha256("\n".join(map(_named, names)).encode()).hexdigest()


def _named(library: str) -> str:
    try:
        return f"{library} {version(library)}"
    except PackageNotFoundError:  # of an option that is not installed
        return library
