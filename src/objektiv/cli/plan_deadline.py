"""``objektiv plan deadline``: what the words of a deadline mean in the year of a plan."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated

import typer
from rich.console import Console

from objektiv.cli.plan_frame import build_frame
from objektiv.plans.deadlines.answer import answer
from objektiv.plans.deadlines.dates import Dates, Due, resolve
from objektiv.plans.deadlines.description import describe
from objektiv.plans.deadlines.language import understand
from objektiv.plans.deadlines.rule import Rule
from objektiv.plans.model import Plan

_SHOWN = 12  # intervals of a recurrence on the screen; --json gives all of them


def deadline(
    text: Annotated[str, typer.Argument(metavar="СРОК", help="Срок словами, как он стоит в плане.")],
    school_year: Annotated[
        str | None, typer.Option("--school-year", metavar="ГОД", help="Учебный год плана: 2023/24.")
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", metavar="ГОД", help="Календарный год плана: 2021.")
    ] = None,
    approved: Annotated[
        str | None, typer.Option("--approved", metavar="ДАТА", help="День утверждения плана: 2021-02-26.")
    ] = None,
    week: Annotated[
        int,
        typer.Option(
            "--week", min=5, max=6, show_default=False, help="Рабочих дней в неделе: 5 или 6; обычно 5."
        ),
    ] = 5,
    event: Annotated[
        list[str] | None,
        typer.Option(
            "--event", metavar="СОБЫТИЕ=ДАТА", help='Дата события: "ВПР=2024-04-16"; можно несколько раз.'
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Ответ для программ: один объект JSON.")] = False,
) -> None:
    """Понять срок, записанный словами, и посчитать даты по производственному календарю.

    День события в срок не входит; дни календарные, если не сказано «рабочих». Чего понять нельзя, то не угадывается:
    печатается причина, а в ответе для программ "understood" равно false (код выхода и тогда 0).

    Примеры:

    \b
      objektiv plan deadline "февраль-март" --year 2021
      objektiv plan deadline "в течение учебного года" --school-year 2023/24
      objektiv plan deadline "не позднее чем за 2 дня до ВПР" --school-year 2023/24 --event "ВПР=2024-04-16"

    Код выхода: 0 — ответ дан, 2 — неверный вызов.
    """
    frame = build_frame(
        Plan(source=""),
        school_year=school_year,
        year=year,
        approved=approved,
        week=week,
        events=tuple(event or ()),
    )
    rule = understand(text)
    dates = resolve(rule, frame)
    if as_json:
        typer.echo(json.dumps(answer(rule, dates), ensure_ascii=False))
    else:
        _show(rule, dates)


def _show(rule: Rule, dates: Dates) -> None:
    console = Console(highlight=False, markup=False, soft_wrap=True)
    if not rule.understood:
        console.print(f"Срок не понят. {rule.reason}")
        return
    console.print(f"Понято: {describe(rule)}.")
    for first, last in dates.intervals[:_SHOWN]:
        console.print(f"  {_day(first)}" if first == last else f"  {_day(first)} — {_day(last)}")
    if len(dates.intervals) > _SHOWN:
        console.print(f"  … и ещё {len(dates.intervals) - _SHOWN}")
    for due in dates.dues:
        console.print(f"  {due.event} {_day(due.date)}{_due(due)}")
    if dates.due:
        console.print(f"Крайний день: {_day(dates.due)}{_working(dates.due, dates.due_working)}.")
    for repair in rule.repaired:
        console.print(f"Исправлена опечатка: {repair}.")
    for remark in dates.remarks:
        console.print(remark)


def _due(due: Due) -> str:
    return (
        f": срок {_day(due.due)}{_working(due.due, due.due_working)}"
        if due.due
        else ": крайний день не назван"
    )


def _working(due: date | None, working: date | None) -> str:
    return f", рабочий — {_day(working)}" if working and working != due else ""


def _day(day: date | None) -> str:
    return day.strftime("%d.%m.%Y") if day else ""
