"""Each innocent explanation on a drawn school: what the data say, with figures in the sentence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from objektiv.analysis.directory import Directory
from objektiv.analysis.explanations import CHECKS, QUESTIONS, Look, addressed, explain
from objektiv.analysis.findings import Judged, judge
from objektiv.analysis.reduction import Reduced
from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import EXPLANATIONS, Cells, Estimates, Passport
from objektiv.model.scale import Part, Scale
from objektiv.model.tables import Table

MA4, RU4 = AssessmentId.parse("vpr-2021-ma4"), AssessmentId.parse("vpr-2021-ru4")
SCHOOLS = np.array([1, 2])


def look(n: int = 40, effect: float = 2.0, **changes: object) -> Look:
    """School 1 of two, with a finding of ``school_mean``."""
    counts = np.zeros((2, 11), dtype=np.int64)
    counts[:, 5] = 40
    cells = Cells(
        MA4, Scale(MA4, (Part("1", 10),), 10), SCHOOLS, SCHOOLS, np.zeros(2, dtype=np.int64), ("все",),
        np.array([40, 40]), np.array([2, 2]), score_counts=counts, part_n=np.full((2, 1), 40),
        part_not_taught=np.zeros((2, 1), dtype=np.int64), part_values=np.full((2, 1, 11), 4),
    )  # fmt: skip
    participation = {"school": SCHOOLS, "present": np.array([40, 40]), "quarantined": np.array([0, 0])}
    forms = {
        "school": np.array([1, 1, 2, 2]), "form": np.array(["1", "2", "1", "2"], dtype=object),
        "n": np.array([20, 20, 20, 20]), "total": np.array([100, 100, 100, 100]),
    }  # fmt: skip
    of_cells = {
        key: value for key, value in changes.items() if key not in ("quarantined", "forms", "kind", "family")
    }
    cells = replace(cells, **of_cells)  # type: ignore[arg-type]
    participation["quarantined"] = changes.get("quarantined", participation["quarantined"])  # type: ignore[assignment]
    reduced = Reduced(cells, Table(participation), Table({**forms, **changes.get("forms", {})}), ())  # type: ignore[dict-item]
    context = {1: (str(changes["kind"]), "urban")} if "kind" in changes else {}
    judged = finding(n, effect, str(changes.get("family", "level")))
    return Look(judged, 0, reduced, Directory({}, context, {}, ()))


def finding(n: int, effect: float, family: str, p_value: float = 1e-9) -> Judged:
    passport = Passport(
        "school_mean", "Средний балл", family, "", "", "баллы", "", "", (), 10, "", ("higher",), (),
        tuple(EXPLANATIONS),
        "", "",
    )  # fmt: skip
    flat = np.full(2, 1.0)
    estimates = Estimates(
        "higher", np.array([n, 40]), flat, flat, np.array([effect, 0.0]), flat, flat, flat, np.array([p_value, 0.5]),
        np.array([True, True]), np.array(["", ""], dtype=object), 0.2,
    )  # fmt: skip
    return judge(MA4, passport, SCHOOLS, estimates)


def counts_at(score: int) -> np.ndarray:
    counts = np.zeros((2, 11), dtype=np.int64)
    counts[:, score] = 40
    return counts


@pytest.mark.parametrize(
    ("code", "seen", "status", "said"),
    [
        ("small_n", look(n=18), "explains", "18\u00a0работ: их число учтено в p"),
        ("small_n", look(n=21), "ask", "21\u00a0работа: их число учтено в p"),
        ("small_n", look(n=40), "excluded", "40\u00a0работ"),
        ("ceiling", look(score_counts=counts_at(10)), "explains", "100,0\u00a0%"),
        ("ceiling", look(), "excluded", "50,0\u00a0%"),
        ("selective_intake", look(kind="advanced"), "explains", "углублённое изучение"),
        ("selective_intake", look(kind="advanced", family="profile"), "ask", "не объясняет"),
        ("selective_intake", look(kind="ordinary"), "excluded", "углублённого изучения"),
        ("selective_intake", look(), "ask", "Анкеты школы нет"),
        ("easier_form", look(), "excluded", "Набор вариантов в школе её средний балл не меняет."),
        ("easier_form", look(forms={"form": np.array(["", "", "1", "2"], dtype=object)}), "ask", "не у всех"),
        (
            "easier_form",
            look(forms={"n": np.array([40, 0, 0, 40]), "total": np.array([280, 0, 0, 120])}),
            "explains",
            "Набор вариантов в школе повышает её средний балл на 2,00 балла.",
        ),
        (
            "one_part_taught",
            look(part_not_taught=np.array([[10], [0]])),
            "explains",
            "у 20,0\u00a0% частей, больше всего: задание 1 (у 20\u00a0%)",
        ),
        ("one_part_taught", look(), "ask", "нет"),
        ("data_entry_shift", look(quarantined=np.array([5, 0])), "explains", "5 из 45"),
        ("data_entry_shift", look(), "excluded", "0 из 40. Заданий, за которые только здесь"),
        (
            "data_entry_shift",
            look(part_values=None),
            "ask",
            "Сколько работ в других школах получили за задание 0, неизвестно",
        ),
        (
            "data_entry_shift",
            look(part_values=np.array([[[39] + [0] * 10], [[4] + [0] * 10]])),
            "ask",
            "0 из 40. Почти у всех 0 баллов: задание 1 (у 98\u00a0%, у остальных школ — у 10\u00a0%). Проверьте ввод",
        ),
        (
            "data_entry_shift",
            look(part_not_taught=np.array([[40], [0]]), part_n=np.array([[0], [40]])),
            "ask",
            "Почти у всех «не пройдено»: задание 1 (у 100\u00a0%, у остальных школ — у 0\u00a0%).",
        ),
        ("absence_reason", look(absent=np.array([20, 2]), present=np.array([40, 400])), "ask", "33,3\u00a0%"),
        ("absence_reason", look(), "excluded", "во всех загруженных школах — 4,8\u00a0%"),
    ],
)
def test_a_check_says_what_the_data_tell(code: str, seen: Look, status: str, said: str) -> None:
    found, sentence = CHECKS[code](seen)
    assert found == status
    assert said in sentence


ALTERNATING = np.array([0, 0, 0, 0, 0, 0, 0, 0, 20, 0, 20, 0, 20], dtype=np.int64)
EVENLY = np.array([4, 4, 4, 4, 4, 4, 4, 4, 10, 10, 10, 10, 10], dtype=np.int64)


def with_scores(mine: np.ndarray, others: np.ndarray, boundaries: tuple[int, ...] | None = (3, 5, 6)) -> Look:
    """School 1 and the others over a scale of twelve points."""
    scale = Scale(MA4, (Part("1", 12),), 12, boundaries)
    return look(score_counts=np.stack([mine, others]), scale=scale)


@pytest.mark.parametrize(
    ("seen", "status", "said"),
    [
        (
            with_scores(ALTERNATING, EVENLY),
            "explains",
            "60\u00a0работ, чётный балл у 100,0\u00a0% из них, в остальных школах — у 63,0\u00a0%: разница больше "
            "случайной, соседние баллы чередуются",
        ),
        (with_scores(EVENLY, EVENLY), "excluded", "разница не больше случайной, лишнего чередования"),
        (
            with_scores(ALTERNATING, ALTERNATING),
            "excluded",
            "разница не больше случайной, лишнего чередования",
        ),
        (
            with_scores(EVENLY // 2 + ALTERNATING // 10, EVENLY),
            "excluded",
            "чётный балл у 69,7\u00a0% из них, в остальных школах — у 63,0\u00a0%: разница не больше случайной",
        ),
        (with_scores(EVENLY // 4, EVENLY), "ask", "11\u00a0работ, для сравнения мало: спросите школу"),
        (
            with_scores(EVENLY * 0, EVENLY),
            "ask",
            "Вдали от границ отметок работ нет, сравнивать нечего: спросите",
        ),
        (with_scores(EVENLY, EVENLY, None), "ask", "Распределения баллов нет: спросите школу"),
    ],
)
def test_alternating_scores_are_answered_by_the_data(seen: Look, status: str, said: str) -> None:
    found, sentence = CHECKS["neighbour_scores"](seen)
    assert found == status
    assert said in sentence


def test_thousands_stand_apart() -> None:
    _, sentence = CHECKS["data_entry_shift"](look(quarantined=np.array([2411, 0])))
    assert sentence == "Строк, не принятых в расчёт: 2\u00a0411 из 2\u00a0451. Проверьте ввод остальных."


def test_every_explanation_has_a_check_or_a_question() -> None:
    assert set(CHECKS) | set(QUESTIONS) == set(EXPLANATIONS)
    assert not set(CHECKS) & set(QUESTIONS)


def test_only_schools_with_a_finding_are_looked_at_each_explanation_once() -> None:
    seen = look()
    found = explain({MA4: seen.reduced}, [seen.judged, seen.judged], seen.directory, SCHOOLS)
    assert {one.school for one in found} == {1}
    assert [one.code for one in found] == sorted(EXPLANATIONS)
    assert all(one.sentence and one.title for one in found)
    assert explain({MA4: seen.reduced}, [seen.judged], seen.directory, np.array([2])) == ()


def test_every_row_that_a_priority_rests_on_is_looked_at() -> None:
    seen = look()
    judged = [
        finding(40, 2.0, "level", p)._replace(assessment=work) for work, p in ((MA4, 0.04), (RU4, 0.03))
    ]
    reduced = {MA4: seen.reduced, RU4: seen.reduced}
    rows = [
        {"assessment": str(work), "indicator": "school_mean", "direction": "higher", "is_finding": False}
        for work in (MA4, RU4)
    ]
    assert explain(reduced, judged, seen.directory, SCHOOLS) == ()
    found = explain(reduced, judged, seen.directory, SCHOOLS, {1: rows})
    assert [(one.school, one.assessment, one.code) for one in found] == [
        (1, str(work), code) for work in (MA4, RU4) for code in sorted(EXPLANATIONS)
    ]
    assert {one.assessment for one in explain(reduced, judged, seen.directory, SCHOOLS, {1: rows[:1]})} == {
        str(MA4)
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Спросите школу, учатся ли в параллели классы.", "Напишите, учатся ли в параллели классы."),
        ("Анкеты школы нет: спросите об отборе.", "Анкеты школы нет: напишите об отборе."),
        ("Все писали один вариант.", "Все писали один вариант."),
    ],
)
def test_a_question_is_put_to_the_school_itself(text: str, said: str) -> None:
    assert addressed(text) == said
    assert "просите" not in addressed(" ".join(QUESTIONS.values()))
