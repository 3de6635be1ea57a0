"""Filters of the tables. What does not fit is left out: a filter never refuses a page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import QuerySet

from objektiv.model.assessment import SUBJECTS
from objektiv.web.findings.models import IndicatorResult, OfficialSign, ResultSet, SchoolResult
from objektiv.web.findings.queries.results import (
    chosen_assessments,
    current,
    of_assessments,
    of_columns,
    sets_of,
    visible_to,
    with_findings,
    with_flags,
)
from objektiv.web.findings.shown.matrix import IndicatorColumn, Matrix, all_columns, make_matrix
from objektiv.web.findings.shown.official import SIGNS, SignColumn, make_official
from objektiv.web.findings.shown.schools import ShownSchool
from objektiv.web.territory.enums import Level
from objektiv.web.territory.models import Unit

ANY = [("", "все")]


class ResultsFilter(forms.Form):
    """School year, procedure, grade, subject, municipality, school; the methods add their own columns."""

    set = forms.ChoiceField(label="Учебный год", required=False)
    assessment = forms.ChoiceField(label="Процедура", required=False)
    grade = forms.TypedChoiceField(label="Класс", required=False, coerce=int, empty_value=None)
    subject = forms.ChoiceField(label="Предмет", required=False)
    municipality = forms.ChoiceField(label="Муниципалитет", required=False)
    column = forms.ChoiceField(required=False)
    q = forms.CharField(
        label="Школа",
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"placeholder": "название или код"}),
    )
    only = forms.BooleanField(
        label="Только с признаками", required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )  # fmt: skip

    column_label = ""

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        self.visible = visible_to(user)
        self.sets = list(current(sets_of(self.visible)))
        self.taken = next(
            (one for one in self.sets if str(one.pk) == data.get("set")), next(iter(self.sets), None)
        )
        self.assessments = list(self.taken.assessments.all()) if self.taken else []
        self._fill()
        self.is_valid()

    def _fill(self) -> None:
        known = self.assessments
        grades = sorted({one.grade for one in known})
        subjects = sorted({one.subject for one in known}, key=lambda code: SUBJECTS[code])
        self._choose("set", [(str(one.pk), set_title(one)) for one in self.sets])
        self._choose("assessment", [*ANY, *((one.code, one.title) for one in known)])
        self._choose("grade", [*ANY, *((grade, f"{grade} класс") for grade in grades)])
        self._choose("subject", [*ANY, *((code, SUBJECTS[code]) for code in subjects)])
        municipalities = self._municipalities()
        self.has_municipalities = len(municipalities) > 1
        self._choose("municipality", [*ANY, *municipalities])
        self._choose("column", [*ANY, *self.column_choices()])
        self.fields["column"].label = self.column_label

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        field.widget.attrs["class"] = "form-select form-select-sm"

    def _municipalities(self) -> list[tuple[str, str]]:
        if not self.taken:
            return []
        here = self.visible.filter(result_set=self.taken).select_related(None).order_by()
        return list(Unit.objects.filter(pk__in=here.values("school__parent")).values_list("path", "title"))

    def column_choices(self) -> list[Any]:
        """Choices of the method's own filter."""
        raise NotImplementedError

    def with_signs(self, results: QuerySet[SchoolResult]) -> QuerySet[SchoolResult]:
        """Schools with a sign in the chosen columns and procedures, whether the person is shown it or not."""
        raise NotImplementedError

    def table(self, shown: Sequence[ShownSchool]) -> Matrix:
        """Cells of these schools."""
        raise NotImplementedError

    def chosen(self, name: str) -> Any:
        """What was chosen; nothing where it does not fit."""
        return self.cleaned_data.get(name)

    @cached_property
    def chosen_assessments(self) -> list[int] | None:
        """Procedures that the filters leave; None for all."""
        code, grade, subject = (self.chosen(name) for name in ("assessment", "grade", "subject"))
        if not self.taken or not (code or grade or subject):
            return None
        found = chosen_assessments(
            self.taken.assessments.all(), code=code or "", grade=grade, subject=subject or ""
        )
        return list(found.values_list("pk", flat=True))

    @property
    def said(self) -> str:
        """The filters in words, for an export."""
        words = []
        for name, field in self.fields.items():
            if (value := self.chosen(name)) and name != "set":
                label = str(field.label)
                words.append(label if value is True else f"{label.lower()}: {_title_of(field, value)}")
        return "; ".join(words)


def _title_of(field: forms.Field, value: Any) -> Any:
    """What a choice is called; other values are what they are."""
    if not isinstance(field, forms.ChoiceField):
        return value
    listed = (option for _, group, _ in field.widget.optgroups("", [str(value)]) for option in group)
    return next((one["label"] for one in listed if one["selected"]), value)


class IndicatorFilter(ResultsFilter):
    """Of the calibrated method."""

    column_label = "Показатель"

    def column_choices(self) -> list[Any]:
        """Indicators that enter the priority, then the lists apart."""
        inside = [(one.key, one.title) for one in self.all_columns if not one.is_apart]
        apart = [(one.key, f"{one.title}: {one.direction_words}") for one in self.all_columns if one.is_apart]
        return [("В приоритет входят", inside), ("Отдельные списки", apart)] if apart else inside

    @property
    def all_columns(self) -> list[IndicatorColumn]:
        """Every direction of every indicator of the set."""
        return all_columns(self.taken) if self.taken else []

    @property
    def columns(self) -> list[IndicatorColumn]:
        """The chosen indicator; else those that enter the priority."""
        wanted = self.chosen("column")
        return [one for one in self.all_columns if one.key == wanted or not (wanted or one.is_apart)]

    def with_signs(self, results: QuerySet[SchoolResult]) -> QuerySet[SchoolResult]:
        """Schools with a finding."""
        rows = of_columns(
            IndicatorResult.objects.all(), [(one.indicator, one.direction) for one in self.columns]
        )
        return with_findings(results, of_assessments(rows, self.chosen_assessments))

    def table(self, shown: Sequence[ShownSchool]) -> Matrix:
        """Indicators of these schools."""
        return make_matrix(shown, self.columns, self.chosen_assessments)


class SignFilter(ResultsFilter):
    """Of the official method."""

    column_label = "Признак"

    def column_choices(self) -> list[Any]:
        """The four kinds of signs."""
        return [(one.key, one.title) for one in SIGNS]

    @property
    def columns(self) -> list[SignColumn]:
        """The chosen sign; else all."""
        return [one for one in SIGNS if self.chosen("column") in ("", None, one.key)]

    def with_signs(self, results: QuerySet[SchoolResult]) -> QuerySet[SchoolResult]:
        """Schools with a sign of the official method."""
        signs = OfficialSign.objects.filter(sign__in=[one.key for one in self.columns])
        return with_flags(results, of_assessments(signs, self.chosen_assessments))

    def table(self, shown: Sequence[ShownSchool]) -> Matrix:
        """Official signs of these schools."""
        return make_official(shown, self.columns, self.chosen_assessments)


def set_title(taken: ResultSet) -> str:
    """«2020/21, итоговый (расчёт № 5)», of a part of the region with its name."""
    part = "" if taken.run.unit.level == Level.REGION else f", {taken.run.unit.title}"
    return f"{taken.school_year}, {taken.run.get_kind_display()}{part} (расчёт № {taken.run_id})"
