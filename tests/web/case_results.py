"""A school whose result asks for a case, and the case in the states that tests need."""

from __future__ import annotations

import io
from typing import Any

from python_calamine import CalamineWorkbook

from objektiv.web.assessments.models import Run
from objektiv.web.findings.models import ResultSet, SchoolResult

TEXT = "Работы проверены дважды, протоколы приложены."
GROUND = "Комиссия перепроверила все работы и расхождений не нашла."


def make_result(cast, school, zone: str = "red") -> SchoolResult:
    run = Run.objects.filter(unit=cast.region).first() or Run.objects.create(
        unit=cast.region, school_year="2020/21", kind="final", state="done", lake_generation=1, is_active=True
    )
    taken, _ = ResultSet.objects.get_or_create(run=run)
    return SchoolResult.objects.create(
        result_set=taken, school=school, zone=zone, works=60, families_applicable=4, has_signs=zone == "red",
        conclusion="Отдельные задания по математике выполнены не так, как в школах того же уровня.",
    )  # fmt: skip


def sheet_rows(content: bytes) -> list[list[Any]]:
    """The first sheet of a downloaded workbook."""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
