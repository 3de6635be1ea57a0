"""Words of findings: zones, verdicts, what a person may be shown."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices


class Zone(TextChoices):
    """Priority of a recheck, as the analysis says it."""

    RED = "red", "высокий"
    AMBER = "amber", "средний"
    # Not «признаков нет»: one sign alone makes no priority, and stands in the same line.
    NONE = "none", "приоритета нет"
    INSUFFICIENT = "insufficient", "недостаточно данных"


MARKED_ZONES = (Zone.RED, Zone.AMBER)
ZONE_CLASSES: dict[str, str] = {
    Zone.RED: "sign-high",
    Zone.AMBER: "sign-middle",
    Zone.NONE: "sign-none",
    Zone.INSUFFICIENT: "sign-unknown",
}


class Disclosure(StrEnum):
    """How much of a school's result a person is shown."""

    FULL = "full"
    PRELIMINARY = "preliminary"  # before the school was heard, for those who work on it
    WITHHELD = "withheld"  # signs without a priority: only that there is none
    HIDDEN = "hidden"  # only that it is looked into

    @property
    def has_numbers(self) -> bool:
        """Cells, conclusion and pictures are shown."""
        return self in (Disclosure.FULL, Disclosure.PRELIMINARY)


class Verdict(TextChoices):
    """A cell of the matrix."""

    FINDING = "finding", "признак"
    APART = "apart", "отдельный список"
    NO = "no", "нет"
    UNKNOWN = "unknown", "нельзя судить"
    ABSENT = "absent", "нет работ"
    HIDDEN = "hidden", "идёт анализ"
    WITHHELD = "withheld", "не показано"


VERDICT_CLASSES: dict[str, str] = {
    Verdict.FINDING: "sign-high",
    Verdict.APART: "sign-middle",
    Verdict.NO: "sign-none",
    Verdict.UNKNOWN: "sign-unknown",
    Verdict.ABSENT: "sign-unknown",
    Verdict.HIDDEN: "sign-unknown",
    Verdict.WITHHELD: "sign-unknown",
}


class ExplanationStatus(TextChoices):
    """What the data say of an innocent explanation."""

    EXPLAINS = "explains", "объясняет"
    EXCLUDED = "excluded", "исключено данными"
    ASK = "ask", "вопрос к школе"
