"""Changing many rows at once: each by the verb that changes one, so that nothing is checked twice or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from objektiv.web.plans.domain import carrying, writing
from objektiv.web.plans.models import Action

WRITES = ("kind", "section", "deadline", "owner_text")
NOT_YOURS = "это мероприятие ведёте не вы"
OWN_REPORT = "об исполнении отчитались вы сами, примет другой человек"


@dataclass(frozen=True, slots=True)
class BulkChange:
    """What is changed in every chosen row; None: stays as it is."""

    owner: Any = None
    controller: Any = None
    kind: str | None = None
    section: Any = None
    deadline: str | None = None
    owner_text: str | None = None
    is_taken_up: bool = False
    is_accepted: bool = False

    @property
    def written(self) -> dict[str, Any]:
        """What the document would say."""
        return {name: value for name in WRITES if (value := getattr(self, name)) is not None}

    @property
    def is_empty(self) -> bool:
        """Nothing was chosen."""
        return self == BulkChange()


@transaction.atomic
def try_change(
    actions: Iterable[Action], change: BulkChange, *, by: Any
) -> tuple[int, list[tuple[Action, str]]]:
    """How many rows would change and which would be refused: done by the same verbs, and undone."""
    found = change_many(actions, change, by=by)
    transaction.set_rollback(True)
    return found


def change_many(
    actions: Iterable[Action], change: BulkChange, *, by: Any
) -> tuple[int, list[tuple[Action, str]]]:
    """Change each row in a transaction of its own; those refused come back with the reason."""
    done, refused = 0, []
    for one in actions:
        try:
            with transaction.atomic():
                _change(one, change, by)
            done += 1
        except PermissionDenied:
            is_own = change.is_accepted and one.reported_by_id == by.pk
            refused.append((one, OWN_REPORT if is_own else NOT_YOURS))
        except ValidationError as error:
            refused.append((one, " ".join(error.messages)))
    return done, refused


def _change(action: Action, change: BulkChange, by: Any) -> None:
    if change.written:
        action = writing.edit_row(action, by=by, **change.written)
    if change.owner is not None or change.controller is not None:
        action = writing.assign(
            action, by=by, owner=change.owner or action.owner, executors=list(action.executors.all()),
            controller=change.controller or action.controller,
        )  # fmt: skip
    if change.is_taken_up:
        carrying.take_up(action, by=by)
    if change.is_accepted:
        carrying.accept(action, by=by, version=action.version)
