"""Rows that the end of a page cut in two, and ends of cells that slipped into the row below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from objektiv.plans.headings import FIELDS, Role
from objektiv.plans.layout.drafts import Draft
from objektiv.plans.layout.fields import EMPTY, joined, noted
from objektiv.plans.layout.sections import is_hanging
from objektiv.plans.layout.spelling import Vocabulary, glue
from objektiv.plans.model import DOUBTFUL, LIKELY, SURE, Field

_OVER_PAGE = "соединено через разрыв страницы"
_FROM_BELOW = "соединено со строкой-продолжением"
_OF_MERGED = "объединённая ячейка: строки прочитаны как одно мероприятие"
_OBLIQUE = re.compile(r"[а-яё]{3,}(?:ого|его|ому|ему|ых|их|ыми|ими)(?!\w)")
_NOT_ADJECTIVES = frozenset(
    {
        "всего",
        "итого",
        "много",
        "немного",
        "другого",
        "иного",
        "своих",
        "моих",
        "твоих",
        "наших",
        "ваших",
        "этих",
    }
)
# A noun that begins a new thought: «реализация», «обеспечение» with nothing before it that it would depend on.
_NEW_THOUGHT = re.compile(r"(?<=[а-яё] )[а-яё]{4,}(?:ция|зия|ние|тие|вка|бота|чие)(?!\w)")
_BEFORE_IT = re.compile(
    r"(?:ое|ее|ая|яя|ую|юю|(?<!\w)(?:и|или|а|в|во|на|за|под|через|о|об|по|про|для|от|до|из|к|с|при|не|как))$"
)


def goes_on(draft: Draft, above: Draft | None, *, has_numbers: bool) -> bool:
    """Whether a row is the second half of the measure above it."""
    filled = [role for role in draft.filled if role is not Role.OTHER]
    if above is None or not draft.filled or draft[Role.NUMBER] or draft.is_spanning:
        return False
    text = draft[Role.TEXT].text
    if not text:
        return (
            has_numbers or draft.breaks_before or Role.TEXT in draft.covered or _continue_words(draft, filled)
        )
    begins_small = text[:1].islower() or not text[:1].isalnum()
    is_cut = is_hanging(above[Role.TEXT].text) and draft.breaks_before and len(filled) < 3
    is_unnumbered = bool(above[Role.NUMBER]) and draft.breaks_before and len(filled) > 1
    return (
        (begins_small and (has_numbers or draft.breaks_before or filled == [Role.TEXT]))
        or is_cut
        or is_unnumbered
    )


def _continue_words(draft: Draft, filled: Sequence[Role]) -> bool:
    return all(not draft[role].text[:1].isupper() for role in filled)


def join_rows(above: Draft, draft: Draft, vocabulary: Vocabulary) -> None:
    """Add the second half of a measure to the first; every joined field says so."""
    remark = _OF_MERGED if Role.TEXT in draft.covered else _OVER_PAGE if draft.breaks_before else _FROM_BELOW
    for role in FIELDS:
        if draft[role]:
            above[role] = _joined(above[role], draft[role], remark, vocabulary)
    for index, (name, own) in enumerate(draft.extra):
        if own and index < len(above.extra):
            above.extra[index] = name, _joined(above.extra[index][1], own, remark, vocabulary)
        elif own:
            above.extra.append((name, own))
    above.confidence = min(above.confidence, LIKELY)


def _joined(first: Field, second: Field, remark: str, vocabulary: Vocabulary) -> Field:
    text, glued = glue(first.text, second.text, vocabulary)
    return joined(first, second, text, f"{remark}; {glued}" if glued else remark)


def move_tail(above: Draft, draft: Draft, vocabulary: Vocabulary) -> None:
    """Give the end of a cell that stands at the beginning of the cell below back to its row.

    Such an end begins with an adjective that depends on something («общего образования …») below a cell that no
    full stop closes; it ends where a new thought begins. Where no new thought is found, the cell is only doubted.
    """
    for role in (Role.TEXT, Role.RESULT):
        upper, lower = above[role], draft[role]
        if not _is_tail(upper.text, lower.text):
            continue
        cut = _end_of_tail(lower.text)
        if not cut:
            draft[role] = noted(lower, "начинается как продолжение ячейки строки выше", DOUBTFUL)
            continue
        tail = replace(lower, text=lower.text[:cut].strip(), remark="", confidence=SURE)
        text, _ = glue(upper.text, tail.text, vocabulary)
        moved = f"конец взят из ячейки строки ниже: «{tail.text}»"
        above[role] = joined(upper, tail, text, moved, DOUBTFUL)
        draft[role] = noted(
            replace(lower, text=lower.text[cut:].strip()),
            f"начало отдано строке выше: «{tail.text}»",
            DOUBTFUL,
        )


def _is_tail(upper: str, lower: str) -> bool:
    begins = _OBLIQUE.match(lower)
    return begins is not None and begins[0] not in _NOT_ADJECTIVES and upper[-1:].isalpha()


def _end_of_tail(text: str) -> int:
    for found in _NEW_THOUGHT.finditer(text):
        before = text[: found.start()].rstrip()
        if before[-1:].isalpha() and not _BEFORE_IT.search(before):
            return found.start()
    return 0


def inherit(drafts: list[Draft]) -> None:
    """Fill cells that belong to a merged cell above with its words, remarked; never over a heading of a section."""
    last: dict[Role, Field] = {}
    section = ""
    for draft in drafts:
        if draft.section != section:
            last, section = {}, draft.section
        for role in (Role.DEADLINE, Role.RESPONSIBLE, Role.RESULT):
            if draft[role]:
                last[role] = draft[role]
            elif role in draft.covered and last.get(role, EMPTY):
                text = replace(last[role], remark="", suggestion="")
                draft[role] = noted(text, f"объединённая ячейка: {last[role].place}", LIKELY)
