"""``objektiv plan calendar``: the due dates of a plan for a calendar, or its year on a sheet for the wall."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from objektiv.cli.plan_files import check_places, load_plan
from objektiv.cli.plan_frame import build_frame
from objektiv.documents.calendar import write_calendar
from objektiv.documents.numbers import count_of
from objektiv.documents.poster import write_poster
from objektiv.model.errors import UsageError
from objektiv.reports.plan_calendar import DatedAction, calendar_events, date_actions, stamp_of
from objektiv.reports.plan_head import title_of
from objektiv.reports.plan_poster import build_poster
from objektiv.reports.plan_words import numbered
from objektiv.reports.saving import save_whole

_LONGEST = 90


class Size(StrEnum):
    """Sheets of a poster."""

    A3 = "A3"
    A4 = "A4"


def calendar(
    file: Annotated[
        Path, typer.Argument(metavar="ПЛАН", help="Запись плана: objektiv plan read ДОКУМЕНТ --json.")
    ],
    ics: Annotated[
        Path | None, typer.Option("--ics", metavar="ФАЙЛ", help="Записать календарь iCal.")
    ] = None,
    poster: Annotated[
        Path | None, typer.Option("--poster", metavar="ФАЙЛ", help="Записать плакат года, PDF.")
    ] = None,
    size: Annotated[
        Size, typer.Option("--size", metavar="A3|A4", show_default=False, help="Лист плаката; обычно A3.")
    ] = Size.A3,
    school_year: Annotated[
        str | None,
        typer.Option("--school-year", metavar="ГОД", help="Учебный год: 2023/24; обычно из плана."),
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", metavar="ГОД", help="Календарный год вместо учебного.")
    ] = None,
    approved: Annotated[
        str | None,
        typer.Option("--approved", metavar="ДАТА", help="День утверждения: 2021-02-26; обычно из плана."),
    ] = None,
    week: Annotated[
        int, typer.Option("--week", min=5, max=6, show_default=False, help="Рабочих дней в неделе; обычно 5.")
    ] = 5,
    event: Annotated[
        list[str] | None,
        typer.Option(
            "--event", metavar="СОБЫТИЕ=ДАТА", help='Дата события: "ВПР=2024-04-16"; можно несколько раз.'
        ),
    ] = None,
) -> None:
    """Записать сроки плана в календарь: событие на каждый срок, мероприятия без даты — списком на экран.

    Файл принимают календари телефона, Яндекса и Outlook. Сдвинутый срок при новой загрузке переносится, а не
    повторяется.

    Примеры:

      objektiv plan calendar план.json --ics план.ics --event "ВПР=2024-04-16"

      objektiv plan calendar план.json --poster плакат.pdf --size A4
    """
    if ics is None and poster is None:
        raise UsageError("не указано, что записать.", "Добавьте --ics ФАЙЛ или --poster ФАЙЛ.")
    check_places(file, [path for path in (ics, poster) if path])
    plan = load_plan(file)
    frame = build_frame(
        plan, school_year=school_year, year=year, approved=approved, week=week, events=event or ()
    )
    dated = date_actions(plan, frame)
    events = calendar_events(plan, dated)
    if ics is not None:
        title = " ".join(title_of(plan.head).split())
        content = write_calendar(title, events, stamp_of(frame))
        save_whole(ics, lambda draft: _write(draft, content))
        typer.echo(f"Записано: {ics}, {count_of(len(events), 'событие', 'события', 'событий')}")
    if poster is not None:
        sheet = build_poster(plan, dated, frame)
        save_whole(poster, lambda draft: write_poster(sheet, draft, size=size.value))
        typer.echo(f"Записано: {poster}")
    _tell("Без даты", [(one, one.reason) for one in dated if not one.days])
    _tell("Проверьте срок", [(one, one.doubt) for one in dated if one.doubt])


def _tell(title: str, found: Sequence[tuple[DatedAction, str]]) -> None:
    """Actions that a person has to look at, each with the reason."""
    if not found:
        return
    typer.echo(f"\n{title}: {count_of(len(found), 'мероприятие', 'мероприятия', 'мероприятий')}")
    for one, why in found:
        text = " ".join(numbered(one.action.number.text, one.action.text.text).split())
        short = text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"
        typer.echo(f"  {short}\n    {why}")


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
