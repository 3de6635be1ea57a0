"""What the page side by side shows: the document in the order of reading, the rows, suppositions, columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from objektiv.plans.deadlines.description import describe
from objektiv.plans.deadlines.language import understand
from objektiv.web.plans.domain.importing import columns_of, read_again
from objektiv.web.plans.enums import ImportState, RowKind
from objektiv.web.plans.forms.imports import ColumnForm, ConfirmForm
from objektiv.web.plans.models import PlanImport
from objektiv.web.plans.reading import FIELDS, Rows, needs_look, sureness

SHOWN = ("deadline", "responsible", "result")


@dataclass(slots=True)
class ReadRow:
    """One row: its words, what was supposed of it, how sure the reading was; ``anchor`` of its place on the left."""

    said: dict[str, Any]
    section: str
    anchor: str
    sure: str
    percent: int
    needs_look: bool
    rule: str
    fields: list[tuple[str, str]]
    suppositions: list[tuple[str, str, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass(slots=True)
class DocumentPiece:
    """A paragraph of the document (``line``), or a table: rows of (anchor, cells, the text that stands alone)."""

    anchor: str = ""
    line: dict[str, Any] | None = None
    rows: list[tuple[str, list[str], str]] = field(default_factory=list)

    @property
    def width(self) -> int:
        """Columns of the table."""
        return max(len(cells) for _, cells, _ in self.rows)


def import_page(made: PlanImport, form: ConfirmForm) -> dict[str, Any]:
    """The variables of the template."""
    anchors = anchors_of(made.blocks)
    titles = dict(sections_of(made))
    rows = [_read_row(row, titles, anchors) for row in made.rows]
    read = read_again(made)
    columns = columns_of(made)
    return {
        "made": made, "form": form, "is_open": made.state == ImportState.READ, "rows": rows,
        "pieces": pieces_of(made.blocks, anchors),
        "taken": sum(not row.said["is_dropped"] for row in rows), "look": sum(row.needs_look for row in rows),
        "supposed": sum(len(row.suppositions) for row in rows),
        "decisions": sum(row.said["row"] == RowKind.DECISION for row in rows),
        "remarks": read.remarks, "directions": read.directions,
        "columns": [
            ColumnForm(thing=made, initial={"heading": heading, "meant": meant}, auto_id=f"id_column{place}_%s")
            for place, (heading, meant) in enumerate(columns.items())
        ],
        "crumbs": [("Планы", reverse("plans")), ("Новый план", reverse("plan_new")), (made.name, "")],
    }  # fmt: skip


def sections_of(made: PlanImport) -> list[tuple[str, str]]:
    """(key, «1. Организация процедур») in the order of the document."""
    return [(one.key, f"{one.number.text} {one.title.text}".strip()) for one in read_again(made).sections]


def pieces_of(blocks: Rows, anchors: dict[str, str]) -> list[DocumentPiece]:
    """The document for the left side: its paragraphs, and its rows of cells gathered into tables."""
    pieces: list[DocumentPiece] = []
    for one in blocks:
        anchor, cells = anchors.get(one["place"], ""), [cell["text"] for cell in one.get("cells", ())]
        if not cells:
            pieces.append(DocumentPiece(anchor, one))
            continue
        if not pieces or pieces[-1].line is not None:
            pieces.append(DocumentPiece())
        alone = "".join(cells).strip() if len(cells) > 1 and sum(map(bool, cells)) == 1 else ""
        pieces[-1].rows.append((anchor, cells, alone))
    return pieces


def anchors_of(blocks: Rows) -> dict[str, str]:
    """Place → the name by which a row of the right side points to it."""
    return {one["place"]: f"place-{number}" for number, one in enumerate(blocks)}


def _read_row(row: dict[str, Any], titles: dict[str, str], anchors: dict[str, str]) -> ReadRow:
    return ReadRow(
        said=row, section=titles.get(row["section"], ""), anchor=anchor_of(row["place"], anchors),
        sure=sureness(row["confidence"]), percent=round(100 * row["confidence"]), needs_look=needs_look(row),
        rule=_rule_of(row["deadline"]),
        fields=[(FIELDS[name], row[name]) for name in SHOWN],
        suppositions=[(name, FIELDS[name], text) for name, text in row["suggestions"].items()],
        remarks=_remarks_of(row["remarks"]),
    )  # fmt: skip


def _rule_of(deadline: str) -> str:
    """How the deadline was understood; empty where that is what it says."""
    said = describe(understand(deadline)) if deadline else ""
    return "" if said.casefold() == " ".join(deadline.split()).casefold() else said


def _remarks_of(remarks: dict[str, str]) -> list[str]:
    """Each remark once, with the fields that it is about."""
    fields: dict[str, list[str]] = {}
    for name, text in remarks.items():
        fields.setdefault(text, []).append(FIELDS[name])
    return [f"{', '.join(named).capitalize()}: {text}" for text, named in fields.items()]


def anchor_of(place: str, anchors: dict[str, str]) -> str:
    """The block of a place: the same, else the longest one whose name begins it («таблица 1, строка 5, ячейка 2»)."""
    if place in anchors:
        return anchors[place]
    near = [one for one in anchors if one and place.startswith(one)]
    return anchors[max(near, key=len)] if near else ""
