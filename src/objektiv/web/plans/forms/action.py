"""What people fill in about one action."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from objektiv.web.access.fields import DayField, PersonField
from objektiv.web.assessments.models import Procedure
from objektiv.web.cases.models import Case
from objektiv.web.plans.enums import Effect, RowKind
from objektiv.web.plans.forms.fields import ReasonForm, Versioned, words
from objektiv.web.plans.kinds import kind_choices, kinds
from objektiv.web.plans.models import Action, Evidence, Plan, Section
from objektiv.web.plans.phrases import RULE_HINT
from objektiv.web.support.models import RiskEntry

WRITTEN = (
    "row", "section", "number", "text", "kind", "deadline", "owner_text", "result", "indicator", "indicator_planned",
    "same_as",
)  # fmt: skip


class RowChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # the class takes no parameter at run time
    """Rows of the same plan."""

    def label_from_instance(self, obj: Any) -> str:
        """«2.1 Проведение инструктажей…»."""
        return str(obj)


class RowForm(Versioned):
    """What the document says of a row."""

    section = forms.ModelChoiceField(
        label="Раздел", queryset=Section.objects.none(), required=False, empty_label="без раздела"
    )
    number = forms.CharField(label="№", max_length=20, required=False)
    text = words("Мероприятие")
    sub_items = words("Подпункты", "Каждый с новой строки.", 2, required=False)
    kind = forms.ChoiceField(label="Вид", choices=kind_choices)
    row = forms.ChoiceField(label="Что это", choices=RowKind.choices)
    deadline = forms.CharField(label="Срок", max_length=500, required=False, help_text=RULE_HINT)
    owner_text = forms.CharField(
        label="Ответственный",
        max_length=500,
        required=False,
        help_text="Как в документе: люди или должности.",
    )
    result = words("Ожидаемый результат", "", 2, required=False)
    indicator = forms.CharField(label="Показатель", max_length=300, required=False)
    indicator_planned = forms.CharField(
        label="Показатель: план", max_length=100, required=False, help_text="Например: не менее 30 %."
    )
    same_as = RowChoice(
        label="Повторяет мероприятие", queryset=Action.objects.none(), required=False, empty_label="нет"
    )

    def __init__(self, *args: Any, thing: Plan | Action, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        plan = thing.plan if isinstance(thing, Action) else thing
        self._choose("section", plan.sections.all())
        others = plan.actions.filter(excluded_by__isnull=True)
        self._choose("same_as", others.exclude(pk=thing.pk) if isinstance(thing, Action) else others)
        if isinstance(thing, Action):
            for name in WRITTEN:
                self.fields[name].initial = getattr(thing, name)
            self.fields["sub_items"].initial = "\n".join(thing.sub_items)
        else:
            self.fields["kind"].initial, self.fields["row"].initial = "other", RowKind.ACTION

    def _choose(self, name: str, rows: QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def clean_sub_items(self) -> list[str]:
        """One a line."""
        return [line.strip() for line in self.cleaned_data["sub_items"].splitlines() if line.strip()]


class ReportForm(Versioned):
    """It is done."""

    report = words("Что сделано", "Коротко: что провели, сколько участников, чем подтверждается.")
    done_on = DayField(label="Дата исполнения", required=False)
    indicator_actual = forms.CharField(label="Показатель: факт", max_length=100, required=False)

    def __init__(self, *args: Any, thing: Action, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        self.fields["report"].initial = thing.report
        self.fields["indicator_actual"].initial = thing.indicator_actual
        if not thing.indicator and not thing.indicator_planned:
            del self.fields["indicator_actual"]


class PartlyForm(ReasonForm):
    """A part is done."""

    report = words("Что сделано", required=False)
    field_order = ("report", "reason")


class PostponeForm(ReasonForm):
    """Another day."""

    until = DayField(label="Новый срок")
    field_order = ("until", "reason")


class AcceptForm(Versioned):
    """The report is true."""


class EffectForm(Versioned):
    """Whether it helped."""

    effect = forms.ChoiceField(label="Помогло ли", choices=Effect.choices, widget=forms.RadioSelect)
    ground = words("По чему это видно", "Показатель, сравнение, отзывы: на чём основан вывод.")

    def __init__(self, *args: Any, thing: Action, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        self.fields["effect"].initial = thing.effect
        self.fields["ground"].initial = thing.effect_ground


class AssignForm(Versioned):
    """Who of the office answers, does, controls."""

    owner = PersonField(label="Ответственный", required=False)
    stay = forms.MultipleChoiceField(
        label="Исполнители", required=False, choices=[], widget=forms.CheckboxSelectMultiple,
        help_text="Снимите отметку, чтобы убрать.",
    )  # fmt: skip
    executor = PersonField(label="Добавить исполнителя", required=False)
    controller = PersonField(label="Контроль за исполнением", required=False)

    def __init__(self, *args: Any, thing: Action, list_url: str, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        self.choose_people(thing.plan.unit.path, list_url, "owner", "executor", "controller")
        self.fields["owner"].initial = thing.owner.login if thing.owner else ""
        self.fields["controller"].initial = thing.controller.login if thing.controller else ""
        self.there = list(thing.executors.all())
        field = self.fields["stay"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(one.pk), one.short_name) for one in self.there]
        field.initial = [str(one.pk) for one in self.there]
        if not self.there:
            del self.fields["stay"]

    def known(self) -> dict[str, Any]:
        """For the verb."""
        stay = set(self.cleaned_data.get("stay", ()))
        executors = [one for one in self.there if str(one.pk) in stay]
        added = self.cleaned_data["executor"]
        return {
            "owner": self.cleaned_data["owner"], "controller": self.cleaned_data["controller"],
            "executors": [*executors, *([added] if added else [])], "version": self.cleaned_data["version"],
        }  # fmt: skip


class DetailsForm(Versioned):
    """Fields of the kind."""

    def __init__(self, *args: Any, thing: Action, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        makers = {"text": forms.CharField, "date": DayField, "number": forms.IntegerField}
        for one in kinds()[thing.kind].fields if thing.kind in kinds() else ():
            limits = {"max_length": 500} if one.type == "text" else {}
            self.fields[one.name] = makers[one.type](
                label=one.label,
                help_text=one.help_text,
                required=False,
                initial=thing.details.get(one.name, ""),
                **limits,
            )

    def known(self) -> dict[str, str]:
        """As the row holds them."""
        said = ((name, value) for name, value in self.cleaned_data.items() if name != "version")
        return {name: str(value) for name, value in said if value not in (None, "")}


class EvidenceForm(forms.Form):
    """A document that proves the action, or the next version of one."""

    file = forms.FileField(
        label="Файл", max_length=200, help_text="docx, xlsx, odt, ods, pdf, jpg, png до 20 МБ. Без имён учеников.",
    )  # fmt: skip
    title = forms.CharField(label="Что это за документ", max_length=200, required=False)
    evidence = forms.ModelChoiceField(
        label="Новая версия документа", queryset=Evidence.objects.none(), required=False,
        empty_label="нет, это новый документ",
    )  # fmt: skip

    def __init__(self, *args: Any, thing: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["evidence"]
        assert isinstance(field, forms.ModelChoiceField)
        there = [one.pk for one in thing.evidence.all()]
        if there:
            field.queryset = Evidence.objects.filter(pk__in=there)
        usual = kinds()[thing.kind].evidence if thing.kind in kinds() else ()
        if usual:
            self.fields["title"].help_text = f"Обычно: {'; '.join(usual)}."
        if not there:
            del self.fields["evidence"]


class CommentForm(forms.Form):
    """Words under the action."""

    text = words("Сообщение", "", 2)

    def __init__(self, *args: Any, thing: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class LinkForm(forms.Form):
    """With what an action is tied: what the person sees of the calendar, of cases, of the risk zone."""

    procedure = forms.ModelChoiceField(label="Процедура", queryset=Procedure.objects.none(), required=False)
    case = forms.ModelChoiceField(label="Карточка", queryset=Case.objects.none(), required=False)
    risk_entry = forms.ModelChoiceField(
        label="Запись зоны риска", queryset=RiskEntry.objects.none(), required=False
    )

    def __init__(self, *args: Any, choices: dict[str, QuerySet[Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows
            if not rows.exists():
                del self.fields[name]


class BulkForm(forms.Form):
    """What is changed in every chosen row; empty fields stay as they are."""

    owner = PersonField(label="Ответственный", required=False)
    controller = PersonField(label="Контроль за исполнением", required=False)
    kind = forms.ChoiceField(label="Вид", required=False)
    section = forms.ModelChoiceField(
        label="Раздел", queryset=Section.objects.none(), required=False, empty_label="как есть"
    )
    deadline = forms.CharField(label="Срок", max_length=500, required=False)
    owner_text = forms.CharField(label="Ответственный по документу", max_length=500, required=False)
    is_taken_up = forms.BooleanField(label="Взять в работу", required=False)
    is_accepted = forms.BooleanField(label="Принять исполнение", required=False)

    def __init__(
        self, *args: Any, plan: Plan, people: QuerySet[Any], list_url: str, leads: bool, writes: bool, **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        for name in ("owner", "controller"):
            field = self.fields[name]
            assert isinstance(field, PersonField)
            field.choose_from(people, list_url)
        kind, section = self.fields["kind"], self.fields["section"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(section, forms.ModelChoiceField)
        kind.choices = [("", "как есть"), *kind_choices()]
        section.queryset = plan.sections.all()
        left_out = [] if writes and plan.is_writable else ["kind", "section", "deadline", "owner_text"]
        left_out += [] if leads else ["owner", "controller"]
        left_out += [] if plan.is_in_force else ["is_taken_up", "is_accepted"]
        for name in left_out:
            del self.fields[name]
        if "section" in self.fields and not plan.sections.exists():
            del self.fields["section"]


class BookForm(forms.Form):
    """The rows of a plan, corrected in Excel."""

    file = forms.FileField(
        label="Книга Excel", max_length=200, widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"})
    )
