"""A real effect out of two stored runs: the same as the analysis gives, kept for good, decided by a person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from two_springs import AFTER, BEFORE, COHORT, FIRST, PLAN_YEAR, SECOND, approve, ask

from objektiv.analysis.effect import EffectQuestion, read_effect
from objektiv.analysis.effect_line import expectation_line, schools_of_waves
from objektiv.analysis.effect_waves import wave_of_run
from objektiv.analysis.stored import read_run
from objektiv.web.audit.models import Record
from objektiv.web.effects import domain
from objektiv.web.effects.controls import set_aside
from objektiv.web.effects.enums import Standing
from objektiv.web.effects.models import Question, Reading
from objektiv.web.effects.phrases import CHANGED_QUESTION, NEWER_READING, NOT_APPROVED
from objektiv.web.effects.queries import question_of, with_rows
from objektiv.web.effects.reckoning import FIGURES
from objektiv.web.effects.standing import standings
from objektiv.web.plans import domain as plans
from objektiv.web.plans.models import Action
from objektiv.web.shell.models import Job
from objektiv.web.tasks.models import Task

pytestmark = pytest.mark.django_db


def directly(stored, question: EffectQuestion, later=AFTER):
    """The two waves and the answer of the analysis itself."""
    waves = (
        wave_of_run(read_run(stored.folders[FIRST], FIRST), BEFORE, "school_mean"),
        wave_of_run(read_run(stored.folders[SECOND], SECOND), later, "school_mean"),
    )
    return *waves, read_effect(*waves, question)


def standing_of(question: Question) -> str:
    return standings([with_rows(Question.objects.filter(pk=question.pk)).get()])[0].standing


@pytest.mark.parametrize("later", [AFTER, COHORT])
def test_the_reading_is_that_of_the_analysis(cast, springs, stored, draft, planned, head, later) -> None:
    asked = ask(planned, cast.coordinator, springs, after=later)
    approve(draft, head)
    springs.second_comes()
    question = question_of(planned)
    assert question == asked

    reading = domain.compute_reading(question, by=cast.coordinator)

    wanted = EffectQuestion(springs.codes(springs.ours[:6]), "higher")
    before, after, answer = directly(stored, wanted, later)
    assert answer.effect.applicable
    content = reading.content
    told = {name: content["figures"][name] for name in FIGURES}
    assert told == {name: getattr(answer.effect, name) for name in FIGURES}
    assert content["figures"]["balance"] == answer.effect.balance.start
    assert content["sentences"] == list(answer.sentences)
    assert (reading.proposal, content["same_pupils"]) == (answer.proposal, later == COHORT)
    assert EffectQuestion.from_record(content["question"]) == wanted
    seen, line = schools_of_waves(before, after, wanted), expectation_line(before, after, wanted)
    assert [one["code"] for one in content["schools"]] == seen.codes.tolist()
    assert [one["group"] == "control" for one in content["schools"]] == seen.is_control.tolist()
    assert content["line"]["expected"] == [round(one, 4) for one in line.expected.tolist()]


def test_what_was_read_is_kept_with_its_runs_and_a_fingerprint(cast, springs, question) -> None:
    run = springs.second_comes()
    reading = domain.compute_reading(question, by=cast.coordinator)

    kept = Reading.objects.get()
    assert kept.is_intact
    assert kept.runs == (springs.first.run_id, run.pk)
    assert kept.content["before"]["run"] == springs.first.run_id
    assert (kept.content["after"]["assessment"], kept.content["after"]["title"]) == (str(AFTER), AFTER.title)
    assert kept.content["versions"]["method"] == "§7"
    record = Record.objects.get(verb="effect.read")
    assert record.object_id == str(question.action_id)
    assert record.new["effect_sha256"] == reading.sha256
    Reading.objects.update(
        content={**kept.content, "proposal": "helped" if kept.proposal != "helped" else ""}
    )
    assert not Reading.objects.get().is_intact


def test_the_same_runs_give_the_same_reading_and_a_newer_run_another_beside_it(
    cast, springs, question
) -> None:
    run = springs.second_comes()
    first = domain.compute_reading(question, by=cast.coordinator)
    assert domain.compute_reading(question, by=cast.coordinator) == first

    run.is_active = False
    run.save()
    newer = springs.second_comes()
    shown = standings([with_rows(Question.objects.all()).get()])[0]
    assert shown.is_stale
    second = domain.compute_reading(question, by=cast.coordinator)

    assert second != first
    assert second.runs == (springs.first.run_id, newer.pk)
    assert second.content["figures"] == first.content["figures"]
    assert list(Reading.objects.order_by("pk")) == [first, second]


def test_the_wave_is_awaited_then_counted_then_decided(cast, springs, asked, draft, head) -> None:
    assert standing_of(asked) == Standing.DRAFT
    approve(draft, head)
    assert standing_of(asked) == Standing.WAITING
    question = question_of(asked.action)
    with pytest.raises(ValidationError, match="ещё нет: ВПР 2022, математика, 4 класс"):
        domain.start_reading(question, by=cast.coordinator)
    springs.second_comes()
    assert standing_of(asked) == Standing.READY
    reading = domain.compute_reading(question, by=cast.coordinator)
    assert standing_of(asked) == Standing.COUNTED
    domain.decide(reading, by=head, effect="not_helped", ground="Разница мала.")
    assert standing_of(asked) == Standing.DECIDED


def test_before_approval_nothing_is_read(cast, springs, asked) -> None:
    springs.second_comes()
    with pytest.raises(ValidationError, match=NOT_APPROVED):
        domain.start_reading(question_of(asked.action), by=cast.coordinator)


def test_the_background_work_keeps_the_reading(
    cast, springs, question, django_capture_on_commit_callbacks
) -> None:
    springs.second_comes()
    with django_capture_on_commit_callbacks(execute=True):
        job = domain.start_reading(question, by=cast.coordinator)
    done = Job.objects.get(pk=job.pk)
    assert (done.state, done.result_url) == ("done", f"/plans/effects/{question.action_id}/")
    assert Reading.objects.get().by == cast.coordinator


def test_a_question_that_was_changed_while_the_computation_waited_is_not_answered(
    cast, springs, question, django_capture_on_commit_callbacks
) -> None:
    springs.second_comes()
    with django_capture_on_commit_callbacks() as waiting:
        job = domain.start_reading(question, by=cast.coordinator)
    ask(question.action, cast.coordinator, springs, smallest=0.3, number=1, reason="Опечатка")
    for one in waiting:
        one()
    done = Job.objects.get(pk=job.pk)
    assert (done.state, done.error) == (
        "failed", "Вопрос изменили, пока расчёт ждал своей очереди. Откройте страницу эффекта ещё раз.",
    )  # fmt: skip
    assert not Reading.objects.exists()


def test_who_may_read_and_decide(cast, springs, question) -> None:
    springs.second_comes()
    for stranger in (cast.deputy, cast.other_coordinator, cast.analyst):
        with pytest.raises(PermissionDenied):
            domain.start_reading(question, by=stranger)
    reading = domain.compute_reading(question, by=cast.coordinator)
    for stranger in (cast.deputy, cast.other_coordinator, cast.analyst):
        with pytest.raises(PermissionDenied):
            domain.decide(reading, by=stranger, effect="helped", ground="Видно")


def test_a_decision_is_a_persons_with_a_ground(cast, springs, question, head) -> None:
    springs.second_comes()
    reading = domain.compute_reading(question, by=cast.coordinator)
    assert Action.objects.get().effect == ""  # nothing by itself
    with pytest.raises(ValidationError, match="по чему это видно"):
        domain.decide(reading, by=head, effect=reading.proposal, ground=" ")
    assert not reading.verdicts.exists()

    taken = domain.decide(reading, by=head, effect=reading.proposal, ground="Как в расчёте.")
    assert taken.agrees
    other = next(one for one in ("helped", "not_helped") if one != reading.proposal)
    assert not domain.decide(reading, by=head, effect=other, ground="Сменился состав.").agrees

    action = Action.objects.get()
    assert (action.effect, action.effect_ground) == (other, "Сменился состав.")
    verbs = Record.objects.filter(verb__in=("action.judged", "effect.decided")).order_by("number")
    assert [one.verb for one in verbs] == ["action.judged", "effect.decided"] * 2


def test_of_two_decisions_at_once_the_second_is_told(cast, springs, question, head) -> None:
    springs.second_comes()
    reading = domain.compute_reading(question, by=cast.coordinator)
    seen = Action.objects.get().version
    domain.decide(reading, by=head, effect="helped", ground="Видно", version=seen)
    with pytest.raises(ValidationError, match="изменил кто-то другой"):
        domain.decide(reading, by=cast.coordinator, effect="not_helped", ground="Нет", version=seen)
    assert Action.objects.get().effect == "helped"


def test_nobody_decides_by_an_older_reading_or_another_question(cast, springs, question, head) -> None:
    run = springs.second_comes()
    first = domain.compute_reading(question, by=cast.coordinator)
    run.is_active = False
    run.save()
    springs.second_comes()
    second = domain.compute_reading(question, by=cast.coordinator)
    with pytest.raises(ValidationError, match=NEWER_READING):
        domain.decide(first, by=head, effect="helped", ground="Видно")
    ask(
        question.action, cast.coordinator, springs, direction="lower", number=1, reason="Ошибка в направлении"
    )
    with pytest.raises(ValidationError, match=CHANGED_QUESTION):
        domain.decide(second, by=head, effect="helped", ground="Видно")
    assert standing_of(question_of(question.action)) == Standing.READY


def test_schools_with_an_action_of_the_kind_are_no_controls(
    cast, springs, stored, question, head, draft
) -> None:
    own, given, read, other_kind, earlier = springs.ours[10:15]
    deputy = cast.coordinator
    for school, kind, year in (
        (own, "meeting", PLAN_YEAR),
        (other_kind, "order", PLAN_YEAR),
        (earlier, "meeting", "2018/19"),
    ):
        approve_own(cast, school, kind, year)
    second = plans.start_plan(
        unit=cast.municipality, by=deputy, title="Ещё план", kind="measures", school_year=PLAN_YEAR
    )  # fmt: skip
    plans.add_row(second, by=deputy, text="Совещание", kind="meeting")
    with_question = plans.add_row(second, by=deputy, text="Семинар", kind="meeting")
    ask(with_question, deputy, springs, treated=[read])
    approve(second, head)
    give(second.actions.select_related("plan__unit").get(text="Совещание"), given, deputy)

    assert set_aside(question) == springs.codes([own, given, read])

    springs.second_comes()
    reading = domain.compute_reading(question, by=cast.coordinator)
    treated, aside = springs.codes(springs.ours[:6]), springs.codes([own, given, read])
    *_, answer = directly(stored, EffectQuestion(treated, "higher", set_aside=aside))
    assert reading.content["figures"]["effect"] == answer.effect.effect
    assert reading.content["figures"]["controls"] == answer.effect.controls
    assert not aside & {one["code"] for one in reading.content["schools"]}


def test_of_no_kind_only_schools_of_the_same_question_are_set_aside(cast, springs, head) -> None:
    rows = []
    for indicator, schools in (("school_mean", [0, 1]), ("school_mean", [2, 3]), ("journal_gap", [4])):
        plan = plans.start_plan(
            unit=cast.municipality, by=cast.coordinator, title="План", kind="measures", school_year=PLAN_YEAR
        )  # fmt: skip
        row = plans.add_row(plan, by=cast.coordinator, text="Иное", kind="other")
        rows.append(
            ask(
                row,
                cast.coordinator,
                springs,
                indicator=indicator,
                treated=[springs.ours[one] for one in schools],
            )
        )
        approve(plan, head)
    approve_own(cast, springs.ours[9], "other", PLAN_YEAR)
    question = Question.objects.select_related("action").get(pk=rows[0].pk)
    assert set_aside(question) == springs.codes(springs.ours[2:4])


def approve_own(cast, school, kind: str, year: str) -> None:
    """A plan of one school, in force."""
    boss = cast.roles["regional_coordinator"]
    plan = plans.start_plan(unit=school, by=boss, title="План школы", kind="measures", school_year=year)
    plans.add_row(plan, by=boss, text="Мероприятие школы", kind=kind)
    plan.actions.update(is_new=False)
    type(plan).objects.filter(pk=plan.pk).update(state="approved")


def give(action: Action, school, by) -> Task:
    from objektiv.web.tasks import domain as tasks  # the app of tasks is needed by this test alone

    letter = tasks.give(
        action, by=by, schools=[school], due=timezone.localdate() + timedelta(days=7),
        what_to_report=tasks.Wanted("Провести", (), False),
    )  # fmt: skip
    return letter.tasks.get()
