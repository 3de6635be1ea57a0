"""Springs of a training territory, as people write them."""

from __future__ import annotations

from objektiv.model.errors import UsageError
from objektiv.simulation.plan import FIRST_YEAR

LAST_YEAR = 2099


def read_years(text: str) -> tuple[int, ...]:
    """«2024, 2025» as years in their order; UsageError for anything else."""
    try:
        years = sorted({int(part) for part in text.split(",")})
    except ValueError:
        years = []
    if not years or years[0] < FIRST_YEAR or years[-1] > LAST_YEAR:
        raise UsageError(
            f"годы «{text}» не понятны.", f"Пример: --years 2024,2025,2026, не раньше {FIRST_YEAR} года."
        )
    return tuple(years)
