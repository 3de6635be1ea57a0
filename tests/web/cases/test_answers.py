"""What the school said to each question: kept with every reply, never written over, asked again after a reopening."""

from __future__ import annotations

import pytest
from case_results import GROUND, TEXT, make_result
from django.core.exceptions import ValidationError
from django.urls import reverse

from objektiv.web.cases import domain
from objektiv.web.cases.domain import KnownExplanation, ask_school, open_case
from objektiv.web.cases.enums import CaseState
from objektiv.web.cases.models import Case

pytestmark = pytest.mark.django_db
FIRST, SECOND = "18 писали, остальные болели.", "Справки приложены."


@pytest.fixture
def found(cast) -> Case:
    """Asked: one question to the school, one explanation that the data exclude, one that they support."""
    known = [
        KnownExplanation("МА 5", "few", "Мало участников", "ask", "Работ 18."),
        KnownExplanation("МА 5", "level", "Сильный класс", "excluded", "Прошлые результаты обычные."),
        KnownExplanation("МА 5", "grown", "Класс вырос", "explains", "Рост за два года."),
    ]
    opened = open_case(make_result(cast, cast.school), known, by=cast.coordinator)
    return ask_school(opened, by=cast.coordinator)


def question(case: Case) -> int:
    return case.explanations.get(code="few").pk


def close_and_reopen(cast, case: Case) -> Case:
    domain.decide(case, outcome=CaseState.NOT_CONFIRMED, ground=GROUND, by=cast.coordinator)
    domain.close_case(case, by=cast.coordinator)
    return domain.reopen(case, by=cast.coordinator, reason="новые данные")


def test_a_later_answer_stands_beside_the_first_and_each_reply_keeps_its_own(cast, found) -> None:
    key = question(found)
    domain.reply(found, text=TEXT, by=cast.deputy, answers={key: FIRST})
    domain.enter_reply(found, text="Ещё.", by=cast.coordinator, answers={key: SECOND})
    domain.reply(found, text="Без ответов.", by=cast.deputy, answers={key: " "})
    assert [one.answers for one in found.replies.all()] == [{str(key): FIRST}, {str(key): SECOND}, {}]
    assert found.explanations.get(pk=key).answer == f"{FIRST}\nДополнение 2: {SECOND}"


def test_the_same_answer_again_adds_nothing_to_the_explanation(cast, found) -> None:
    key = question(found)
    for text in (TEXT, "Повторяем."):
        domain.reply(found, text=text, by=cast.deputy, answers={key: FIRST})
    assert found.explanations.get(pk=key).answer == FIRST
    assert [one.answers for one in found.replies.all()] == [{str(key): FIRST}, {str(key): FIRST}]


def test_the_page_shows_what_each_reply_said_to_which_question(cast, found, as_) -> None:
    key = question(found)
    domain.reply(found, text=TEXT, by=cast.deputy, answers={key: FIRST})
    domain.reply(found, text="Ещё.", by=cast.deputy, answers={key: SECOND})
    page = as_(cast.coordinator).get(reverse("case", args=[found.pk]))
    assert [(one.number, said) for one, said in page.context["replies"]] == [
        (1, [("Мало участников", FIRST)]),
        (2, [("Мало участников", SECOND)]),
    ]
    text = page.content.decode()
    replies = text[text.index('id="replies"') : text.index('id="acts"')]
    assert (replies.count(FIRST), replies.count(SECOND)) == (1, 1)


@pytest.mark.parametrize("code", ["level", "grown"])
def test_a_school_does_not_answer_what_it_was_not_asked(cast, found, code) -> None:
    key = found.explanations.get(code=code).pk
    before = list(found.explanations.values_list("status", "answer"))
    with pytest.raises(ValidationError, match="вопрос школе не задан"):
        domain.reply(found, text=TEXT, by=cast.deputy, answers={key: "Это мы объясним."})
    assert list(found.explanations.values_list("status", "answer")) == before
    assert not found.replies.exists()


def test_a_question_of_another_case_is_not_there(cast, found) -> None:
    known = KnownExplanation("МА 5", "few", "Мало участников", "ask", "Работ 18.")
    other = open_case(make_result(cast, cast.neighbour), [known], by=cast.coordinator)
    with pytest.raises(ValidationError, match="Такого вопроса в карточке нет"):
        domain.reply(found, text=TEXT, by=cast.deputy, answers={other.explanations.get().pk: FIRST})
    assert not found.replies.exists()


def test_a_reopened_case_asks_its_questions_again_and_keeps_the_old_answers(cast, found) -> None:
    key = question(found)
    domain.reply(found, text=TEXT, by=cast.deputy, answers={key: FIRST})
    close_and_reopen(cast, found)
    domain.ask_school(found, by=cast.coordinator)
    first, second = found.letters.filter(kind="ask").order_by("pk")
    assert [keys for keys, _ in second.questions] == [[key]]
    assert second.questions == first.questions
    statuses = dict(found.explanations.values_list("code", "status"))
    assert statuses == {"few": "ask", "level": "excluded", "grown": "explains"}
    domain.reply(found, text="Снова.", by=cast.deputy, answers={key: SECOND})
    assert [one.answers for one in found.replies.all()] == [{str(key): FIRST}, {str(key): SECOND}]


def test_a_recheck_after_a_decision_takes_the_decision_back_and_the_journal_keeps_it(cast, found) -> None:
    from objektiv.web.audit.models import Record

    domain.reply(found, text=TEXT, by=cast.deputy)
    domain.decide(found, outcome=CaseState.INSUFFICIENT, ground=GROUND, by=cast.coordinator)
    domain.send_to_recheck(found, by=cast.coordinator, reason="нашлись работы")
    assert (found.state, found.outcome, found.ground, found.decided_by, found.decided_at) == (
        "recheck", "", "", None, None,
    )  # fmt: skip
    kept = Record.objects.get(verb="case.recheck").old
    assert (kept["outcome"], kept["ground"], kept["decided_by"]) == (
        "insufficient", GROUND, cast.coordinator.full_name,
    )  # fmt: skip


def test_works_are_kept_and_destroyed_as_long_as_a_recheck_is_possible(cast, found, as_) -> None:
    from datetime import date

    domain.reply(found, text=TEXT, by=cast.deputy)
    domain.decide(found, outcome=CaseState.INSUFFICIENT, ground=GROUND, by=cast.coordinator)
    address = reverse("case", args=[found.pk])
    codes = {one.code for one in as_(cast.coordinator).get(address).context["offers"]}
    assert {"recheck", "keep", "destroyed"} <= codes
    domain.keep_works(found, until=date(2099, 1, 1), by=cast.coordinator, ground="анализ")
    domain.close_case(found, by=cast.coordinator)
    codes = {one.code for one in as_(cast.coordinator).get(address).context["offers"]}
    assert not {"recheck", "keep", "destroyed"} & codes
    with pytest.raises(ValidationError, match="перепроверка больше невозможна"):
        domain.keep_works(found, until=date(2099, 2, 1), by=cast.coordinator, ground="анализ")
