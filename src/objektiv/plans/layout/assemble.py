"""From the blocks of a document to a plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from objektiv.plans.layout import narrative
from objektiv.plans.layout.approvals import is_annex
from objektiv.plans.layout.fields import one_line
from objektiv.plans.layout.head import read_head, title_in
from objektiv.plans.layout.measures import Measures, read_table
from objektiv.plans.layout.months import month_of
from objektiv.plans.layout.numbers import leading_number
from objektiv.plans.layout.sections import Told
from objektiv.plans.layout.signatures import signature_of, signatures_of
from objektiv.plans.layout.spelling import Vocabulary, heal, join_line_ends
from objektiv.plans.layout.tables import Part, Table, parts_of
from objektiv.plans.layout.titles import KIND
from objektiv.plans.model import Direction, Field, Plan, Remark, Signature
from objektiv.plans.source import SOFT_HYPHEN, Block, Grid, Line, Source

_LONGEST_HEADING = 250
_SIGNED = 4  # paragraphs at the end among which signatures stand
_MARK = re.compile(r"\s*[-–—•·▪●○◦➢✓□]\s+(?=\S)")
_NO_ACTIONS = "Таблица или список мероприятий не найдены."
_HOW_TO_WRITE = (
    "Проверьте, тот ли это документ. Таблица читается, когда у её столбцов есть заголовки; в PDF столбцы должны стоять"
    " отдельно друг от друга или быть разделены линиями. Если у вас не так, сохраните документ как .docx."
)


def lay_out(source: Source) -> Plan:
    """The plan of a document. Every word of it is in the plan: in a field, among ``texts`` or in a remark."""
    vocabulary = Vocabulary(_texts(source))
    blocks = [_healed(block, vocabulary) for block in source.blocks]
    parts = [_as_bullet(part) if isinstance(part, Line) else part for part in parts_of(blocks)]
    order, parts = _order_apart(parts)
    parts = [*parts[:-_SIGNED], *_signed_apart(parts[-_SIGNED:])]
    measures = Measures(vocabulary)
    words = _Words(parts)
    for index, part in enumerate(parts):
        if isinstance(part, Table):
            read_table(measures, part, words.heading_of(index))
    head, unplaced = read_head(words.head)
    directions, others = narrative.read_narrative(words.body)
    signatures, rest = _signatures([*others, *words.tail])
    texts = [*order, *unplaced, *rest]
    return Plan(
        source=source.name,
        head=head,
        directions=tuple(directions),
        sections=tuple(measures.sections),
        actions=tuple(measures.actions),
        decisions=tuple(measures.decisions),
        signatures=tuple(signatures),
        columns=tuple(measures.columns),
        texts=tuple(Field(one_line(line.text), line.place) for line in texts),
        remarks=(*measures.remarks, *_nothing_found(measures, directions)),
    )


def _healed(block: Block, vocabulary: Vocabulary) -> Block:
    """A block whose words neither the edge of a cell nor the end of a line cuts."""
    if isinstance(block, Line):
        return replace(block, text=join_line_ends(block.text, vocabulary)) if "\n" in block.text else block
    if not any(SOFT_HYPHEN in cell.text for row in block.rows for cell in row.cells):
        return block
    rows = [
        replace(row, cells=tuple(replace(cell, text=heal(cell.text, vocabulary)) for cell in row.cells))
        for row in block.rows
    ]
    return replace(block, rows=tuple(rows))


def _order_apart(parts: Sequence[Part]) -> tuple[list[Line], list[Part]]:
    """The order that stands before the plan annexed to it, and the rest of the document; no order as a rule."""
    lines = list(takewhile(lambda part: isinstance(part, Line), parts))
    heads = [part for part in lines if isinstance(part, Line)]
    for place, line in enumerate(heads):
        if is_annex(line.text) and place and not title_in(heads[:place]) and title_in(heads[place:]):
            is_order = any(narrative.is_start(heads, before) for before in range(place))
            return (heads[:place], list(parts[place:])) if is_order else ([], list(parts))
    return [], list(parts)


def _signed_apart(parts: Sequence[Part]) -> list[Part]:
    """The end of a document with every signature on a line of its own, also one that stands close below a text."""
    apart: list[Part] = []
    for part in parts:
        if isinstance(part, Line) and "\n" in part.text:
            pieces = part.text.split("\n")
            begin = next((at for at in range(1, len(pieces)) if signature_of(pieces[at])), 0)
            apart += [replace(part, text="\n".join(pieces[:begin]))] if begin else []
            apart.append(replace(part, text="\n".join(pieces[begin:]), bullet=part.bullet and not begin))
        else:
            apart.append(part)
    return apart


def _as_bullet(line: Line) -> Line:
    """A paragraph that begins with a dash or a dot is a bullet, whatever the file calls it."""
    found = _MARK.match(line.text)
    return replace(line, text=line.text[found.end() :], bullet=True, level=0) if found else line


class _Words:
    """The paragraphs of a document by what they are: head, narrative, headings above tables, end."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._headings: dict[int, Told] = {}
        lines = [part for part in parts if isinstance(part, Line)]
        used: set[int] = set()
        tables = [index for index, part in enumerate(parts) if isinstance(part, Table)]
        begin = _begin_of_narrative(lines)
        for number, index in enumerate(tables):
            above = parts[index - 1] if index else None
            if isinstance(above, Line) and (told := _told_above(above, is_first=not number)):
                self._headings[index] = told
                used.add(id(above))
        before = sum(isinstance(part, Line) for part in parts[: tables[0]]) if tables else len(lines)
        after = sum(isinstance(part, Line) for part in parts[: tables[-1]]) if tables else len(lines)
        free = [(place, line) for place, line in enumerate(lines) if id(line) not in used]
        begin = min(begin, before)
        self.head = [line for place, line in free if place < begin]
        tail = [line for place, line in free if place >= max(after, begin)]
        has_bullets = any(line.bullet for line in tail)
        self.tail = [] if has_bullets else tail
        self.body = [line for place, line in free if begin <= place < max(after, begin)] + (
            tail if has_bullets else []
        )

    def heading_of(self, index: int) -> Told | None:
        """The heading of a section that stands above the table at this place."""
        return self._headings.get(index)


def _begin_of_narrative(lines: Sequence[Line]) -> int:
    """The first line of the part in words; the title is none, though bullets stand right below it."""
    starts = [place for place in range(len(lines)) if narrative.is_start(lines, place)]
    title = title_in(lines)
    if starts and title and title[0] <= starts[0]:
        starts = [place for place in starts if place >= title[1]]
    return starts[0] if starts else len(lines)


def _told_above(line: Line, *, is_first: bool) -> Told | None:
    """The section that a paragraph right above a table names; the title of the document names none."""
    text = one_line(line.text)
    if (
        line.bullet
        or not text
        or len(text) > _LONGEST_HEADING
        or (KIND.match(text) and not leading_number(text))
    ):
        return None
    begins = leading_number(text)
    if begins is not None and begins[0].is_dotted:
        return Told(begins[0], begins[1], line.place)
    is_heading = bool(month_of(text)) or (line.level and not is_first and text[:1].isupper())
    return Told(None, text, line.place) if is_heading else None


def _signatures(lines: Sequence[Line]) -> tuple[list[Signature], list[Line]]:
    signatures: list[Signature] = []
    rest: list[Line] = []
    for line in lines:
        found, left = signatures_of(line.text, line.place)
        signatures += found
        if left:
            rest.append(replace(line, text=left))
    return signatures, rest


def _texts(source: Source) -> list[str]:
    texts = []
    for block in source.blocks:
        if isinstance(block, Grid):
            texts += [cell.text for row in block.rows for cell in row.cells]
        else:
            texts.append(block.text)
    return texts


def _nothing_found(measures: Measures, directions: Sequence[Direction]) -> list[Remark]:
    if measures.actions or measures.decisions or any(direction.bullets for direction in directions):
        return []
    return [Remark("", _NO_ACTIONS, _HOW_TO_WRITE)]
