"""``objektiv reference``: a region's pack for comparison, made or taken into use."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from objektiv.analysis.packs import adopt_pack, read_pack, write_pack
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
        _export(lake, file, AnalysisRequest(is_whole_region=region_complete))
    elif what == "use":
        _use(lake, file)
    else:
        raise UsageError(f"«{what}» — неизвестное действие.", "Есть два: export и use.")


def _export(lake: Path, file: Path, request: AnalysisRequest) -> None:
    left_out = write_pack(file, compare_lake(Lake.open(lake), request))
    typer.echo(f"Пакет записан: {file}.")
    if left_out:
        titles = "; ".join(one.title for one in left_out)
        typer.echo(f"Не вошли, потому что меньше трёх школ или десяти работ: {titles}.")


def _use(lake: Path, file: Path) -> None:
    known = read_pack(file)  # a file that is no pack must not leave an empty folder of data behind
    adopt_pack(file, Lake.open_or_create(lake))
    typer.echo(f"Пакет подключён: процедур в нём {len(known)}.")
