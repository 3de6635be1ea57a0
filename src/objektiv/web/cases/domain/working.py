"""What every verb of a case does: check, write unless somebody else did meanwhile, put it into the journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from objektiv.web.audit.domain import one_writer, record
from objektiv.web.cases.models import Case

CONFLICT = (
    "Карточку только что изменил кто-то другой. "
    "Ваш текст остался ниже: посмотрите, что изменилось, и отправьте ещё раз."
)


def check(may: bool, can: bool = True, sentence: str = "") -> None:
    """PermissionDenied when the person may not, ValidationError with the sentence when it cannot be done now."""
    if not may:
        raise PermissionDenied
    if not can:
        raise ValidationError(sentence)


def go(
    case: Case, state: str, verb: str, by: Any, version: int | None, *, reason: str = "", **fields: Any
) -> Case:
    """Write the new state and fields unless somebody else did meanwhile."""
    one_writer()  # every verb takes the journal before the case: no two of them wait for each other
    expected = case.version if version is None else version
    old = {"state": case.state} | {name: getattr(case, name) for name in fields}
    changed = Case.objects.filter(pk=case.pk, version=expected).update(
        state=state, version=expected + 1, **fields
    )
    if not changed:
        raise ValidationError(CONFLICT)
    case.refresh_from_db()
    journal(verb, case, by, old=_plain(old), new=_plain({"state": state} | fields), reason=reason)
    return case


def journal(verb: str, case: Case, by: Any, **said: Any) -> None:
    """A record about a case."""
    record(verb, by=by, obj=case, unit_path=case.school.path, **said)


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _said(value) for name, value in fields.items()}


def _said(value: Any) -> Any:
    return value.full_name if hasattr(value, "full_name") else getattr(value, "pk", value)
