"""Innocent explanations, looked at one by one for every school with a finding (METHODS §5.6)."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from objektiv.analysis.directory import Directory
from objektiv.analysis.findings import KIND_FAMILIES, Judged
from objektiv.analysis.flat_tasks import flat_tasks, is_comparable, skipped_tasks
from objektiv.analysis.reduction import Reduced
from objektiv.analysis.result import Explanation
from objektiv.analysis.signals import Row
from objektiv.documents.numbers import count_of, format_integer, format_number, format_share
from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import EXPLANATIONS
from objektiv.model.tables import IntArray, Table

_ASK = re.compile(r"\bспросите(?: школу)?", re.IGNORECASE)
# Of several findings of one work the most favourable answer is kept.
WEIGHT = {"excluded": 0, "ask": 1, "explains": 2}
EXPLAINS, EXCLUDED, ASK = "explains", "excluded", "ask"

QUESTIONS: dict[str, str] = {
    "merged_school": "Спросите школу, присоединяли ли другую школу и менялся ли состав параллели.",
    "special_class": "Спросите школу, учатся ли в параллели классы для обучающихся с ОВЗ.",
    "legal_rereading": "Спросите школу, перечитывала ли комиссия работы у границы отметки и есть ли протокол.",
    "lenient_consistent": "Спросите школу, как комиссия согласовывала критерии; проверит перепроверка части работ.",
    "language": "Спросите школу, сколько обучающихся, для которых русский язык не родной.",
    "new_teacher": "Спросите школу, не сменились ли учитель или программа и что об этом говорят другие работы.",
    "one_topic": "Сравните темы работы с темами, за которые выставлена отметка в журнале.",
    "strict_journal": "Сравните отметки в журнале с другими внешними работами этих же классов.",
}

SMALL = 20
FEW = 40  # two pupils are still a twentieth of them
CEILING_SHARE = 0.9
LEVEL_COUNTED = (
    "Уровень школы в этом показателе учтён, поэтому углублённое изучение его не объясняет; уточните, не изучались ли "
    "отдельные темы сверх программы."
)
ENTRY_SHARE = 0.05
NOTHING = 0.005  # points of a mean that two decimals would show as 0
TAUGHT_SHARE = 0.10
BELOW, ABOVE = 2, 1  # scores below and above a mark boundary that a jump there reaches
CLEAR = 2.0  # standard errors


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
    reduced: Mapping[AssessmentId, Reduced],
    judged: Sequence[Judged],
    directory: Directory,
    keep: IntArray,
    deciding: Mapping[int, Collection[Row]] = MappingProxyType({}),
) -> tuple[Explanation, ...]:
    """Look at every explanation that the passports of a school's findings name, once per school and assessment.

    ``deciding``: school → rows of estimates that its priority rests on; observations among them are looked at too.
    """
    chosen = set(keep.tolist())
    found: dict[tuple[int, str, str], Explanation] = {}
    entering = [one for one in judged if one.enters_zone]
    for one, row in (*_findings(entering), *_observed(entering, deciding)):
        if int(one.schools[row]) in chosen:
            look = Look(one, row, reduced[one.assessment], directory)
            for code in one.passport.innocent_explanations:
                key = (look.school, str(one.assessment), code)
                seen = _look_at(code, look)
                if key not in found or WEIGHT[seen.status] > WEIGHT[found[key].status]:
                    found[key] = seen
    return tuple(found[key] for key in sorted(found))


def _findings(judged: Sequence[Judged]) -> Iterator[tuple[Judged, int]]:
    for one in judged:
        for row in np.flatnonzero(one.is_finding).tolist():
            yield one, row


def _observed(
    judged: Sequence[Judged], deciding: Mapping[int, Collection[Row]]
) -> Iterator[tuple[Judged, int]]:
    """What the priority of a school rests on beside its findings."""
    by_key = {(str(one.assessment), one.passport.code, one.estimates.direction): one for one in judged}
    for school, rows in deciding.items():
        for row in rows:
            one = by_key.get((row["assessment"], row["indicator"], row["direction"]))
            if one is not None and not row["is_finding"]:
                yield one, int(np.searchsorted(one.schools, school))


def addressed(text: str) -> str:
    """Words written for an official («Спросите школу, …») said to the school itself («Напишите, …»)."""
    return _ASK.sub(lambda found: "Напишите" if found[0][0].isupper() else "напишите", text)


def _look_at(code: str, look: Look) -> Explanation:
    check = CHECKS.get(code)
    if code in NEEDS_ROWS and look.is_report:
        status, sentence = (
            ASK,
            "Строк учеников нет, известен только отчёт ФИС ОКО: спросите школу, так ли это.",
        )
    else:
        status, sentence = check(look) if check else (ASK, QUESTIONS[code])
    return Explanation(look.school, str(look.judged.assessment), code, EXPLANATIONS[code], status, sentence)


def _small_n(look: Look) -> tuple[str, str]:
    n = int(look.judged.estimates.n[look.row])
    works = count_of(n, "работа", "работы", "работ")
    if n < SMALL:
        told = "их число учтено в p, но один-два ученика меняют картину; подтвердите на других работах"
        return EXPLAINS, f"Всего {works}: {told}."
    if n < FEW:
        return (
            ASK,
            f"{works}: их число учтено в p, но один-два ученика ещё заметны; сверьте с другими работами.",
        )
    return EXCLUDED, f"{works}: их число учтено в p, один-два ученика картину не меняют."


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
    if kind == "advanced" and look.judged.passport.family not in KIND_FAMILIES:
        return ASK, LEVEL_COUNTED
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
    told = format_number(abs(bonus))
    moved = f"{'повышает' if bonus > 0 else 'понижает'} её средний балл на {told} балла"
    text = f"Набор вариантов в школе {moved if abs(bonus) >= NOTHING else 'её средний балл не меняет'}."
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
    most = skipped_tasks(cells, look.row)
    text = f"«Не пройдено» стоит у {format_share(share)} частей, больше всего: {most}."
    return (EXPLAINS, text) if share > TAUGHT_SHARE else (ASK, f"{text} Спросите, какие темы не пройдены.")


def _data_entry_shift(look: Look) -> tuple[str, str]:
    table = look.reduced.participation
    row = table.filter(table["school"] == look.school)
    bad, all_ = int(row["quarantined"].sum()), int(row["quarantined"].sum() + row["present"].sum())
    rows = f"Строк, не принятых в расчёт: {format_integer(bad)} из {format_integer(all_)}."
    if bad > ENTRY_SHARE * all_:
        return EXPLAINS, f"{rows} Проверьте ввод остальных."
    flat = flat_tasks(look.reduced.cells, look.row)
    if flat:
        return ASK, f"{rows} {flat} Проверьте ввод этих баллов и пройдена ли тема."
    if not is_comparable(look.reduced.cells, look.row):
        return (
            ASK,
            f"{rows} Сколько работ в других школах получили за задание 0, неизвестно: сверьте ввод с работами.",
        )
    return EXCLUDED, f"{rows} Заданий, за которые только здесь почти у всех 0 или «не пройдено», тоже нет."


def _neighbour_scores(look: Look) -> tuple[str, str]:
    """Even against odd scores away from the boundaries: a task worth two points at once makes them alternate."""
    counts, scale = look.reduced.cells.score_counts, look.reduced.cells.scale
    if counts is None or scale is None or not scale.boundaries:
        return (
            ASK,
            "Распределения баллов нет: спросите школу, за какие задания ставили сразу два балла или ни одного.",
        )
    scores = np.arange(counts.shape[1])
    far = np.all([(scores < t - BELOW) | (scores > t + ABOVE) for t in scale.boundaries], axis=0)
    mine, others = counts[look.row] * far, (counts.sum(axis=0) - counts[look.row]) * far
    n, rest, even = int(mine.sum()), int(others.sum()), scores % 2 == 0
    works = count_of(n, "работа", "работы", "работ")
    if n < SMALL or not rest:
        few = f"{works}, для сравнения мало" if n else "работ нет, сравнивать нечего"
        return ASK, (
            f"Вдали от границ отметок {few}: спросите школу, за какие задания ставили сразу два "
            "балла или ни одного."
        )
    share, usual = float(mine[even].sum() / n), float(others[even].sum() / rest)
    text = (
        f"Вдали от границ отметок {works}, чётный балл у {format_share(share)} из них, в остальных школах — у "
        f"{format_share(usual)}:"
    )
    if abs(share - usual) > CLEAR * math.sqrt(usual * (1 - usual) * (1 / n + 1 / rest)):
        return EXPLAINS, f"{text} разница больше случайной, соседние баллы чередуются и там, где границы нет."
    return EXCLUDED, f"{text} разница не больше случайной, лишнего чередования соседних баллов не видно."


def _absence(look: Look) -> tuple[str, str]:
    cells = look.reduced.cells
    mine = _absent_share(int(cells.absent[look.row]), int(cells.present[look.row]))
    region = _absent_share(int(cells.absent.sum()), int(cells.present.sum()))
    text = (
        f"Отсутствовали {format_share(mine)} учеников, во всех загруженных школах — {format_share(region)}."
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
    "neighbour_scores": _neighbour_scores,
}
