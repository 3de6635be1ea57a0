"""``objektiv backup``, ``objektiv restore``: copies of the office."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from objektiv.cli.office import run_office

RESTORING = "objektiv.web.keeping"


def backup(
    file: Annotated[Path | None, typer.Argument(metavar="[ФАЙЛ]", help="Куда записать копию.")] = None,
    into: Annotated[
        Path | None,
        typer.Option(
            "--into", metavar="ПАПКА", help="Вместо файла: папка копий, имя — по времени, старые убираются."
        ),
    ] = None,
    daily: Annotated[
        int,
        typer.Option(
            "--keep-daily",
            min=0,
            max=1000,
            show_default=False,
            help="За сколько дней хранить по копии; обычно 7.",
        ),
    ] = 7,
    weekly: Annotated[
        int,
        typer.Option(
            "--keep-weekly",
            min=0,
            max=1000,
            show_default=False,
            help="За сколько недель хранить по копии; обычно 4.",
        ),
    ] = 4,
    monthly: Annotated[
        int,
        typer.Option(
            "--keep-monthly",
            min=0,
            max=1000,
            show_default=False,
            help="За сколько месяцев хранить по копии; обычно 12.",
        ),
    ] = 12,
) -> None:
    """Сделать копию кабинета: база, данные, расчёты, файлы и ключи в одном файле.

    Кабинет при этом может работать. Файл появляется целиком или не появляется.
    В копии результаты и ключи: храните её отдельно и под замком.

    Примеры:

      objektiv backup /mnt/copies/objektiv.zip

      objektiv backup --into /mnt/copies --keep-daily 7 --keep-weekly 4 --keep-monthly 12
    """
    keep = ("--keep-daily", str(daily), "--keep-weekly", str(weekly), "--keep-monthly", str(monthly))
    place = [str(file)] if file else []
    run_office("backup", *place, *(("--into", str(into)) if into else ()), *keep)


def restore(
    file: Annotated[Path, typer.Argument(metavar="ФАЙЛ", help="Копия, которую записал objektiv backup.")],
    replace: Annotated[
        bool,
        typer.Option(
            "--replace",
            help="Заменить кабинет, который там есть; прежняя папка останется рядом под другим именем.",
        ),
    ] = False,
) -> None:
    """Восстановить кабинет из копии в папку OBJEKTIV_HOME.

    Сначала проверяется каждый отпечаток и всё готовится рядом, потом встаёт на место целиком.
    Копия со SQLite восстанавливается и в PostgreSQL, если задана OBJEKTIV_DATABASE; обратно тоже.
    Прежние таблицы PostgreSQL с --replace удаляются: сначала сделайте их копию.

    Пример: objektiv restore /mnt/copies/objektiv.zip
    """
    run_office(str(file), *(("--replace",) if replace else ()), module=RESTORING)
