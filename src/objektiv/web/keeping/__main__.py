"""``python -m objektiv.web.keeping FILE [--replace]``: restore an office; ``objektiv restore`` calls it.

No command of Django: those open the very folder that is to be replaced.
"""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path

from objektiv.model.errors import ObjektivError
from objektiv.web.keeping.progress import teller
from objektiv.web.keeping.restoring import restore_backup


def main(arguments: list[str]) -> int:
    """Restore and say what was restored; returns the exit code."""
    parser = argparse.ArgumentParser(prog="objektiv restore")
    parser.add_argument("file", type=Path)
    parser.add_argument("--replace", action="store_true")
    asked = parser.parse_args(arguments)
    try:
        manifest, before = restore_backup(asked.file, teller("Восстановление"), replace=asked.replace)
    except ObjektivError as error:
        text = str(error)
        sys.stderr.write(f"{text[:1].upper()}{text[1:]}\n")
        return error.exit_code
    made_at = datetime.fromisoformat(manifest.made_at).astimezone()
    sys.stdout.write(
        f"Восстановлено из копии от {made_at:%d.%m.%Y %H:%M}: таблиц {len(manifest.rows)}, "
        f"строк {sum(manifest.rows.values())}, файлов {len(manifest.files)}; отпечатки совпали, журнал цел. "
        "Все входят в кабинет заново.\n"
    )
    if before:
        sys.stdout.write(
            f"Прежняя папка отложена: {before}. Удалите её, когда убедитесь, что всё на месте.\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
