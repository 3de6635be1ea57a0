"""The draft of an order that approves a plan; what only people know is left as a line to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from objektiv.documents.blocks import Block, Document
from objektiv.documents.paper_blocks import (
    CENTRE,
    PAPER,
    Acquainted,
    NewSheet,
    Requisites,
    SignedLines,
    Text,
)
from objektiv.plans.model import Annex, Field, Head, Plan
from objektiv.reports.plan_head import title_of
from objektiv.reports.plan_naming import Naming, name_plan
from objektiv.reports.plan_paper import build_plan

DRAFT = "ПРОЕКТ"
BLANK = "____________________"
ACQUAINTED = "С приказом ознакомлены:"


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """What the order says besides the plan; an empty field leaves a line to fill in.

    ``amends``: the document that approved the plan before; the order then changes the plan and does not approve it.

    ``items`` stand between the approval of the plan and the control of the order.
    """

    organisation: str = ""
    city: str = ""
    purpose: str = ""
    basis: str = ""
    coordinator: str = ""
    items: tuple[str, ...] = ()
    controller: str = ""
    post: str = ""
    person: str = ""
    acquainted: tuple[str, ...] = ()
    amends: str = ""


def build_order(plan: Plan, draft: OrderDraft | None = None, *, stripe: str = "") -> Document:
    """The order with the plan as its annex."""
    said = draft or OrderDraft()
    called = name_plan(title_of(plan.head))
    subject = f"внесении изменений в {called.bare}" if said.amends else f"утверждении {called.genitive}"
    about = f"О {subject}" if said.amends else f"Об {subject}"
    organisation = said.organisation or _organisation(plan.head)
    annex = build_plan(replace(plan, head=_as_annex(plan.head, organisation)))
    blocks: list[Block] = [
        Requisites((DRAFT,), is_marked=True),
        *_top(organisation, said.city),
        Text(about, is_bold=True),
        Text(_preamble(said), is_indented=True),
        Text("ПРИКАЗЫВАЮ:", is_bold=True, is_kept=True),
        *(Text(f"{number}. {item}", is_indented=True) for number, item in enumerate(_items(said, called), 1)),
        SignedLines(((said.post or "Руководитель", said.person),)),
        Acquainted(ACQUAINTED, said.acquainted),
        NewSheet(annex.layout, "Приложение"),
        *annex.blocks,
    ]
    return Document(f"Приказ {about[:1].lower()}{about[1:]}", tuple(blocks), stripe, layout=PAPER)


def _organisation(head: Head) -> str:
    """The organisation that the plan names; the words of an annex name it in another case, so they do not serve."""
    own = head.organisation.text
    return "" if head.annex is not None and own == head.annex.organisation.text else own


def _top(organisation: str, city: str) -> Iterator[Text]:
    yield Text("", CENTRE)
    yield Text(organisation or f"{BLANK}\n(наименование организации)", CENTRE, is_bold=bool(organisation))
    yield Text("ПРИКАЗ", CENTRE, is_bold=True)
    yield Text("«___» __________ 20___ г.     № ______", CENTRE)
    yield Text(city or f"{BLANK}\n(место издания)", CENTRE)


def _preamble(said: OrderDraft) -> str:
    purpose = said.purpose or f"{BLANK} (цель плана)"
    basis = said.basis or f"{BLANK} (вид, дата, номер и название документа-основания)"
    return f"В целях {purpose}, в соответствии с {basis}"


def _items(said: OrderDraft, called: Naming) -> Iterator[str]:
    if said.amends:
        yield (
            f"Внести изменения в {called.bare} (утверждён: {said.amends}), изложив его текст в новой редакции"
            " (приложение)."
        )
    else:
        yield f"Утвердить {called.accusative} (приложение)."
    yield (
        "Ответственным исполнителям, указанным в приложении, выполнить мероприятия "
        f"{called.short} в установленные сроки."
    )
    yield (
        f"Сведения о ходе выполнения {called.short} и отчёт о его итогах готовит "
        f"{said.coordinator or BLANK + ' (должность, фамилия и инициалы)'}."
    )
    yield from said.items
    if said.controller:
        yield f"Контроль за исполнением приказа возложить на: {said.controller.rstrip('.')}."
    else:
        yield "Контроль за исполнением приказа оставляю за собой."


def _as_annex(head: Head, organisation: str) -> Head:
    """The head of a plan that its order approves: a corner of its own is not needed then."""
    annex = head.annex or Annex(document=Field("приказ"), organisation=Field(organisation))
    return replace(head, approvals=(), annex=annex)
