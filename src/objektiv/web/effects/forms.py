"""What people fill in about effects."""

from __future__ import annotations

from typing import Any

from django import forms

from objektiv.analysis import catalogue
from objektiv.model.assessment import AssessmentId
from objektiv.web.effects.enums import Direction, Pupils
from objektiv.web.effects.models import Question
from objektiv.web.effects.waves import LATEST_AFTER, Waves, later_work
from objektiv.web.plans.enums import Effect
from objektiv.web.plans.forms.fields import Versioned, words
from objektiv.web.plans.models import Action
from objektiv.web.tasks.enums import TaskState
from objektiv.web.tasks.forms import SchoolsField
from objektiv.web.tasks.queries import schools_of
from objektiv.web.territory.models import Unit

CHOOSE = ("", "выберите")


class QuestionForm(forms.Form):
    """How the effect will be read."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    indicator = forms.ChoiceField(label="Показатель")
    direction = forms.ChoiceField(
        label="Если мера помогла, показатель школы", choices=[CHOOSE, *Direction.choices],
        help_text="Завышенный балл или превышение отметки над журналом от меры должны стать меньше.",
    )  # fmt: skip
    smallest = forms.FloatField(
        label="Наименьший важный эффект", required=False, min_value=0.001,
        help_text="Пусто — по паспорту: 0,2 стандартного отклонения для среднего балла и разницы с журналом, 5 "
        "процентных пунктов для остальных.",
    )  # fmt: skip
    before = forms.ChoiceField(label="Волна до меры", help_text="Работа из действующего расчёта.")
    after_year = forms.ChoiceField(
        label="Волна после меры: учебный год",
        help_text="Тот же предмет; результаты этого года ещё предстоят.",
    )
    pupils = forms.ChoiceField(label="Кто пишет волну после меры", choices=Pupils.choices)
    schools = SchoolsField(label="Школы с мерой", queryset=Unit.objects.none())
    reason = words(
        "Почему вопрос меняется", "Вопрос утверждён вместе с планом: изменение останется видно.", 2
    )

    def __init__(
        self, *args: Any, action: Action, last: Question | None, waves: Waves, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.action, self.last, self.works = action, last, waves.works()
        self._offer_waves()
        self._offer_schools()
        passports = {code: one.passport for code, one in sorted(catalogue.indicators().items())}
        self._choices("indicator", [(code, one.title) for code, one in passports.items()])
        self.passports = [(one.title, one.smallest_effect) for one in passports.values()]
        if last is None or action.is_new:
            del self.fields["reason"]
        if last is not None:
            self._remember(last)
        self.fields["number"].initial = last.number if last else 0

    def _offer_waves(self) -> None:
        groups: dict[str, list[tuple[str, str]]] = {}
        for one in self.works:
            groups.setdefault(one.school_year, []).append((str(one), one.title))
        field = self.fields["before"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [CHOOSE, *groups.items()]
        starts = [int(year[:4]) for year in groups] or [2019]
        years = range(min(starts) + 1, max(starts) + LATEST_AFTER + 1)
        self._choices("after_year", [(year := f"{one}/{(one + 1) % 100:02d}", year) for one in years])

    def _offer_schools(self) -> None:
        field, rows = self.fields["schools"], schools_of(self.action)
        assert isinstance(field, SchoolsField)
        field.are_many_places = len(set(rows.values_list("parent", flat=True))) > 1
        field.queryset = rows
        given = self.action.school_tasks.exclude(state=TaskState.RECALLED)
        field.initial = list(given.values_list("school", flat=True))

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [CHOOSE, *choices]

    def _remember(self, last: Question) -> None:
        wanted, before = last.wanted, last.before_work
        codes = [f"{one:06d}" for one in wanted.treated]
        same = later_work(before, last.after_work.school_year, Pupils.SAME)
        remembered: dict[str, Any] = {
            "indicator": last.indicator, "direction": wanted.direction, "smallest": wanted.smallest,
            "before": last.before, "after_year": last.after_work.school_year,
            "pupils": Pupils.SAME if str(same) == last.after else Pupils.OTHERS,
            "schools": list(Unit.objects.filter(level="school", code__in=codes).values_list("pk", flat=True)),
        }  # fmt: skip
        self.initial = {**self.initial, **remembered}

    def known(self) -> dict[str, Any]:
        """For the verb."""
        asked = self.cleaned_data
        before = AssessmentId.parse(asked["before"])
        return {
            "indicator": asked["indicator"], "direction": asked["direction"], "smallest": asked["smallest"],
            "before": before, "after": later_work(before, asked["after_year"], asked["pupils"]),
            "treated": list(asked["schools"]), "number": asked["number"], "reason": asked.get("reason", ""),
        }  # fmt: skip


class VerdictForm(Versioned):
    """What the person decides."""

    effect = forms.ChoiceField(label="Решение", choices=[CHOOSE, *Effect.choices])
    ground = words(
        "По чему это видно", "Согласны — оставьте слова расчёта; решаете иначе — напишите почему.", 4
    )

    def __init__(self, *args: Any, proposal: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].initial = proposal
