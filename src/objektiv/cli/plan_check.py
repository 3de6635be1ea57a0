"""``objektiv plan check``: what a person should look at in a plan, and what is good in it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

import typer

from objektiv.cli.plan_frame import build_frame
from objektiv.plans.checks import Finding, inspect, what_is_good
from objektiv.plans.reading import read_plan

NOTHING = "Проверки ничего не нашли."
_HEADINGS = {"ошибка": "Ошибки", "вопрос": "Вопросы", "замечание": "Замечания"}


def check(
    file: Annotated[
        Path, typer.Argument(metavar="ФАЙЛ", help="Документ: docx, odt, pdf, xlsx, txt, md, doc, rtf.")
    ],
    school_year: Annotated[
        str | None,
        typer.Option("--school-year", metavar="2023/24", help="Учебный год плана вместо названного в нём."),
    ] = None,
    year: Annotated[int | None, typer.Option("--year", metavar="2021", help="Календарный год плана.")] = None,
    approved: Annotated[
        str | None, typer.Option("--approved", metavar="2021-02-26", help="День утверждения плана.")
    ] = None,
    event: Annotated[
        list[str] | None,
        typer.Option("--event", metavar="ВПР=2024-04-16", help="День процедуры; можно несколько раз."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Ответ для программ: один объект JSON.")] = False,
) -> None:
    """Проверить план мероприятий: реквизиты, сроки, ответственные, показатели, порядок, повторы, правовые риски.

    Находки — вопросы к плану, а не ошибки программы; сам план не меняется, предложенное не вписывается.

    Примеры:

      objektiv plan check ПЛАН.docx

      objektiv plan check ПЛАН.docx --school-year 2023/24 --event "ВПР=2024-04-16"

    Код выхода: 0 — план прочитан и проверен, 2 — неверный вызов, 3 — файл не принят.
    """
    plan = read_plan(file)
    is_framed = school_year or year or approved or event
    frame = (
        build_frame(plan, school_year=school_year, year=year, approved=approved, events=event or ())
        if is_framed
        else None
    )
    findings = inspect(plan, frame)
    good = what_is_good(plan, frame)
    if as_json:
        typer.echo(json.dumps(_as_json(file, good, findings), ensure_ascii=False, indent=2))
    else:
        _show(good, findings)


def _as_json(file: Path, good: str, findings: Sequence[Finding]) -> dict[str, Any]:
    rows = [
        {
            "code": one.code,
            "title": one.title,
            "severity": str(one.severity),
            "message": one.message,
            "remedy": one.remedy,
            "place": one.place,
            "actions": list(one.actions),
            "rows": list(one.rows),
            "suggestion": one.suggestion,
        }
        for one in findings
    ]
    return {"file": file.name, "good": good, "findings": rows}


def _show(good: str, findings: Sequence[Finding]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False, markup=False)
    console.print(good, soft_wrap=True)
    if not findings:
        console.print(NOTHING)
    for severity, found in groupby(findings, key=lambda one: one.severity):
        rows = list(found)
        table = Table(title=f"{_HEADINGS[severity]}: {len(rows)}", title_justify="left", show_lines=True)
        table.add_column("Что", ratio=2)
        table.add_column("Находка и место", ratio=4)
        table.add_column("Что сделать", ratio=4)
        for one in rows:
            offer = f"\nПредложение: {one.suggestion}" if one.suggestion else ""
            where = f" ({one.place})" if one.place else ""
            table.add_row(one.title, f"{one.message}{where}", f"{one.remedy}{offer}")
        console.print()
        console.print(table)
