"""Headings of sections that a scanner cut into pieces and put into the cells of a row."""

from __future__ import annotations

import re
from dataclasses import replace

from objektiv.plans.headings import Role
from objektiv.plans.layout.drafts import Draft
from objektiv.plans.layout.fields import noted
from objektiv.plans.layout.numbers import leading_number
from objektiv.plans.layout.sections import Told, number_of
from objektiv.plans.layout.spelling import Vocabulary, glue
from objektiv.plans.model import DOUBTFUL, LIKELY, Field
from objektiv.plans.signs import is_like_deadline, is_like_somebody

_CAPITAL = re.compile(r"(?<![\w.«\"(-])[A-ZА-ЯЁ]")
_LAST_WORD = re.compile(r"[А-Яа-яЁё]+$")
_CELLS = (Role.TEXT, Role.DEADLINE, Role.RESPONSIBLE, Role.RESULT)


def heading_in_pieces(draft: Draft, last: int, vocabulary: Vocabulary) -> Told | None:
    """A row that is nothing but a heading whose words lie in several cells; None when it may be a measure."""
    begins = leading_number(draft[Role.TEXT].text)
    if draft[Role.NUMBER] or begins is None or begins[0].parts != (last + 1,) or Role.OTHER in draft.filled:
        return None
    pieces = [(role, draft[role].text) for role in draft.fields if draft[role] and role is not Role.TEXT]
    title, remarks = begins[1], []
    for role, piece in pieces:
        whole, remark = glue(title, piece, vocabulary)
        if not piece[:1].islower() or (not remark and _belongs(role, piece)):
            return None
        title = whole
        remarks += [remark] if remark else []
    said = " | ".join([begins[1], *(piece for _, piece in pieces)])
    remark = "; ".join([f"заголовок раздела собран из ячеек строки: «{said}»", *remarks])
    return Told(begins[0], title, draft.place, LIKELY, remark) if pieces else None


def _belongs(role: Role, piece: str) -> bool:
    """Whether a piece is a term or an owner in its own column."""
    is_term = role is Role.DEADLINE and is_like_deadline(piece)
    return is_term or (role is Role.RESPONSIBLE and is_like_somebody(piece))


def heading_taken_out(draft: Draft, last: int, vocabulary: Vocabulary) -> Told | None:
    """A heading spliced into the row of its first measure: taken out of the cells, which keep their own words.

    It begins the text with the number of the section that the row's number belongs to («2.1.», «2. Учебно-м…»).
    """
    number, begins = number_of(draft), leading_number(draft[Role.TEXT].text)
    if not draft[Role.NUMBER] or number is None or begins is None or number.depth < 2:
        return None
    if begins[0].parts != number.parts[:1] or begins[0].parts != (last + 1,):
        return None
    title, own = _cut(begins[1])
    if not title or not own:
        return None
    text = draft[Role.TEXT].text
    head = text[: len(text) - len(begins[1])] + title
    draft[Role.TEXT] = _left(draft, Role.TEXT, own, head)
    title, remarks = _collect(draft, title, vocabulary)
    remark = "; ".join(["заголовок раздела вынут из строки мероприятия, проверьте его слова", *remarks])
    return Told(begins[0], title, draft.place, DOUBTFUL, remark)


def _collect(draft: Draft, title: str, vocabulary: Vocabulary) -> tuple[str, list[str]]:
    """The rest of a heading out of the cells to the right, as long as a word goes on from cell to cell."""
    remarks = []
    roles = [role for role in draft.fields if role in _CELLS and role is not Role.TEXT]
    for role in roles:
        piece, own = _cut(draft[role].text)
        if not piece or not own:
            break
        whole, remark = glue(title, piece, vocabulary)
        if not remark:
            break
        title = whole
        remarks.append(remark)
        draft[role] = _left(draft, role, own, piece)
    return title, remarks


def _cut(text: str) -> tuple[str, str]:
    """What stands before the first capital word after the beginning, and the rest."""
    found = _CAPITAL.search(text, 1)
    return (text[: found.start()].strip(), text[found.start() :].strip()) if found else ("", text)


def _left(draft: Draft, role: Role, own: str, taken: str) -> Field:
    """A cell without the piece of the heading."""
    kept = replace(draft[role], text=own)
    return noted(kept, f"из ячейки вынута часть заголовка раздела: «{taken}»", DOUBTFUL)


def suggested_title(title: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """A title whose last word is broken off, whole, and the remark; empty strings when nothing is broken or clear."""
    found = _LAST_WORD.search(title)
    if found is None or vocabulary.knows(found[0]):
        return "", ""
    word = vocabulary.ending_for(found[0])
    if not word:
        return "", ""
    return title[: found.start()] + word, f"слово «{found[0]}» оборвано, вероятно, «{word}»"
