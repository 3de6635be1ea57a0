"""Reading the effect out of two acting runs: in the background, kept for good."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from objektiv.web.assessments.models import Run
from objektiv.web.audit.domain import one_writer
from objektiv.web.effects import rules
from objektiv.web.effects.controls import set_aside
from objektiv.web.effects.models import Question, Reading
from objektiv.web.effects.models.reading import fingerprint
from objektiv.web.effects.phrases import NO_WAVE, NOT_APPROVED
from objektiv.web.effects.reckoning import reckon
from objektiv.web.effects.waves import Waves
from objektiv.web.plans.domain.working import write
from objektiv.web.shell.jobs import start_job
from objektiv.web.shell.models import Job

READ = "effects.read"


@transaction.atomic
def start_reading(question: Question, *, by: Any) -> Job:
    """Put the computation into the queue; ValidationError while a wave is missing."""
    _check(question, by)
    runs_of(question)
    return start_job(READ, str(question)[:200], by=by, question=question.pk, by_pk=by.pk)


def compute_reading(question: Question, *, by: Any) -> Reading:
    """Compute and keep. The same runs, question and schools give the same reading, which is not kept twice."""
    _check(question, by)
    before, after = runs_of(question)
    content = reckon(question, before, after, set_aside(question))
    return _keep(question, before, after, content, by)


@transaction.atomic
def _keep(question: Question, before: Run, after: Run, content: dict[str, Any], by: Any) -> Reading:
    one_writer()
    digest = fingerprint(content)
    known = question.readings.filter(sha256=digest).first()
    if known is not None:
        return known
    made = Reading(
        question=question, before_run=before, after_run=after, proposal=content["proposal"], content=content,
        sha256=digest, by=by,
    )  # fmt: skip
    made.full_clean(exclude=["question", "before_run", "after_run", "by"])
    made.save(force_insert=True)
    told = {
        "effect_reading": made.pk, "effect_runs": f"№ {before.pk}, № {after.pk}", "effect_proposal": made.proposal,
        "effect_sha256": digest,
    }  # fmt: skip
    write("effect.read", question.action, by, new=told)
    return made


def runs_of(question: Question) -> tuple[Run, Run]:
    """The acting runs of both waves; ValidationError names the wave that is missing."""
    waves, path = Waves.of((question.before, question.after)), question.action.plan.unit.path
    found = []
    for work in (question.before_work, question.after_work):
        run = waves.run_for(path, str(work))
        if run is None:
            raise ValidationError(NO_WAVE.format(wave=work.title))
        found.append(run)
    return found[0], found[1]


def _check(question: Question, by: Any) -> None:
    if not rules.may_lead(by, question.action):
        raise PermissionDenied
    if not rules.can_read(question.action):
        raise ValidationError(NOT_APPROVED)
