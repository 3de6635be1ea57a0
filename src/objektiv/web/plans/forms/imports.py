"""What people fill in while they look through a plan that was read from a file."""

from __future__ import annotations

from typing import Any

from django import forms

from objektiv.web.access.fields import PersonField
from objektiv.web.plans.enums import RowKind
from objektiv.web.plans.forms.fields import Versioned, words
from objektiv.web.plans.forms.plan import YearsForm
from objektiv.web.plans.models import PlanImport
from objektiv.web.plans.reading import FIELDS

MEANINGS = [*((name, label.lower()) for name, label in FIELDS.items()), ("other", "другое")]


class ConfirmForm(YearsForm, Versioned):
    """The head of the plan that is made of the file."""

    def __init__(self, *args: Any, thing: PlanImport, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        for name in ("title", "kind", "school_year", "year"):
            self.fields[name].initial = thing.head.get(name)


class ReadRowForm(Versioned):
    """One row as it was read."""

    row = forms.ChoiceField(label="Что это", choices=RowKind.choices)
    section = forms.ChoiceField(label="Раздел", required=False)
    number = forms.CharField(label="№", max_length=20, required=False)
    text = words("Мероприятие")
    deadline = forms.CharField(label="Срок", max_length=500, required=False)
    responsible = forms.CharField(label="Ответственный, как в документе", max_length=500, required=False)
    owner = PersonField(
        label="Кто это в системе", required=False,
        help_text="Программа запомнит: в следующих документах эти слова будут означать этого человека.",
    )  # fmt: skip
    result = words("Результат", "", 2, required=False)
    indicator = forms.CharField(label="Показатель", max_length=300, required=False)

    def __init__(
        self, *args: Any, thing: PlanImport, said: dict[str, Any], sections: list[tuple[str, str]], list_url: str,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, thing=thing, **kwargs)
        self.choose_people(thing.unit.path, list_url, "owner")
        section = self.fields["section"]
        assert isinstance(section, forms.ChoiceField)
        section.choices = [("", "без раздела"), *sections]
        for name in (
            "row",
            "section",
            "number",
            "text",
            "deadline",
            "responsible",
            "owner",
            "result",
            "indicator",
        ):
            self.fields[name].initial = said[name]
        if not sections:
            del self.fields["section"]

    def known(self) -> dict[str, Any]:
        """For the verb."""
        owner = self.cleaned_data["owner"]
        return {**self.cleaned_data, "owner": owner.login if owner else ""}


class ColumnForm(Versioned):
    """What a heading of the table means."""

    heading = forms.CharField(widget=forms.HiddenInput, max_length=500)
    meant = forms.ChoiceField(
        label="Что это", choices=[(name, label.lower()) for name, label in FIELDS.items()]
    )
