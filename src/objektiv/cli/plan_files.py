"""Plans as the commands get them: the JSON that ``objektiv plan read --json`` printed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from objektiv.model.errors import RefusedFileError, UsageError, disk_reason
from objektiv.plans.model import Plan
from objektiv.plans.record import from_record

_REMEDY = "Получите запись плана командой: objektiv plan read ДОКУМЕНТ --json > план.json."


def load_plan(path: Path) -> Plan:
    """The plan of a record; RefusedFileError when the file cannot be read or holds something else."""
    try:
        record: Any = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise RefusedFileError(f"файл не открылся: {disk_reason(error)}.", place=str(path)) from error
    except (ValueError, RecursionError) as error:
        raise RefusedFileError("это не запись плана в формате JSON.", _REMEDY, place=str(path)) from error
    try:
        return from_record(record)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise RefusedFileError("в записи плана нет нужных полей.", _REMEDY, place=str(path)) from error


def check_places(source: Path, places: list[Path]) -> None:
    """UsageError when two files would lie in one place or the record itself would be written over."""
    taken = {source.resolve()}
    for path in places:
        if path.resolve() in taken:
            raise UsageError(f"имя {path} названо дважды.", "Укажите для каждого файла своё имя.")
        taken.add(path.resolve())
        if path.is_dir():
            raise UsageError(f"{path} — папка.", "Укажите имя файла в ней.")
