"""Forms of the calendar, of imports and of runs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from objektiv.web.assessments.enums import SUBJECT_CHOICES, Kind, Pass, Variant
from objektiv.web.assessments.models import Procedure
from objektiv.web.territory.enums import Level
from objektiv.web.territory.models import SCHOOL_YEAR, Unit

MAX_FILES = 100
MAX_FILE_BYTES = 100 << 20
MAX_TOTAL_BYTES = 500 << 20
LONGEST_PATHS = 100_000


def date_field(label: str) -> forms.DateField:
    """A day that may be unknown yet."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


class ProcedureForm(forms.Form):
    """A line of the calendar; ``version`` is the one the editor saw."""

    kind = forms.ChoiceField(label="Процедура", choices=Kind.choices)
    unit = forms.ModelChoiceField(label="Кто проводит", queryset=Unit.objects.none(), empty_label=None)
    school_year = forms.CharField(
        label="Учебный год", max_length=7, validators=[SCHOOL_YEAR], help_text="Например, 2025/26."
    )
    grade = forms.TypedChoiceField(
        label="Класс",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "—"), *((k, f"{k} класс") for k in range(1, 12))],
        help_text="Класс и предмет нужны для ВПР, ОГЭ, ЕГЭ, ГВЭ, ДКР, КДР и ККР: по ним узнаются результаты.",
    )
    subject = forms.ChoiceField(label="Предмет", required=False, choices=[("", "—"), *SUBJECT_CHOICES])
    variant = forms.ChoiceField(
        label="Уровень",
        required=False,
        choices=Variant.choices,
        help_text="Только для ЕГЭ по математике.",
    )
    starts_on = date_field("Начало")
    ends_on = date_field("Окончание")
    results_due_on = date_field("Результаты сдать до")
    note = forms.CharField(label="Примечание", required=False, max_length=300)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, units: QuerySet[Unit], procedure: Procedure | None = None, **kwargs: Any
    ) -> None:
        if procedure is not None:
            kwargs["initial"] = {name: getattr(procedure, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        units_field = self.fields["unit"]
        assert isinstance(units_field, forms.ModelChoiceField)
        units_field.queryset = units
        if procedure is not None:
            del self.fields["unit"]  # results hang on it

    def known(self) -> dict[str, Any]:
        """What the verb takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label="Причина", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class FilesInput(forms.ClearableFileInput):
    """Several files in one field."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile[Any]]:
        """All files of the field, in the order of the page."""
        return list(files.getlist(name))


class FilesField(forms.Field):
    """At least one file, none too large, not too many."""

    widget = FilesInput

    def clean(self, value: Sequence[UploadedFile[Any]]) -> Sequence[UploadedFile[Any]]:
        """ValidationError with what is wrong and what to do."""
        if not value:
            raise forms.ValidationError("Выберите хотя бы один файл.")
        if len(value) > MAX_FILES:
            raise forms.ValidationError(
                f"Файлов {len(value)}, за один раз можно не больше {MAX_FILES}. Загрузите их частями."
            )
        large = [file.name or "" for file in value if (file.size or 0) > MAX_FILE_BYTES]
        if large:
            raise forms.ValidationError(
                f"Больше {MAX_FILE_BYTES >> 20} МиБ: {', '.join(large[:3])}. Разделите книгу на части."
            )
        if sum(file.size or 0 for file in value) > MAX_TOTAL_BYTES:
            raise forms.ValidationError(
                f"Вместе больше {MAX_TOTAL_BYTES >> 20} МиБ. Загрузите файлы частями."
            )
        return value


class UploadForm(forms.Form):
    """Files for a part of the territory; ``folders``: where each stood on the sender's computer, as JSON."""

    unit = forms.ModelChoiceField(
        label="За кого загружаете",
        queryset=Unit.objects.none(),
        empty_label=None,
        help_text="В файлах могут быть строки только этих школ.",
    )
    uploads = FilesField(label="Файлы")
    folders = forms.CharField(required=False, max_length=LONGEST_PATHS, widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units

    def clean_folders(self) -> list[str]:
        """A folder for each file; without them (no script in the browser) each is empty."""
        try:
            said = json.loads(self.cleaned_data["folders"] or "[]")
        except ValueError:
            said = []
        texts = [one if isinstance(one, str) else "" for one in said] if isinstance(said, list) else []
        count = len(self.files.getlist("uploads"))
        return [*texts, *[""] * count][:count]


class RunForm(forms.Form):
    """What to compute."""

    unit = forms.ModelChoiceField(label="Территория", queryset=Unit.objects.none(), empty_label=None)
    school_year = forms.ChoiceField(label="Учебный год")
    kind = forms.ChoiceField(
        label="Какой расчёт",
        choices=Pass.choices,
        help_text="Оперативный — по формам сбора, пока работы хранятся; итоговый — по окончательным результатам.",
    )
    is_whole_region = forms.BooleanField(
        label="Загружены все школы региона",
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
        help_text="Отметьте, только если это так: от этого зависят пороги официальной методики.",
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], years: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit, year = self.fields["unit"], self.fields["school_year"]
        assert isinstance(unit, forms.ModelChoiceField)
        assert isinstance(year, forms.ChoiceField)
        unit.queryset = units
        year.choices = [(one, one) for one in years]
        if not units.filter(level=Level.REGION).exists():
            del self.fields["is_whole_region"]  # only the region answers for that


class NewSchoolForm(forms.Form):
    """A school that results speak of and the territory does not know."""

    is_wanted = forms.BooleanField(
        label="Добавить",
        required=False,
        initial=True,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    code = forms.RegexField(r"^\d{1,6}$", widget=forms.HiddenInput)
    title = forms.CharField(label="Название", max_length=300)
    parent = forms.ChoiceField(label="Муниципалитет")

    def __init__(self, *args: Any, parents: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["parent"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(parents)
