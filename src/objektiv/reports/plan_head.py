"""What stands before a plan on paper: УТВЕРЖДАЮ, «Приложение № … к приказу …», the title."""

from __future__ import annotations

from collections.abc import Iterator

from objektiv.documents.paper_blocks import BLANK_DAY, WRITING_LINE, Requisites, Text, Title
from objektiv.plans.model import Annex, Approval, Head

APPROVED = "УТВЕРЖДАЮ"
BLANK_NUMBER = "____"
BLANK_DATE = "__________"
UNTITLED = "План мероприятий"
_DATIVE = {
    "приказ": "приказу",
    "распоряжение": "распоряжению",
    "постановление": "постановлению",
    "письмо": "письму",
    "протокол": "протоколу",
    "решение": "решению",
    "положение": "положению",
    "программа": "программе",
}


def head_blocks(head: Head) -> Iterator[Requisites | Title | Text]:
    """The blocks above a plan; two approvals stand side by side, the last of them at the right."""
    if head.annex is not None:
        yield Requisites(tuple(_annex_lines(head.annex)))
    corners = [tuple(_approval_lines(approval)) for approval in head.approvals]
    for number in range(0, len(corners), 2):
        pair = corners[number : number + 2]
        yield Requisites(pair[-1], pair[0] if len(pair) > 1 else (), is_marked=True)
    yield Title(title_of(head))
    if head.organisation and not _is_said(head.organisation.text, head):
        yield Text(head.organisation.text, "centre")


def title_of(head: Head) -> str:
    """The title as it stands; of a plan without one: its kind and its year."""
    if head.title:
        return head.title.text
    kind = head.kind.text or UNTITLED
    year = head.school_year.text
    if not year:
        return kind[:1].upper() + kind[1:]
    what = "учебный год" if "/" in year else "год"
    return f"{kind[:1].upper()}{kind[1:]} на {year} {what}"


def _is_said(organisation: str, head: Head) -> bool:
    """Whether the title or the corner already names the organisation."""
    said = [head.title.text, *(approval.organisation.text for approval in head.approvals)]
    if head.annex is not None:
        said.append(head.annex.organisation.text)
    wanted = _plain(organisation)
    return any(wanted in _plain(text) for text in said)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _to(document: str) -> str:
    """«к приказу» of «приказ»; what is already «к …» stays."""
    plain = document.strip() or "приказ"
    if plain.lower().startswith("к "):
        return plain
    return f"к {_DATIVE.get(plain.lower(), f'документу «{plain}»')}"


def _annex_lines(annex: Annex) -> Iterator[str]:
    number = annex.number.text
    yield f"Приложение № {number}" if number else "Приложение"
    yield f"{_to(annex.document.text)} {annex.organisation.text}".strip()
    yield f"от {annex.date.text or BLANK_DATE} № {annex.order_number.text or BLANK_NUMBER}"


def _approval_lines(approval: Approval) -> Iterator[str]:
    yield approval.word.text or APPROVED
    yield from _lines(approval.post.text, approval.organisation.text)
    yield f"{WRITING_LINE} {approval.person.text}".strip()
    yield approval.date.text or BLANK_DAY


def _lines(*texts: str) -> Iterator[str]:
    yield from (text for text in texts if text)
