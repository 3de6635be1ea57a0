"""Months of a циклограмма, in a heading or in a column of their own: the days below, «1–10 числа», are days of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from objektiv.plans.deadlines.language import understand
from objektiv.plans.deadlines.vocabulary import MONTHS, MONTHS_OF
from objektiv.plans.headings import Role, plain
from objektiv.plans.layout.drafts import Draft
from objektiv.plans.layout.fields import noted
from objektiv.plans.model import DOUBTFUL, LIKELY
from objektiv.plans.words import fold

_NAMED = re.compile(r"([а-я]+)[\s,]*(20\d\d)?\s*(?:г(?:од|ода)?)?\.?")
_OF_THE_MONTH = re.compile(r"(?<!\w)месяца\.?$", re.IGNORECASE)
_OF_HEADING = "месяц взят из заголовка раздела «{}»"
_OF_COLUMN = "месяц взят из столбца «{}»"
_SUPPOSED = "вероятно, срок назван в заголовке раздела"


def month_of(title: str) -> str:
    """The month that a heading names and nothing else, in the genitive: «сентября 2026»; empty when it does not."""
    found = _NAMED.fullmatch(fold(title))
    if found is None or found[1] not in MONTHS:
        return ""
    return f"{MONTHS_OF[MONTHS[found[1]]]} {found[2] or ''}".strip()


def join_months(drafts: Sequence[Draft], titles: Mapping[str, str]) -> None:
    """Put the month to terms that say nothing without it, remarked; offer that of a heading where there is no term.

    ``titles``: headings of sections by their keys. A term that can be read by itself stays as it stands.
    """
    for draft, (column, said) in zip(drafts, _columns(drafts), strict=True):
        title = titles.get(draft.section, "")
        month = month_of(title)
        remark = _OF_HEADING.format(title) if month else _OF_COLUMN.format(column)
        own = draft[Role.DEADLINE]
        if month and not own:
            empty = replace(own, place=draft.place)
            draft[Role.DEADLINE] = noted(empty, _SUPPOSED, DOUBTFUL, suggestion=fold(title))
        elif own and (whole := _with_month(own.text, month or month_of(said))):
            draft[Role.DEADLINE] = noted(replace(own, text=whole), remark, LIKELY)


def _columns(drafts: Sequence[Draft]) -> Iterator[tuple[str, str]]:
    """Row by row the heading of the column of months and the month there; an empty cell belongs to the one above."""
    last = ""
    for draft in drafts:
        found = next(
            ((name, own.text) for name, own in draft.extra if plain(name).startswith("месяц")), ("", "")
        )
        last = found[1] or last
        yield found[0], last


def _with_month(text: str, month: str) -> str:
    """The term with the month, where it is understood with it and says nothing of its own."""
    said = _OF_THE_MONTH.sub(month, text) if month else text
    if not month or (said == text and understand(text).understood):
        return ""
    whole = said if said != text else f"{text.rstrip(' .;,')} {month}"
    return whole if understand(whole).understood else ""
