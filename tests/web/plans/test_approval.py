"""Agreement up the tree, approval with requisites and scan, changes by a new order, the difference of editions."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from plan_words import YEAR, scan

from objektiv.web.audit.models import Record
from objektiv.web.plans import domain
from objektiv.web.plans.difference import difference
from objektiv.web.plans.files import path_of
from objektiv.web.plans.models import Action, Plan
from objektiv.web.plans.queries import visible_to, waiting_visas
from objektiv.web.plans.snapshot import snapshot

DAY = timedelta(days=1)


def requisites(**other):
    known = {
        "document": "приказ", "document_number": "16", "document_date": timezone.localdate(),
        "signed_by": "начальник Иванова А. А.", "scan": scan(content=b"%PDF-1.4 second"),
    }  # fmt: skip
    return {**known, **other}


def test_a_plan_is_approved_only_with_its_requisites_and_scan(cast, head, draft) -> None:
    with pytest.raises(ValidationError, match="остаётся проектом"):
        domain.approve_plan(draft, by=head, **requisites(scan=None))
    with pytest.raises(ValidationError, match="в будущем"):
        domain.approve_plan(draft, by=head, **requisites(document_date=timezone.localdate() + DAY))
    with pytest.raises(ValidationError, match="не похоже на"):
        domain.approve_plan(draft, by=head, **requisites(scan=SimpleUploadedFile("п.pdf", b"text")))
    with pytest.raises(ValidationError):
        domain.approve_plan(draft, by=head, **requisites(document_number=" "))
    assert Plan.objects.get().state == "draft"
    plan = domain.approve_plan(draft, by=head, **requisites())
    edition = plan.editions.get()
    assert (plan.state, edition.number, edition.scan_sha256) == (
        "approved",
        1,
        sha256(b"%PDF-1.4 second").hexdigest(),
    )
    assert path_of(edition.scan_sha256).read_bytes() == b"%PDF-1.4 second"
    assert edition.requisites == f"приказ № 16 от {timezone.localdate():%d.%m.%Y}"
    assert not plan.actions.filter(is_new=True).exists()


def test_an_empty_plan_is_not_approved(cast, head) -> None:
    plan = domain.start_plan(unit=cast.municipality, by=cast.coordinator, title="Пустой", school_year=YEAR)
    with pytest.raises(ValidationError, match="ни одного мероприятия"):
        domain.approve_plan(plan, by=head, **requisites())


@pytest.mark.parametrize(
    "role", ["municipal_coordinator", "regional_coordinator", "municipal_methodist", "deputy_head"]
)
def test_only_the_head_of_the_organisation_approves(cast, draft, role) -> None:
    with pytest.raises(PermissionDenied):
        domain.approve_plan(draft, by=cast.roles[role], **requisites())


def test_an_approved_plan_is_locked(cast, approved, action) -> None:
    for change in (
        lambda: domain.edit_row(action, by=cast.coordinator, text="Иначе"),
        lambda: domain.add_row(approved, by=cast.coordinator, text="Ещё"),
        lambda: domain.remove_row(action, by=cast.coordinator),
        lambda: domain.edit_plan(approved, by=cast.coordinator, title="Другой"),
        lambda: domain.add_section(approved, by=cast.coordinator, title="Раздел"),
    ):
        with pytest.raises(ValidationError, match="новым приказом"):
            change()


def test_changes_come_by_a_new_order_and_earlier_editions_stay(cast, head, approved, action) -> None:
    plan = domain.amend(approved, by=cast.coordinator, reason="Изменились сроки ВПР")
    domain.edit_row(action, by=cast.coordinator, text="Инструктаж организаторов и наблюдателей")
    domain.add_row(plan, by=cast.coordinator, number="1.4", text="Круглый стол", deadline="июнь")
    domain.remove_row(plan.actions.get(number="1.3"), by=cast.coordinator)
    plan = Plan.objects.get(pk=plan.pk)
    with pytest.raises(ValidationError, match="что меняет"):
        domain.approve_plan(plan, by=head, **requisites())
    with pytest.raises(ValidationError, match="раньше прежнего"):
        domain.approve_plan(plan, by=head, change="Сроки", **requisites(document_date=date(2020, 1, 1)))
    plan = domain.approve_plan(plan, by=head, change="Сроки и состав", **requisites())
    first, second = plan.editions.all()
    assert [row["text"] for row in first.content["rows"]][1:] == [
        "Инструктаж организаторов",
        "Анализ результатов",
    ]
    rows = difference(first.content, second.content)
    assert [(row.title, row.number) for row in rows] == [
        ("изменено", "1.2"),
        ("добавлено", "1.4"),
        ("исключено", "1.3"),
    ]
    (field,) = rows[0].fields
    assert (field.label, [(one.text, one.is_old, one.is_new) for one in field.pieces]) == (
        "Мероприятие", [("Инструктаж организаторов", False, False), (" и наблюдателей", False, True)],
    )  # fmt: skip
    left = Action.objects.get(number="1.3")
    assert left.excluded_by == second
    assert not left.is_leaving


def test_changes_may_be_left(cast, approved, action) -> None:
    before = approved.editions.get().content
    plan = domain.amend(approved, by=cast.coordinator, reason="Проба")
    domain.edit_row(action, by=cast.coordinator, text="Иначе", deadline="до 1 мая")
    domain.add_row(plan, by=cast.coordinator, text="Ещё одно")
    domain.remove_row(plan.actions.get(number="1.1"), by=cast.coordinator)
    plan = domain.drop_changes(Plan.objects.get(pk=plan.pk), by=cast.coordinator)
    assert plan.state == "approved"
    assert snapshot(plan) == before


def test_a_row_that_no_order_approved_is_not_carried_out(cast, approved) -> None:
    plan = domain.amend(approved, by=cast.coordinator, reason="Добавить")
    added = domain.add_row(plan, by=cast.coordinator, text="Новое")
    with pytest.raises(ValidationError, match="после приказа"):
        domain.take_up(added, by=cast.coordinator)
    old = plan.actions.get(number="1.2")
    assert domain.take_up(old, by=cast.coordinator).status == "in_work"


def test_agreement_goes_up_the_tree_step_by_step(cast) -> None:
    plan = domain.start_plan(unit=cast.school, by=cast.deputy, title="План школы", school_year=YEAR)
    domain.add_row(plan, by=cast.deputy, text="Инструктаж")
    assert domain.units_above(cast.school) == [cast.municipality, cast.region]
    domain.send_for_agreement(plan, units=[cast.region, cast.municipality], by=cast.deputy)
    first, second = plan.agreements.all()
    assert [first.unit, second.unit] == [cast.municipality, cast.region]
    assert [one.pk for one in waiting_visas(cast.coordinator)] == [first.pk]
    with pytest.raises(ValidationError, match="раньше"):
        domain.agree(second, by=cast.region_coordinator)
    with pytest.raises(PermissionDenied):
        domain.agree(first, by=cast.region_coordinator)
    with pytest.raises(PermissionDenied):
        domain.agree(first, by=cast.deputy)
    domain.agree(first, by=cast.coordinator, remarks="Хорошо")
    assert Plan.objects.get().state == "agreement"
    second.refresh_from_db()
    domain.agree(second, by=cast.region_coordinator)
    assert Plan.objects.get().state == "agreed"
    verbs = list(
        Record.objects.filter(verb__startswith="plan.").order_by("number").values_list("verb", flat=True)
    )
    assert verbs == ["plan.started", "plan.sent", "plan.visa", "plan.agreed"]


def test_a_plan_comes_back_with_remarks_and_goes_again(cast) -> None:
    plan = domain.start_plan(unit=cast.school, by=cast.deputy, title="План школы", school_year=YEAR)
    row = domain.add_row(plan, by=cast.deputy, text="Инструктаж")
    domain.send_for_agreement(plan, units=[cast.municipality, cast.region], by=cast.deputy)
    with pytest.raises(ValidationError, match="не меняют"):
        domain.edit_row(row, by=cast.deputy, text="Другое")
    step = plan.agreements.first()
    with pytest.raises(ValidationError, match="замечания"):
        domain.send_back(step, by=cast.coordinator, remarks=" ")
    domain.send_back(step, by=cast.coordinator, remarks="Нет сроков")
    assert [one.visa for one in plan.agreements.all()] == ["returned", "recalled"]
    plan = Plan.objects.get()
    domain.edit_row(Action.objects.select_related("plan__unit").get(), by=cast.deputy, deadline="до 1 марта")
    domain.send_for_agreement(plan, units=[cast.municipality], by=cast.deputy)
    assert [(one.round, one.visa) for one in plan.agreements.all()] == [
        (1, "returned"),
        (1, "recalled"),
        (2, "waiting"),
    ]
    domain.recall(plan, by=cast.deputy)
    assert Plan.objects.get().state == "draft"
    assert plan.agreements.last().visa == "recalled"


def test_agreement_is_asked_of_those_above_alone(cast, draft) -> None:
    with pytest.raises(ValidationError, match="те, кто выше"):
        domain.send_for_agreement(draft, units=[cast.other_municipality], by=cast.coordinator)
    with pytest.raises(ValidationError, match="те, кто выше"):
        domain.send_for_agreement(draft, units=[], by=cast.coordinator)


def test_a_draft_is_seen_by_those_who_write_it_an_approved_plan_by_all(cast, head, draft) -> None:
    def seers() -> set[str]:
        return {role for role, user in cast.roles.items() if visible_to(user).filter(pk=draft.pk).exists()}

    writers = {"regional_coordinator", "municipal_coordinator", "municipal_methodist", "municipal_head"}
    assert seers() == writers
    domain.approve_plan(draft, by=head, **requisites())
    assert seers() == writers | {"regional_analyst", "municipal_specialist"}
    assert not visible_to(cast.deputy).exists()
    draft.actions.filter(number="1.2").update(owner=cast.deputy)
    assert visible_to(cast.deputy).get() == draft


def test_the_council_reads_what_is_approved_at_its_place(cast) -> None:
    council = cast.roles["council"]
    plan = domain.start_plan(unit=cast.school, by=cast.deputy, title="План школы", school_year=YEAR)
    domain.add_row(plan, by=cast.deputy, text="Инструктаж")
    assert not visible_to(council).exists()
    domain.approve_plan(plan, by=cast.roles["school_head"], **requisites())
    assert visible_to(council).get() == plan


def test_the_archive_and_the_way_back(cast, approved) -> None:
    plan = domain.archive(approved, by=cast.coordinator)
    action = plan.actions.select_related("plan__unit").first()
    with pytest.raises(ValidationError, match="в архиве"):
        domain.take_up(action, by=cast.coordinator)
    with pytest.raises(ValidationError, match="причину"):
        domain.unarchive(plan, by=cast.coordinator, reason="")
    assert domain.unarchive(plan, by=cast.coordinator, reason="Рано").state == "approved"


def test_who_saves_over_another_is_told(cast, draft) -> None:
    version = draft.version
    domain.edit_plan(draft, by=cast.coordinator, title="Первый", version=version)
    with pytest.raises(ValidationError, match="кто-то другой"):
        domain.edit_plan(Plan.objects.get(), by=cast.coordinator, title="Второй", version=version)
    assert Plan.objects.get().title == "Первый"
