"""Mark boundaries out of (raw score, mark) pairs of a file, with what stays unsure (METHODS §1.2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import ScaleError
from objektiv.model.scale import Part, Scale
from objektiv.model.tables import BoolArray, IntArray

MARKS = (3, 4, 5)


@dataclass(frozen=True, slots=True)
class Inference:
    """What pairs of raw score and mark say about the boundaries of the marks 3, 4 and 5.

    ``boundaries`` are the lowest observed scores of each mark, None when refused. Every true boundary lies
    between ``lowest`` and ``highest`` (inclusive); both are None when ``contradictions`` is not empty.
    ``contradictions`` are pairs (score, marks it met) that no scale explains. ``reason`` is the Russian
    sentence of a refusal, else empty.
    """

    boundaries: tuple[int, int, int] | None
    lowest: tuple[int, int, int] | None
    highest: tuple[int, int, int] | None
    unobserved: tuple[int, ...]
    contradictions: tuple[tuple[int, tuple[int, ...]], ...] = ()
    reason: str = ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """What a person must know before confirming: scores nobody got, and where a boundary may lie."""
        verb = "не наблюдался" if len(self.unobserved) == 1 else "не наблюдались"
        said = [f"{list_scores(self.unobserved)} {verb}."] if self.unobserved else []
        if self.lowest is not None and self.highest is not None:
            said += [
                f"Граница отметки {mark} может быть от {low} до {high}."
                for mark, low, high in zip(MARKS, self.lowest, self.highest, strict=True)
                if low < high
            ]
        return (*said, self.reason) if self.reason else tuple(said)


def infer_boundaries(raw_scores: IntArray, marks: IntArray, maximum: int) -> Inference:
    """Boundaries from N pairs; pairs without a score (< 0) or with a mark outside 2–5 are left out.

    ``maximum`` is the total of the work in points. Refused: one score with two marks, a higher score with a
    lower mark, a score above the maximum, a mark 3–5 that nobody got, marks that leave no room for
    boundaries.
    """
    scores, given = _valid_pairs(np.asarray(raw_scores), np.asarray(marks))
    counts = np.zeros((max(int(scores.max(initial=0)), maximum) + 1, 6), dtype=np.int64)
    np.add.at(counts, (scores, given), 1)
    unobserved = tuple(np.flatnonzero(counts[: maximum + 1].sum(axis=1) == 0).tolist())
    contradictions = _contradictions(counts, maximum)
    if contradictions:
        why = _contradiction_text(contradictions, maximum)
        return Inference(None, None, None, unobserved, contradictions, why)
    lowest, highest = _limits(counts, maximum)
    reason = _refusal(counts, lowest, highest)
    return Inference(None if reason else _lowest_observed(counts), lowest, highest, unobserved, (), reason)


def inferred_scale(
    assessment: AssessmentId,
    parts: Sequence[Part],
    maximum: int,
    inference: Inference,
    *,
    file: str,
    form: str = "",
) -> Scale:
    """The scale to be confirmed by the user: trust ``inferred``, its notes say what stays unsure.

    Raises ScaleError with the reason when the inference was refused.
    """
    if inference.boundaries is None:
        raise ScaleError(inference.reason, "Внесите шкалу файлом: `objektiv check-scales --help`.")
    return Scale(
        assessment, tuple(parts), maximum, inference.boundaries, form,
        source=f"выведена из файла «{file}»", trust="inferred", notes=inference.sentences,
    )  # fmt: skip


def list_scores(scores: Iterable[int]) -> str:
    """Scores for a sentence, three neighbours and more joined: (0, 1, 2, 16, 21) → «0–2, 16 и 21»."""
    runs: list[list[int]] = []
    for score in sorted(set(scores)):
        if runs and score == runs[-1][-1] + 1:
            runs[-1].append(score)
        else:
            runs.append([score])
    return _join([word for run in runs for word in _run_words(run)])


def _join(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} и {words[-1]}" if len(words) > 1 else "".join(words)


def _run_words(run: list[int]) -> list[str]:
    return [f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(score) for score in run]


def _valid_pairs(scores: IntArray, marks: IntArray) -> tuple[IntArray, IntArray]:
    if scores.shape != marks.shape:
        raise ValueError(f"scores {scores.shape} and marks {marks.shape} differ in shape")
    valid = (scores >= 0) & (marks >= 2) & (marks <= 5)
    return scores[valid].astype(np.int64), marks[valid].astype(np.int64)


def _contradictions(counts: IntArray, maximum: int) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Scores whose marks no increasing scale explains, each with all the marks it met."""
    met = counts > 0
    seen = met.any(axis=1)
    best_up_to_here = np.maximum.accumulate(np.where(seen, _highest_mark(met), 0))
    worst_from_here = np.minimum.accumulate(np.where(seen, _lowest_mark(met), 9)[::-1])[::-1]
    too_low = _lowest_mark(met) < best_up_to_here
    too_high = _highest_mark(met) > worst_from_here
    beyond = np.arange(len(met)) > maximum
    bad = np.flatnonzero(seen & (too_low | too_high | beyond)).tolist()
    return tuple((score, tuple(np.flatnonzero(met[score]).tolist())) for score in bad)


def _highest_mark(met: BoolArray) -> IntArray:
    return np.asarray(met.shape[1] - 1 - met[:, ::-1].argmax(axis=1), dtype=np.int64)


def _lowest_mark(met: BoolArray) -> IntArray:
    return np.asarray(met.argmax(axis=1), dtype=np.int64)


def _limits(counts: IntArray, maximum: int) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """Least and greatest boundary of each mark: above every lower mark, not above any mark as high."""
    low, high = [0, 0, 0], [0, 0, 0]
    for i, mark in enumerate(MARKS):
        below = np.flatnonzero(counts[:, :mark].sum(axis=1))
        reached = np.flatnonzero(counts[:, mark:].sum(axis=1))
        low[i] = max(int(below[-1]) + 1 if below.size else 1, low[i - 1] + 1 if i else 1)
        high[i] = int(reached[0]) if reached.size else maximum
    for i in (1, 0):
        high[i] = min(high[i], high[i + 1] - 1)
    return (low[0], low[1], low[2]), (high[0], high[1], high[2])


def _refusal(counts: IntArray, lowest: tuple[int, int, int], highest: tuple[int, int, int]) -> str:
    missing = [str(mark) for mark in MARKS if not counts[:, mark].any()]
    if missing:
        named = f"Отметки {missing[0]}" if len(missing) == 1 else f"Отметок {_join(missing)}"
        return f"{named} ни у кого нет: границы установить нельзя."
    if any(low > high for low, high in zip(lowest, highest, strict=True)):
        return "Для возрастающих границ отметок 3, 4 и 5 не остаётся места: границы установить нельзя."
    return ""


def _lowest_observed(counts: IntArray) -> tuple[int, int, int]:
    third, fourth, fifth = (int(np.flatnonzero(counts[:, mark])[0]) for mark in MARKS)
    return third, fourth, fifth


def _contradiction_text(contradictions: Sequence[tuple[int, tuple[int, ...]]], maximum: int) -> str:
    shown = "; ".join(
        f"{score} — {' и '.join(map(str, marks))}" + (f" (максимум {maximum})" if score > maximum else "")
        for score, marks in contradictions[:10]
    )
    more = f" и ещё {len(contradictions) - 10}" if len(contradictions) > 10 else ""
    return f"Баллы и отметки противоречат друг другу (балл — отметки): {shown}{more}."
