"""Papers of a plan: the plan itself, the draft of its order, the report on fulfilment, the register, the poster."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from objektiv.documents.blocks import Document
from objektiv.documents.poster import write_poster
from objektiv.reports.phrases import STRIPE
from objektiv.reports.plan_calendar import date_actions
from objektiv.reports.plan_decisions import DecisionRow, build_register
from objektiv.reports.plan_fulfilment import Fulfilment, FulfilmentRow, build_fulfilment
from objektiv.reports.plan_order import OrderDraft, build_order
from objektiv.reports.plan_paper import build_plan
from objektiv.reports.plan_poster import build_poster
from objektiv.reports.plan_write import WRITERS, write_paper
from objektiv.web.access.exporters import EXCEL, download
from objektiv.web.plans.document import as_document
from objektiv.web.plans.enums import ActionStatus, RowKind
from objektiv.web.plans.models import Action, Plan
from objektiv.web.plans.snapshot import text_in_force, text_of
from objektiv.web.plans.terms import PlanCalendar

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf",
    "xlsx": EXCEL,
}  # fmt: skip
DONE = frozenset({str(ActionStatus.ACCEPTED.label)})


def stripe() -> str:
    """On papers of a training district."""
    return STRIPE if settings.IS_DEMO else ""


def plan_paper(plan: Plan) -> Document:
    """The plan in the look of its kind, as it is in force: changes that no document approved are not in it."""
    return build_plan(as_document(text_in_force(plan)), stripe=stripe())


def order_paper(plan: Plan) -> Document:
    """The draft of the order that approves the plan, or the changes that are being prepared."""
    controller = plan.controller.short_name if plan.controller else ""
    return build_order(
        as_document(text_of(plan)),
        OrderDraft(organisation=plan.unit.title, controller=controller),
        stripe=stripe(),
    )


def fulfilment_paper(plan: Plan) -> Document:
    """№, мероприятие, срок план и факт, ответственный, результат, документ, причина: as it stands today."""
    text = text_in_force(plan)
    statuses = tuple(str(label) for label in ActionStatus.labels)
    report = Fulfilment(
        text.plan.title,
        timezone.localdate(),
        tuple(_fulfilment_row(one) for one in text.rows if one.row == RowKind.ACTION),
        statuses,
        DONE,
        plan.unit.title,
    )
    return build_fulfilment(report, stripe=stripe())


def _fulfilment_row(action: Action) -> FulfilmentRow:
    planned = action.deadline
    if action.postponed_to:
        planned = f"{planned}; перенесён на {action.postponed_to:%d.%m.%Y}".strip("; ")
    return FulfilmentRow(
        action.text, action.number, str(action.section or ""), planned, action.done_on,
        action.owner_text or (action.owner.short_name if action.owner else ""), action.report or action.result,
        tuple(one.title for one in action.evidence.all()), str(action.get_status_display()), action.status_reason,
        action.is_overdue, str(action.pk),
    )  # fmt: skip


def register_paper(actions: Iterable[Action], organisation: str = "") -> Document:
    """Decisions, on which plan they stand, how they are carried out and proven, whether they helped."""
    rows = tuple(
        DecisionRow(
            one.text, one.plan.title, one.report or one.result, tuple(proof.title for proof in one.evidence.all()),
            str(one.get_effect_display()) if one.effect else "", str(one.pk),
        )
        for one in actions
    )  # fmt: skip
    return build_register(rows, organisation=organisation, as_of=timezone.localdate(), stripe=stripe())


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


def poster_file(plan: Plan, size: str = "A3") -> HttpResponse:
    """The year of the plan for the wall."""
    text = text_in_force(plan)
    document, frame = as_document(text), PlanCalendar(text.plan).frame(())
    with TemporaryDirectory() as folder:
        file = Path(folder) / "poster.pdf"
        write_poster(
            build_poster(document, date_actions(document, frame), frame, stripe=stripe()), file, size=size
        )
        return download(f"План на стену, {size}.pdf", file.read_bytes(), TYPES["pdf"])
