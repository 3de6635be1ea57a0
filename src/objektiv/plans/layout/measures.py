"""Rows of tables as sections, measures and decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from objektiv.plans.headings import FIELDS, Role
from objektiv.plans.layout.columns import Columns, named
from objektiv.plans.layout.drafts import Draft, to_draft
from objektiv.plans.layout.fields import joined, noted
from objektiv.plans.layout.joins import goes_on, inherit, join_rows, move_tail
from objektiv.plans.layout.months import join_months
from objektiv.plans.layout.numbers import leading_number, parse_number
from objektiv.plans.layout.sections import Headings, Told, field_of, is_rest_of_heading
from objektiv.plans.layout.spelling import Vocabulary, glue, mend
from objektiv.plans.layout.splices import heading_in_pieces, heading_taken_out, suggested_title
from objektiv.plans.layout.sub_items import sub_items
from objektiv.plans.layout.suggestions import suggest_merged, suggest_numbers
from objektiv.plans.layout.tables import Table
from objektiv.plans.model import DOUBTFUL, EMPTY, LIKELY, Action, Field, Remark, Section

_GUESSED = "У таблицы нет заголовка: столбцы определены по содержанию."
_CHECK_COLUMNS = "Проверьте, в тех ли столбцах сроки, ответственные и результаты."


@dataclass
class Measures:
    """What the tables of a document have given so far."""

    vocabulary: Vocabulary
    sections: list[Section] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    decisions: list[Action] = field(default_factory=list)
    columns: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    last: int = 0  # number of the section that is open

    def add_section(self, told: Told) -> str:
        """Open a section; its key."""
        number, title = field_of(told)
        mended, remark = mend(title.text, self.vocabulary)
        title = noted(replace(title, text=mended), remark) if remark else title
        if title.confidence <= DOUBTFUL:
            suggestion, why = suggested_title(title.text, self.vocabulary)
            title = noted(title, why, DOUBTFUL, suggestion=suggestion) if why else title
        key = self._free_key(".".join(map(str, told.number.parts)) if told.number else str(self.last + 1))
        self.sections.append(Section(key, number, title))
        self.last = told.number.parts[0] if told.number else self.last + 1
        return key

    def lengthen_section(self, draft: Draft) -> None:
        """Give a heading that the end of a page cut its second half."""
        last = self.sections[-1]
        second = next(draft[role] for role in draft.filled)
        text, glued = glue(last.title.text, second.text, self.vocabulary)
        title = joined(
            last.title, second, text, "; ".join(filter(None, ("заголовок соединён из двух строк", glued)))
        )
        self.sections[-1] = replace(last, title=title)

    def _free_key(self, wanted: str) -> str:
        taken = {section.key for section in self.sections}
        return next(key for key in (wanted, *(f"{wanted}-{n}" for n in range(2, 10_000))) if key not in taken)


def read_table(measures: Measures, table: Table, heading: Told | None) -> None:
    """Add the sections and measures of one table; ``heading``: the paragraph above that names a section of its rows."""
    measures.columns += [pair for pair in named(table.columns) if pair not in measures.columns]
    measures.remarks += table.remarks
    if table.columns.is_guessed:
        measures.remarks.append(Remark(table.place, _GUESSED, _CHECK_COLUMNS))
    section = measures.add_section(heading) if heading else ""
    drafts = _drafts(measures, table, section)
    inherit(drafts)
    suggest_merged(drafts)
    join_months(drafts, {own.key: own.title.text for own in measures.sections})
    _take_numbers(drafts, table.columns)
    suggest_numbers(drafts, {own.key for own in measures.sections if own.number})
    target = measures.decisions if table.columns.is_of_decisions else measures.actions
    target += [_action(draft, measures.vocabulary) for draft in drafts]


def _drafts(measures: Measures, table: Table, section: str) -> list[Draft]:
    """Measures in the making with their sections; headings, second halves and ends of cells are where they belong."""
    rows = [to_draft(row, table.columns) for row in table.rows]
    headings = Headings(rows, has_numbers=table.columns.has_numbers)
    drafts: list[Draft] = []
    group, after_heading = "", False
    for index, draft in enumerate(rows):
        if draft.group and draft.group != group:
            group = draft.group
            section = measures.add_section(_told_by_group(draft))
        above = drafts[-1] if drafts else None
        told = headings.told(index, above, measures.last) or heading_in_pieces(
            draft, measures.last, measures.vocabulary
        )
        if told is not None:
            section = measures.add_section(told)
            after_heading = True
            continue
        if index and after_heading and is_rest_of_heading(draft):
            measures.lengthen_section(draft)
            continue
        after_heading = False
        if goes_on(draft, above, has_numbers=table.columns.has_numbers) and above is not None:
            join_rows(above, draft, measures.vocabulary)
            continue
        if told := heading_taken_out(draft, measures.last, measures.vocabulary):
            section = measures.add_section(told)
        if above is not None:
            move_tail(above, draft, measures.vocabulary)
        draft.section = section
        drafts.append(draft)
    kept = [draft for draft in drafts if not draft.is_only(Role.NUMBER)]
    measures.remarks += [
        Remark(draft.place, f"Строка с одним номером пропущена: «{draft[Role.NUMBER].text}».")
        for draft in drafts
        if draft.is_only(Role.NUMBER)
    ]
    return [draft for draft in kept if draft.filled]


def _told_by_group(draft: Draft) -> Told:
    number, title = leading_number(draft.group) or (None, draft.group)
    return Told(number, title, draft.place)


def _take_numbers(drafts: Sequence[Draft], columns: Columns) -> None:
    """Numbers without their last dot; where they stand before the words, they are taken out of them."""
    for draft in drafts:
        if draft[Role.NUMBER]:
            number = parse_number(draft[Role.NUMBER].text)
            if number is not None:
                draft[Role.NUMBER] = replace(draft[Role.NUMBER], text=number.text)
        elif begins := leading_number(draft[Role.TEXT].text):
            text = draft[Role.TEXT]
            draft[Role.NUMBER] = Field(
                begins[0].text, text.place, LIKELY if columns.has_numbers else text.confidence
            )
            draft[Role.TEXT] = replace(text, text=begins[1])


def _action(draft: Draft, vocabulary: Vocabulary) -> Action:
    fields = {role: _checked(_mended(draft[role], vocabulary), role) for role in FIELDS}
    extra = tuple((name, _mended(own, vocabulary)) for name, own in draft.extra)
    said = [own for own in (*fields.values(), *(own for _, own in extra)) if own or own.suggestion]
    return Action(
        text=fields[Role.TEXT],
        number=draft[Role.NUMBER],
        deadline=fields[Role.DEADLINE],
        responsible=fields[Role.RESPONSIBLE],
        result=fields[Role.RESULT],
        section=draft.section,
        sub_items=sub_items(fields[Role.TEXT]),
        extra=extra,
        place=draft.place,
        confidence=min([draft.confidence, *(own.confidence for own in said)]),
    )


def _mended(own: Field, vocabulary: Vocabulary) -> Field:
    text, remark = mend(own.text, vocabulary)
    return noted(replace(own, text=text), remark) if remark else own


def _checked(own: Field, role: Role) -> Field:
    if role is not Role.NUMBER and own.text.endswith(","):
        return noted(own, "обрывается запятой: возможно, конец потерян", DOUBTFUL)
    if role is Role.TEXT and not own:
        return noted(EMPTY, "мероприятие не названо", DOUBTFUL)
    return own
