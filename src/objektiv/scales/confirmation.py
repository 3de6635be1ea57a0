"""Scales kept in a lake: inferred ones wait in a file of their own for a person's word (METHODS §1.2)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import UsageError
from objektiv.model.scale import Scale
from objektiv.scales.loader import CONFIRMED_FILE, INFERRED_FILE, load_registry
from objektiv.scales.scale_file import remove_user_scale, write_user_scale


def store_inferred(lake: Path, scale: Scale) -> None:
    """Keep a scale inferred from a file until it is confirmed; a newer inference replaces the older."""
    write_user_scale(lake / INFERRED_FILE, replace(scale, trust="inferred"))


def waiting_scale(lake: Path, assessment: AssessmentId, form: str = "") -> Scale:
    """The inferred scale of this assessment and form; UsageError when none waits for a confirmation."""
    waiting = load_registry(lake=lake).unconfirmed()
    found = next((s for s in waiting if s.assessment == assessment and s.form == form), None)
    if found is None:
        named = f"{assessment}, вариант {form}" if form else str(assessment)
        listed = ", ".join(_name(scale) for scale in waiting) or "нет"
        raise UsageError(f"Шкала {named} не ждёт подтверждения.", f"Ждут подтверждения: {listed}.")
    return found


def confirm_scale(lake: Path, scale: Scale) -> None:
    """Make an inferred scale usable: it moves into the lake's ``scales.toml`` with trust ``user``."""
    confirmed = replace(scale, trust="user", source=f"{scale.source}; подтверждена")
    write_user_scale(lake / CONFIRMED_FILE, confirmed)
    remove_user_scale(lake / INFERRED_FILE, scale.assessment, scale.form)


def _name(scale: Scale) -> str:
    return f"{scale.assessment}:{scale.form}" if scale.form else str(scale.assessment)
