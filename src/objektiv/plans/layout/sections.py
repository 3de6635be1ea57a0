"""Which rows of a table are headings of sections: spanning, bold, in the number cell, or told by the numbering."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from objektiv.plans.headings import Role
from objektiv.plans.layout.drafts import Draft
from objektiv.plans.layout.numbers import Number, leading_number, parse_number
from objektiv.plans.model import LIKELY, SURE, Field

_HANGING = re.compile(
    r"(?:[,(–—-]|(?<!\w)(?:и|или|в|во|на|с|со|к|о|об|по|для|от|до|при|за|из|у|не|а|также|через|их))$"
)
_LONE_ROW = "строка с одной ячейкой прочитана как заголовок раздела"
_WORDED = re.compile(r"(?:раздел|блок|этап|направление|модуль|глава|часть)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A heading found in a row: its number, if it has one, its title with confidence and remark."""

    number: Number | None
    title: str
    place: str
    confidence: float = SURE
    remark: str = ""


def is_hanging(text: str) -> bool:
    """Whether a text plainly goes on elsewhere: it ends in a comma, a bracket, a preposition."""
    return bool(_HANGING.search(text)) or text.count("(") > text.count(")")


def is_rest_of_heading(draft: Draft) -> bool:
    """Whether a row below a heading is nothing but its last words, in one cell."""
    filled = [role for role in draft.filled if role is not Role.OTHER]
    return len(filled) == 1 and Role.OTHER not in draft.filled and draft[filled[0]].text[:1].islower()


class Headings:
    """Tells headings of one table from its measures by the numbering that the whole table has."""

    def __init__(self, drafts: Sequence[Draft], *, has_numbers: bool) -> None:
        self._drafts = drafts
        self._has_numbers = has_numbers
        full = [own.depth for draft in drafts if len(draft.filled) > 2 and (own := number_of(draft))]
        self._depth = Counter(full).most_common(1)[0][0] if full else 1
        self._is_numbered = sum(number_of(draft) is not None for draft in drafts) > len(drafts) / 3

    def told(self, index: int, above: Draft | None, last: int) -> Told | None:
        """The heading that a row is, or None; ``above``: the measure before, ``last``: number of the open section."""
        draft = self._drafts[index]
        filled = [role for role in draft.filled if role is not Role.OTHER]
        if Role.OTHER in draft.filled or not filled:
            return None
        if len(filled) == 1:
            return self._alone(index, filled[0], above, last)
        if draft.is_only(Role.NUMBER, Role.TEXT):
            return self._numbered(index, last)
        return None

    def _alone(self, index: int, role: Role, above: Draft | None, last: int) -> Told | None:
        draft = self._drafts[index]
        text = draft[role].text
        begins = leading_number(text)
        number, title = begins or (None, text)
        if not title or parse_number(text) is not None:
            return None
        if self._is_surely_heading(draft, text):
            return Told(number, title, draft.place)
        if role not in {Role.TEXT, Role.NUMBER} or text[:1].islower() or not text[:1].isalnum():
            return None
        if number is not None and self._is_by_number(number, index, last):
            return Told(number, title, draft.place)
        return self._without_number(index, title, above) if number is None else None

    def _without_number(self, index: int, title: str, above: Draft | None) -> Told | None:
        """A lone cell above rows of measures is likely a heading."""
        draft = self._drafts[index]
        following = self._drafts[index + 1] if index + 1 < len(self._drafts) else None
        is_above_rows = following is not None and len(following.filled) > 1
        if is_above_rows and not self._is_end_of(index, above):
            return Told(None, title, draft.place, LIKELY, _LONE_ROW)
        return None

    @staticmethod
    def _is_surely_heading(draft: Draft, text: str) -> bool:
        return (draft.is_spanning or draft.is_bold or bool(_WORDED.match(text))) and not text[:1].islower()

    def _is_end_of(self, index: int, above: Draft | None) -> bool:
        """Whether the lone text is the second half of the measure above, cut by a page's end."""
        return above is not None and self._drafts[index].breaks_before and is_hanging(above[Role.TEXT].text)

    def _numbered(self, index: int, last: int) -> Told | None:
        draft = self._drafts[index]
        number = number_of(draft)
        if number is None:
            return None
        title = draft[Role.TEXT].text
        others = {Role.DEADLINE, Role.RESPONSIBLE, Role.RESULT} & set(draft.fields)
        is_merged = bool(others) and others <= draft.spanned
        if (is_merged or draft.is_bold) and (number.depth < self._depth or self._restarts(number, index)):
            return Told(number, title, draft.place)
        if is_merged and draft.is_bold:
            return Told(number, title, draft.place)
        return Told(number, title, draft.place) if self._is_by_number(number, index, last) else None

    def _restarts(self, number: Number, index: int) -> bool:
        following = self._next(index)
        return following is not None and (following.parts == (1,) or following.parts[:-1] == number.parts)

    def _is_by_number(self, number: Number, index: int, last: int) -> bool:
        """Whether the numbering says that a row without terms and owners is a heading."""
        following = self._next(index)
        if (
            following is not None
            and following.parts[: number.depth] == number.parts
            and following.depth > number.depth
        ):
            return True
        if number.depth > 1:
            return False
        if number.is_roman or number.depth < self._depth:
            return True
        restarts = following is not None and following.parts == (1,)
        return restarts and (number.parts == (last + 1,) or not self._is_numbered)

    def _next(self, index: int) -> Number | None:
        """The number of the very next row."""
        if index + 1 >= len(self._drafts):
            return None
        return number_of(self._drafts[index + 1])


def number_of(draft: Draft) -> Number | None:
    """The number of a row: in its cell, or before its words when the cell is empty or missing."""
    if draft[Role.NUMBER]:
        return parse_number(draft[Role.NUMBER].text)
    begins = leading_number(draft[Role.TEXT].text)
    return begins[0] if begins else None


def field_of(told: Told) -> tuple[Field, Field]:
    """Number and title of a heading as fields."""
    number = Field(told.number.text, told.place) if told.number else Field()
    return number, Field(
        told.title.rstrip(": ").strip() or told.title, told.place, told.confidence, told.remark
    )
