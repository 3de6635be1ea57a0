"""``objektiv check-scales``: scales that are known, refused (and why), or waiting for a confirmation."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from objektiv.cli.failures import complain
from objektiv.lake.lake import Lake
from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import ScaleError, UsageError
from objektiv.model.scale import Scale
from objektiv.scales.confirmation import confirm_scale, waiting_scale
from objektiv.scales.loader import CONFIRMED_FILE, Registry, load_registry, packaged_refusals
from objektiv.scales.scale_file import Refusal, read_user_file, write_user_scale

TRUST_TITLES: dict[str, str] = {
    "printed": "по документу",
    "user": "шкала пользователя",
    "inferred": "выведена",
    "headers": "максимумы из заголовков",
}


def check_scales(
    file: Annotated[
        Path | None, typer.Argument(metavar="ФАЙЛ", help="Файл шкал пользователя: TOML или JSON.")
    ] = None,
    lake: Annotated[
        Path | None, typer.Option("--lake", metavar="ПАПКА", help="Папка с загруженными данными.")
    ] = None,
    confirm: Annotated[
        list[str] | None,
        typer.Option("--confirm", metavar="КОД", help="Подтвердить выведенную шкалу; КОД:ВАРИАНТ."),
    ] = None,
    add: Annotated[
        bool, typer.Option("--add", help="Сохранить принятые шкалы файла в папке данных.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Ответ для программ: один объект JSON.")] = False,
) -> None:
    """Показать шкалы работ, проверить свой файл шкал, подтвердить выведенную шкалу.

    Шкала — это части с максимумами, максимум работы и наименьшие баллы отметок 3, 4 и 5. Сумма максимумов
    частей должна равняться максимуму работы, иначе шкала не принимается, а причина печатается. Шкала,
    выведенная из отметок в файле, действует после подтверждения: посмотрите, какие баллы не наблюдались.

    Файл шкал (TOML):

    \b
      [[scale]]
      assessment = "dkr-2024-ma6"
      maximum = 10
      parts = "1:1 2:1 3.1:2 3.2:2 4:1 5:3П"
      boundaries = [4, 6, 9]
      source = "Приказ управления образования от 02.09.2024 № 101"

    Необязательные поля: form (вариант), level (уровень частей: Б, П или В), minutes, sittings, notes
    и conditions — дополнительные условия отметки:

    \b
      [[scale.conditions]]
      mark = 4
      minimum = 2
      parts = ["4", "5"]
      otherwise = 3
      title = "не менее 2 баллов за геометрию"

    Примеры:

    \b
      objektiv check-scales
      objektiv check-scales мои-шкалы.toml
      objektiv check-scales мои-шкалы.toml --lake ДАННЫЕ --add
      objektiv check-scales --lake ДАННЫЕ --confirm vpr-2026-ru4

    Код выхода: 0 — всё принято, 2 — неверный вызов, 3 — есть непринятые шкалы, 4 — файл не записан.
    """
    done = _change_lake(file, lake, confirm or [], add=add)
    registry = load_registry(file, lake)
    refused = (*packaged_refusals(), *registry.refused)
    if as_json:
        typer.echo(json.dumps(_as_json(registry, refused, done), ensure_ascii=False))
    else:
        _show(registry, refused, done)
    if refused:
        raise typer.Exit(ScaleError.exit_code)


def _change_lake(file: Path | None, lake: Path | None, confirm: Sequence[str], *, add: bool) -> list[str]:
    """Carry out ``--confirm`` and ``--add``; sentences about what was done. Nothing is done when a part is wrong."""
    if lake is not None:
        Lake.open(lake)
    if not confirm and not add:
        return []
    if lake is None:
        raise UsageError("Не указана папка данных.", "Добавьте --lake ПАПКА.")
    if add and file is None:
        raise UsageError("Не указан файл шкал.", "Нужно: objektiv check-scales ФАЙЛ --lake ПАПКА --add.")
    waiting = [waiting_scale(lake, *_work(code)) for code in dict.fromkeys(confirm)]
    added = read_user_file(file).scales.values() if add and file else ()
    for scale in waiting:
        confirm_scale(lake, scale)
    for scale in added:
        write_user_scale(lake / CONFIRMED_FILE, scale)
    return [
        *(f"Подтверждена шкала {_name(scale)}." for scale in waiting),
        *(f"Сохранена шкала {_name(scale)}." for scale in added),
    ]


def _work(code: str) -> tuple[AssessmentId, str]:
    text, _, form = code.partition(":")
    try:
        return AssessmentId.parse(text), form
    except ValueError as error:
        raise UsageError(str(error)) from error


def _show(registry: Registry, refused: Sequence[Refusal], done: Sequence[str]) -> None:
    console = Console(highlight=False, markup=False, soft_wrap=True)
    for sentence in done:
        console.print(sentence)
    for (trust, source), scales in groupby(sorted(registry.all(), key=_heading), key=_heading):
        console.print(f"\n{source or 'Источник не указан'} ({trust})")
        console.print(_table(list(scales)))
    waiting = registry.unconfirmed()
    if waiting:
        console.print("\nЖдут подтверждения (--confirm КОД), до него отметки по ним не считаются:")
        for scale in waiting:
            console.print("  " + " ".join((f"{_name(scale)}.", *scale.notes)))
    for refusal in refused:
        complain(_refusal_line(refusal))


def _heading(scale: Scale) -> tuple[str, str]:
    return TRUST_TITLES[scale.trust], scale.source


def _table(scales: Sequence[Scale]) -> Table:
    table = Table(box=box.SIMPLE, pad_edge=False)
    table.add_column("Код", no_wrap=True)
    table.add_column("Работа")
    for title in ("Частей", "Максимум"):
        table.add_column(title, justify="right")
    table.add_column("Отметки 3, 4, 5 от")
    for scale in scales:
        parts = str(len(scale.parts) or "—")
        table.add_row(_name(scale), scale.assessment.title, parts, str(scale.maximum), _boundaries(scale))
    return table


def _boundaries(scale: Scale) -> str:
    if scale.boundaries is None:
        return "—"
    return ", ".join(map(str, scale.boundaries)) + (" и условия" if scale.conditions else "")


def _refusal_line(refusal: Refusal) -> str:
    form = f", вариант {refusal.form}" if refusal.form else ""
    place = ", ".join(word for word in (refusal.file, f"{refusal.assessment}{form}") if word)
    return f"Не принята шкала ({place}): {refusal.reason}"


def _name(scale: Scale) -> str:
    return f"{scale.assessment}:{scale.form}" if scale.form else str(scale.assessment)


def _as_json(registry: Registry, refused: Sequence[Refusal], done: Sequence[str]) -> dict[str, Any]:
    return {
        "done": list(done),
        "scales": [_scale_json(scale) for scale in registry.all()],
        "unconfirmed": [_name(scale) for scale in registry.unconfirmed()],
        "refused": [
            {"file": item.file, "assessment": item.assessment, "form": item.form, "reason": item.reason}
            for item in refused
        ],
    }


def _scale_json(scale: Scale) -> dict[str, Any]:
    return {
        "assessment": str(scale.assessment),
        "form": scale.form,
        "maximum": scale.maximum,
        "parts": {part.code: part.maximum for part in scale.parts},
        "boundaries": list(scale.boundaries) if scale.boundaries else None,
        "conditions": [condition.title for condition in scale.conditions],
        "trust": scale.trust,
        "source": scale.source,
        "notes": list(scale.notes),
    }
