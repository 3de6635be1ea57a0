"""The same action given once more: to schools that have it already, that had it recalled, with other words."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from task_words import DAY, WANTED, fetched, soon

from objektiv.web.tasks import domain
from objektiv.web.tasks.domain import Wanted
from objektiv.web.tasks.models import Letter, Task


def test_what_was_recalled_is_not_passed_for_given(cast, action, schools, letter, third) -> None:
    domain.recall(fetched(cast.school), reason="Ошибка", by=cast.coordinator)
    for chosen in ([cast.school], schools):
        with pytest.raises(ValidationError) as refusal:
            domain.give(action, schools=chosen, by=cast.coordinator, what_to_report=WANTED)
        (sentence,) = refusal.value.message_dict["schools"]
        assert "отозвано: Школа № 1." in sentence
        assert "«Поручить снова»" in sentence
    assert fetched(cast.school).state == "recalled"
    other = domain.give(action, schools=[cast.school], by=cast.coordinator, due=soon() + DAY)
    assert other.tasks.get().school == cast.school


def test_other_words_for_those_who_have_the_task_are_not_lost_silently(cast, action, schools, letter) -> None:
    with pytest.raises(ValidationError) as refusal:
        domain.give(action, schools=schools, by=cast.coordinator, what_to_report=Wanted("Ещё пришлите фото."))
    (sentence,) = refusal.value.message_dict["schools"]
    assert "письмом № 1-Ш" in sentence
    assert Letter.objects.count() == 1


def test_the_form_marks_schools_that_do_not_have_the_task_yet(cast, action, schools, at) -> None:
    domain.give(action, schools=schools[:1], by=cast.coordinator, what_to_report=WANTED)
    domain.give(action, schools=schools[1:2], by=cast.coordinator, what_to_report=WANTED)
    domain.recall(fetched(schools[1]), reason="Ошибка", by=cast.coordinator)
    form = at(cast.coordinator).get(reverse("task_give", args=[action.pk])).context["form"]
    assert form["schools"].value() == [one.pk for one in schools[1:]]
    assert [str(label) for _, label in form.fields["schools"].choices] == [
        f"Школа № 1 (уже поручено до {soon():%d.%m.%Y})", "Школа № 2", "Школа № 7",
    ]  # fmt: skip


def test_the_same_sent_twice_is_one_letter_even_when_two_letters_gave_it(cast, action, schools) -> None:
    domain.give(action, schools=schools[:1], by=cast.coordinator, what_to_report=WANTED)
    last = domain.give(action, schools=schools, by=cast.coordinator, what_to_report=WANTED)
    assert domain.give(action, schools=schools, by=cast.coordinator, what_to_report=WANTED) == last
    assert (Letter.objects.count(), Task.objects.count()) == (2, 3)
