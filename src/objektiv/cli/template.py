"""``objektiv template``: empty tables to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from objektiv.analysis import catalogue
from objektiv.documents.workbook_template import write_csv_template, write_template
from objektiv.model.errors import UsageError
from objektiv.model.reader import Reader

_SUFFIX = "_template"


def template(
    name: Annotated[
        str | None, typer.Argument(metavar="ШАБЛОН", help="Имя шаблона; без него — список шаблонов.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="ФАЙЛ", help="Куда записать: файл или папка.")
    ] = None,
    csv: Annotated[
        bool, typer.Option("--csv", help="Таблица CSV и текст со справкой вместо книги xlsx.")
    ] = False,
) -> None:
    """Записать пустую таблицу для заполнения, со справкой о каждом столбце.

    Без имени показывает список шаблонов. Записанный файл никогда не затирает существующий.

    Примеры:

      objektiv template

      objektiv template medals --out медали.xlsx

      objektiv template register --csv
    """
    templates = find_templates()
    if name is None:
        _show(templates)
        return
    if name not in templates:
        raise UsageError(f"шаблона «{name}» нет.", f"Есть шаблоны: {', '.join(templates)}.")
    path = _target(out, f"{name}.csv" if csv else f"{name}.xlsx")
    for written in _write(templates[name], path, is_csv=csv or path.suffix.lower() == ".csv"):
        typer.echo(f"Записано: {written}")


def find_templates() -> dict[str, Reader]:
    """Readers of our own templates by the name that the command takes, sorted."""
    readers = catalogue.readers().values()
    return {reader.code.removesuffix(_SUFFIX): reader for reader in readers if reader.template is not None}


def _show(templates: dict[str, Reader]) -> None:
    width = max(map(len, templates), default=0)
    for name, reader in templates.items():
        typer.echo(f"{name.ljust(width)}  {_title(reader)}")
    typer.echo("\nЗаписать шаблон: objektiv template ИМЯ --out ФАЙЛ")


def _target(out: Path | None, default: str) -> Path:
    path = Path(default) if out is None else out / default if out.is_dir() else out
    if path.exists():
        raise UsageError(
            f"файл {path} уже есть.", "Укажите другое имя после --out: заполненное не затирается."
        )
    if not path.parent.is_dir():
        raise UsageError(f"нет папки {path.parent}.", "Создайте её или укажите другую после --out.")
    return path


def _write(reader: Reader, path: Path, *, is_csv: bool) -> tuple[Path, ...]:
    columns, title = reader.template or {}, _title(reader)
    if is_csv:
        return path, write_csv_template(path, title, columns, reader.examples)
    write_template(path, title, columns, reader.examples, reader.choices)
    return (path,)


def _title(reader: Reader) -> str:
    return reader.title.removesuffix(" (наш шаблон)")
