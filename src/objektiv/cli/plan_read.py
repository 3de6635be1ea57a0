"""``objektiv plan read``: a plan of measures out of a file, on the screen or as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from objektiv.plans.reading import read_plan
from objektiv.plans.record import to_record


def read(
    file: Annotated[
        Path, typer.Argument(metavar="ФАЙЛ", help="Документ: docx, odt, pdf, xlsx, txt, md, doc, rtf.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Записать прочитанное как JSON.")] = False,
) -> None:
    """Прочитать план мероприятий и показать, что в нём есть, чего нет и что прочитано неуверенно.

    Ничего не дописывается: пустое остаётся пустым, предположения показаны отдельно.

    Примеры:

      objektiv plan read ПЛАН.docx

      objektiv plan read ПЛАН.pdf --json > ПЛАН.json
    """
    plan = read_plan(file)
    if as_json:
        typer.echo(json.dumps(to_record(plan), ensure_ascii=False, indent=2))
        return
    from objektiv.cli.plan_screen import show  # rich is not needed for JSON

    show(plan)
