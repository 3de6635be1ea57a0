"""Explanations as people read them: once each, and to the school in words meant for it."""

from __future__ import annotations

import pytest

from objektiv.web.cases.domain.letters import questions_of
from objektiv.web.cases.forms import ReplyForm
from objektiv.web.cases.grouping import addressed, grouped
from objektiv.web.cases.models import Explanation
from objektiv.web.findings.shown.works_in_words import works_in_words

pytestmark = pytest.mark.django_db


def add(case, assessment: str, title: str, status: str, sentence: str) -> int:
    known = {"assessment": assessment, "title": title, "status": status, "sentence": sentence}
    return Explanation.objects.create(case=case, code=title[:9], **known).pk


def test_the_same_explanation_of_several_procedures_stands_once(case) -> None:
    case.explanations.all().delete()
    add(case, "МА 4", "потолок шкалы", "excluded", "Средний балл — 71,8 %.")
    first = add(case, "МА 4", "язык", "ask", "Спросите школу, сколько таких.")
    second = add(case, "РУ 4", "язык", "ask", "Спросите школу, сколько таких.")
    third = add(case, "РУ 5", "язык", "ask", "Иначе.")
    found = grouped(case.explanations.all())
    assert [(one.title, one.keys, one.lines) for one in found[:1]] == [
        (
            "язык",
            [first, second, third],
            [
                ("математика 4; русский язык 4", "Спросите школу, сколько таких."),
                ("русский язык 5", "Иначе."),
            ],
        )
    ]
    assert [one.is_excluded for one in found] == [False, True]
    assert questions_of(case) == [
        [
            [first, second, third],
            "Язык. Напишите, сколько таких. (математика 4; русский язык 4) Иначе. (русский язык 5)",
        ]
    ]


@pytest.mark.parametrize(
    ("titles", "said"),
    [
        (["МА 4", "МА 5", "МА 6", "МА 8", "РУ 5", "РУ 4"], "математика 4–6, 8; русский язык 4, 5"),
        (["МА 4 (осень 2020)", "МА 4"], "математика 4 (осень 2020); математика 4"),
        (["КДР МА 10"], "КДР математика 10"),
        (["Иная работа", "ИНФ 7"], "Иная работа; информатика 7"),
        ([], ""),
    ],
)
def test_procedures_are_said_in_words(titles, said) -> None:
    assert works_in_words(titles) == said


def test_the_form_of_the_school_says_the_question_once(case) -> None:
    form = ReplyForm(case=case)
    (key,) = (name for name in form.fields if name.startswith("answer_"))
    field = form.fields[key]
    assert (field.label, field.help_text) == (
        "Мало участников",
        "Работ 18: подтвердите на других работах. (математика 5)",
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Спросите школу, учатся ли.", "Напишите, учатся ли."),
        ("Отметок нет: спросите, все ли темы.", "Отметок нет: напишите, все ли темы."),
        ("Работ 18.", "Работ 18."),
    ],
)
def test_words_for_an_official_are_turned_to_the_school(text, said) -> None:
    assert addressed(text) == said


def test_a_question_with_other_numbers_is_not_asked_in_full_again(case) -> None:
    case.explanations.all().delete()
    said = "Вдали от границ {}, для сравнения мало: спросите школу, за какие задания ставили два балла."
    add(case, "МА 4", "два балла", "ask", said.format("16 работ"))
    add(case, "ИС 5", "два балла", "ask", said.format("3 работы"))
    add(case, "МА 5", "два балла", "ask", said.format("10 работ"))
    add(case, "РУ 5", "два балла", "ask", "Спросите школу иначе.")
    (found,) = grouped(case.explanations.all())
    assert found.details == (
        "Вдали от границ 16 работ, для сравнения мало: напишите, за какие задания ставили два балла. (математика 4; "
        "то же, с другими числами: история 5; математика 5) Напишите иначе. (русский язык 5)"
    )
    assert len(found.lines) == 4
