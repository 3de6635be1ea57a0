"""What people fill in about support. Acts on an entry carry the version it was shown with."""

from __future__ import annotations

from typing import Any

from django import forms

from objektiv.web.access.fields import DayField, PlaceField
from objektiv.web.access.models import User
from objektiv.web.findings.models import SchoolResult
from objektiv.web.shell.versioned import VersionedForm
from objektiv.web.support.enums import SupportLevel
from objektiv.web.support.models import RiskEntry
from objektiv.web.support.queries import curators_for
from objektiv.web.territory.models import Unit

LONGEST = 5000
CRITERIA_HELP = (
    "По чему будет видно, что помощь больше не нужна. Например: «Две процедуры подряд без признаков; все меры помощи "
    "выполнены»."
)


def _words(label: str, help_text: str = "", rows: int = 3, *, required: bool = True) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=help_text, widget=widget, max_length=LONGEST, required=required
    )


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # the class takes no parameter at run time
    """People by their names."""

    def label_from_instance(self, obj: Any) -> str:
        """«Иванова А. А.»."""
        return str(obj.short_name)


class ProposeForm(forms.Form):
    """A proposal: which school, why, who would help. About a result, the school is that of the result."""

    school = PlaceField(label="Школа")
    reason = _words(
        "Почему школе нужна помощь", "На что вы опираетесь: факты, акты, показатели. Причину видит школа.", 4
    )
    level = forms.ChoiceField(
        label="Кто помогает", choices=SupportLevel.choices, initial=SupportLevel.MUNICIPALITY,
        help_text="Это уровень помощи, а не оценка школы.",
    )  # fmt: skip
    exit_criteria = _words("Критерии выхода", CRITERIA_HELP, required=False)

    def __init__(
        self, *args: Any, schools: Any, list_url: str, result: SchoolResult | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.result = result
        if result is None:
            self._places().choose_from(schools, list_url)
        else:
            del self.fields["school"]

    def _places(self) -> PlaceField:
        field = self.fields["school"]
        assert isinstance(field, PlaceField)
        return field

    def known(self) -> dict[str, Any]:
        """For the verb."""
        school: Unit = self.result.school if self.result else self.cleaned_data["school"]
        return {**self.cleaned_data, "school": school, "result": self.result}


class Versioned(VersionedForm):
    """A form of an act with an entry."""

    def __init__(self, *args: Any, entry: RiskEntry, **kwargs: Any) -> None:
        super().__init__(*args, at=entry.version, **kwargs)


class PlainForm(Versioned):
    """An act without further words."""


class ReasonForm(Versioned):
    """An act that needs its ground in words."""

    reason = _words("На чём основано решение")


class EditForm(Versioned):
    """Who helps, until when."""

    level = forms.ChoiceField(
        label="Кто помогает", choices=SupportLevel.choices, help_text="Это уровень помощи, а не оценка школы."
    )
    curator = PersonChoice(
        label="Куратор", queryset=User.objects.none(), required=False, empty_label="не назначен"
    )
    exit_criteria = _words("Критерии выхода", CRITERIA_HELP, required=False)
    review_on = DayField(label="Проверить ход помощи", required=False)
    exit_planned_on = DayField(label="Выход запланирован", required=False)

    def __init__(self, *args: Any, entry: RiskEntry, **kwargs: Any) -> None:
        super().__init__(*args, entry=entry, **kwargs)
        field = self.fields["curator"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = curators_for(entry.school.path)
        for name in ("level", "curator", "exit_criteria", "review_on", "exit_planned_on"):
            self.fields[name].initial = getattr(entry, name)


class SupportForm(Versioned):
    """One more help."""

    title = forms.CharField(
        label="Что сделать", max_length=300, help_text="Например: мастер-класс по проверке сочинений."
    )
    due_on = DayField(label="Срок")


class BookForm(forms.Form):
    """The list of the risk zone, corrected in Excel."""

    file = forms.FileField(
        label="Книга Excel", max_length=200, widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"})
    )


class NoteForm(forms.Form):
    """A note about a teacher, without a name."""

    school = PlaceField(label="Школа")
    teacher = forms.CharField(
        label="О ком",
        max_length=100,
        help_text="Должность и код, без фамилии и инициалов: «учитель математики, У-3».",
    )
    text = _words("Запись", "Что замечено и какая помощь нужна. Имён учителей и учеников не пишите.", 5)

    def __init__(self, *args: Any, schools: Any, list_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["school"]
        assert isinstance(field, PlaceField)
        field.choose_from(schools, list_url)


class ReadForm(forms.Form):
    """Why a note is opened."""

    reason = forms.CharField(
        label="Зачем открываете запись", max_length=300,
        help_text="Причина останется в журнале. Например: «подготовка занятия школы молодого учителя».",
    )  # fmt: skip
