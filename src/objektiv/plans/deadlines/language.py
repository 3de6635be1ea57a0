"""From the words of a deadline to a rule.

A text is cut into phrases of time, one after another; whatever is left is a note that sets no term, or was not read.
One principle decides which phrase is the ``kind``: **the one that dates the work most precisely for whoever controls
it**. A plain date comes first; then a term counted from an event and the day of an event; then recurrences and pieces
of the calendar, the shorter the better; then an outside schedule, a condition, a demand; «постоянно» last of all. The
others stay in ``parts`` as conditions: «февраль-март 2024 – не позднее чем за 2 дня до ВПР» is counted from ВПР, and
the months are its window; «по индивидуальным планам – в течение учебного года» is the school year. A text with a word
of time that no phrase explains is not understood at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from objektiv.plans.deadlines import vocabulary as say
from objektiv.plans.deadlines.composing import compose
from objektiv.plans.deadlines.counting import ImpossibleError
from objektiv.plans.deadlines.recurring import recurring_at
from objektiv.plans.deadlines.relative import after_at, before_at, hours_at, on_event_at
from objektiv.plans.deadlines.rule import Part, Rule
from objektiv.plans.deadlines.spans import calendar_at
from objektiv.plans.deadlines.tokens import LONGEST, Sort, Tokens, tokenise
from objektiv.plans.deadlines.undated import always_at, conditional_at, on_demand_at, outside_at
from objektiv.plans.deadlines.vocabulary import word_set

_RULES: tuple[Callable[[Tokens, int], tuple[Part, int] | None], ...] = (
    calendar_at, before_at, after_at, recurring_at, on_event_at, hours_at, always_at, on_demand_at, outside_at,
    conditional_at,
)  # fmt: skip
_JOINTS = word_set(", ; : ( ) - / и а также далее затем включительно или либо но")
_LABELS = word_set("срок сроки исполнения выполнения дата реализации")
_LEADING = word_set("для на в во у от с со из среди по через при")
_NUMBERED = ("класс", "кл", "школ", "№", "групп", "этап", "человек", "параллел", "приложени", "раздел")
_OWN_NOUNS = (
    "совещани", "педсовет", "заседани", "семинар", "собрани", "планерк", "рмо", "шмо", "ммо", "мо", "этап", "школьн",
    "муниципальн", "региональн", "классы", "классов", "учител", "родител", "комисси", "педагогическ",
)  # fmt: skip
_HALF_SEASONS = word_set("осенне зимне весенне летне")
_TIME_WORDS = frozenset(
    (*say.MONTHS, *say.WEEKDAYS, *say.UNITS, *say.LAST, *say.SEASONS, *say.SEASON_ADJECTIVES, *say.ORDINALS)
) | (say.SCHOOL | say.BREAK_WORDS | say.PART_WORDS | _HALF_SEASONS | frozenset(say.EVERY_ADVERBS))
_NOTE_WORDS = 14


@lru_cache(maxsize=4096)
def understand(text: str) -> Rule:
    """The rule that the words say; of kind ``unknown`` with a reason when any of them stays unread. Never raises."""
    if not text.strip():
        return Rule(text, reason="Срок не указан.")
    if len(text) > LONGEST:
        return Rule(text, reason=f"Текст длиннее {LONGEST} знаков: это не похоже на срок.")
    t = tokenise(text)
    try:
        return replace(_rule(t), text=text, repaired=t.repaired)
    except ImpossibleError as error:
        return Rule(text, repaired=t.repaired, reason=f"Срок невозможен: {error}.")


def _rule(t: Tokens) -> Rule:
    parts, leftovers = _phrases(t)
    notes, unread = _sorted(t, leftovers)
    if unread:
        said = ", ".join(f"«{piece}»" for piece in unread)
        return Rule(t.clean, unread=unread, notes=notes, reason=f"Не понято: {said}.")
    if not parts:
        return Rule(t.clean, notes=notes, reason="Срок не распознан.")
    composed, reason = compose(parts)
    if reason:
        return Rule(t.clean, notes=notes, reason=reason)
    return Rule(t.clean, composed[0].kind, composed, notes)


def _phrases(t: Tokens) -> tuple[list[Part], list[tuple[int, int]]]:
    """Phrases of time in order, and the places of what is left between them."""
    parts: list[Part] = []
    leftovers: list[tuple[int, int]] = []
    at = 0
    while at < len(t):
        if found := _longest(t, at):
            part, after = found
            parts.append(replace(part, words=t.slice(at, after)))
            at = after
        else:
            leftovers.append((at, at + 1))
            at += 1
    return parts, _joined(t, leftovers)


def _longest(t: Tokens, at: int) -> tuple[Part, int] | None:
    """The longest phrase that begins here; what one rule calls impossible another may read («6 недель после …»)."""
    found: list[tuple[Part, int]] = []
    refused: list[ImpossibleError] = []
    for rule in _RULES:
        try:
            found += [one] if (one := rule(t, at)) else []
        except ImpossibleError as error:
            refused.append(error)
    if refused and not found:
        raise refused[0]
    return max(found, key=lambda one: one[1], default=None)


def _joined(t: Tokens, leftovers: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs of left tokens between marks and phrases; marks and joining words themselves say nothing."""
    runs: list[tuple[int, int]] = []
    for first, after in leftovers:
        if t.word(first) in _JOINTS and not _inside(t, runs, first):
            continue
        if runs and runs[-1][1] == first:
            runs[-1] = (runs[-1][0], after)
        else:
            runs.append((first, after))
    return [(first, _trimmed(t, first, after)) for first, after in runs]


def _inside(t: Tokens, runs: list[tuple[int, int]], at: int) -> bool:
    """Whether a joint stands within a run: «учителя и родители», «учителей-предметников»."""
    return bool(runs) and runs[-1][1] == at and t.word(at) in {"и", "-", "а"}


def _trimmed(t: Tokens, first: int, after: int) -> int:
    while after - 1 > first and t.word(after - 1) in _JOINTS:
        after -= 1
    return after


def _sorted(t: Tokens, runs: list[tuple[int, int]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Left words as notes that set no term, and as unread ones."""
    notes: list[str] = []
    unread: list[str] = []
    for first, after in runs:
        if all(t.word(k) in _LABELS for k in range(first, after)):
            continue
        (notes if _is_note(t, first, after) else unread).append(t.slice(first, after))
    return tuple(notes), tuple(unread)


def _is_note(t: Tokens, first: int, after: int) -> bool:
    """Whether the words can only tell where, for whom or what: set apart or with a preposition, and no time in them."""
    words = [t.word(k) for k in range(first, after)]
    if after - first > _NOTE_WORDS or set(words) & (say.VAGUE | say.NEGATIONS | _TIME_WORDS):
        return False
    if not all(_is_plain(t, k) for k in range(first, after)):
        return False
    set_apart = first == 0 or t.sort(first - 1) is Sort.MARK
    ends_apart = after >= len(t) or t.sort(after) is Sort.MARK
    if t.sort(after - 1) is Sort.TIME and set(words[:-1]) <= {"до", "в", "к", "с"}:
        return True
    if words[0] in _LEADING or words[0].startswith(_OWN_NOUNS):
        return after - first > 1 or words[0].startswith(_OWN_NOUNS)
    return (
        set_apart and ends_apart and (t.slice(first, after).isupper() or any(len(word) > 2 for word in words))
    )


def _is_plain(t: Tokens, at: int) -> bool:
    """A word, a time of day, a hyphen, or a number of classes and the like."""
    sort = t.sort(at)
    if sort in {Sort.WORD, Sort.TIME}:
        return True
    if sort is Sort.MARK:
        return t.word(at) in {"-", ","}
    if sort is not Sort.NUMBER:
        return False
    return any(t.word(k).startswith(_NUMBERED) for k in (at - 1, at + 1, at + 2, at + 3))
