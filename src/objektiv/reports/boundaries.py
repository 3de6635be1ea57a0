"""Works around the mark boundaries of one school: what stands there, and both expectations (METHODS §4.1)."""

from __future__ import annotations

import numpy as np

from objektiv.documents.blocks import INTEGER, P_VALUE, SHARE, Column, DataTable
from objektiv.reports.lookup import Place

BUNCHING = "boundary_bunching"
NAMES = ("2/3", "3/4", "4/5")
COLUMNS = (
    Column("Граница"),
    Column("Первый балл", INTEGER),
    Column("Работ у границы", INTEGER),
    Column("из них на ней и выше", SHARE, digits=0),
    Column("Ожидалось: как у школ для сравнения", SHARE, digits=0, width=1.3),
    Column("p", P_VALUE),
    Column("Ожидалось: без скачка", SHARE, digits=0, width=1.3),
    Column("p", P_VALUE),
)


def boundary_name(boundaries: tuple[int, int, int], score: int) -> str:
    """Which marks a boundary parts: «2/3»."""
    return NAMES[boundaries.index(score)]


def boundary_table(place: Place) -> DataTable | None:
    """Both comparisons at every boundary; None where they were not made for this school."""
    estimates, scale = place.estimates(BUNCHING, "higher"), place.assessment.cells.scale
    if estimates is None or scale is None or scale.boundaries is None or "window_n" not in estimates.details:
        return None
    if not estimates.applicable[place.row]:
        return None
    details = estimates.details
    rows = []
    for position, score in enumerate(np.asarray(details["region_boundaries"]).tolist()):
        n, k = (int(details[key][place.row, position]) for key in ("window_n", "window_k"))
        relative, absolute, p_relative, p_absolute = (
            float(details[key][place.row, position])
            for key in ("expected_relative", "expected_absolute", "boundary_p", "boundary_absolute_p")
        )
        name = boundary_name(scale.boundaries, score)
        figures = (k / n, relative, p_relative, absolute, p_absolute) if n else (None,) * 5
        rows.append((name, score, n, *figures))
    note = (
        "У границы — два балла под ней, сама граница и балл над ней. Там, где скачок общий для всех школ, сравнение с "
        "ними его не показывает: поэтому рядом — ожидаемое без скачка."
    )
    return DataTable(f"Работы у границ отметок: {place.id.short_title}", COLUMNS, tuple(rows), note)
