"""A plan as a record for JSON and back, without loss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from objektiv.plans.model import (
    Action,
    Annex,
    Approval,
    Bullet,
    Direction,
    Field,
    Head,
    Plan,
    Remark,
    Section,
    Signature,
)

VERSION = 1
_FLAT = ("number", "text", "deadline", "responsible", "result")
_APPROVAL = ("word", "post", "organisation", "person", "date")
_ANNEX = ("number", "document", "organisation", "date", "order_number")
_HEAD = ("title", "kind", "organisation", "territory", "school_year")


def to_record(plan: Plan) -> dict[str, Any]:
    """Plain dictionaries, lists, strings and numbers.

    A measure is flat first (``number, text, deadline, responsible, result, section, place, confidence``; ``section``
    is the heading as people read it, an unnamed number is the supposed one) and whole under ``fields``.
    """
    record = asdict(plan)
    titles = {section.key: _heading(section) for section in plan.sections}
    for name, actions in (("actions", plan.actions), ("decisions", plan.decisions)):
        record[name] = [_action_record(action, titles) for action in actions]
    record["columns"] = [list(pair) for pair in plan.columns]
    return {"version": VERSION, **_listed(record)}


def from_record(record: Mapping[str, Any]) -> Plan:
    """The plan of a record: ``from_record(to_record(plan)) == plan``. KeyError or TypeError for other records."""
    return Plan(
        source=record["source"],
        head=_head(record["head"]),
        directions=tuple(map(_direction, record["directions"])),
        sections=tuple(map(_section, record["sections"])),
        actions=tuple(map(_action, record["actions"])),
        decisions=tuple(map(_action, record["decisions"])),
        signatures=tuple(
            Signature(_field(own["post"]), _field(own["person"])) for own in record["signatures"]
        ),
        columns=tuple((pair[0], pair[1]) for pair in record["columns"]),
        texts=_fields(record["texts"]),
        remarks=tuple(Remark(**remark) for remark in record["remarks"]),
    )


def _heading(section: Section) -> str:
    return f"{section.number.text}. {section.title.text}" if section.number else section.title.text


def _action_record(action: Action, titles: Mapping[str, str]) -> dict[str, Any]:
    flat = {name: getattr(action, name).text for name in _FLAT}
    whole = asdict(action)
    return {
        **flat,
        "section": titles.get(action.section, action.section),
        "place": action.place,
        "confidence": action.confidence,
        "section_key": action.section,
        "fields": {name: whole[name] for name in _FLAT},
        "sub_items": whole["sub_items"],
        "extra": [{"heading": heading, "field": asdict(own)} for heading, own in action.extra],
    }


def _listed(value: Any) -> Any:
    """Tuples as lists, as JSON has them."""
    if isinstance(value, dict):
        return {key: _listed(own) for key, own in value.items()}
    return [_listed(own) for own in value] if isinstance(value, (list, tuple)) else value


def _field(record: Mapping[str, Any]) -> Field:
    return Field(**record)


def _fields(records: Sequence[Mapping[str, Any]]) -> tuple[Field, ...]:
    return tuple(map(_field, records))


def _head(record: Mapping[str, Any]) -> Head:
    annex = record["annex"]
    return Head(
        **{name: _field(record[name]) for name in _HEAD},
        approvals=tuple(
            Approval(**{name: _field(own[name]) for name in _APPROVAL}) for own in record["approvals"]
        ),
        annex=Annex(**{name: _field(annex[name]) for name in _ANNEX}) if annex else None,
    )


def _section(record: Mapping[str, Any]) -> Section:
    return Section(record["key"], _field(record["number"]), _field(record["title"]))


def _direction(record: Mapping[str, Any]) -> Direction:
    return Direction(
        _field(record["number"]),
        _field(record["title"]),
        tuple(Bullet(_field(own["text"]), own["group"]) for own in record["bullets"]),
        tuple(map(_section, record["groups"])),
    )


def _action(record: Mapping[str, Any]) -> Action:
    return Action(
        **{name: _field(record["fields"][name]) for name in _FLAT},
        section=record["section_key"],
        sub_items=_fields(record["sub_items"]),
        extra=tuple((own["heading"], _field(own["field"])) for own in record["extra"]),
        place=record["place"],
        confidence=record["confidence"],
    )
