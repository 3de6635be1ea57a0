"""``objektiv reference``: a region's pack for comparison, made or taken into use."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from objektiv.analysis.packs import read_pack, write_pack
from objektiv.analysis.request import AnalysisRequest
from objektiv.analysis.run import compare_lake
from objektiv.lake.lake import Lake
from objektiv.model.errors import UsageError


def reference(
    what: Annotated[str, typer.Argument(metavar="export|use", help="Сделать пакет или подключить его.")],
    lake: Annotated[Path, typer.Option("--lake", metavar="ПАПКА", help="Папка с загруженными данными.")],
    file: Annotated[Path, typer.Option("--file", metavar="ФАЙЛ", help="Файл пакета.")] = Path(
        "reference.json"
    ),
    region_complete: Annotated[
        bool, typer.Option("--region-complete", help="Загружены все школы субъекта РФ.")
    ] = False,
) -> None:
    """Пакет сравнения региона: сводные данные, с которыми район или школа сравнивает себя.

    В пакете нет ни школ, ни учеников. Регион делает его, район подключает к своим данным.

    Примеры:

      objektiv reference export --lake ДАННЫЕ --file регион.json --region-complete

      objektiv reference use --lake ДАННЫЕ --file регион.json
    """
    if what == "export":
        write_pack(file, compare_lake(Lake.open(lake), AnalysisRequest(is_whole_region=region_complete)))
        typer.echo(f"Пакет записан: {file}.")
    elif what == "use":
        known = read_pack(file)
        Lake.open_or_create(lake)
        shutil.copyfile(file, lake / "reference.json")
        typer.echo(f"Пакет подключён: процедур в нём {len(known)}.")
    else:
        raise UsageError(f"«{what}» — неизвестное действие.", "Есть два: export и use.")
