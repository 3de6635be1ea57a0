"""A plan of measures as a document in the look of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from objektiv.documents.blocks import Block, Document
from objektiv.documents.paper_blocks import CENTRE, PAPER, WIDE_PAPER, Dashes, SignedLines, Text
from objektiv.plans.model import Direction, Field, Plan, Section
from objektiv.reports.plan_head import head_blocks, title_of
from objektiv.reports.plan_table import action_table, decision_section, decision_table
from objektiv.reports.plan_words import numbered, punctuated

MOST_WIDE_COLUMNS = 4  # a sheet that stands has no room for more
_BELOW = re.compile(r"примечан|\*|исп\.|исполнитель|тел\.", re.IGNORECASE)
_LINE = re.compile(r"(?:строк|абзац)\w*\s+(\d+)")


def build_plan(plan: Plan, *, keys: Mapping[int, str] | None = None, stripe: str = "") -> Document:
    """The document of a plan. ``keys``: position of an action → what knows its row again in a workbook."""
    texts = _Texts(plan)
    blocks: list[Block] = [*texts.above_title, *head_blocks(plan.head), *texts.before_narrative]
    blocks += _narrative(plan)
    blocks += texts.before_table
    layout = PAPER
    if plan.actions:
        table = action_table(plan, keys or {})
        layout = WIDE_PAPER if len(table.columns) > MOST_WIDE_COLUMNS else PAPER
        blocks.append(table)
    if plan.decisions and not _stands_in_narrative(plan):
        blocks += _decisions(plan)
    blocks += texts.below
    if plan.signatures:
        blocks.append(SignedLines(tuple((one.post.text, one.person.text) for one in plan.signatures)))
    return Document(title_of(plan.head), tuple(blocks), stripe, layout=layout)


class _Texts:
    """Paragraphs that belong to no part, by the place where the document has them; scraps without a word are left."""

    def __init__(self, plan: Plan) -> None:
        self.above_title: list[Text] = []
        self.before_narrative: list[Text] = []
        self.before_table: list[Text] = []
        self.below: list[Text] = []
        bounds = (plan.head.title, _first_of_narrative(plan), _first_of_table(plan))
        title, narrative, table = (_line_of(one) for one in bounds)
        for one in plan.texts:
            line = _line_of(one)
            if not re.search(r"\w{3}", one.text) or one.text == plan.head.organisation.text:
                continue
            if line is not None and title is not None and line < title:
                self.above_title.append(Text(one.text, CENTRE))
            elif _BELOW.match(one.text) or (line is not None and table is not None and line > table):
                self.below.append(Text(one.text))
            elif line is not None and narrative is not None and line > narrative:
                self.before_table.append(Text(one.text, CENTRE, is_bold=True, is_kept=True))
            else:
                self.before_narrative.append(Text(one.text, is_indented=True))


def _first_of_narrative(plan: Plan) -> Field:
    if not plan.directions:
        return Field()
    first = plan.directions[0]
    return next(
        (one for one in (first.number, first.title, *(b.text for b in first.bullets)) if one.place), Field()
    )


def _first_of_table(plan: Plan) -> Field:
    return next((action.text for action in (*plan.actions, *plan.decisions)), Field())


def _line_of(field: Field) -> int | None:
    """The line of the document, where its kind counts lines."""
    found = _LINE.match(field.place)
    return int(found[1]) if found else None


def _narrative(plan: Plan) -> Iterator[Block]:
    """Directions in their order; decisions stand among them where their number says so."""
    is_waiting = bool(plan.decisions) and _stands_in_narrative(plan)
    section = decision_section(plan)
    for direction in plan.directions:
        if is_waiting and section and _count(direction.number) > _count(section.number):
            yield from _decisions(plan)
            is_waiting = False
        yield from _direction(direction)
    if is_waiting:
        yield from _decisions(plan)


def _stands_in_narrative(plan: Plan) -> bool:
    section = decision_section(plan)
    return section is not None and bool(_count(section.number)) and bool(plan.directions)


def _count(number: Field) -> int:
    found = re.match(r"\d+", number.text)
    return int(found[0]) if found else 0


def _direction(direction: Direction) -> Iterator[Block]:
    if direction.number or direction.title:
        yield _heading(direction.number.text, direction.title.text)
    groups = {group.key: group for group in direction.groups}
    begun: set[str] = set()
    for key, bullets in groupby(direction.bullets, key=lambda bullet: bullet.group):
        if key in groups and key not in begun:
            begun.add(key)
            yield _group(groups[key])
        yield Dashes(punctuated(tuple(bullet.text.text for bullet in bullets)))
    yield from (_group(group) for key, group in groups.items() if key not in begun)


def _heading(number: str, title: str) -> Text:
    return Text(f"{numbered(number, title)}:", is_bold=True, is_kept=True)


def _group(group: Section) -> Text:
    return Text(f"{numbered(group.number.text, group.title.text)}:", is_indented=True, is_kept=True)


def _decisions(plan: Plan) -> Iterator[Block]:
    section = decision_section(plan)
    if section is not None:
        yield _heading(section.number.text, section.title.text)
    yield decision_table(plan)
