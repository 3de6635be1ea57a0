"""The register of management decisions: what was decided, on which ground, how it is carried out and proven."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from objektiv.documents.blocks import Block, Document
from objektiv.documents.numbers import count_of
from objektiv.documents.paper_blocks import (
    CENTRE,
    REGISTER,
    Entry,
    RuledColumn,
    RuledTable,
    Text,
    Title,
)
from objektiv.plans.model import Plan

DAY = "%d.%m.%Y"
EMPTY = "—"
_DECISIONS = ("решение", "решения", "решений")
_COLUMNS = (
    RuledColumn("№ п/п", 0.7, CENTRE),
    RuledColumn("Управленческое решение", 3),
    RuledColumn("Основание", 2.2),
    RuledColumn("Исполнение", 2.8),
    RuledColumn("Подтверждение", 2),
    RuledColumn("Эффект", 1.6),
)


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision; ``effect`` in the words of the product («помогло», «нельзя судить») or empty: not looked at yet."""

    decision: str
    basis: str = ""
    execution: str = ""
    evidence: tuple[str, ...] = ()
    effect: str = ""
    key: str = ""


def decision_rows(plan: Plan) -> tuple[DecisionRow, ...]:
    """The decisions that a plan itself holds; nothing but the plan is their ground yet."""
    return tuple(
        DecisionRow(one.text.text, plan.head.title.text, one.result.text, key=f"decision:{position}")
        for position, one in enumerate(plan.decisions, 1)
    )


def build_register(
    rows: Sequence[DecisionRow], *, organisation: str = "", as_of: date | None = None, stripe: str = ""
) -> Document:
    """The register as a document that lies on its side."""
    title = "Реестр управленческих решений"
    day = f"По состоянию на {as_of:{DAY}}" if as_of else ""
    under = tuple(Text(line, CENTRE) for line in (organisation, day) if line)
    entries = tuple(
        Entry(
            (
                str(number),
                row.decision,
                row.basis or EMPTY,
                row.execution or EMPTY,
                "\n".join(row.evidence) or EMPTY,
                row.effect or "не оценивался",
            ),
            row.key,
        )
        for number, row in enumerate(rows, 1)
    )
    blocks: tuple[Block, ...] = (
        Title(title),
        *under,
        Text(conclude(rows), is_bold=True),
        RuledTable(_COLUMNS, entries, "Решения"),
    )
    return Document(title, blocks, stripe, layout=REGISTER)


def conclude(rows: Sequence[DecisionRow]) -> str:
    """One sentence: how many decisions, how many of them without a proof and without a judged effect."""
    if not rows:
        return "Решений нет."
    bare = sum(not row.evidence for row in rows)
    unjudged = sum(not row.effect for row in rows)
    return f"{count_of(len(rows), *_DECISIONS)}; без подтверждения: {bare}; эффект не оценивался: {unjudged}."
