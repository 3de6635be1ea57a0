"""The contract of an indicator: a passport and one function from aggregates to estimates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from objektiv.model.assessment import AssessmentId
from objektiv.model.scale import Scale
from objektiv.model.tables import Array, BoolArray, FloatArray, IntArray

# Families of METHODS §5.1 and their Russian names.
FAMILIES: dict[str, str] = {
    "level": "уровень результатов",
    "journal": "работа и журнал",
    "boundary": "граница отметки",
    "profile": "профиль заданий",
    "similarity": "однородность и совпадение ответов",
    "misfit": "нетипичный набор ответов",
    "leniency": "оценивание",
    "participation": "участие",
    "none": "отдельный список",
}


# Innocent explanations (METHODS §5.6): the fixed catalogue of codes that passports name, with their Russian titles.
EXPLANATIONS: dict[str, str] = {
    "small_n": "мало участников",
    "ceiling": "потолок шкалы",
    "selective_intake": "отбор при приёме, углублённое изучение",
    "new_teacher": "сильный новый учитель или новая программа",
    "easier_form": "один вариант легче другого",
    "one_part_taught": "часть тем ещё не пройдена",
    "one_topic": "в работе одна тема, отметка в журнале — за весь период",
    "merged_school": "школа присоединена или переименована, изменился состав",
    "special_class": "классы для обучающихся с ОВЗ",
    "data_entry_shift": "сдвиг или ошибка при вводе баллов",
    "legal_rereading": "повторное чтение пограничных работ, разрешённое порядком",
    "neighbour_scores": "задание в два балла: соседние баллы чередуются сами собой",
    "lenient_consistent": "мягкое, но единое для всех понимание критериев",
    "strict_journal": "строгое, но единое внутришкольное оценивание",
    "absence_reason": "отсутствие по уважительной причине",
    "language": "русский язык — не родной",
}


@dataclass(frozen=True)
class Cells:
    """Aggregates of one assessment, one row a school (S schools, ascending code), K = scale maximum, P parts.

    Arrays that the data do not give are None (METHODS §0.4). ``journal_scores[s, m, k]`` counts present pupils of
    school s with journal mark m (index 0 = none, 2–5) and raw score k. ``part_values[s, p, v]`` counts pupils with
    v points for part p (omitted = 0 points). ``strata`` are indices into ``stratum_titles``; −1 = never compared.
    ``source`` is ``rows`` or ``report`` per school.
    """

    assessment: AssessmentId
    scale: Scale | None
    schools: IntArray
    municipalities: IntArray
    strata: IntArray
    stratum_titles: tuple[str, ...]
    present: IntArray
    absent: IntArray
    journal_scores: IntArray | None = None  # (S, 6, K+1)
    score_counts: IntArray | None = None  # (S, K+1)
    part_n: IntArray | None = None  # (S, P) administered
    part_sum: FloatArray | None = None  # (S, P)
    part_sum2: FloatArray | None = None  # (S, P)
    part_cross: FloatArray | None = None  # (S, P) Σ part score × raw score
    part_omitted: IntArray | None = None  # (S, P)
    part_not_taught: IntArray | None = None  # (S, P)
    part_values: IntArray | None = None  # (S, P, V)
    mark_counts: IntArray | None = None  # (S, 6) by mark
    mark_pairs: IntArray | None = None  # (S, 6, 6) journal mark × mark
    source: Array = field(default_factory=lambda: np.empty(0, dtype=object))
    is_mixed: BoolArray | None = None  # the school's kind has no stratum of its own

    @property
    def n(self) -> IntArray:
        """Works with a score in each school."""
        return self.present if self.score_counts is None else self.score_counts.sum(axis=1)


@dataclass(frozen=True)
class Reference:
    """With what a school is compared (METHODS §1.4). Figures are None where the reference does not know them.

    ``kind``: ``pack``, ``report`` or ``loaded``. ``schools`` = number of schools behind it (0 unknown), ``works`` =
    participants. Region-level arrays have the shapes of one row of ``Cells``.
    """

    kind: str
    title: str
    schools: int
    works: int
    is_whole_region: bool
    mean: float | None = None
    variance: float | None = None  # of raw scores over pupils
    icc: float | None = None  # share of variance between schools; printed default 0.10
    icc_is_default: bool = True
    score_counts: FloatArray | None = None  # (K+1,)
    part_facility: FloatArray | None = None  # (P,) Σ/(n·max)
    mark_shares: FloatArray | None = None  # (4,) of marks 2–5
    journal_shares: FloatArray | None = None  # (3,) lower, equal, higher
    parameters: Mapping[str, FloatArray] = field(
        default_factory=dict
    )  # of a pack: τ², part and boundary parameters
    region: int = 0  # subject of the Federation; 0 unknown

    @property
    def is_nobody(self) -> bool:
        """One loaded school without anything of its region: there is nobody to compare it with."""
        return self.kind == "loaded" and self.schools == 1 and not self.is_whole_region


@dataclass(frozen=True, slots=True)
class Passport:
    """What an indicator is, for people who must trust it. Texts are Russian.

    ``innocent_explanations`` are codes of ``EXPLANATIONS``.
    """

    code: str
    title: str
    family: str
    definition: str
    formula: str
    unit: str
    reference_population: str
    source: str
    assumptions: tuple[str, ...]
    minimum_n: int
    smallest_effect: str
    directions: tuple[str, ...]  # «higher», «lower»
    needs: tuple[str, ...]  # names of Cells arrays
    innocent_explanations: tuple[str, ...]
    author: str
    reviewed_on: str
    enters_zone: tuple[str, ...] = ("higher",)  # directions that count as evidence
    least_judged: int = 2  # works from which it is computed at all; a finding needs ``minimum_n``


@dataclass(frozen=True)
class Estimates:
    """One direction of one indicator on one assessment: arrays over the schools of ``Cells`` (length S).

    ``effect`` with ``lower``/``upper`` (95 %) and ``se`` are in the passport's unit; ``p_value`` is one-sided in
    ``direction`` (mid-p for discrete tests). Where ``applicable`` is False the figures are nan and ``reason`` says why.
    ``smallest_effect`` is the least |effect| worth a finding, in the same unit. ``details`` feed the card's pictures:
    first axis S unless the key begins with «region_».
    """

    direction: str
    n: IntArray
    observed: FloatArray
    expected: FloatArray
    effect: FloatArray
    lower: FloatArray
    upper: FloatArray
    se: FloatArray
    p_value: FloatArray
    applicable: BoolArray
    reason: Array
    smallest_effect: float
    details: Mapping[str, Array] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """A passport and its function; one module of ``objektiv.indicators`` holds exactly one."""

    passport: Passport
    estimate: Callable[[Cells, Reference], tuple[Estimates, ...]]
