"""What the journal's records are called on the screen. Each app adds the words for its own verbs and fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from objektiv.web.audit.models import Record

NOTHING = "—"
_FRACTION = re.compile(r"-?\d+\.\d+")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")

_titles: dict[str, str] = {"journal.checked": "Проверена цепочка журнала"}
_fields: dict[str, str] = {
    "records": "записей",
    "is_whole": "журнал цел",
    "head": "отпечаток",
    "found": "найдено",
}
_words: dict[str, Mapping[str, str]] = {}
_tellers: dict[str, Callable[[Any], str]] = {}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One line of a record: what was changed, from what, to what."""

    title: str
    old: str
    new: str

    @property
    def was_known(self) -> bool:
        """There was something before."""
        return self.old != NOTHING


def add_verbs(titles: Mapping[str, str]) -> None:
    """Called by an app when it is ready: verb → what it is called («Роль назначена»)."""
    _titles.update(titles)


def add_fields(titles: Mapping[str, str], **words: Mapping[str, str]) -> None:
    """Names of fields in ``old`` and ``new``; ``words`` spell out the values of those that hold codes."""
    _fields.update(titles)
    _words.update(words)


def add_tellers(**tellers: Callable[[Any], str]) -> None:
    """Field → how its value is told on the screen where spelling all of it out says nothing; empty: as usual."""
    _tellers.update(tellers)


def title_of(verb: str) -> str:
    """The Russian title of a verb; one that nobody named shows itself."""
    return _titles.get(verb, verb)


def known_verbs() -> dict[str, str]:
    """All verbs with their titles, in the order of titles."""
    return dict(sorted(_titles.items(), key=lambda pair: pair[1]))


def changes_of(record: Record) -> list[FieldChange]:
    """What a record changed, line by line, in words; what was nothing and stays nothing is left out."""
    # Not every database keeps the order of fields: they stand in the order in which the apps named them.
    order = {name: place for place, name in enumerate(_fields)}
    names = sorted({*record.new, *record.old}, key=lambda name: (order.get(name, len(order)), name))
    told = (
        FieldChange(
            _fields.get(name, name), _said(name, record.old.get(name)), _said(name, record.new.get(name))
        )
        for name in names
    )
    # A field left empty from the start changed nothing.
    return [line for line in told if line.was_known or line.new != NOTHING]


def _said(name: str, value: Any) -> str:
    if value in (None, "", [], {}):
        return NOTHING
    if name in _tellers and (told := _tellers[name](value)):
        return told
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_said(name, one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_said(name, one) for one in value)
    return _in_words(_words.get(name, {}).get(str(value), str(value)))


def _in_words(text: str) -> str:
    """Fractions, days and moments as Russians write them."""
    if _FRACTION.fullmatch(text):
        return text.replace(".", ",")
    if _MOMENT.fullmatch(text):
        return f"{timezone.localtime(datetime.fromisoformat(text)):%d.%m.%Y %H:%M}"
    return _DAY.sub(r"\3.\2.\1", text) if _DAY.fullmatch(text) else text
