"""What people fill in about tasks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils import timezone

from objektiv.web.access.fields import DayField
from objektiv.web.plans.forms.fields import words
from objektiv.web.plans.kinds import kinds
from objektiv.web.plans.models import Action
from objektiv.web.shell.file_fields import MOST_FILES, FilesField
from objektiv.web.shell.kept_files import KINDS
from objektiv.web.shell.versioned import VersionedForm
from objektiv.web.tasks.domain import Wanted
from objektiv.web.tasks.expected import NUMBER, YES_NO, Expected, kind_fields
from objektiv.web.tasks.models import Task
from objektiv.web.tasks.queries import given_days, last_answers, schools_of
from objektiv.web.territory.models import Unit

ANSWER = "answer_"  # before the name of what is asked: it is no field of the form itself
YES_NO_CHOICES = (("", "—"), ("да", "да"), ("нет", "нет"))


class SchoolsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # the class takes no parameter at run time
    """Schools, ticked one by one; with the municipality where there are several, the day of a task given before."""

    widget = forms.CheckboxSelectMultiple
    are_many_places = False
    given: Mapping[int, date] = MappingProxyType({})

    def label_from_instance(self, obj: Any) -> str:
        """«Школа № 1, Северный район (уже поручено до 26.02.2027)»."""
        title = f"{obj.title}, {obj.parent.title}" if self.are_many_places and obj.parent else str(obj.title)
        day = self.given.get(obj.pk)
        return f"{title} (уже поручено до {day:%d.%m.%Y})" if day else title


class GiveForm(forms.Form):
    """To whom, until when, what to report."""

    due = DayField(label="Отчитаться до")
    words = words("Что сделать и сообщить", "Эти слова войдут в письмо.", 3, required=False)
    fields_asked = forms.MultipleChoiceField(
        label="Что сообщить по этому виду мероприятия", required=False, widget=forms.CheckboxSelectMultiple
    )
    number = forms.CharField(
        label="Какое число сообщить", max_length=200, required=False,
        help_text="Например: сколько учителей участвовало.",
    )  # fmt: skip
    yes_no = forms.CharField(
        label="Вопрос с ответом «да» или «нет»", max_length=200, required=False,
        help_text="Например: приказ издан?",
    )  # fmt: skip
    is_paper_needed = forms.BooleanField(label="Нужен документ", required=False)
    schools = SchoolsField(label="Школы", queryset=Unit.objects.none())

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action, self.asked = action, kind_fields(action)
        self.later = action.due_on if action.due_on and action.due_on >= timezone.localdate() else None
        self.fields["due"].initial = self.later
        self.fields["words"].initial = f"Ожидаемый результат: {action.result}" if action.result else ""
        self._offer_fields()
        self._offer_schools()

    def _offer_fields(self) -> None:
        kind, field = kinds().get(self.action.kind), self.fields["fields_asked"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(one.name, one.label) for one in self.asked]
        field.initial = [one.name for one in self.asked]
        if not self.asked:
            del self.fields["fields_asked"]
        if kind is not None and kind.evidence:
            self.fields["is_paper_needed"].help_text = f"Обычно: {'; '.join(kind.evidence)}."
            self.fields["is_paper_needed"].initial = True

    def _offer_schools(self) -> None:
        """All of the territory; those that do not have the task yet are ticked."""
        schools, rows = self.fields["schools"], schools_of(self.action)
        assert isinstance(schools, SchoolsField)
        schools.are_many_places = len(set(rows.values_list("parent", flat=True))) > 1
        schools.given = given_days(self.action)
        schools.queryset = rows
        schools.initial = [one.pk for one in rows if one.pk not in schools.given]

    def known(self) -> dict[str, Any]:
        """For the verb."""
        said = self.cleaned_data
        chosen = set(said.get("fields_asked", ()))
        expected = [one for one in self.asked if one.name in chosen]
        if said["number"]:
            expected.append(Expected(NUMBER, said["number"], "number"))
        if said["yes_no"]:
            expected.append(Expected(YES_NO, said["yes_no"], "yes_no"))
        wanted = Wanted(said["words"], tuple(expected), said["is_paper_needed"])
        return {"schools": said["schools"], "due": said["due"], "what_to_report": wanted}


class Versioned(VersionedForm):
    """A form of an act with a task."""

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        super().__init__(*args, at=task.version, **kwargs)
        self.task = task

    def known(self) -> dict[str, Any]:
        """For the verb."""
        return dict(self.cleaned_data)


class PlainForm(Versioned):
    """An act without further words."""


class RemindForm(PlainForm):
    """A reminder changes nothing of the task."""

    def known(self) -> dict[str, Any]:
        """Nothing is asked."""
        return {}


class ReasonForm(Versioned):
    """An act that needs its ground in words."""

    reason = words("Причина или основание")


class MoveForm(ReasonForm):
    """Another day."""

    until = DayField(label="Новый срок")
    field_order = ("until", "reason")


class ReportForm(Versioned):
    """What the school did: answers to what was asked, words, files."""

    text = words("Что сделано", "Коротко: что провели, чем подтверждается. Имён учеников не указывайте.")
    papers = FilesField(
        label="Документы", required=False,
        help_text=f"{KINDS} до 20 МБ, не больше {MOST_FILES} файлов. Файл с прежним именем станет новой версией.",
    )  # fmt: skip

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        super().__init__(*args, task=task, **kwargs)
        earlier = last_answers(task)
        for one in task.letter.questions:
            field = _field(one, earlier.get(one.name, ""))
            field.required = one.name not in earlier  # what was answered once need not be said again
            self.fields[f"{ANSWER}{one.name}"] = field
        self.fields["papers"].required = task.letter.is_paper_needed and not task.evidence.exists()
        self.order_fields([*(name for name in self.fields if name.startswith(ANSWER)), "text", "papers"])

    def known(self) -> dict[str, Any]:
        """For the verb."""
        said = self.cleaned_data
        answers = {name.removeprefix(ANSWER): one for name, one in said.items() if name.startswith(ANSWER)}
        return {
            "text": said["text"],
            "papers": said["papers"],
            "version": said["version"],
            "answers": answers,
        }


def _field(one: Expected, earlier: str) -> forms.Field:
    if one.type == "yes_no":
        known = (
            earlier
            if earlier in ("да", "нет")
            else earlier.split(",", maxsplit=1)[0].split(" ", maxsplit=1)[0]
        )
        return forms.ChoiceField(label=one.label, choices=YES_NO_CHOICES, initial=known)
    if one.type == "date":
        return DayField(label=one.label, initial="-".join(reversed(earlier.split("."))) if earlier else None)
    if one.type == "number":
        return forms.CharField(
            label=one.label, max_length=20, initial=earlier,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}), help_text="Число.",
        )  # fmt: skip
    return forms.CharField(label=one.label, max_length=500, initial=earlier)


class HeapForm(forms.Form):
    """Files that came back, all at once."""

    uploads = FilesField(label="Файлы", is_checked=False, most=100)


class ActionReportForm(forms.Form):
    """The action itself is done: what the schools reported, in the words of who answers for it."""

    report = words(
        "Что сделано", "Отчёт об исполнении мероприятия; его примет тот, кто контролирует план.", 4
    )


class TermsForm(forms.Form):
    """Another day for all schools that have not reported."""

    until = DayField(label="Новый срок")
    reason = words("Почему", "", 2)
