"""Innocent explanations, looked at one by one for every school with a finding (METHODS §5.6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from objektiv.analysis.directory import Directory
from objektiv.analysis.findings import Judged
from objektiv.analysis.reduction import Reduced
from objektiv.analysis.result import Explanation
from objektiv.documents.numbers import count_of, format_number, format_share
from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import EXPLANATIONS
from objektiv.model.tables import IntArray, Table

# Of several findings of one work the most favourable answer is kept.
WEIGHT = {"excluded": 0, "ask": 1, "explains": 2}
EXPLAINS, EXCLUDED, ASK = "explains", "excluded", "ask"

QUESTIONS: dict[str, str] = {
    "merged_school": "Спросите школу, не присоединялась ли к ней другая школа и не менялся ли состав параллели.",
    "special_class": "Спросите школу, учатся ли в параллели классы для обучающихся с ОВЗ.",
    "legal_rereading": "Спросите школу, перечитывала ли комиссия работы у границы отметки и есть ли протокол.",
    "lenient_consistent": "Спросите школу, как комиссия согласовывала критерии; проверит перепроверка части работ.",
    "language": "Спросите школу, сколько обучающихся, для которых русский язык не родной.",
    "new_teacher": "Спросите школу, не сменились ли учитель или программа и что об этом говорят другие работы.",
    "neighbour_scores": "Посмотрите на картине баллов, чередуются ли соседние баллы вдали от границ.",
    "one_topic": "Сравните темы работы с темами, за которые выставлена отметка в журнале.",
    "strict_journal": "Сравните отметки в журнале с другими внешними работами этих же классов.",
}

SMALL = 20
CEILING_SHARE = 0.9
ENTRY_SHARE = 0.05
TAUGHT_SHARE = 0.10


@dataclass(frozen=True)
class Look:
    """What a check sees: the finding, the row of the school in its cells, and the aggregates of the assessment."""

    judged: Judged
    row: int
    reduced: Reduced
    directory: Directory

    @property
    def school(self) -> int:
        """Code of the school."""
        return int(self.judged.schools[self.row])

    @property
    def is_report(self) -> bool:
        """Only a report file speaks of the school here."""
        source = self.reduced.cells.source
        return len(source) > self.row and source[self.row] == "report"


# What only rows of pupils can tell.
NEEDS_ROWS = frozenset({"easier_form", "one_part_taught", "data_entry_shift", "absence_reason"})
Check = Callable[[Look], tuple[str, str]]


def explain(
    reduced: Mapping[AssessmentId, Reduced], judged: Sequence[Judged], directory: Directory, keep: IntArray
) -> tuple[Explanation, ...]:
    """Look at every explanation that the passports of a school's findings name, once per school and assessment."""
    chosen = set(keep.tolist())
    found: dict[tuple[int, str, str], Explanation] = {}
    for one in judged:
        if not one.enters_zone:
            continue
        for row in np.flatnonzero(one.is_finding):
            if int(one.schools[row]) in chosen:
                look = Look(one, int(row), reduced[one.assessment], directory)
                for code in one.passport.innocent_explanations:
                    key = (look.school, str(one.assessment), code)
                    seen = _look_at(code, look)
                    if key not in found or WEIGHT[seen.status] > WEIGHT[found[key].status]:
                        found[key] = seen
    return tuple(found[key] for key in sorted(found))


def _look_at(code: str, look: Look) -> Explanation:
    check = CHECKS.get(code)
    if code in NEEDS_ROWS and look.is_report:
        status, sentence = ASK, "Строк учеников нет, известен только отчёт ФИС ОКО: спросите школу."
    else:
        status, sentence = check(look) if check else (ASK, QUESTIONS[code])
    return Explanation(look.school, str(look.judged.assessment), code, EXPLANATIONS[code], status, sentence)


def _small_n(look: Look) -> tuple[str, str]:
    n = int(look.judged.estimates.n[look.row])
    works = count_of(n, "работа", "работы", "работ")
    if n < SMALL:
        return EXPLAINS, f"Всего {works}: случай одного-двух учеников заметно меняет картину."
    return EXCLUDED, f"{works}: такой величины случайность учтена в интервале."


def _ceiling(look: Look) -> tuple[str, str]:
    cells = look.reduced.cells
    counts = cells.score_counts
    if counts is None or not counts[look.row].sum():
        return ASK, "Распределения баллов нет: посмотрите, сколько работ получили высший балл."
    share = float(
        counts[look.row] @ np.arange(counts.shape[1]) / counts[look.row].sum() / (counts.shape[1] - 1)
    )
    text = f"Средний балл — {format_share(share)} от наибольшего."
    return (
        (EXPLAINS, f"{text} Разброс у потолка сжат сам собой.")
        if share >= CEILING_SHARE
        else (EXCLUDED, text)
    )


def _selective_intake(look: Look) -> tuple[str, str]:
    kind, _ = look.directory.context.get(look.school, ("", ""))
    if kind == "advanced":
        return (
            EXPLAINS,
            "По анкете в школе углублённое изучение предметов: высокий уровень может быть её обычным.",
        )
    if kind:
        return EXCLUDED, "По анкете углублённого изучения с начальной или основной школы нет."
    return ASK, "Анкеты школы нет: спросите об отборе при приёме и об углублённом изучении предметов."


def _easier_form(look: Look) -> tuple[str, str]:
    forms = look.reduced.forms
    region = {
        form: _mean(forms.filter(forms["form"] == form)) for form in np.unique(forms["form"].astype(str))
    }
    mine = forms.filter((forms["school"] == look.school) & (forms["n"] > 0))
    if "" in mine["form"].tolist() or not len(mine):
        return ASK, "Варианты указаны не у всех: спросите, кто какой вариант писал."
    if len(region) < 2:
        return EXCLUDED, "Все писали один вариант."
    if look.judged.passport.family != "level":
        return (
            ASK,
            "Сравните выполнение заданий по вариантам: варианты могли различаться отдельными заданиями.",
        )
    overall = float(forms["total"].sum() / forms["n"].sum())
    bonus = (
        float(sum(region[str(f)] * n for f, n in zip(mine["form"], mine["n"], strict=True)) / mine["n"].sum())
        - overall
    )
    text = f"Набор вариантов в школе меняет средний балл на {format_number(bonus)}."
    effect = float(look.judged.estimates.effect[look.row])
    return (EXPLAINS, text) if bonus > effect / 2 else (EXCLUDED, text)


def _mean(rows: Table) -> float:
    return float(rows["total"].sum() / max(1, rows["n"].sum()))


def _one_part_taught(look: Look) -> tuple[str, str]:
    cells = look.reduced.cells
    if cells.part_not_taught is None or cells.part_n is None:
        return ASK, "Данных о частях работы нет: спросите, все ли темы были пройдены."
    skipped, given = cells.part_not_taught[look.row].sum(), cells.part_n[look.row].sum()
    share = float(skipped / max(1, skipped + given))
    if not skipped:
        return ASK, "Отметок «не пройдено» в работах нет: спросите, все ли темы были пройдены."
    text = f"Отметка «не пройдено» стоит у {format_share(share)} частей."
    return (EXPLAINS, text) if share > TAUGHT_SHARE else (ASK, f"{text} Спросите, какие темы не пройдены.")


def _data_entry_shift(look: Look) -> tuple[str, str]:
    table = look.reduced.participation
    row = table.filter(table["school"] == look.school)
    bad, all_ = int(row["quarantined"].sum()), int(row["quarantined"].sum() + row["present"].sum())
    text = f"Строк, не принятых в расчёт: {bad} из {all_}."
    return (EXPLAINS, f"{text} Проверьте ввод остальных.") if bad > ENTRY_SHARE * all_ else (EXCLUDED, text)


def _absence(look: Look) -> tuple[str, str]:
    cells = look.reduced.cells
    mine = _absent_share(int(cells.absent[look.row]), int(cells.present[look.row]))
    region = _absent_share(int(cells.absent.sum()), int(cells.present.sum()))
    text = (
        f"Отсутствовали {format_share(mine)} учеников, среди всех сравниваемых школ — {format_share(region)}."
    )
    if mine > max(2 * region, TAUGHT_SHARE):
        return ASK, f"{text} Спросите школу о причинах отсутствия."
    return EXCLUDED, text


def _absent_share(absent: int, present: int) -> float:
    return absent / max(1, absent + present)


CHECKS: dict[str, Check] = {
    "small_n": _small_n,
    "ceiling": _ceiling,
    "selective_intake": _selective_intake,
    "easier_form": _easier_form,
    "one_part_taught": _one_part_taught,
    "data_entry_shift": _data_entry_shift,
    "absence_reason": _absence,
}
