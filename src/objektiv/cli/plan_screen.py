"""A plan on the screen: head, measures by sections, what is missing or doubtful, remarks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from objektiv.plans.model import LIKELY, Action, Field, Plan, Section

_MISSING = "[dim]— нет[/dim]"
_FIELDS = (
    ("number", "№"),
    ("text", "Мероприятие"),
    ("deadline", "Срок"),
    ("responsible", "Ответственный"),
    ("result", "Результат"),
)
_DECISION_FIELDS = (("number", "№"), ("text", "Решение"), ("result", "Исполнение"))
_RATIOS = {"text": 4, "deadline": 2, "responsible": 2, "result": 3}
_NUMBER_WIDTH = 9
_LEGEND = "«?» — прочитано неуверенно, «— нет» — в документе пусто; предположения в план не внесены."


def show(plan: Plan) -> None:
    """Print a plan for people; no colour is needed to understand it."""
    console = Console(highlight=False)
    for name, words in _head(plan):
        console.print(f"[bold]{name}:[/bold] {escape(words)}", soft_wrap=True)
    _show_directions(console, plan)
    if plan.actions:
        _show_table(console, plan, plan.actions, _columns_of(plan), f"Мероприятий: {len(plan.actions)}")
    if plan.decisions:
        _show_table(console, plan, plan.decisions, _DECISION_FIELDS, f"Решений: {len(plan.decisions)}")
    _show_remarks(console, plan)


def _head(plan: Plan) -> Iterator[tuple[str, str]]:
    head = plan.head
    yield "Документ", head.title.text or "название не найдено"
    for name, own in (("Организация", head.organisation), ("Территория", head.territory)):
        if own:
            yield name, own.text
    yield "Год", head.school_year.text or "не указан"
    for approval in head.approvals:
        parts = (approval.post, approval.organisation, approval.person, approval.date)
        yield approval.word.text, ", ".join(own.text for own in parts if own) or "не заполнено"
    if head.annex is not None:
        annex = head.annex
        order = f"№ {annex.order_number.text or '— нет'} от {annex.date.text or '— нет'}"
        yield (
            f"Приложение {annex.number.text}".strip(),
            f"{annex.document.text} {annex.organisation.text} {order}",
        )
    for signature in plan.signatures:
        yield "Подпись", f"{signature.post.text} {signature.person.text}"


def _show_directions(console: Console, plan: Plan) -> None:
    for direction in plan.directions:
        title = (
            f"{direction.number.text}. {direction.title.text}" if direction.number else direction.title.text
        )
        console.print(f"\n[bold]{escape(title)}[/bold]")
        titles = {group.key: group.title.text for group in direction.groups}
        shown = ""
        for bullet in direction.bullets:
            if bullet.group != shown:
                shown = bullet.group
                console.print(f"  {shown} {escape(titles.get(shown, ''))}")
            console.print(f"  • {escape(bullet.text.text)}")


def _columns_of(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Columns that the document has; number and text always."""
    known = {field for field, _ in plan.columns}
    return tuple(
        (name, title)
        for name, title in _FIELDS
        if not plan.columns
        or name in {*known, "text", "number"}
        or any(getattr(own, name) for own in plan.actions)
    )


def _show_table(
    console: Console,
    plan: Plan,
    actions: tuple[Action, ...],
    columns: tuple[tuple[str, str], ...],
    title: str,
) -> None:
    """Measures section by section; all tables have the same columns of the same width."""
    console.print(f"\n[bold]{title}[/bold]")
    sections = {section.key: section for section in plan.sections}
    for key, group in groupby(actions, key=lambda action: action.section):
        table = Table(title=_heading(sections.get(key)), title_justify="left", show_lines=True, expand=True)
        for name, heading in columns:
            is_number = name == "number"
            width = _NUMBER_WIDTH if is_number else None
            table.add_column(heading, ratio=_RATIOS.get(name), width=width, no_wrap=is_number)
        for action in group:
            table.add_row(*(_cell(getattr(action, name), name) for name, _ in columns))
        console.print(table)


def _heading(section: Section | None) -> str | None:
    if section is None:
        return None
    begin = f"{section.number.text}. " if section.number else ""
    return f"[bold]{escape(begin)}{_said(section.title)}[/bold]"


def _cell(own: Field, name: str) -> str:
    if name == "number" and own.suggestion:
        return escape(f"{own.text} ({own.suggestion})".strip())
    if not own and own.suggestion:
        return f"{_MISSING} [dim]({escape(own.remark)}: {escape(own.suggestion)})[/dim]"
    if not own:
        return "" if name == "number" else _MISSING
    return _said(own)


def _said(own: Field) -> str:
    return escape(own.text) + (" [bold]?[/bold]" if own.confidence < LIKELY else "")


def _show_remarks(console: Console, plan: Plan) -> None:
    lines = [f"{remark.place}: {remark.message} {remark.remedy}".strip(" :") for remark in plan.remarks]
    lines += list(_of_sections(plan)) + list(_of_actions(plan))
    lines += [f"{own.place}: не отнесено ни к одной части: «{own.text}»" for own in plan.texts]
    console.print(f"\n[dim]{_LEGEND}[/dim]")
    if lines:
        console.print(f"\n[bold]Замечания чтения: {len(lines)}[/bold]")
    for line in lines:
        console.print(f"- {escape(line)}", soft_wrap=True)


def _of_sections(plan: Plan) -> Iterator[str]:
    for section in plan.sections:
        if section.title.remark:
            yield f"{section.title.place}: раздел {section.number.text}: {section.title.remark}"


def _of_actions(plan: Plan) -> Iterator[str]:
    for action in (*plan.actions, *plan.decisions):
        number = action.number.suggestion or action.number.text
        for name, title in _FIELDS:
            own: Field = getattr(action, name)
            if own.remark:
                offer = f": «{own.suggestion}»" if own.suggestion else ""
                yield f"{action.place}: {number} {title.lower()}: {own.remark}{offer}"
