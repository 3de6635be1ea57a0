"""Pages of effects: the way from the question to the decision, who sees what, the list."""

from __future__ import annotations

import io

import pytest
from case_results import sheet_rows
from cast import person
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook
from two_springs import AFTER, BEFORE, PLAN_YEAR, approve, ask

from objektiv.documents.numbers import format_signed
from objektiv.web.access.domain import assign
from objektiv.web.effects import domain
from objektiv.web.effects.disclosure import NAMELESS, show_reading
from objektiv.web.effects.models import Question, Reading
from objektiv.web.effects.phrases import FEW
from objektiv.web.effects.queries import question_of
from objektiv.web.findings.models import SchoolResult
from objektiv.web.plans import domain as plans
from objektiv.web.plans.models import Action
from objektiv.web.shell.week import tasks_for

pytestmark = pytest.mark.django_db


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def council(cast):
    """Reads approved plans of our municipality and no findings."""
    user = person("council_here", "Совет")
    assign(user, role="council", unit=cast.municipality, by=None)
    return user


@pytest.fixture
def reading(cast, springs, question) -> Reading:
    springs.second_comes()
    return domain.compute_reading(question, by=cast.coordinator)


def reading_of(cast, springs, head, number: int) -> Reading:
    """Of a plan of its own, with so many treated schools."""
    plan = plans.start_plan(
        unit=cast.municipality, by=cast.coordinator, title="План", kind="measures", school_year=PLAN_YEAR
    )  # fmt: skip
    row = plans.add_row(plan, by=cast.coordinator, text="Семинар", kind="other")
    ask(row, cast.coordinator, springs, treated=springs.ours[:number])
    approve(plan, head)
    return domain.compute_reading(question_of(row), by=cast.coordinator)


def test_from_the_question_to_the_decision(
    cast, springs, draft, planned, head, at, django_capture_on_commit_callbacks
) -> None:
    browser, row = at(cast.coordinator), planned.pk
    panel = text_of(browser.get(f"/plans/{draft.pk}/actions/{row}/"))
    assert f'href="/plans/effects/{row}/question/">Как читать эффект' in panel

    sent = {
        "number": 0, "indicator": "school_mean", "direction": "higher", "smallest": "", "before": str(BEFORE),
        "after_year": "2021/22", "pupils": "others", "schools": [one.pk for one in springs.ours[:6]],
    }  # fmt: skip
    answer = browser.post(f"/plans/effects/{row}/question/", sent, follow=True)
    assert "Правило: «помогло»" in text_of(answer)
    assert Question.objects.get().after == str(AFTER)
    approve(draft, head)
    assert "Ждёт волны</span>: ВПР 2022, математика, 4 класс." in text_of(
        browser.get(f"/plans/effects/{row}/")
    )
    springs.second_comes()
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(f"/plans/effects/{row}/count/")
    assert answer.status_code == 302

    kept = Reading.objects.get()
    page = text_of(browser.get(f"/plans/effects/{row}/"))
    figures = kept.content["figures"]
    assert f"Разница с ожидаемым {format_signed(figures['effect'])} ст. откл. (95 % интервал" in page
    assert f"из них {format_signed(figures['regression_to_mean'])} — возврат к среднему" in page
    assert f"с мерой {figures['treated']} школ" in page
    assert "Содержание совпадает с отпечатком." in page
    picture = browser.get(f"/plans/effects/{row}/readings/{kept.pk}/picture.svg")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/svg+xml")

    version = Action.objects.get().version
    said = {"version": version, "effect": kept.proposal, "ground": "Согласны с расчётом."}
    answer = at(head).post(f"/plans/effects/{row}/readings/{kept.pk}/decide/", said, follow=True)
    assert "Согласны с расчётом." in text_of(answer)
    assert Action.objects.get().effect == kept.proposal


def test_what_was_refused_stays_in_the_form(cast, springs, reading, at, head) -> None:
    row, version = reading.question.action_id, Action.objects.get().version
    domain.decide(reading, by=head, effect="helped", ground="Видно")
    said = {"version": version, "effect": "not_helped", "ground": "Мой текст"}
    answer = at(cast.coordinator).post(f"/plans/effects/{row}/readings/{reading.pk}/decide/", said)
    assert answer.status_code == 422
    assert "изменил кто-то другой" in text_of(answer)
    assert "Мой текст</textarea>" in text_of(answer)


def test_the_question_form_remembers_and_asks_for_a_reason(cast, springs, question, at) -> None:
    browser, row = at(cast.coordinator), question.action_id
    page = text_of(browser.get(f"/plans/effects/{row}/question/"))
    assert f'<option value="{BEFORE}" selected>' in page
    assert page.count("checked") == 6
    assert "Почему вопрос меняется" in page
    sent = {
        "number": 1, "indicator": "school_mean", "direction": "higher", "smallest": "0.3", "before": str(BEFORE),
        "after_year": "2021/22", "pupils": "same", "schools": [springs.ours[0].pk], "reason": "Другие школы",
    }  # fmt: skip
    page = text_of(browser.post(f"/plans/effects/{row}/question/", sent, follow=True))
    assert "Вопрос об эффекте изменён после утверждения: Другие школы." in page
    assert question_of(question.action).after == "vpr-2022-ma5"
    page = text_of(browser.get(f"/plans/effects/{row}/question/"))
    assert '<option value="same" selected>' in page


def test_schools_given_the_action_are_ticked_beforehand(cast, springs, draft, planned, head, at) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from objektiv.web.tasks import domain as tasks

    approve(draft, head)
    action = Action.objects.select_related("plan__unit").get()
    due = timezone.localdate() + timedelta(days=7)
    tasks.give(
        action,
        by=cast.coordinator,
        schools=springs.ours[:2],
        due=due,
        what_to_report=tasks.Wanted("", (), False),
    )
    page = text_of(at(cast.coordinator).get(f"/plans/effects/{action.pk}/question/"))
    assert page.count("checked") == 2


def test_without_runs_there_is_no_wave_to_choose(cast, draft, planned, at) -> None:
    page = text_of(at(cast.coordinator).get(f"/plans/effects/{planned.pk}/question/"))
    assert "ещё нет действующего расчёта" in page


def test_a_school_sees_the_effect_of_its_own_actions_alone(cast, springs, question, at) -> None:
    deputy = at(cast.deputy)
    row = question.action_id
    Action.objects.filter(pk=row).update(
        owner=cast.deputy
    )  # named in the plan: sees the action, not the effect
    assert deputy.get(f"/plans/{question.action.plan_id}/actions/{row}/").status_code == 200
    assert "Помогла ли мера" not in text_of(deputy.get(f"/plans/{question.action.plan_id}/actions/{row}/"))
    assert deputy.get(f"/plans/effects/{row}/").status_code == 404
    own = plans.start_plan(
        unit=cast.school, by=cast.deputy, title="План школы", kind="measures", school_year=PLAN_YEAR
    )  # fmt: skip
    mine = plans.add_row(own, by=cast.deputy, text="Консультации", kind="support")
    ask(mine, cast.deputy, springs, treated=[cast.school])
    assert deputy.get(f"/plans/effects/{mine.pk}/").status_code == 200
    listed = deputy.get("/plans/effects/")
    assert [one.question.action_id for one in listed.context["page"]] == [mine.pk]
    assert at(cast.other_coordinator).get(f"/plans/effects/{row}/").status_code == 404


def test_names_are_for_those_who_may_see_the_results(cast, springs, reading, council) -> None:
    ours = {one.title for one in springs.ours}
    known = show_reading(cast.coordinator, reading)
    named = {one.name for one in (*known.treated, *known.controls)} - {NAMELESS}
    assert named == ours
    assert sum(one.name == NAMELESS for one in known.controls) == 10  # those of the other municipality

    nameless = show_reading(council, reading)
    assert {one.name for one in (*nameless.treated, *nameless.controls)} == {NAMELESS}
    assert (len(nameless.treated), len(nameless.controls), nameless.left_out) == (6, 34, 0)
    assert nameless.has_numbers


def test_a_school_that_is_looked_into_has_no_name_for_those_who_wait(cast, springs, reading, head) -> None:
    marked = SchoolResult.objects.filter(
        result_set__run__in=reading.runs, school__in=springs.ours, zone__in=("red", "amber")
    )
    hidden = set(marked.values_list("school__title", flat=True))
    assert hidden
    shown = show_reading(head, reading)
    named = {one.name for one in (*shown.treated, *shown.controls)}
    assert not named & hidden
    assert named - {NAMELESS}


def test_a_few_treated_schools_are_told_without_numbers(cast, springs, head, council, at) -> None:
    springs.second_comes()
    few = reading_of(cast, springs, head, 4)
    row = few.question.action_id
    page = text_of(at(council).get(f"/plans/effects/{row}/"))
    figures = few.content["figures"]
    assert FEW in page
    assert f"предлагается «{few.get_proposal_display()}»" in page
    assert format_signed(figures["effect"]) not in page
    assert few.content["sentences"][1] not in page
    assert "<figure" not in page
    assert not any(one.title in page for one in springs.ours)
    assert at(council).get(f"/plans/effects/{row}/readings/{few.pk}/picture.svg").status_code == 404
    assert format_signed(figures["effect"]) in text_of(at(cast.coordinator).get(f"/plans/effects/{row}/"))


def test_four_nameless_controls_would_betray_each_other(cast, springs, reading) -> None:
    keep = {one.school_code for one in (*springs.ours, *springs.others[:4])}
    reading.content["schools"] = [one for one in reading.content["schools"] if one["code"] in keep]
    shown = show_reading(cast.coordinator, reading)
    assert (len(shown.controls), shown.left_out) == (24, 4)
    assert NAMELESS not in {one.name for one in shown.controls}


def test_an_effect_that_cannot_be_judged_says_why(cast, springs, question, at) -> None:
    Question.objects.update(record={**question.record, "controls": sorted(springs.codes(springs.others))})
    springs.second_comes()
    refused = domain.compute_reading(question_of(question.action), by=cast.coordinator)
    assert refused.proposal == "cannot_judge"
    page = text_of(at(cast.coordinator).get(f"/plans/effects/{question.action_id}/"))
    assert "Нельзя судить: школ без меры с обеими волнами меньше 15" in page
    assert "<figure" not in page


def test_an_earlier_reading_stays_and_says_that_it_is_earlier(cast, springs, question, at) -> None:
    run = springs.second_comes()
    first = domain.compute_reading(question, by=cast.coordinator)
    run.is_active = False
    run.save()
    springs.second_comes()
    browser, address = at(cast.coordinator), f"/plans/effects/{question.action_id}/"
    assert "посчитайте эффект заново; этот расчёт останется" in text_of(browser.get(address))
    second = domain.compute_reading(question, by=cast.coordinator)
    page = browser.get(address)
    assert [one.pk for one in page.context["readings"]] == [second.pk, first.pk]
    earlier = browser.get(f"{address}?reading={first.pk}")
    assert earlier.context["opened"].reading == first
    assert "Это прежний расчёт." in text_of(earlier)
    assert earlier.context["form"] is None


def test_counting_too_early_says_which_wave_is_missing(cast, springs, question, at) -> None:
    answer = at(cast.coordinator).post(f"/plans/effects/{question.action_id}/count/", follow=True)
    assert "Действующего расчёта с этой волной ещё нет: ВПР 2022, математика, 4 класс." in text_of(answer)
    assert not Reading.objects.exists()


def test_the_list_tells_the_standing_and_goes_to_excel(cast, springs, question, head, at) -> None:
    browser = at(cast.coordinator)
    assert [one.standing for one in browser.get("/plans/effects/").context["page"]] == ["waiting"]
    springs.second_comes()
    assert [one.standing for one in browser.get("/plans/effects/?state=ready").context["page"]] == ["ready"]
    assert "Под этот отбор мероприятий нет." in text_of(browser.get("/plans/effects/?state=decided"))
    reading = domain.compute_reading(question, by=cast.coordinator)
    domain.decide(reading, by=head, effect="not_helped", ground="Разница мала.")
    rows = sheet_rows(browser.get("/plans/effects/?format=xlsx&effect=not_helped").content)
    told = dict(zip(*[one for one in rows if len([cell for cell in one if cell != ""]) > 6], strict=True))
    assert told["Мероприятие"] == "Семинар для учителей"
    assert (told["Школ с мерой"], told["Состояние"]) == (6, "решено")
    assert (told["Решено"], told["Почему так"]) == ("не помогло", "Разница мала.")
    assert told["Предлагается"] == reading.get_proposal_display()
    empty = browser.get("/plans/effects/?format=xlsx&effect=helped").content
    assert CalamineWorkbook.from_filelike(io.BytesIO(empty)).sheet_names == ["Эффект мер"]
    assert "Семинар" not in str(sheet_rows(empty))


def test_the_list_asks_the_database_as_often_for_one_row_as_for_three(cast, springs, head, at) -> None:
    springs.second_comes()
    browser = at(cast.coordinator)

    def asked() -> int:
        browser.get("/plans/effects/")
        with CaptureQueriesContext(connection) as caught:
            assert browser.get("/plans/effects/").status_code == 200
        return len(caught)

    reading_of(cast, springs, head, 6)
    one = asked()
    for number in (5, 7):
        reading_of(cast, springs, head, number)
    assert asked() == one


def test_the_page_asks_the_database_as_often_for_one_reading_as_for_two(cast, springs, question, at) -> None:
    run = springs.second_comes()
    browser, address = at(cast.coordinator), f"/plans/effects/{question.action_id}/"

    def asked() -> int:
        domain.compute_reading(question, by=cast.coordinator)
        browser.get(address)
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(address).status_code == 200
        return len(caught)

    one = asked()
    run.is_active = False
    run.save()
    springs.second_comes()
    assert asked() == one


def test_the_week_says_what_can_be_counted_and_decided(cast, springs, question, head) -> None:
    def mine(user) -> list[str]:
        fresh = type(user).objects.get(pk=user.pk)
        return [one.title for one in tasks_for(fresh) if one.url.startswith("/plans/effects/")]

    assert mine(cast.coordinator) == []
    springs.second_comes()
    assert mine(cast.coordinator) == ["Можно посчитать эффект: 1.1 Семинар для учителей"]
    assert mine(cast.deputy) == mine(cast.analyst) == []
    reading = domain.compute_reading(question, by=cast.coordinator)
    assert mine(head) == ["Решить, помогло ли: 1.1 Семинар для учителей"]
    domain.decide(reading, by=head, effect="helped", ground="Видно")
    assert mine(head) == mine(cast.coordinator) == []


def test_rows_of_the_plan_tell_the_standing_until_it_is_decided(cast, springs, question, head, at) -> None:
    browser, address = at(cast.coordinator), f"/plans/{question.action.plan_id}/"
    assert "эффект: ждёт волны" in text_of(browser.get(address))
    springs.second_comes()
    reading = domain.compute_reading(question, by=cast.coordinator)
    assert "эффект: посчитано, ждёт решения" in text_of(browser.get(address))
    domain.decide(reading, by=head, effect="helped", ground="Видно")
    assert "эффект:" not in text_of(browser.get(address))
    assert 'href="/plans/effects/">Эффект мер' in text_of(browser.get("/plans/"))


def test_once_the_effect_is_read_the_page_of_the_action_leads_to_the_reading(
    cast, springs, question, head, at
) -> None:
    plan, row = question.action.plan_id, question.action_id
    browser, address = at(head), f"/plans/{plan}/actions/{row}/"
    act = reverse("plan_action_act", args=[plan, row, "effect"])
    form = f'action="{act}"'
    assert form in text_of(browser.get(address))
    springs.second_comes()
    assert f'href="/plans/effects/{row}/">Посчитать эффект' in text_of(browser.get(address))
    domain.compute_reading(question, by=cast.coordinator)
    page = text_of(browser.get(address))
    assert (form in page, f'href="/plans/effects/{row}/">Решить, помогло ли' in page) == (False, True)

    said = {"version": Action.objects.get().version, "effect": "helped", "ground": "Видно"}
    refused = browser.post(act, said)
    assert refused.status_code == 422
    assert "Эффект посчитан: решите на странице «Эффект», рядом с расчётом." in text_of(refused)
    assert Action.objects.get().effect == ""


def test_what_was_decided_before_the_wave_is_decided_again_by_the_reading(
    cast, springs, question, head, at
) -> None:
    plans.judge_effect(question.action, effect="helped", ground="Отзывы", by=head)
    row = question.action_id
    browser = at(head)

    def told() -> tuple[str, str]:
        fresh = type(head).objects.get(pk=head.pk)
        standing = browser.get("/plans/effects/").context["page"][0].standing
        return standing, next(
            (one.title for one in tasks_for(fresh) if one.url.startswith("/plans/effects/")), ""
        )

    assert told() == ("decided", "")
    assert "Решено без расчёта: помогло." in text_of(browser.get(f"/plans/effects/{row}/"))
    springs.second_comes()
    assert told() == ("ready", "Можно посчитать эффект: 1.1 Семинар для учителей")
    reading = domain.compute_reading(question, by=cast.coordinator)
    assert told() == ("counted", "Решить, помогло ли: 1.1 Семинар для учителей")
    assert "эффект: посчитано, ждёт решения" in text_of(browser.get(f"/plans/{question.action.plan_id}/"))
    domain.decide(reading, by=head, effect="not_helped", ground="По расчёту")
    assert told() == ("decided", "")
    assert "Решено: не помогло." in text_of(browser.get(f"/plans/effects/{row}/"))
    assert "эффект:" not in text_of(browser.get(f"/plans/{question.action.plan_id}/"))


def test_only_what_was_asked_beforehand_is_called_so(cast, springs, question, draft, head, at) -> None:
    browser, address = at(cast.coordinator), f"/plans/effects/{question.action_id}/"
    assert "<h2>Вопрос, заданный заранее</h2>" in text_of(browser.get(address))
    ask(question.action, cast.coordinator, springs, smallest=0.3, number=1, reason="Опечатка")
    page = text_of(browser.get(address))
    assert "Вопрос об эффекте изменён после утверждения: Опечатка." in page
    assert ("заданный заранее" in page, "задано заранее" in page, "<h2>Вопрос об эффекте</h2>" in page) == (
        False,
        False,
        True,
    )
    springs.second_comes()
    domain.compute_reading(question_of(question.action), by=cast.coordinator)
    assert "заранее" not in text_of(browser.get(address))
