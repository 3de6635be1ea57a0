"""What people fill in about a case. Every form carries the version it was shown with."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from objektiv.web.cases.enums import OUTCOMES, CaseState
from objektiv.web.cases.files import KINDS, check_upload
from objektiv.web.cases.models import Case, Terms

MOST_FILES = 10


class DateInput(forms.DateInput):
    """A date as the browser's own calendar gives it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ManyFiles(forms.ClearableFileInput):
    """Several files in one field."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each checked."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """The files that were sent."""
        sent = data if isinstance(data, (list, tuple)) else [data] if data else []
        if len(sent) > MOST_FILES:
            raise forms.ValidationError(f"Файлов больше {MOST_FILES}. Сложите их в один документ.")
        files = [super(FilesField, self).clean(one, initial) for one in sent]
        for one in files:
            check_upload(one)
        return files


class Versioned(forms.Form):
    """A form that knows which state of the case it was filled in against."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: Case, act: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        self.act = act  # which button of the page sent it
        self.fields["version"].initial = case.version


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
        self.questions = [one for one in self.case.explanations.all() if one.status == "ask"]
        for one in self.questions:
            self.fields[f"answer_{one.pk}"] = forms.CharField(
                label=one.title, help_text=one.sentence, required=False, max_length=5_000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip
        self.order_fields(["version", *(f"answer_{one.pk}" for one in self.questions), "text", "papers"])

    def answers(self) -> dict[int, str]:
        """Explanation → what the school says of it."""
        return {one.pk: self.cleaned_data[f"answer_{one.pk}"] for one in self.questions}


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
        help_text=f"«{CaseState.CONFIRMED.label}»: нужен акт или подробное письменное основание.",
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


class TermsForm(forms.ModelForm):  # type: ignore[type-arg]  # the class takes no parameter at run time
    """Terms of a territory."""

    class Meta:
        model = Terms
        fields = ("reply_days", "works_kept_until")
        widgets = {"works_kept_until": DateInput()}
