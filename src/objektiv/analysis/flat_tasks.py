"""Tasks that nearly all pupils of a school left without points, while elsewhere most did not: entry or curriculum."""

from __future__ import annotations

import numpy as np

from objektiv.documents.numbers import format_share, join_words
from objektiv.model.indicator import Cells
from objektiv.model.tables import Array, FloatArray

FLAT_SHARE = 0.9
OTHERS_SHARE = 0.5
LEAST_WORKS = 10
MOST_TASKS = 3


def is_comparable(cells: Cells, row: int) -> bool:
    """Whether points for tasks are known, of this school and of others."""
    if cells.part_n is None or cells.part_values is None:
        return False
    return bool((cells.part_n.sum(axis=0) > cells.part_n[row]).any() and cells.part_n[row].any())


def flat_tasks(cells: Cells, row: int) -> str:
    """«Почти у всех 0 баллов: задание 1 (у 97 %, у остальных школ — у 39 %).»; empty where there is none."""
    if cells.part_n is None or cells.part_not_taught is None or cells.part_values is None:
        return ""
    given, skipped = cells.part_n, cells.part_not_taught
    told = (
        ("0 баллов", _stand_out(cells, row, cells.part_values[:, :, 0], given)),
        ("«не пройдено»", _stand_out(cells, row, skipped, skipped + given)),
    )
    return " ".join(f"Почти у всех {what}: {tasks}." for what, tasks in told if tasks)


def skipped_tasks(cells: Cells, row: int) -> str:
    """The tasks with most «не пройдено» in a school: «задание 12 (у 100 %)»."""
    if cells.part_n is None or cells.part_not_taught is None:
        return ""
    skipped = cells.part_not_taught[row]
    shares = _shares(skipped, skipped + cells.part_n[row])
    return _name(cells, shares, np.flatnonzero(skipped))


def _stand_out(cells: Cells, row: int, part: Array, whole: Array) -> str:
    others = _shares(part.sum(axis=0) - part[row], whole.sum(axis=0) - whole[row])
    own = _shares(part[row], whole[row])
    is_known = whole.sum(axis=0) > whole[row]
    flat = is_known & (own >= FLAT_SHARE) & (whole[row] >= LEAST_WORKS) & (others <= OTHERS_SHARE)
    return _name(cells, own, np.flatnonzero(flat), others)


def _shares(part: Array, whole: Array) -> FloatArray:
    return np.asarray(part / np.maximum(whole, 1), dtype=np.float64)


def _name(cells: Cells, shares: FloatArray, known: Array, others: FloatArray | None = None) -> str:
    """Tasks at the positions ``known``, of many the largest shares; with ``others`` also what it is elsewhere."""
    if cells.scale is None or not len(known):
        return ""
    kept = sorted(known[np.argsort(-shares[known], kind="stable")][:MOST_TASKS].tolist())
    named = []
    for part in kept:
        other = "" if others is None else f", у остальных школ — у {format_share(float(others[part]), 0)}"
        named.append(f"{cells.scale.part_codes[part]} (у {format_share(float(shares[part]), 0)}{other})")
    return f"{'задание' if len(named) == 1 else 'задания'} {join_words(named)}"
