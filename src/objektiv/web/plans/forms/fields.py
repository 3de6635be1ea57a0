"""What several forms of plans share."""

from __future__ import annotations

from typing import Any

from django import forms

from objektiv.web.access.fields import PersonField
from objektiv.web.plans.models import Action, Plan, PlanImport
from objektiv.web.plans.queries import people_for
from objektiv.web.shell.versioned import VersionedForm

LONGEST = 5000


def words(label: str, help_text: str = "", rows: int = 3, *, required: bool = True) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(
        label=label, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows}), max_length=LONGEST,
        required=required,
    )  # fmt: skip


class Versioned(VersionedForm):
    """A form of an act with a plan, a row or a reading."""

    def __init__(self, *args: Any, thing: Plan | Action | PlanImport, **kwargs: Any) -> None:
        super().__init__(*args, at=thing.version, **kwargs)
        self.thing = thing

    def choose_people(self, path: str, list_url: str, *names: str) -> None:
        """Whom the fields may name."""
        for name in names:
            field = self.fields[name]
            assert isinstance(field, PersonField)
            field.choose_from(people_for(path), list_url)


class PlainForm(Versioned):
    """An act without further words."""


class ReasonForm(Versioned):
    """An act that needs its ground in words."""

    reason = words("Причина или основание")
