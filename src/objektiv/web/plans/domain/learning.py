"""What corrections of a reading teach: for the organisation whose plan it is, and for no other."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from objektiv.plans.words import fold
from objektiv.web.audit.domain import one_writer, record
from objektiv.web.plans.enums import LessonKind
from objektiv.web.plans.models import Lesson, PlanImport
from objektiv.web.plans.reading import FIELDS


@transaction.atomic
def learn(made: PlanImport, kind: LessonKind, text: str, value: str, by: Any) -> Lesson | None:
    """Remember a correction for the organisation: it changes what all its people read from now on."""
    folded = fold(text)[:500]
    if not folded:
        return None
    one_writer()
    known = Lesson.objects.filter(unit=made.unit, kind=kind, text=folded).first()
    if known is not None and known.value == value:
        return known
    lesson, _ = Lesson.objects.update_or_create(
        unit=made.unit, kind=kind, text=folded, defaults={"value": value, "by": by}
    )
    _tell_lesson("plan.learned", made, lesson, by)
    return lesson


@transaction.atomic
def forget(made: PlanImport, kind: LessonKind, text: str, by: Any) -> None:
    """A correction was taken back: the next documents are read without it."""
    one_writer()
    for lesson in Lesson.objects.filter(unit=made.unit, kind=kind, text=fold(text)[:500]):
        _tell_lesson("plan.forgot", made, lesson, by)
        lesson.delete()


def _tell_lesson(verb: str, made: PlanImport, lesson: Lesson, by: Any) -> None:
    meant = FIELDS.get(lesson.value, lesson.value)
    told = {"plan_words": lesson.text, "plan_meaning": meant}
    record(verb, by=by, obj=made, unit_path=made.unit.path, new=told)
