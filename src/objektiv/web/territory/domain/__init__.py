"""What is done to the territory; every verb writes the journal in its own transaction."""

from __future__ import annotations

from objektiv.web.territory.domain.register import apply_register, confirm_register, receive_register
from objektiv.web.territory.domain.units import (
    add_unit,
    close_unit,
    edit_unit,
    move_school,
    rename_unit,
    reopen_unit,
)
from objektiv.web.territory.domain.years import describe_year, plan_rollover, roll_over_classes

__all__ = [
    "add_unit",
    "apply_register",
    "close_unit",
    "confirm_register",
    "describe_year",
    "edit_unit",
    "move_school",
    "plan_rollover",
    "receive_register",
    "rename_unit",
    "reopen_unit",
    "roll_over_classes",
]
