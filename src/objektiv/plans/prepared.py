"""A plan made ready for looking at: every row with its rule, dates, owners, results and typical action."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from objektiv.plans.catalogue.matching import Match, matches
from objektiv.plans.deadlines.dates import Dates, Frame, Interval, resolve
from objektiv.plans.deadlines.language import understand
from objektiv.plans.deadlines.rule import Kind, Rule
from objektiv.plans.model import Action, Field, Plan
from objektiv.plans.responsible import Responsible, understand_responsible
from objektiv.plans.results import Result, understand_result
from objektiv.plans.words import fold, stems, tokens

_SCHOOL_YEAR = re.compile(r"(20\d\d)\s*[-–—/]\s*(20\d\d|\d\d)")
_YEAR = re.compile(r"20\d\d")
_ORDER = re.compile(
    r"(?i)(?:приказ|распоряжени|постановлени)\w*[^.;\n]{0,60}?\bот\s+([«\"]?\d{1,2}[^№\n,;]{2,25}\d{4})"
)
_FIGURES = re.compile(r"\W*(\d{1,2})\W+(\d{1,2})\W+(20\d\d)\W*(?:г\w*\W*)?")
_PROCEDURES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("впр", re.compile(r"\bвпр\b|всероссийск\w* провероч")),
    ("гиа", re.compile(r"\b(?:гиа|огэ|егэ|гвэ)\b|итогов\w* аттестаци|выпускн\w* экзамен")),
    ("всош", re.compile(r"\bвсош\b|олимпиад")),
    ("собеседование", re.compile(r"итогов\w* собеседован|\bис\W{0,2}9\b")),
    ("сочинение", re.compile(r"итогов\w* сочинени|\bис\W{0,6}11\b")),
    (
        "диагностика",
        re.compile(
            r"\b(?:кдр|дкр|ркр|ккр|рдр|мкр)\b|диагностическ\w* (?:контрольн\w* )?работ|контрольн\w* срез"
        ),
    ),
    ("пробный экзамен", re.compile(r"пробн\w* |репетиционн\w*|тренировочн\w*")),
)
_NOT_OF_THE_CALENDAR = (Kind.OUTSIDE_SCHEDULE, Kind.ON_DEMAND, Kind.RECURRING)
_CONDUCT = frozenset({11, 12})  # typical actions done while a procedure is held


@dataclass(frozen=True)
class Row:
    """One action or decision. ``index``: its place among all rows; ``label``: its number for people, «1.2»."""

    index: int
    label: str
    action: Action
    section_key: str
    rule: Rule
    dates: Dates
    is_decision: bool = False

    @cached_property
    def text(self) -> str:
        """The action with its list, on one line."""
        return " ".join(self.action.text.text.split())

    @cached_property
    def words(self) -> list[str]:
        """Folded words of the action."""
        return tokens(self.text)

    @cached_property
    def folded(self) -> str:
        """The action in small letters."""
        return fold(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of the words that mean something."""
        return stems(self.text)

    @cached_property
    def procedures(self) -> frozenset[str]:
        """Procedures that the action names."""
        return procedures_in(self.text)

    @cached_property
    def owners(self) -> tuple[Responsible, ...]:
        """Those named in the row."""
        return understand_responsible(self.action.responsible.text)

    @cached_property
    def results(self) -> tuple[Result, ...]:
        """What the row promises."""
        return understand_result(self.action.result.text)

    @cached_property
    def typical(self) -> tuple[Match, ...]:
        """Typical actions it is like, the surest first."""
        return matches(self.text)

    @cached_property
    def entry(self) -> int:
        """Number of the typical action it most likely is; 0 when it is like none."""
        return self.typical[0].entry.number if self.typical else 0

    @property
    def first_day(self) -> date | None:
        """When its term begins, when that is known."""
        return min((start for start, _ in self.dates.intervals), default=None)

    @property
    def last_day(self) -> date | None:
        """When its term ends, when that is known."""
        ends = [end for _, end in self.dates.intervals]
        return max(ends, default=self.dates.due)

    @property
    def is_dated(self) -> bool:
        """Whether the term is a certain stretch of the calendar: one reading, no whole year."""
        if self.rule.kind in _NOT_OF_THE_CALENDAR or self.dates.ambiguous:
            return False
        return bool(self.dates.intervals) and not self.is_year_long

    @property
    def is_year_long(self) -> bool:
        """Whether the term is the whole year or most of it."""
        days = sum((end - start).days + 1 for start, end in self.dates.intervals)
        return days > 240


@dataclass(frozen=True)
class Prepared:
    """A plan with its frame and its rows; ``rows`` are the actions and, after them, the decisions."""

    plan: Plan
    frame: Frame | None
    rows: tuple[Row, ...]

    @property
    def actions(self) -> tuple[Row, ...]:
        """Rows of the table of measures."""
        return tuple(row for row in self.rows if not row.is_decision)

    @property
    def decisions(self) -> tuple[Row, ...]:
        """Rows of the table of decisions."""
        return tuple(row for row in self.rows if row.is_decision)

    @cached_property
    def narrative(self) -> tuple[str, ...]:
        """Every bullet of the narrative part."""
        return tuple(bullet.text.text for part in self.plan.directions for bullet in part.bullets)

    @cached_property
    def all_text(self) -> str:
        """Everything the plan says, folded."""
        parts: list[Field] = [self.plan.head.title, *self.plan.texts]
        for direction in self.plan.directions:
            parts += [direction.title, *(group.title for group in direction.groups)]
            parts += [bullet.text for bullet in direction.bullets]
        parts += [section.title for section in self.plan.sections]
        for row in self.rows:
            parts += [row.action.text, row.action.result]
        headings = " ".join(heading for _, heading in self.plan.columns)
        return fold(". ".join([*(part.text for part in parts), headings]))

    @cached_property
    def approved(self) -> date | None:
        """The day the plan was approved or its order signed, when the document says it."""
        if self.frame and self.frame.approved:
            return self.frame.approved
        return approval_date(self.plan)

    @cached_property
    def held(self) -> dict[str, list[Interval]]:
        """Procedure → when it is held: terms of the dated rows about conduct, the days of known events as one term.

        A row that names no procedure counts under an empty name.
        """
        found: dict[str, list[Interval]] = {}
        for row in self.actions:
            if row.is_dated and is_about_conduct(row) and row.first_day and row.last_day:
                for name in row.procedures or {""}:
                    found.setdefault(name, []).append((row.first_day, row.last_day))
        days: dict[str, list[date]] = {}
        for event, day in self.frame.events if self.frame else ():
            for name in procedures_in(event) or {""}:
                days.setdefault(name, []).append(day)
        for name, known in days.items():
            found.setdefault(name, []).append((min(known), max(known)))
        return found

    def held_for(self, names: frozenset[str]) -> list[Interval]:
        """When those procedures are held; all of them for a text that names none."""
        return [term for name, terms in self.held.items() if not names or name in names for term in terms]


def procedures_in(text: str) -> frozenset[str]:
    """Procedures that a text names; ОГЭ, ЕГЭ and ГВЭ are one, the ГИА."""
    folded = fold(text)
    return frozenset(name for name, words in _PROCEDURES if words.search(folded))


def is_about_conduct(row: Row) -> bool:
    """Whether the row is done while a procedure is held: conduct, observation, «в день проведения»."""
    while_held = (
        "в ходе проведен" in row.folded or "во время проведен" in row.folded or "при проведен" in row.folded
    )
    if "подготовк" in row.folded:
        return False
    return (
        row.entry in _CONDUCT or (row.entry == 4 and while_held) or "в день проведен" in fold(row.rule.text)
    )


def prepare(plan: Plan, frame: Frame | None = None) -> Prepared:
    """The plan with everything understood; without a frame the head of the plan gives it."""
    frame = frame or frame_of(plan)
    titles = {section.key: section for section in plan.sections}
    rows = []
    for position, action in enumerate((*plan.actions, *plan.decisions)):
        rule = understand(action.deadline.text)
        dates = resolve(rule, frame) if frame and action.deadline else Dates()
        section = titles.get(action.section)
        label = _label(action, section.number.text if section else "", position)
        is_decision = position >= len(plan.actions)
        rows.append(Row(position, label, action, action.section, rule, dates, is_decision))
    return Prepared(plan, frame, tuple(rows))


def frame_of(plan: Plan) -> Frame | None:
    """The year and the day of approval that the head names; None without a year."""
    text = plan.head.school_year.text or plan.head.title.text
    approved = approval_date(plan)
    if found := _SCHOOL_YEAR.search(text):
        return Frame(school_year=int(found[1]), approved=approved)
    if found := _YEAR.search(text):
        return Frame(year=int(found[0]), approved=approved)
    return None


def approval_date(plan: Plan) -> date | None:
    """The latest date of the approvals and of the order, as the head writes them; None when there is none."""
    fields = [approval.date for approval in plan.head.approvals]
    if plan.head.annex:
        fields.append(plan.head.annex.date)
    days = [day for one in fields if (day := _day(one.text))]
    days += [day for written in orders_in(plan) if (day := _day(written))]
    return max(days, default=None)


def orders_in(plan: Plan) -> list[str]:
    """Dates of the orders that a line outside the blocks names: «Утверждён приказом от 30.08.2023 № 120»."""
    return [found[1] for text in plan.texts for found in _ORDER.finditer(text.text)]


def _day(text: str) -> date | None:
    """The day written in a head: «от 26 февраля 2021 г. № 5», «"26" 02 2021»; None for a blank or a year alone."""
    plain = re.sub(r"^\W*от\s+|\s*№.*$", "", text.strip(), flags=re.IGNORECASE | re.DOTALL)
    if found := _FIGURES.fullmatch(plain):
        day, month, year = map(int, found.groups())
        return date(year, month, day) if 0 < month <= 12 and 0 < day <= monthrange(year, month)[1] else None
    rule, year_found = understand(plain), _YEAR.search(plain)
    if rule.kind is not Kind.DATE or not year_found:
        return None
    return resolve(rule, Frame(year=int(year_found[0]))).due


def _label(action: Action, section: str, position: int) -> str:
    number = (action.number.suggestion or action.number.text).strip().rstrip(".")
    if not number:
        return f"строка {position + 1}"
    return f"{section.strip().rstrip('.')}.{number}" if section and "." not in number else number


def in_words(labels: Iterable[str]) -> str:
    """Numbers of actions for people, neighbours joined: «1.2–1.4, 3.1»."""
    spans: list[list[str]] = []
    for label in labels:
        if spans and _follows(spans[-1][-1], label):
            spans[-1].append(label)
        else:
            spans.append([label])
    return ", ".join(
        f"{span[0]}–{span[-1].removeprefix('строка ')}" if len(span) > 2 else ", ".join(span)
        for span in spans
    )


def listed(rows: Sequence[Row]) -> str:
    """Numbers of rows for people and how many they are: «1.2–1.4, 3.1 (всего 4)»."""
    total = f" (всего {len(rows)})" if len(rows) > 1 else ""
    return f"{in_words(row.label for row in rows)}{total}"


def _follows(label: str, following: str) -> bool:
    *head, last = re.split(r"[. ]", label)
    *next_head, next_last = re.split(r"[. ]", following)
    return head == next_head and last.isdigit() and next_last.isdigit() and int(next_last) == int(last) + 1
