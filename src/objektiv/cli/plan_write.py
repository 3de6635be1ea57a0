"""``objektiv plan write``: a plan as a document."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from objektiv.cli.plan_files import check_places, load_plan
from objektiv.documents.blocks import Document
from objektiv.model.errors import UsageError
from objektiv.plans.model import Plan
from objektiv.reports.plan_decisions import build_register, decision_rows
from objektiv.reports.plan_order import build_order
from objektiv.reports.plan_paper import build_plan
from objektiv.reports.plan_write import WRITERS, write_paper


class Form(StrEnum):
    """What is made of the plan."""

    PLAN = "plan"
    ORDER = "order"
    DECISIONS = "decisions"


_BUILDERS: dict[Form, Callable[[Plan], Document]] = {
    Form.PLAN: build_plan,
    Form.ORDER: build_order,
    Form.DECISIONS: lambda plan: build_register(
        decision_rows(plan), organisation=plan.head.organisation.text
    ),
}


def write(
    file: Annotated[
        Path, typer.Argument(metavar="ПЛАН", help="Запись плана: objektiv plan read ДОКУМЕНТ --json.")
    ],
    docx: Annotated[
        Path | None, typer.Option("--docx", metavar="ФАЙЛ", help="Записать документ Word.")
    ] = None,
    pdf: Annotated[Path | None, typer.Option("--pdf", metavar="ФАЙЛ", help="Записать PDF.")] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", metavar="ФАЙЛ", help="Записать книгу Excel.")] = None,
    form: Annotated[
        Form,
        typer.Option(
            "--form",
            metavar="ВИД",
            show_default=False,
            help="Что записать: plan — план, order — проект приказа с планом, decisions — реестр решений.",
        ),
    ] = Form.PLAN,
) -> None:
    """Записать план документом: утверждение или приложение, таблица с номерами, подписи.

    Файлов может быть несколько сразу. Файл появляется целиком или не появляется.

    Примеры:

      objektiv plan write план.json --docx план.docx --pdf план.pdf

      objektiv plan write план.json --form order --docx приказ.docx
    """
    wanted = {kind: path for kind, path in (("docx", docx), ("pdf", pdf), ("xlsx", xlsx)) if path}
    if not wanted:
        raise UsageError(
            "не указано, что записать.", f"Добавьте {' или '.join(f'--{kind} ФАЙЛ' for kind in WRITERS)}."
        )
    check_places(file, list(wanted.values()))
    document = _BUILDERS[form](load_plan(file))
    for kind, path in wanted.items():
        write_paper(document, kind, path)
        typer.echo(f"Записано: {path}")
