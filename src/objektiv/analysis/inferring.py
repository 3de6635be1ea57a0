"""Boundaries out of printed marks: offered after a load, used only after a person's word (METHODS §1.2)."""

from __future__ import annotations

from pathlib import Path

from objektiv.model.assessment import AssessmentId
from objektiv.model.reader import Reading
from objektiv.model.tables import PRESENT, Problem
from objektiv.scales.confirmation import store_inferred
from objektiv.scales.inference import infer_boundaries, inferred_scale
from objektiv.scales.loader import load_registry

ENOUGH_PAIRS = 30


def infer_scale(lake: Path, assessment: AssessmentId, reading: Reading, name: str) -> tuple[Problem, ...]:
    """Infer boundaries when the file prints marks and no scale has boundaries; the remark says what to do."""
    known = load_registry(lake=lake).scale(assessment)
    scale = reading.scale or known
    if reading.attempts is None or scale is None or (known and known.boundaries):
        return ()
    table = reading.attempts.table
    marked = (table["status"] == PRESENT) & (table["printed_mark"] > 0)
    if marked.sum() < ENOUGH_PAIRS:
        return ()
    inference = infer_boundaries(table["raw_score"][marked], table["printed_mark"][marked], scale.maximum)
    if inference.boundaries is None:
        return (
            Problem(
                "warning", "scale_refused", f"Шкала отметок из файла не выведена: {inference.reason}", REFUSED
            ),
        )
    store_inferred(lake, inferred_scale(assessment, scale.parts, scale.maximum, inference, file=name))
    said = " ".join(inference.sentences)
    first = ", ".join(map(str, inference.boundaries))
    message = f"Шкалы нет; границы отметок 3, 4, 5 выведены из файла: {first}. {said}".strip()
    return (Problem("warning", "scale_inferred", message, f"{CONFIRM} --confirm {assessment}."),)


CONFIRM = "Сверьте с описанием работы и подтвердите: objektiv check-scales --lake ДАННЫЕ"
REFUSED = "Проверьте столбцы с баллами и отметками или добавьте шкалу: objektiv check-scales ФАЙЛ --lake ДАННЫЕ --add."
