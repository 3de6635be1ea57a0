"""Papers of a plan: the plan itself, the draft of its order, the report on fulfilment, the register, the poster."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from objektiv.documents.blocks import Document
from objektiv.documents.poster import Poster, write_poster
from objektiv.plans import model
from objektiv.plans.deadlines.dates import Dates
from objektiv.plans.model import Field
from objektiv.reports.phrases import STRIPE
from objektiv.reports.plan_calendar import DatedAction, DueDay, date_actions
from objektiv.reports.plan_decisions import DecisionRow, build_register
from objektiv.reports.plan_fulfilment import Fulfilment, FulfilmentRow, build_fulfilment
from objektiv.reports.plan_order import OrderDraft, build_order
from objektiv.reports.plan_paper import build_plan
from objektiv.reports.plan_poster import build_poster
from objektiv.reports.plan_words import numbered
from objektiv.reports.plan_write import WRITERS, write_paper
from objektiv.web.access.exporters import EXCEL, download
from objektiv.web.plans.document import as_document
from objektiv.web.plans.enums import ActionStatus, PlanState, RowKind
from objektiv.web.plans.models import Action, Plan
from objektiv.web.plans.snapshot import Text, in_force, last_edition, text_in_force, text_of
from objektiv.web.plans.terms import PlanCalendar

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf",
    "xlsx": EXCEL,
}  # fmt: skip
_YEAR = re.compile(r"20\d\d")
DONE = frozenset({str(ActionStatus.ACCEPTED.label)})


def stripe() -> str:
    """On papers of a training district."""
    return STRIPE if settings.IS_DEMO else ""


def plan_paper(plan: Plan) -> Document:
    """The plan in the look of its kind, as it is in force: changes that no document approved are not in it."""
    return build_plan(printed(text_in_force(plan)), stripe=stripe())


def printed(text: Text) -> model.Plan:
    """The plan for paper: one that the office composed bears its year in the title, a file is kept as it came."""
    document = as_document(text)
    if text.plan.record:
        return document
    return replace(document, head=replace(document.head, title=Field(titled(text.plan))))


def titled(plan: Plan) -> str:
    """The title of a plan with its year: «План мероприятий на 2026/27 учебный год»; one that names a year stays."""
    return plan.title if _YEAR.search(plan.title) else f"{plan.title} на {plan.period}"


def order_paper(plan: Plan) -> Document:
    """The draft of the order that approves the plan, or the changes that are being prepared."""
    document = printed(text_of(plan))
    edition = last_edition(plan)
    if edition is not None:  # the coming order has a number and a day of its own
        document = replace(document, head=replace(document.head, annex=None))
    draft = OrderDraft(
        organisation=plan.unit.title,
        controller=plan.controller.short_name if plan.controller else "",
        amends=edition.requisites if edition is not None and plan.state == PlanState.AMENDING else "",
    )
    return build_order(document, draft, stripe=stripe())


def fulfilment_paper(plan: Plan) -> Document:
    """№, мероприятие, срок план и факт, ответственный, результат, документ, причина: as it stands today."""
    text = text_in_force(plan)
    statuses = tuple(str(label) for label in ActionStatus.labels)
    report = Fulfilment(
        titled(text.plan),
        timezone.localdate(),
        tuple(_fulfilment_row(one) for one in text.rows if one.row == RowKind.ACTION),
        statuses,
        DONE,
        plan.unit.title,
    )
    return build_fulfilment(report, stripe=stripe())


def _fulfilment_row(action: Action) -> FulfilmentRow:
    planned, section = action.deadline, action.section
    if action.postponed_to:
        planned = f"{planned}; перенесён на {action.postponed_to:%d.%m.%Y}".strip("; ")
    elif action.event and action.due_on:
        planned = f"{planned} ({action.due_on:%d.%m.%Y})"
    return FulfilmentRow(
        action.text, action.number, numbered(section.number, section.title) if section else "", planned,
        action.done_on, action.owner_text or (action.owner.short_name if action.owner else ""), _outcome(action),
        tuple(one.title for one in action.evidence.all()), str(action.get_status_display()), action.status_reason,
        action.is_overdue, str(action.pk), str(action.get_effect_display()) if action.effect else "",
    )  # fmt: skip


def _outcome(action: Action) -> str:
    """What came out; before anybody said it, what is expected."""
    return action.report or (f"ожидается: {action.result}" if action.result else "")


def _execution(action: Action) -> str:
    """How far it is, then what came out or what is expected."""
    status = str(action.get_status_display()).capitalize()
    joint = ". " if action.report else "; "
    return joint.join(filter(None, (status, _outcome(action))))


def register_paper(actions: Iterable[Action]) -> Document:
    """Decisions, on which plan they stand, how they are carried out and proven, whether they helped."""
    approved = in_force(actions)
    places = {one.plan.unit.title for one in approved}
    rows = tuple(
        DecisionRow(
            one.text, one.plan.title, _execution(one), tuple(proof.title for proof in one.evidence.all()),
            str(one.get_effect_display()) if one.effect else "", str(one.pk),
        )
        for one in approved
    )  # fmt: skip
    return build_register(
        rows,
        organisation=places.pop() if len(places) == 1 else "",
        as_of=timezone.localdate(),
        stripe=stripe(),
    )


PAPERS: dict[str, tuple[str, Callable[[Plan], Document]]] = {
    "plan": ("План", plan_paper),
    "order": ("Проект приказа", order_paper),
    "fulfilment": ("Отчёт о выполнении", fulfilment_paper),
}
KINDS = tuple(WRITERS)


def paper_file(document: Document, kind: str, name: str) -> HttpResponse:
    """A download of a paper."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"paper.{kind}"
        write_paper(document, kind, file)
        return download(f"{name}.{kind}", file.read_bytes(), TYPES[kind])


def poster_of(plan: Plan) -> Poster:
    """The year of the plan: on the days that the office counted, by the procedures of its calendar."""
    text = text_in_force(plan)
    document, frame = as_document(text), PlanCalendar(text.plan).frame(())  # its months bear the year
    ordered = [one for kind in (RowKind.ACTION, RowKind.DECISION) for one in text.rows if one.row == kind]
    dated = [_redated(one, row) for one, row in zip(date_actions(document, frame), ordered, strict=True)]
    return build_poster(document, dated, frame, stripe=stripe())


def _redated(dated: DatedAction, row: Action) -> DatedAction:
    if row.postponed_to:
        return replace(dated, days=(DueDay(row.postponed_to),), dates=Dates())
    days = [date.fromisoformat(one["due_working"] or one["due"]) for one in row.dues if one["due"]]
    return replace(dated, days=tuple(map(DueDay, sorted(set(days))))) if days else dated


def poster_file(plan: Plan, size: str = "A3") -> HttpResponse:
    """The same for the wall."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "poster.pdf"
        write_poster(poster_of(plan), file, size=size)
        return download(f"План на стену, {size}.pdf", file.read_bytes(), TYPES["pdf"])
