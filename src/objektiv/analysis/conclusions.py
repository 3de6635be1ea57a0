"""One sentence per school, and the table schools.csv."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from objektiv.analysis.directory import Directory
from objektiv.analysis.evidence import FAMILY_P, LEAST_FAMILIES, LEAST_WORKS, Evidence
from objektiv.analysis.findings import Judged
from objektiv.analysis.posterior import posterior
from objektiv.analysis.result import AMBER, INSUFFICIENT, RED
from objektiv.documents.numbers import choose_form, join_words
from objektiv.model.indicator import FAMILIES
from objektiv.model.tables import IntArray, Table


def school_table(
    school_year: str, evidence: Evidence, judged: Sequence[Judged], directory: Directory, keep: IntArray
) -> Table:
    """Rows of schools.csv for the schools of ``keep``, ascending."""
    findings = _count_findings(judged, evidence.schools)
    chances = posterior(evidence.combined_p)
    families = [_families(evidence, row) for row in range(len(evidence.schools))]
    conclusions = [
        SPECIAL
        if not evidence.families_applicable[row] and _is_special(directory, int(evidence.schools[row]))
        else _conclusion(str(evidence.zone[row]), families[row], int(findings[row]), evidence, row)
        for row in range(len(evidence.schools))
    ]
    columns = {
        "school_year": np.full(len(evidence.schools), school_year, dtype=object),
        "school": evidence.schools,
        "municipality": np.array(
            [directory.names[int(school)].municipality for school in evidence.schools], dtype=np.int64
        ),
        "works": evidence.works,
        "families_applicable": evidence.families_applicable,
        "families": np.array([";".join(names) for names in families], dtype=object),
        "q_value": evidence.q_value,
        "zone": evidence.zone,
        "posterior": np.where(np.isfinite(evidence.q_value), chances, np.nan),
        "conclusion": np.array(conclusions, dtype=object),
    }
    return Table(columns).filter(np.isin(evidence.schools, keep))


SPECIAL = "Специальная школа: с другими не сравнивается, результаты смотрят отдельно."


def _is_special(directory: Directory, school: int) -> bool:
    return directory.context.get(school, ("", ""))[0] == "special"


def _families(evidence: Evidence, row: int) -> list[str]:
    with np.errstate(invalid="ignore"):
        shown = evidence.family_p[row] < FAMILY_P
    return [name for name, is_shown in zip(evidence.families, shown, strict=True) if is_shown]


def _count_findings(judged: Sequence[Judged], schools: IntArray) -> IntArray:
    counts = np.zeros(len(schools), dtype=np.int64)
    for one in judged:
        if one.enters_zone:
            counts[np.searchsorted(schools, one.schools[one.is_finding])] += 1
    return counts


def _conclusion(zone: str, families: list[str], findings: int, evidence: Evidence, row: int) -> str:
    if zone == INSUFFICIENT:
        return _too_little(int(evidence.works[row]), int(evidence.families_applicable[row]))
    named = join_words([f"«{FAMILIES[name]}»" for name in families])
    if zone in (RED, AMBER):
        degree = "высокий" if zone == RED else "средний"
        where = f"группах показателей {named}" if len(families) > 1 else f"группе показателей {named}"
        what = "Признаки" if findings else "Наблюдения (отдельных признаков нет)"
        basis = f"{what} в {where}" if families else "Слабые наблюдения в нескольких показателях сразу"
        return f"{basis} требуют анализа; приоритет перепроверки — {degree}."
    if findings:
        return f"Отдельных признаков: {findings}; вместе данные года не дают основания для приоритета перепроверки."
    return "Признаков, требующих анализа, не найдено."


def _too_little(works: int, families: int) -> str:
    if works < LEAST_WORKS:
        noun = choose_form(works, "работа", "работы", "работ")
        return f"Недостаточно данных: {works} {noun} за год, для вывода нужно не менее {LEAST_WORKS}."
    return f"Недостаточно данных: можно судить по {families} из не менее чем {LEAST_FAMILIES} нужных групп показателей."
