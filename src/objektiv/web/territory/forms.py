"""Forms of the territory. What they let through is what the verbs take, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils import timezone

from objektiv.web.access.fields import DayField, PlaceField
from objektiv.web.territory.enums import Level
from objektiv.web.territory.models import CODE, Unit
from objektiv.web.territory.years import Group, groups_text, parse_groups

KIND_HELP = "Своими словами, одинаково у одинаковых школ: по этому отбирают список."
GROUND_HELP = "Например, постановление администрации от 01.09.2026 № 12."


if TYPE_CHECKING:
    UnitChoiceField = forms.ModelChoiceField[Unit]
else:
    UnitChoiceField = forms.ModelChoiceField


class ChildField(UnitChoiceField):
    """A unit under which another one stands."""

    def label_from_instance(self, obj: Any) -> str:
        """«Северный район (970001)»."""
        return f"{obj.title} ({obj.code})"


class UnitForm(forms.Form):
    """What is written of a school or a municipality; ``seen`` is the version that the editor saw."""

    title = forms.CharField(label="Название", max_length=300)
    kind = forms.CharField(label="Вид школы", max_length=80, required=False, help_text=KIND_HELP)
    settlement = forms.CharField(
        label="Населённый пункт", max_length=80, required=False, help_text="Город, посёлок, село."
    )
    opened_on = DayField(label="Действует с", required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, unit: Unit | None = None, **kwargs: Any) -> None:
        if unit is not None:
            known = {name: getattr(unit, name) for name in ("title", "kind", "settlement", "opened_on")}
            kwargs["initial"] = {**known, "seen": unit.version}
        super().__init__(*args, **kwargs)
        if unit is not None and not unit.is_school:
            del self.fields["kind"], self.fields["settlement"]

    def known(self) -> dict[str, Any]:
        """What the verb takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class NewUnitForm(UnitForm):
    """A new school in a municipality, or a new municipality in a region."""

    parent = ChildField(label="В составе", queryset=Unit.objects.none(), empty_label=None)
    code = forms.CharField(
        label="Код", max_length=6, validators=[CODE],
        help_text="У школы — шесть цифр её логина, у муниципалитета — его номер в результатах.",
    )  # fmt: skip
    field_order = ("parent", "code", "title", "kind", "settlement", "opened_on")

    def __init__(self, *args: Any, parents: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["parent"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = parents
        del self.fields["seen"]

    def known(self) -> dict[str, Any]:
        """What the verb takes; the level is the one below the parent's."""
        is_school = self.cleaned_data["parent"].level == Level.MUNICIPALITY
        known = super().known() | {"level": Level.SCHOOL if is_school else Level.MUNICIPALITY}
        return (
            known
            if is_school
            else {name: one for name, one in known.items() if name not in ("kind", "settlement")}
        )


class ChangeForm(forms.Form):
    """A change with its date and ground."""

    on = DayField(label="С какого дня")
    ground = forms.CharField(label="Основание", max_length=300, required=False, help_text=GROUND_HELP)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": timezone.localdate(), "seen": unit.version, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def known(self) -> dict[str, Any]:
        """What the verb takes."""
        known = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return known | {"version": self.cleaned_data["seen"] or 0}


class RenameForm(ChangeForm):
    """A new name."""

    title = forms.CharField(label="Новое название", max_length=300)
    field_order = ("title", "on", "ground")


class CloseForm(ChangeForm):
    """Closing, or joining to another school."""

    successor = PlaceField(
        label="К какой школе присоединена", required=False, help_text="Пусто — закрыта без преемника."
    )
    field_order = ("on", "successor", "ground")

    def __init__(self, *args: Any, unit: Unit, others: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, unit=unit, **kwargs)
        self.fields["on"].label = "Дата закрытия"
        field = self.fields["successor"]
        assert isinstance(field, PlaceField)
        field.choose_from(others, reverse_lazy("unit_names"))
        if not unit.is_school:
            field.label = "К какому муниципалитету присоединён"


class MoveForm(ChangeForm):
    """To which municipality a school goes."""

    parent = ChildField(label="Новый муниципалитет", queryset=Unit.objects.none(), empty_label="—")
    field_order = ("parent", "on", "ground")

    def __init__(self, *args: Any, unit: Unit, parents: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, unit=unit, **kwargs)
        field = self.fields["parent"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = parents


class YearForm(forms.Form):
    """What is known of a school in one school year."""

    pupils = forms.IntegerField(label="Обучающихся", min_value=0, max_value=20_000, required=False)
    special_needs_percent = forms.DecimalField(
        label="Из них с ОВЗ, %", min_value=0, max_digits=4, decimal_places=1, required=False, localize=True,
        validators=[MaxValueValidator(100)], help_text="Например, 3,5.",
    )  # fmt: skip
    advanced_study = forms.CharField(
        label="Углублённое изучение",
        max_length=200,
        required=False,
        help_text="Например, математика с 8 класса.",
    )
    class_groups = forms.CharField(
        label="Классы", required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000,
        help_text="Через запятую: 1А, 1Б, 2А. Буква-цифра — через дефис: 5-1.",
    )  # fmt: skip
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_class_groups(self) -> list[Group]:
        """Classes one by one."""
        return parse_groups(self.cleaned_data["class_groups"])

    def known(self) -> dict[str, Any]:
        """What the verb takes."""
        known = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return known | {"version": self.cleaned_data["seen"] or 0}

    @classmethod
    def initial_of(cls, unit: Unit, school_year: str) -> dict[str, Any]:
        """What is known already."""
        context = unit.contexts.filter(school_year=school_year).first()
        groups = unit.class_groups.filter(school_year=school_year).order_by("grade", "letter")
        known = {name: getattr(context, name) for name in cls.base_fields if hasattr(context, name)}
        return known | {
            "class_groups": groups_text(groups.values_list("grade", "letter")), "seen": unit.version,
        }  # fmt: skip


class RegisterForm(forms.Form):
    """A workbook of schools."""

    file = forms.FileField(
        label="Книга со школами", max_length=200, help_text="Excel (.xlsx) по шаблону или выгрузка этого списка.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.csv"}),
    )  # fmt: skip

    def clean_file(self) -> Any:
        """Not empty."""
        file = self.cleaned_data["file"]
        if not file.size:
            raise ValidationError("Файл пуст.")
        return file
