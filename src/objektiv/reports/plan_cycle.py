"""The state of the management cycle: which of its nine links a plan has, and where it breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from objektiv.documents.blocks import Block, Document
from objektiv.documents.paper_blocks import CENTRE, REGISTER, Entry, RuledColumn, RuledTable, Text, Title

DAY = "%d.%m.%Y"
EMPTY = "—"


class Link(StrEnum):
    """The links in their order; values are codes."""

    GOAL = "goal"
    INDICATOR = "indicator"
    METHOD = "method"
    MONITORING = "monitoring"
    ANALYSIS = "analysis"
    RECOMMENDATION = "recommendation"
    MEASURE = "measure"
    DECISION = "decision"
    EFFECT = "effect"


NAMES: dict[Link, str] = {
    Link.GOAL: "Цель",
    Link.INDICATOR: "Показатель",
    Link.METHOD: "Метод сбора информации",
    Link.MONITORING: "Мониторинг",
    Link.ANALYSIS: "Анализ",
    Link.RECOMMENDATION: "Адресные рекомендации",
    Link.MEASURE: "Меры",
    Link.DECISION: "Управленческие решения",
    Link.EFFECT: "Анализ эффективности мер",
}
# What to do where a link is not there.
REMEDIES: dict[Link, str] = {
    Link.GOAL: "Назовите, чего и почему нужно достичь.",
    Link.INDICATOR: "Назовите число, по которому видно, достигнута ли цель.",
    Link.METHOD: "Опишите, откуда и как берутся данные показателя.",
    Link.MONITORING: "Внесите значения показателя с датами.",
    Link.ANALYSIS: "Сделайте вывод из значений показателя.",
    Link.RECOMMENDATION: "Дайте рекомендации тем, кого касается вывод.",
    Link.MEASURE: "Свяжите меры плана с рекомендациями.",
    Link.DECISION: "Примите решение и укажите его реквизиты.",
    Link.EFFECT: "Сравните показатель до и после мер.",
}
_COLUMNS = (
    RuledColumn("№", 0.5, CENTRE),
    RuledColumn("Звено цикла", 2),
    RuledColumn("Что есть", 3.4),
    RuledColumn("Подтверждение", 2.2),
    RuledColumn("Состояние", 1.3),
    RuledColumn("Что сделать", 2.4),
)


@dataclass(frozen=True, slots=True)
class LinkState:
    """One link: what there is, what proves it, and remarks about how it fits the links before it."""

    link: Link
    texts: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """«есть», «без подтверждения», «разрыв»."""
        if not self.texts:
            return "разрыв"
        return "есть" if self.evidence else "без подтверждения"


@dataclass(frozen=True)
class Cycle:
    """The cycle of one organisation or one direction; a link that is not named is a gap."""

    title: str
    links: tuple[LinkState, ...]
    as_of: date | None = None
    organisation: str = ""
    states: dict[Link, LinkState] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        found = {one.link: one for one in self.links}
        object.__setattr__(self, "states", {link: found.get(link, LinkState(link)) for link in Link})


def build_cycle(cycle: Cycle, *, stripe: str = "") -> Document:
    """The document: one sentence, the chain in words, the table of links."""
    states = list(cycle.states.values())
    title = f"Состояние управленческого цикла\n{cycle.title}"
    day = f"По состоянию на {cycle.as_of:{DAY}}" if cycle.as_of else ""
    blocks: tuple[Block, ...] = (
        Title(title),
        *(Text(line, CENTRE) for line in (cycle.organisation, day) if line),
        Text(conclude(states), is_bold=True),
        Text(_chain(states)),
        RuledTable(_COLUMNS, tuple(_entry(number, one) for number, one in enumerate(states, 1)), "Цикл"),
    )
    return Document(title.replace("\n", ": "), blocks, stripe, layout=REGISTER)


def conclude(states: Sequence[LinkState]) -> str:
    """One sentence: how many links there are, which of them break the cycle."""
    gaps = [NAMES[one.link].lower() for one in states if not one.texts]
    proven = sum(one.state == "есть" for one in states)
    said = f"Звеньев цикла с подтверждением: {proven} из {len(states)}"
    return f"{said}; разрывы: {', '.join(gaps)}." if gaps else f"{said}; разрывов нет."


def _chain(states: Sequence[LinkState]) -> str:
    return " → ".join(NAMES[one.link] if one.texts else f"[нет: {NAMES[one.link].lower()}]" for one in states)


def _entry(number: int, one: LinkState) -> Entry:
    advice = [*one.remarks]
    if not one.texts:
        advice.append(REMEDIES[one.link])
    elif not one.evidence:
        advice.append("Приложите документ или ссылку.")
    return Entry(
        (
            str(number),
            NAMES[one.link],
            "\n".join(one.texts) or EMPTY,
            "\n".join(one.evidence) or EMPTY,
            one.state,
            "\n".join(advice) or EMPTY,
        ),
        one.link,
    )
