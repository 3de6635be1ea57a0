"""The report on the fulfilment of a plan: totals by status first, then every measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from objektiv.documents.blocks import Block, Document
from objektiv.documents.numbers import count_of, format_share
from objektiv.documents.paper_blocks import (
    CENTRE,
    REGISTER,
    Band,
    Entry,
    RuledColumn,
    RuledTable,
    SignedLines,
    Text,
    Title,
)
from objektiv.reports.plan_naming import name_plan

DAY = "%d.%m.%Y"
NO_STATUS = "состояние не указано"
OVERDUE = "просрочено"
EMPTY = "—"
_ACTIONS = ("мероприятия", "мероприятий", "мероприятий")  # after «из»
_TOTALS = (
    RuledColumn("Состояние", 4),
    RuledColumn("Мероприятий", 1.2, CENTRE),
    RuledColumn("Доля", 1, CENTRE),
)
_COLUMNS = (
    RuledColumn("№ п/п", 0.7, CENTRE),
    RuledColumn("Мероприятие", 3.4),
    RuledColumn("Срок по плану", 1.4),
    RuledColumn("Срок по факту", 1.2),
    RuledColumn("Ответственный", 1.7),
    RuledColumn("Результат", 2.2),
    RuledColumn("Подтверждающий документ", 2),
    RuledColumn("Состояние, причина невыполнения", 2),
)
_EFFECT = RuledColumn("Эффект", 1.2)


@dataclass(frozen=True, slots=True)
class FulfilmentRow:
    """One measure as it stands. ``planned`` in the words of the plan; ``status`` in the words of the product.

    ``key`` knows the row again in a workbook; ``is_overdue`` is computed by who knows the due date; ``effect`` is what
    a person judged («помогло»), empty when nobody did.
    """

    text: str
    number: str = ""
    section: str = ""
    planned: str = ""
    done_on: date | None = None
    responsible: str = ""
    result: str = ""
    evidence: tuple[str, ...] = ()
    status: str = ""
    reason: str = ""
    is_overdue: bool = False
    key: str = ""
    effect: str = ""


@dataclass(frozen=True)
class Fulfilment:
    """The report: the title of the plan, on which day, statuses in the order in which totals name them.

    ``done`` are the statuses that count as carried out; ``author`` = (post, person) who signs.
    """

    title: str
    as_of: date
    rows: tuple[FulfilmentRow, ...]
    statuses: tuple[str, ...]
    done: frozenset[str]
    organisation: str = ""
    author: tuple[str, str] = ("", "")


def build_fulfilment(report: Fulfilment, *, stripe: str = "") -> Document:
    """The document; its first words say how many measures are carried out."""
    has_effects = any(row.effect for row in report.rows)
    columns = (*_COLUMNS, _EFFECT) if has_effects else _COLUMNS
    title = f"Отчёт о выполнении\n{name_plan(report.title).genitive}"
    blocks: list[Block] = [Title(title)]
    if report.organisation:
        blocks.append(Text(report.organisation, CENTRE))
    blocks += [
        Text(f"По состоянию на {report.as_of:{DAY}}", CENTRE),
        Text(conclude(report), is_bold=True),
        RuledTable(_TOTALS, tuple(_totals(report)), "Итоги"),
        Text("Мероприятия", is_bold=True, is_kept=True),
        RuledTable(columns, tuple(_rows(report.rows, has_effects=has_effects)), "Мероприятия"),
        SignedLines((report.author if any(report.author) else ("Отчёт составил(а)", ""),)),
    ]
    return Document(title.replace("\n", " "), tuple(blocks), stripe, layout=REGISTER)


def conclude(report: Fulfilment) -> str:
    """One sentence: how many of how many are carried out, what is overdue, what has no document."""
    whole = len(report.rows)
    if not whole:
        return "В плане нет мероприятий."
    done = [row for row in report.rows if row.status in report.done]
    parts = [f"Выполнено {len(done)} из {count_of(whole, *_ACTIONS)} ({format_share(len(done) / whole, 0)})"]
    late = sum(row.is_overdue for row in report.rows)
    parts.append(f"просрочено {late}" if late else "просроченных нет")
    bare = sum(not row.evidence for row in done)
    if bare:
        parts.append(f"без подтверждающего документа выполнено {bare}")
    return "; ".join(parts) + "."


def _totals(report: Fulfilment) -> Iterator[Entry]:
    counts = Counter(row.status or NO_STATUS for row in report.rows)
    order = [*report.statuses, *sorted(set(counts) - set(report.statuses))]
    for status in order:
        if counts[status]:
            yield _total(status, counts[status], len(report.rows))
    late = sum(row.is_overdue for row in report.rows)
    if late:
        yield _total(f"из них {OVERDUE}", late, len(report.rows))
    yield Entry(
        ("Всего", str(len(report.rows)), format_share(1.0, 0) if report.rows else EMPTY), is_total=True
    )


def _total(name: str, count: int, whole: int) -> Entry:
    return Entry((name, str(count), format_share(count / whole, 0)))


def _rows(rows: Sequence[FulfilmentRow], *, has_effects: bool) -> Iterator[Band | Entry]:
    section = ""
    for row in rows:
        if row.section and row.section != section:
            yield Band(row.section)
        section = row.section
        yield Entry(
            (
                row.number,
                row.text,
                row.planned or EMPTY,
                f"{row.done_on:{DAY}}" if row.done_on else EMPTY,
                row.responsible or EMPTY,
                row.result or EMPTY,
                "\n".join(row.evidence) or EMPTY,
                _state(row),
                *((row.effect or EMPTY,) if has_effects else ()),
            ),
            row.key,
        )


def _state(row: FulfilmentRow) -> str:
    """The status, that it is overdue, and why it was not carried out."""
    status = row.status or NO_STATUS
    if row.is_overdue:
        status = f"{status}, {OVERDUE}"
    return f"{status}\n{row.reason}" if row.reason else status
