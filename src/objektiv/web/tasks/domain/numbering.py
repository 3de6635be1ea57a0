"""Numbered letters of the book of tasks."""

from __future__ import annotations

import copy
from typing import Any

from django.db.models import Max
from django.utils import timezone

from objektiv.web.audit.domain import one_writer
from objektiv.web.cases.domain.letters import signer_of
from objektiv.web.plans.models import Action
from objektiv.web.plans.snapshot import in_force
from objektiv.web.tasks.models import Letter


def write_letter(action: Action, kind: str, *, by: Any, **known: Any) -> Letter:
    """Number a letter in the book of the organisation whose plan it is; numbers go on through the year."""
    one_writer()  # numbers without holes and without twins
    today, organisation = timezone.localdate(), action.plan.unit
    said = copy.copy(action)
    in_force([said])  # changes of the plan that are being prepared are not for schools yet
    book = Letter.objects.filter(organisation=organisation, year=today.year)
    last = book.aggregate(last=Max("number"))["last"] or 0
    letter = Letter(
        action=action, kind=kind, organisation=organisation, number=last + 1, year=today.year, made_on=today,
        subject=f"{said.number} {said.text}".strip(), signed_by=signer_of(organisation), by=by, **known,
    )  # fmt: skip
    letter.full_clean(exclude=["subject"])
    letter.save()
    return letter
