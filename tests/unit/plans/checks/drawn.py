"""Plans drawn for tests of checks."""

from __future__ import annotations

from collections.abc import Sequence

from objektiv.plans.model import Action, Annex, Approval, Bullet, Direction, Field, Head, Plan, Section

Drawn = tuple[str, str, str, str]  # action, term, owner, result

APPROVAL = Approval(
    word=Field("УТВЕРЖДАЮ"), post=Field("Директор"), organisation=Field("МБОУ СОШ"), person=Field("А. Б. Зимин"),
    date=Field("30 августа 2023 года"),
)  # fmt: skip


def words(text: str) -> Field:
    return Field(text, place="строка 1" if text else "")


def draw_plan(
    rows: Sequence[Drawn | str] = (),
    *,
    decisions: Sequence[Drawn] = (),
    bullets: Sequence[str] = (),
    title: str = "План мероприятий по повышению объективности на 2023-2024 учебный год",
    year: str = "2023/24",
    approvals: Sequence[Approval] = (APPROVAL,),
    annex: Annex | None = None,
    texts: Sequence[str] = (),
) -> Plan:
    """A plan of rows; a row that is only a string is the heading of a section."""
    sections: list[Section] = []
    actions: list[Action] = []
    for row in rows:
        if isinstance(row, str):
            sections.append(Section(str(len(sections) + 1), words(str(len(sections) + 1)), words(row)))
            continue
        section = sections[-1].key if sections else ""
        count = 1 + sum(action.section == section for action in actions)
        actions.append(_action(row, f"{section}.{count}" if section else str(count), section))
    return Plan(
        source="нарисован",
        head=Head(title=words(title), school_year=words(year), approvals=tuple(approvals), annex=annex),
        directions=(
            Direction(words("1"), words("Направление"), tuple(Bullet(words(one)) for one in bullets)),
        )
        if bullets
        else (),
        sections=tuple(sections),
        actions=tuple(actions),
        decisions=tuple(_action(row, str(place), "") for place, row in enumerate(decisions, 1)),
        texts=tuple(map(words, texts)),
    )


def _action(row: Drawn, number: str, section: str) -> Action:
    text, deadline, owner, result = map(words, row)
    return Action(text, words(number), deadline, owner, result, section, place=f"строка {number}")
