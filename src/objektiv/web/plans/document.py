"""The text of a plan in the words of the library: for printing, for the X-ray, for comparing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from objektiv.plans import model
from objektiv.plans.model import Field
from objektiv.plans.record import from_record
from objektiv.web.plans.enums import RowKind
from objektiv.web.plans.models import Action, Edition, Plan
from objektiv.web.plans.snapshot import Text

ORDERS = frozenset({"приказ", "распоряжение", "постановление"})


def as_document(text: Text) -> model.Plan:
    """Head, directions, sections, rows, decisions; columns, texts and signatures as the file had them."""
    plan, rows = text.plan, text.rows
    read = from_record(plan.record) if plan.record else model.Plan(source=plan.source_name)
    edition = plan.editions.order_by("number").first()
    return replace(
        read,
        head=_head(plan, read.head, edition),
        directions=tuple(_direction(one) for one in text.directions),
        sections=tuple(
            model.Section(str(one.pk), Field(one.number), Field(one.title)) for one in text.sections
        ),
        actions=_actions(rows, RowKind.ACTION),
        decisions=_actions(rows, RowKind.DECISION),
    )


def _actions(rows: Iterable[Action], kind: str) -> tuple[model.Action, ...]:
    return tuple(_action(one) for one in rows if one.row == kind)


def _action(action: Action) -> model.Action:
    def field(text: str, supposed: str = "") -> Field:
        return Field(text, action.place, suggestion=action.suggestions.get(supposed, ""))

    extra = tuple((heading, Field(text, action.place)) for heading, text in action.extra.items())
    if action.indicator:
        extra = (("Показатель", Field(f"{action.indicator} {action.indicator_planned}".strip())), *extra)
    return model.Action(
        field(action.text), field(action.number, "number"), field(action.deadline, "deadline"),
        field(action.owner_text, "responsible"), field(action.result, "result"),
        section=str(action.section_id or ""), sub_items=tuple(map(Field, action.sub_items)), extra=extra,
        place=action.place,
    )  # fmt: skip


def _direction(direction: Any) -> model.Direction:
    bullets = tuple(model.Bullet(Field(one["text"]), one.get("group", "")) for one in direction.bullets)
    return model.Direction(Field(direction.number), Field(direction.title), bullets)


def _head(plan: Plan, read: model.Head, edition: Edition | None) -> model.Head:
    """As the file had it; what the office knows better, the title, the year, the requisites, in its place."""
    known = replace(
        read,
        title=Field(plan.title),
        kind=Field(plan.get_kind_display()),
        school_year=Field(plan.school_year or str(plan.year)),
        organisation=read.organisation or Field(plan.unit.title),
    )
    if read.approvals:
        return known  # the file has its own corner, with what was written in it
    if edition is None:
        return known if read.annex else replace(known, approvals=(_blank_approval(),))
    if edition.document in ORDERS:
        annex = replace(
            read.annex or model.Annex(), document=Field(edition.document),
            date=Field(f"{edition.document_date:%d.%m.%Y}"), order_number=Field(edition.document_number),
        )  # fmt: skip
        return replace(known, annex=annex)
    signed = replace(
        _blank_approval(), post=Field(edition.signed_by), date=Field(f"{edition.document_date:%d.%m.%Y}")
    )
    return replace(known, approvals=(signed,))


def _blank_approval() -> model.Approval:
    return model.Approval(word=Field("УТВЕРЖДАЮ"))
