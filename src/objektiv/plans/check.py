"""What a check of plans is and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from objektiv.plans.prepared import Prepared


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "ошибка"
    QUESTION = "вопрос"
    REMARK = "замечание"


@dataclass(frozen=True, slots=True)
class Spot:
    """What a check saw. ``rows``: positions among the rows of the plan; ``suggestion``: what could stand there, never
    put in silently; ``place``, ``severity`` and ``remedy`` are said only where they differ from the usual ones."""

    message: str
    rows: tuple[int, ...] = ()
    place: str = ""
    suggestion: str = ""
    remedy: str = ""
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """The passport of a check and the function that looks. ``why``: why it matters; ``remedy``: what to do."""

    code: str
    title: str
    severity: Severity
    why: str
    remedy: str
    look: Callable[[Prepared], Iterable[Spot]]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a person should look at, in Russian.

    ``actions``: numbers of the actions as the document writes them; ``rows``: positions among actions and, after
    them, decisions of the plan; ``suggestion``: a wording or a value that could be taken.
    """

    code: str
    title: str
    severity: Severity
    message: str
    remedy: str
    place: str = ""
    actions: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()
    suggestion: str = ""
