"""What people fill in about a case. Every form carries the version it was shown with."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.text import capfirst

from objektiv.web.access.models import User
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import holders
from objektiv.web.cases.enums import OUTCOMES, CaseState
from objektiv.web.cases.files import KINDS
from objektiv.web.cases.grouping import questions_to_school
from objektiv.web.cases.models import Case, Terms
from objektiv.web.shell.file_fields import FilesField
from objektiv.web.shell.versioned import VersionedForm


class DateInput(forms.DateInput):
    """A date as the browser's own calendar gives it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Versioned(VersionedForm):
    """A form of an act with a case."""

    def __init__(self, *args: Any, case: Case, act: str = "", **kwargs: Any) -> None:
        # Several forms stand on the page of a case: their fields must not share names there.
        auto_id = f"id_{act}_%s" if act else "id_%s"
        super().__init__(*args, **{"auto_id": auto_id, "at": case.version, **kwargs})
        self.case = case
        self.act = act  # which button of the page sends it


class PlainForm(Versioned):
    """An act without further words."""


class ReplyForm(Versioned):
    """The school's explanations: one field per open question, a text, files."""

    text = forms.CharField(
        label="Пояснения школы", widget=forms.Textarea(attrs={"rows": 6}), max_length=20_000
    )
    papers = FilesField(
        label="Файлы", required=False, help_text=f"До 20 МБ каждый: {KINDS}. Без имён учеников."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions_to_school(self.case.explanations.all())
        for one in self.questions:
            self.fields[f"answer_{one.keys[0]}"] = forms.CharField(
                label=capfirst(one.title), help_text=escape(one.details), required=False, max_length=5_000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip
        self.order_fields(["version", *(f"answer_{one.keys[0]}" for one in self.questions), "text", "papers"])

    def answers(self) -> dict[int, str]:
        """Explanation → what the school says of it; one answer stands for all procedures of a question."""
        return {key: self.cleaned_data[f"answer_{one.keys[0]}"] for one in self.questions for key in one.keys}


class RecheckForm(Versioned):
    """Sending the works to a recheck."""

    reason = forms.CharField(
        label="Что перепроверить и почему", widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )


class DecideForm(Versioned):
    """The decision of a person."""

    outcome = forms.ChoiceField(
        label="Решение", choices=[(one.value, one.label) for one in OUTCOMES], widget=forms.RadioSelect
    )
    act_number = forms.CharField(label="Акт перепроверки №", required=False, max_length=60)
    act_date = forms.DateField(label="Акт от", required=False, widget=DateInput())
    ground = forms.CharField(
        label="Основание",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=5000,
        help_text=f"Для решения «{CaseState.CONFIRMED.label}» нужен акт или подробное письменное основание.",
    )


class ReopenForm(Versioned):
    """Looking into a closed case again."""

    reason = forms.CharField(
        label="Почему открываем снова", widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )


class KeepForm(Versioned):
    """Keeping the works longer."""

    until = forms.DateField(label="Хранить работы до", widget=DateInput())
    ground = forms.CharField(
        label="Основание", max_length=300, help_text="Например: анализ признаков, карточка № 12."
    )


class DestroyedForm(Versioned):
    """Works were destroyed."""

    on = forms.DateField(label="Работы уничтожены", widget=DateInput())
    ground = forms.CharField(label="Акт об уничтожении", max_length=300)


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # the class takes no parameter at run time
    """People by their full names."""

    def label_from_instance(self, obj: Any) -> str:
        """«Иванова Анна Андреевна»."""
        return str(obj.full_name)


class GiveForm(Versioned):
    """Who leads the case."""

    responsible = PersonChoice(
        label="Кто ведёт карточку", queryset=User.objects.none(), required=False, empty_label="не назначен"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["responsible"]
        assert isinstance(field, PersonChoice)
        field.queryset = holders(Permission.CASES_ASK, self.case.school.path).order_by(
            "last_name", "first_name"
        )
        field.initial = self.case.responsible_id


class MoveForm(Versioned):
    """More time for the school."""

    until = forms.DateField(label="Ответить до", widget=DateInput())
    ground = forms.CharField(label="Почему", max_length=300)


class HeapForm(forms.Form):
    """Forms that came back, all at once."""

    uploads = FilesField(label="Файлы", is_checked=False, most=100)


class BookForm(forms.Form):
    """The list of cases, corrected in Excel."""

    file = forms.FileField(
        label="Книга Excel", widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.ods"})
    )


class TermsForm(forms.ModelForm):  # type: ignore[type-arg]  # the class takes no parameter at run time
    """Terms of a territory and who signs its letters."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Terms
        fields = ("reply_days", "works_kept_until", "signer_post", "signer_name")
        labels = {
            "reply_days": "Рабочих дней на пояснения",
            "works_kept_until": "Работы хранятся до",
            "signer_post": "Кто подписывает письма: должность",
            "signer_name": "Фамилия и инициалы",
        }
        widgets = {"works_kept_until": DateInput()}
        help_texts = {
            "reply_days": "Считаются со следующего дня после запроса. Пусто — как у территории выше.",
            "works_kept_until": (
                "Последний день хранения; федеральная рекомендация — до получения результатов. "
                "Пусто — как у территории выше. Открытые карточки без своего приказа последуют за этой датой."
            ),
            "signer_post": "Например: начальник управления образования.",
            "signer_name": "Например: И. И. Иванова. Пусто — в письме останется строка.",
        }
