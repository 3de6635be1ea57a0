"""Who approved the plan, when and by what document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.model import Approval
from objektiv.plans.prepared import Prepared, orders_in
from objektiv.plans.words import fold

_ORDER = re.compile(r"приказ|распоряжен|постановлен|протокол|решени")
_CONSIDERED = re.compile(r"(?:рассмотрен|принят|согласован|обсужден).*|протокол\w* №? ?\d")
_PLACE = "начало документа"


def _look(prepared: Prepared) -> Iterator[Spot]:
    head = prepared.plan.head
    for approval in head.approvals:
        missing = _missing(approval)
        if missing:
            yield Spot(
                f"В блоке «{approval.word.text or 'УТВЕРЖДАЮ'}» не указано: {', '.join(missing)}.",
                place=approval.word.place or _PLACE,
                remedy="Допишите недостающее в блок утверждения.",
                severity=Severity.QUESTION,
            )
    if head.approvals or head.annex or orders_in(prepared.plan):
        return
    if any(_CONSIDERED.search(fold(text.text)) for text in prepared.plan.texts):
        yield Spot(
            "План рассмотрен, но о его утверждении в документе не сказано.",
            place=_PLACE,
            severity=Severity.QUESTION,
        )
        return
    yield Spot(
        "В документе нет реквизитов утверждения: ни блока «УТВЕРЖДАЮ», ни ссылки на приказ.", place=_PLACE
    )


def _missing(approval: Approval) -> list[str]:
    """What a block of approval lacks; one that names an order needs no person, an agreement no date."""
    if not fold(approval.word.text or "утверждаю").startswith("утвер"):
        return []
    by_order = _ORDER.search(fold(f"{approval.post.text} {approval.organisation.text}")) is not None
    parts = (
        ("должность или организация", bool(approval.post or approval.organisation)),
        ("кто утвердил", bool(approval.person) or by_order),
        ("дата", bool(approval.date)),
    )
    return [name for name, is_there in parts if not is_there]


CHECK = Check(
    code="approval_requisites",
    title="Реквизиты утверждения",
    severity=Severity.ERROR,
    why="Без вида документа, номера, даты и подписи план остаётся проектом: поручения по нему никого не обязывают.",
    remedy="Утвердите план: вид документа, номер, дата, кто подписал. До этого он — проект.",
    look=_look,
)
