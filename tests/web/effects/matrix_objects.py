"""Effects of our municipality and of the one elsewhere, for the access matrix."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cast import Cast, person
from matrix import Example, Pair
from matrix_results import results_of
from two_springs import approve

from objektiv.model.assessment import AssessmentId
from objektiv.web.access.domain import assign
from objektiv.web.access.models import User
from objektiv.web.effects import domain
from objektiv.web.effects.models import Question, Reading
from objektiv.web.effects.models.reading import fingerprint
from objektiv.web.effects.reckoning import FIGURES
from objektiv.web.findings.models import IndicatorResult, ResultSet
from objektiv.web.plans import domain as plans
from objektiv.web.plans.models import Action
from objektiv.web.territory.models import Unit

SENTENCES = (
    "Показатель.",
    "Ожидалось.",
    "Предлагается.",
    "Простое.",
    "Различия.",
    "Правило.",
    "Связь.",
    "Решает.",
)


def examples(cast: Cast, folder: Path) -> dict[str, Pair]:
    """By the name of the address."""
    head = person("effects_head", "Начальник")
    assign(head, role="municipal_head", unit=cast.other_municipality, by=None)
    first, second = results_of(cast, folder)
    ours = pages_of(cast.municipality, cast.coordinator, cast.roles["municipal_head"], first.result_set)
    theirs = pages_of(cast.other_municipality, cast.other_coordinator, head, second.result_set)
    return {name: (ours[name], theirs[name]) for name in ours}


def pages_of(unit: Unit, by: User, head: User, taken: ResultSet) -> dict[str, Example]:
    """An approved action with a question and a reading."""
    plan = plans.start_plan(unit=unit, by=by, title="План мер", kind="measures", school_year="2021/22")
    row = plans.add_row(plan, by=by, number="1", text="Семинар", kind="meeting")
    question = ask_of(row, by, taken)
    approve(plan, head)
    reading = keep(question, taken, by)
    path, one = unit.path, {"row": row.pk}
    version = str(Action.objects.get(pk=row.pk).version)
    said = {"version": version, "effect": "cannot_judge", "ground": "Интервал широк."}
    return {
        "effect": Example(one, path),
        "effect_question": Example(one, path),
        "effect_count": Example(one, path),
        "effect_decide": Example({**one, "pk": reading.pk}, path, data=said),
        "effect_picture": Example({**one, "pk": reading.pk}, path),
    }


def ask_of(row: Action, by: User, taken: ResultSet) -> Question:
    """Of a work that the run of the stage holds."""
    known = IndicatorResult.objects.filter(
        assessment__result_set=taken, indicator="school_mean", applicable=True
    )
    found = known.order_by("-assessment__year", "pk").values_list("assessment__code", flat=True).first()
    before = AssessmentId.parse(str(found))
    after = AssessmentId(before.kind, before.year + 1, before.subject, before.grade)
    schools = list(Unit.objects.filter(parent=row.plan.unit, level="school"))[:1]
    return domain.ask(
        row, by=by, indicator="school_mean", direction="higher", treated=schools, before=before, after=after
    )


def keep(question: Question, taken: ResultSet, by: User) -> Reading:
    """What a computation of twenty-one schools would have left."""
    content = content_of(question)
    return Reading.objects.create(
        question=question, before_run=taken.run, after_run=taken.run, proposal="cannot_judge", content=content,
        sha256=fingerprint(content), by=by,
    )  # fmt: skip


def content_of(question: Question) -> dict[str, Any]:
    starts = [one / 10 for one in range(21)]
    wave = {"run": 1, "title": question.before_work.title}
    return {
        "question": question.record, "indicator": question.indicator, "before": wave, "after": wave,
        "measure": "средний балл школы", "unit": question.unit, "smallest": 0.2, "proposal": "cannot_judge",
        "same_pupils": False, "absent": [], "alone": [], "sentences": list(SENTENCES),
        "figures": {**dict.fromkeys(FIGURES, 0.25), "treated": 6, "controls": 15, "applicable": True, "reason": ""},
        "schools": [
            {"code": 100 + place, "start": start, "later": start, "group": "treated" if place < 6 else "control"}
            for place, start in enumerate(starts)
        ],
        "line": {"start": starts, "expected": starts, "lower": [-1.0] * 21, "upper": [3.0] * 21},
        "versions": {"objektiv": "0.1.0", "method": "§7"},
    }  # fmt: skip
