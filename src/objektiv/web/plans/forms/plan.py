"""What people fill in about a plan as a whole."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from objektiv.plans.catalogue import load_catalogue
from objektiv.web.access.fields import DayField, PersonField, PlaceField
from objektiv.web.plans.enums import PlanKind
from objektiv.web.plans.forms.fields import Versioned, words
from objektiv.web.plans.models import Plan
from objektiv.web.plans.snapshot import digest_of
from objektiv.web.territory.models import SCHOOL_YEAR, Unit

MOST_FILES = "docx, odt, pdf, xlsx, txt, md; doc и rtf — если на сервере есть LibreOffice"
DOCUMENTS = ("приказ", "распоряжение", "постановление", "протокол", "утверждено подписью")


class YearsForm(forms.Form):
    """Of what a plan is: a school year or a calendar year."""

    title = forms.CharField(label="Название", max_length=500)
    kind = forms.ChoiceField(label="Вид", choices=PlanKind.choices)
    school_year = forms.CharField(
        label="Учебный год", max_length=7, required=False, validators=[SCHOOL_YEAR],
        help_text="Например, 2026/27. Для плана на календарный год оставьте пустым.",
    )  # fmt: skip
    year = forms.IntegerField(
        label="Календарный год",
        required=False,
        min_value=2000,
        max_value=2099,
        help_text="Если план не на учебный год.",
    )

    def clean(self) -> dict[str, Any]:
        """One of the two years."""
        known: dict[str, Any] = super().clean() or {}
        if bool(known.get("school_year")) == (known.get("year") is not None) and not self.errors:
            raise ValidationError({"school_year": "Укажите учебный год или календарный: одно из двух."})
        return known


class NewPlanForm(YearsForm):
    """A new plan of an organisation."""

    unit = PlaceField(label="Чей план")
    field_order = ("unit",)

    def __init__(self, *args: Any, units: Any, list_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, PlaceField)
        field.choose_from(units, list_url)


class UploadForm(forms.Form):
    """A document with a plan."""

    unit = PlaceField(label="Чей план")
    file = forms.FileField(
        label="Документ", max_length=200, help_text=f"Подойдут: {MOST_FILES}.",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.odt,.pdf,.xlsx,.txt,.md,.doc,.rtf"}),
    )  # fmt: skip

    def __init__(self, *args: Any, units: Any, list_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, PlaceField)
        field.choose_from(units, list_url)


class CatalogueForm(forms.Form):
    """Typical actions that go into a new plan; the page shows them by direction."""

    numbers = forms.TypedMultipleChoiceField(
        label="Мероприятия",
        coerce=int,
        choices=[],
        error_messages={"required": "Отметьте хотя бы одно мероприятие."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["numbers"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(number, one.title) for number, one in load_catalogue().actions.items()]


class EditPlanForm(YearsForm, Versioned):
    """The head of a draft."""

    week = forms.TypedChoiceField(
        label="Рабочая неделя", coerce=int, choices=((5, "пять дней"), (6, "шесть дней")),
        help_text="По ней считаются сроки в рабочих днях.",
    )  # fmt: skip
    controller = PersonField(label="Контроль за исполнением плана", required=False)

    def __init__(self, *args: Any, thing: Plan, list_url: str, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        self.choose_people(thing.unit.path, list_url, "controller")
        for name in ("title", "kind", "school_year", "year", "week"):
            self.fields[name].initial = getattr(thing, name)
        self.fields["controller"].initial = thing.controller.login if thing.controller else ""


class SectionForm(Versioned):
    """One more heading of the table."""

    number = forms.CharField(label="№", max_length=20, required=False)
    title = forms.CharField(label="Название раздела", max_length=500)


class TextForm(Versioned):
    """An act on the very text that the person had before the eyes."""

    text = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, thing: Plan, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        self.fields["text"].initial = digest_of(thing)


class UnitsForm(TextForm):
    """Who above is asked to agree."""

    units = forms.ModelMultipleChoiceField(
        label="Кто согласует", queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple,
        help_text="Решают по очереди, снизу вверх.",
    )  # fmt: skip

    def __init__(self, *args: Any, thing: Plan, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        parts = thing.unit.path.strip("/").split("/")
        above = ["/".join(parts[:depth]) + "/" for depth in range(1, len(parts))]
        field = self.fields["units"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Unit.objects.filter(path__in=above).order_by("-path")
        field.initial = list(field.queryset[:1])


class AgreeForm(Versioned):
    """An organisation agrees."""

    remarks = words("Замечания или пожелания", required=False)


class SendBackForm(Versioned):
    """An organisation returns the plan."""

    remarks = words("Замечания: что исправить")


class ApproveForm(TextForm):
    """The requisites of the document that approves the plan, and its scan."""

    document = forms.ChoiceField(label="Вид документа", choices=[(one, one) for one in DOCUMENTS])
    document_number = forms.CharField(label="№", max_length=60)
    document_date = DayField(label="Дата документа")
    signed_by = forms.CharField(
        label="Кто подписал",
        max_length=260,
        help_text="Должность, фамилия и инициалы: «директор Иванова А. А.».",
    )
    scan = forms.FileField(
        label="Скан или подписанный файл", max_length=200, help_text="docx, pdf, jpg, png до 20 МБ.",
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.docx,.odt"}),
    )  # fmt: skip


class ApproveChangesForm(ApproveForm):
    """The same for a document that changes an approved plan."""

    change = words("Что меняет документ и почему")
