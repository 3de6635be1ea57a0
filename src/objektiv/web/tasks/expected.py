"""What schools are asked to report beside their words: numbers, days, «да или нет», fields of the action's kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, Protocol, cast

from django.core.exceptions import ValidationError

from objektiv.web.plans.kinds import kinds

Type = Literal["text", "number", "date", "yes_no"]
LONGEST = 2000
HINTS: dict[str, str] = {
    "text": "", "number": "число", "date": "день, например 26.02.2027", "yes_no": "да или нет; можно с пояснением",
}  # fmt: skip
WRONG: dict[str, str] = {
    "text": "«{label}»: напишите ответ.", "number": "«{label}»: нужно число, например 12.",
    "date": "«{label}»: нужен день, например 26.02.2027.",
    "yes_no": "«{label}»: начните ответ со слова «да» или «нет».",
}  # fmt: skip
NUMBER, YES_NO = "asked_number", "asked_yes_no"  # what no kind of action has
_DAYS = ("%d.%m.%Y", "%Y-%m-%d", "%d.%m.%y")
_COUNTED = re.compile(
    r"\s*(чел(\.|овека?)?|шт\.?)$", re.IGNORECASE
)  # what people write after a number of something
_YES_NO = re.compile(r"(да|нет)\b", re.IGNORECASE)


class Asked(Protocol):
    """An action, as far as its kind is asked for."""

    kind: str


@dataclass(frozen=True, slots=True)
class Expected:
    """One thing that is asked; ``name`` is the key of its answer."""

    name: str
    label: str
    type: Type

    @classmethod
    def of(cls, stored: Mapping[str, str]) -> Expected:
        """As a letter keeps it."""
        return cls(stored["name"], stored["label"], cast(Type, stored["type"]))

    @property
    def stored(self) -> dict[str, str]:
        """For a letter."""
        return {"name": self.name, "label": self.label, "type": self.type}

    @property
    def hint(self) -> str:
        """How to answer."""
        return HINTS[self.type]

    @property
    def question(self) -> str:
        """As a form asks: «Сколько человек (число)»."""
        return f"{self.label} ({self.hint})" if self.hint else self.label

    def read(self, said: Any) -> str:
        """The answer as it is kept. ValueError with a sentence where it is none."""
        text = f"{said:%d.%m.%Y}" if isinstance(said, date) else " ".join(str(said or "").split())
        found = _READERS[self.type](text[:LONGEST])
        if not found:
            raise ValueError(WRONG[self.type].format(label=self.label))
        return found


def kind_fields(action: Asked) -> tuple[Expected, ...]:
    """What the kind of the action has to tell."""
    kind = kinds().get(action.kind)
    return tuple(Expected(one.name, one.label, one.type) for one in kind.fields) if kind else ()


def read_answers(expected: Iterable[Expected], said: Mapping[str, Any]) -> dict[str, str]:
    """Every answer, read. ValidationError by the name of what is missing or cannot be understood."""
    found, wrong = {}, {}
    for one in expected:
        try:
            found[one.name] = one.read(said.get(one.name, ""))
        except ValueError as error:
            wrong[one.name] = str(error)
    if wrong:
        raise ValidationError(wrong)
    return found


def in_words(expected: Iterable[Expected], answers: Mapping[str, str]) -> list[tuple[str, str]]:
    """(what was asked, what was answered) of what was answered."""
    return [(one.label, answers[one.name]) for one in expected if answers.get(one.name)]


def _number(text: str) -> str:
    plain = _COUNTED.sub("", text).replace(" ", "").replace(",", ".").removesuffix(".0")
    return plain.replace(".", ",") if re.fullmatch(r"-?\d{1,12}(\.\d{1,4})?", plain) else ""


def _date(text: str) -> str:
    for form in _DAYS:
        try:
            return f"{datetime.strptime(text.split(' ', maxsplit=1)[0], form).date():%d.%m.%Y}"  # a day has no zone
        except ValueError:
            continue
    return ""


def _yes_no(text: str) -> str:
    found = _YES_NO.match(text)
    return text[:1].lower() + text[1:] if found else ""


_READERS: dict[str, Callable[[str], str]] = {"text": str, "number": _number, "date": _date, "yes_no": _yes_no}
