"""Carrying an action out: statuses with reasons, evidence with versions, the effect, links, many at once."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from plan_words import scan

from objektiv.web.audit.models import Record
from objektiv.web.plans import domain
from objektiv.web.plans.files import path_of
from objektiv.web.plans.models import Action, EvidenceFile, Plan

DAY = timedelta(days=1)


def verbs(action) -> list[str]:
    known = Record.objects.filter(object_type="plans.action", object_id=str(action.pk))
    return list(known.order_by("number").values_list("verb", flat=True))


def test_the_whole_way_of_an_action_is_written_down(cast, action) -> None:
    methodist = cast.roles["municipal_methodist"]
    domain.take_up(action, by=methodist)
    domain.report_done(action, report="Провели, 12 человек.", by=methodist)
    domain.return_report(action, reason="Нет подписей", by=cast.coordinator)
    domain.report_done(action, report="Подписи собраны.", by=methodist)
    done = domain.accept(action, by=cast.coordinator)
    assert (done.status, done.report, done.done_on, done.reported_by) == (
        "accepted", "Подписи собраны.", timezone.localdate(), methodist,
    )  # fmt: skip
    assert verbs(done) == [
        "action.added", "action.taken_up", "action.reported", "action.returned", "action.reported", "action.accepted",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("do", "field"),
    [
        (lambda one, by: domain.mark_partly(one, reason=" ", by=by), "reason"),
        (lambda one, by: domain.mark_not_done(one, reason="", by=by), "reason"),
        (lambda one, by: domain.withdraw(one, reason="", by=by), "reason"),
        (
            lambda one, by: domain.postpone(
                one, until=one.plan.created_at.date().replace(year=2090), reason="", by=by
            ),
            "reason",
        ),
        (lambda one, by: domain.report_done(one, report="", by=by), "report"),
    ],
)
def test_a_reason_is_needed(cast, action, do, field) -> None:
    with pytest.raises(ValidationError) as refusal:
        do(action, cast.coordinator)
    assert list(refusal.value.message_dict) == [field]
    assert Action.objects.get(pk=action.pk).status == "not_started"


def test_a_postponed_term_lies_later_and_stays_when_days_are_counted_anew(cast, action, late) -> None:
    today = timezone.localdate()
    with pytest.raises(ValidationError, match="в будущем"):
        domain.postpone(late, until=today, reason="Болезнь", by=cast.coordinator)
    moved = domain.postpone(late, until=today + 9 * DAY, reason="Перенесли ВПР", by=cast.coordinator)
    assert (moved.status, moved.due_on, moved.postponed_to, moved.deadline, moved.is_overdue) == (
        "postponed", today + 9 * DAY, today + 9 * DAY, "до 1 марта", False,
    )  # fmt: skip
    plan = domain.amend(Plan.objects.get(), by=cast.coordinator, reason="Год")
    domain.edit_plan(plan, by=cast.coordinator, week=6)
    assert Action.objects.get(pk=late.pk).due_on == today + 9 * DAY


def test_a_way_that_there_is_not_is_refused_in_words(cast, action) -> None:
    with pytest.raises(ValidationError, match="«не начато», план «утверждён»"):
        domain.accept(action, by=cast.coordinator)


def test_a_plan_that_was_archived_meanwhile_takes_no_reports(cast, approved, action) -> None:
    assert action.plan.state == "approved"
    domain.archive(approved, by=cast.coordinator)
    with pytest.raises(ValidationError, match="в архиве"):
        domain.take_up(action, by=cast.coordinator)


def test_people_of_other_places_do_nothing(cast, action) -> None:
    for user in (cast.other_coordinator, cast.deputy, cast.stranger, cast.roles["council"]):
        with pytest.raises(PermissionDenied):
            domain.take_up(action, by=user)
        with pytest.raises(PermissionDenied):
            domain.attach_evidence(action, scan(), by=user)


def test_evidence_keeps_its_versions(cast, action) -> None:
    first = domain.attach_evidence(action, scan("лист.pdf"), title="Лист инструктажа", by=cast.coordinator)
    with pytest.raises(ValidationError, match="тот же файл"):
        domain.attach_evidence(action, scan(), evidence=first.evidence, by=cast.coordinator)
    second = domain.attach_evidence(
        action, scan("лист 2.pdf", b"%PDF-1.4 later"), evidence=first.evidence, by=cast.coordinator
    )
    other = domain.attach_evidence(action, scan("фото.pdf", b"%PDF-1.4 other"), by=cast.coordinator)
    assert [(one.number, one.name) for one in first.evidence.files.all()] == [
        (2, "лист 2.pdf"),
        (1, "лист.pdf"),
    ]
    assert second.sha256 == sha256(b"%PDF-1.4 later").hexdigest()
    assert path_of(first.sha256).read_bytes() == b"%PDF-1.4 signed"
    assert (other.evidence.title, other.number) == ("фото.pdf", 1)


def test_evidence_of_another_action_is_not_taken(cast, approved, action) -> None:
    other = approved.actions.select_related("plan__unit").get(number="1.1")
    kept = domain.attach_evidence(other, scan(), by=cast.coordinator)
    with pytest.raises(ValidationError, match="другого мероприятия"):
        domain.attach_evidence(
            action, scan(content=b"%PDF-1.4 x"), evidence=kept.evidence, by=cast.coordinator
        )
    assert EvidenceFile.objects.count() == 1


def test_done_is_not_the_same_as_helped(cast, action) -> None:
    domain.report_done(action, report="Провели.", by=cast.roles["municipal_methodist"])
    done = domain.accept(action, by=cast.coordinator)
    assert done.effect == ""
    with pytest.raises(ValidationError, match="по чему это видно"):
        domain.judge_effect(done, effect="helped", ground="", by=cast.coordinator)
    with pytest.raises(PermissionDenied):
        domain.judge_effect(done, effect="helped", ground="Да", by=cast.roles["municipal_specialist"])
    judged = domain.judge_effect(done, effect="cannot_judge", ground="Мало работ.", by=cast.coordinator)
    assert (judged.status, judged.effect, judged.effect_ground) == ("accepted", "cannot_judge", "Мало работ.")


def test_only_people_of_the_territory_are_named(cast, action) -> None:
    named = domain.assign(
        action, owner=cast.deputy, executors=[cast.analyst], controller=cast.coordinator, by=cast.coordinator
    )
    assert (named.owner, list(named.executors.all()), named.controller) == (
        cast.deputy,
        [cast.analyst],
        cast.coordinator,
    )
    with pytest.raises(ValidationError, match="этой территории"):
        domain.assign(named, owner=cast.other_deputy, by=cast.coordinator)


def test_fields_of_the_kind_are_kept_and_others_refused(cast, action) -> None:
    assert action.kind == "briefing"
    told = domain.describe(action, details={"audience": " организаторы ", "people": ""}, by=cast.coordinator)
    assert told.details == {"audience": "организаторы"}
    with pytest.raises(ValidationError, match="таких полей нет"):
        domain.describe(told, details={"works": "3"}, by=cast.coordinator)


def test_a_link_is_made_once_and_taken_away(cast, action, procedure) -> None:
    made = domain.link(action, procedure=procedure, by=cast.coordinator)
    with pytest.raises(ValidationError):
        domain.link(action, procedure=procedure, by=cast.coordinator)
    with pytest.raises(ValidationError, match="с чем связать"):
        domain.link(action, by=cast.coordinator)
    domain.unlink(made, by=cast.coordinator)
    assert not action.links.exists()


def test_many_are_changed_by_the_verb_of_one(cast, approved, action) -> None:
    rows = list(approved.actions.select_related("plan__unit", "owner", "controller"))
    change = domain.BulkChange(owner=cast.coordinator, is_taken_up=True)
    domain.withdraw(rows[0], reason="Решили иначе", by=cast.coordinator)
    count, refused = domain.try_change(rows, change, by=cast.coordinator)
    assert (count, [one.number for one, _ in refused]) == (2, ["1.1"])
    assert set(Action.objects.values_list("status", "owner")) == {("withdrawn", None), ("not_started", None)}
    rows = list(approved.actions.select_related("plan__unit", "owner", "controller"))
    count, refused = domain.change_many(rows, change, by=cast.coordinator)
    assert (count, [sentence for _, sentence in refused]) == (
        2,
        ["Сейчас это невозможно: мероприятие «снято с контроля», план «утверждён»."],
    )
    assert Action.objects.filter(status="in_work", owner=cast.coordinator).count() == 2
    assert Action.objects.get(number="1.1").owner is None


def test_who_may_not_change_one_changes_none(cast, approved) -> None:
    rows = list(approved.actions.select_related("plan__unit"))
    done, refused = domain.change_many(
        rows, domain.BulkChange(owner=cast.deputy), by=cast.roles["municipal_specialist"]
    )
    assert (done, {sentence for _, sentence in refused}) == (0, {"это мероприятие ведёте не вы"})
