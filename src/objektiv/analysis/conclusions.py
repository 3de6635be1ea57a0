"""One sentence per school, and the table schools.csv."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from objektiv.analysis.directory import Directory
from objektiv.analysis.evidence import FAMILY_P, LEAST_FAMILIES, LEAST_WORKS, Evidence
from objektiv.analysis.family_p import join_family_p
from objektiv.analysis.findings import SMALLEST_CELL, Judged
from objektiv.analysis.posterior import posterior
from objektiv.analysis.result import AMBER, INSUFFICIENT, RED
from objektiv.analysis.signals import Row, deciding_rows, is_observation
from objektiv.documents.numbers import count_of, join_words
from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import FAMILIES
from objektiv.model.tables import IntArray, Table

# What a family says of a school, whatever it is compared with.
FAMILY_SENTENCES = {
    "level": "средний балл выше ожидаемого",
    "journal": "отметки за работу выше отметок по журналу больше, чем ожидается",
    "boundary": "работ сразу над границей отметки больше, чем ожидается",
    "profile": "отдельные задания выполнены не так, как ожидается при уровне школы",
}
MOST_WORKS = 3
SPECIAL = "Специальная школа: с другими не сравнивается, результаты смотрят отдельно."


def school_table(
    school_year: str,
    evidence: Evidence,
    judged: Sequence[Judged],
    deciding: Mapping[int, Sequence[Row]],
    directory: Directory,
    keep: IntArray,
) -> Table:
    """Rows of schools.csv for the schools of ``keep``, ascending; ``deciding`` as ``rows_that_decide`` gives them."""
    findings = _count_findings(judged, evidence.schools)
    chances = posterior(evidence.combined_p)
    families = _families_of_all(evidence)
    conclusions = [
        SPECIAL
        if not evidence.families_applicable[row] and _is_special(directory, school)
        else _conclusion(evidence, row, deciding.get(school, []), int(findings[row]))
        for row, school in enumerate(evidence.schools.tolist())
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
        "family_p": np.array(
            [join_family_p(dict(zip(evidence.families, p, strict=True))) for p in evidence.family_p.tolist()],
            dtype=object,
        ),
    }
    return Table(columns).filter(np.isin(evidence.schools, keep))


def _is_special(directory: Directory, school: int) -> bool:
    return directory.context.get(school, ("", ""))[0] == "special"


def _families_of_all(evidence: Evidence) -> list[list[str]]:
    """Families that are unusual, school by school."""
    with np.errstate(invalid="ignore"):
        shown = (evidence.family_p < FAMILY_P).tolist()
    return [
        [name for name, is_shown in zip(evidence.families, row, strict=True) if is_shown] for row in shown
    ]


def _count_findings(judged: Sequence[Judged], schools: IntArray) -> IntArray:
    counts = np.zeros(len(schools), dtype=np.int64)
    for one in judged:
        if one.enters_zone:
            counts[np.searchsorted(schools, one.schools[one.is_finding])] += 1
    return counts


def rows_that_decide(evidence: Evidence, judged: Sequence[Judged], estimates: Table) -> dict[int, list[Row]]:
    """School with a priority → the rows of ``estimates`` that it rests on, clearest first."""
    listed, families = np.flatnonzero(np.isin(evidence.zone, (RED, AMBER))), _families_of_all(evidence)
    if not len(estimates) or not len(listed):
        return {}
    entering = {(one.passport.code, one.estimates.direction) for one in judged if one.enters_zone}
    rows: dict[int, list[Row]] = {int(school): [] for school in evidence.schools[listed]}
    for row in estimates.filter(np.isin(estimates["school"], list(rows))).rows():
        if (row["indicator"], row["direction"]) in entering:
            rows[row["school"]].append(row)
    return {
        int(evidence.schools[position]): deciding_rows(
            rows[int(evidence.schools[position])], families[position]
        )
        for position in listed.tolist()
    }


def _conclusion(evidence: Evidence, row: int, deciding: Sequence[Row], findings: int) -> str:
    zone = str(evidence.zone[row])
    if zone == INSUFFICIENT:
        return _too_little(int(evidence.works[row]), int(evidence.families_applicable[row]))
    if zone in (RED, AMBER):
        degree = "высокий" if zone == RED else "средний"
        return f"{tell_rows(deciding)} Требует анализа; приоритет перепроверки — {degree}."
    if findings:
        return f"Отдельных признаков: {findings}; вместе данные года не дают основания для приоритета перепроверки."
    return "Признаков, требующих анализа, не найдено."


def tell_rows(rows: Sequence[Row]) -> str:
    """What the rows say, findings and observations apart, each family with its works."""
    findings = [row for row in rows if row["is_finding"]]
    others = [row for row in rows if not row["is_finding"]]
    told = [f"Признаки: {_tell_families(findings)}."] if findings else []
    if others:
        head = "Наблюдения" if findings else "Признаков, входящих в зону, нет; наблюдения"
        told.append(f"{head}: {_tell_families(others)}.")
    return " ".join(told) or "Слабые наблюдения в нескольких показателях сразу."


def _tell_families(rows: Sequence[Row]) -> str:
    families = dict.fromkeys(str(row["family"]) for row in rows)
    return "; ".join(
        f"{FAMILY_SENTENCES.get(name, f'группа показателей «{FAMILIES[name]}»')} ({_works_of(name, rows)})"
        for name in families
    )


def _works_of(family: str, rows: Sequence[Row]) -> str:
    mine = [row for row in rows if row["family"] == family]
    works = list(dict.fromkeys(AssessmentId.parse(str(row["assessment"])).spoken for row in mine))
    if not any(row["is_finding"] or is_observation(row) for row in mine):
        is_small = any(row["n"] < SMALLEST_CELL for row in mine)
        return "малые параллели вместе" if is_small else "слабые отличия, необычные только вместе"
    rest = len(works) - MOST_WORKS
    return join_words([*works[:MOST_WORKS], *([f"ещё {rest}"] if rest > 0 else [])])


def _too_little(works: int, families: int) -> str:
    if works < LEAST_WORKS:
        counted = count_of(works, "работа", "работы", "работ")
        return f"Недостаточно данных: {counted} за год, для вывода нужно не менее {LEAST_WORKS}."
    return f"Недостаточно данных: можно судить по {families} из не менее чем {LEAST_FAMILIES} нужных групп показателей."
