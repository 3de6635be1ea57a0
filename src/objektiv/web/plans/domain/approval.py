"""Agreement up the tree, approval with requisites and scan, changes by a new order, the archive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from objektiv.web.audit.domain import one_writer
from objektiv.web.plans import rules
from objektiv.web.plans.domain.working import check, go_plan, said, write
from objektiv.web.plans.domain.writing import date_rows
from objektiv.web.plans.enums import PlanState, Visa
from objektiv.web.plans.files import check_evidence, keep
from objektiv.web.plans.models import Agreement, Edition, Plan, Section
from objektiv.web.plans.snapshot import SAID_BY_DOCUMENT, SAID_BY_HEAD, digest_of, snapshot
from objektiv.web.territory.models import Unit

WRONG_STATE = "Сейчас это невозможно: план «{state}»."
NO_ROWS = "В плане нет ни одного мероприятия."
OTHER_TEXT = (
    "Пока вы смотрели, текст плана изменили. Прочитайте его ещё раз; если всё верно, отправьте форму снова."
)
NO_SCAN = "Приложите скан с подписью или подписанный файл: без него план остаётся проектом."


def units_above(unit: Unit) -> list[Unit]:
    """Organisations up the tree, the nearest first."""
    found: list[Unit] = []
    while unit.parent is not None:
        unit = unit.parent
        found.append(unit)
    return found


@transaction.atomic
def send_for_agreement(
    plan: Plan, *, units: Sequence[Unit], by: Any, version: int | None = None, text: str = ""
) -> Plan:
    """Send a plan to organisations above, one after another; the plan is locked meanwhile."""
    _check_way(plan, PlanState.AGREEMENT, rules.may_write(by, plan.unit))
    one_writer()
    check(True, not text or text == digest_of(plan), OTHER_TEXT)
    above = units_above(plan.unit)
    chosen = [one for one in above if one in units]
    check(
        True,
        bool(chosen) and len(chosen) == len(set(units)),
        "Согласуют те, кто выше: выберите хотя бы одного.",
    )
    check(True, plan.actions.exists(), NO_ROWS)
    plan = go_plan(plan, "plan.sent", by, version, state=PlanState.AGREEMENT)
    number = (plan.agreements.aggregate(last=Max("round"))["last"] or 0) + 1
    Agreement.objects.bulk_create(
        Agreement(plan=plan, round=number, order=order, unit=unit) for order, unit in enumerate(chosen, 1)
    )
    return plan


@transaction.atomic
def recall(plan: Plan, *, by: Any, version: int | None = None) -> Plan:
    """Take a plan back from agreement, or back to a draft to change it."""
    _check_way(plan, PlanState.DRAFT, rules.may_write(by, plan.unit))
    plan.agreements.filter(visa=Visa.WAITING).update(visa=Visa.RECALLED, by=by, at=timezone.now())
    return go_plan(plan, "plan.recalled", by, version, state=PlanState.DRAFT)


@transaction.atomic
def agree(step: Agreement, *, by: Any, remarks: str = "") -> Agreement:
    """An organisation agrees; after the last one the plan is agreed."""
    _write_visa(step, Visa.AGREED, by, remarks.strip())
    plan = step.plan
    if plan.agreements.filter(round=step.round, visa=Visa.WAITING).exists():
        write(
            "plan.visa", plan, by, new={"plan_unit": step.unit.title, "plan_visa": step.visa}, reason=remarks
        )
    else:
        go_plan(plan, "plan.agreed", by, reason=remarks, state=PlanState.AGREED)
    return step


@transaction.atomic
def send_back(step: Agreement, *, by: Any, remarks: str) -> Agreement:
    """An organisation returns the plan with its remarks; those after it are not asked."""
    _write_visa(step, Visa.RETURNED, by, said(remarks, "Напишите замечания: что исправить.", "remarks"))
    step.plan.agreements.filter(round=step.round, visa=Visa.WAITING).update(visa=Visa.RECALLED)
    go_plan(step.plan, "plan.returned", by, reason=step.remarks, state=PlanState.RETURNED)
    return step


def _write_visa(step: Agreement, visa: Visa, by: Any, remarks: str) -> None:
    check(rules.may_agree(by, step), rules.can_visa(step), "План этого решения сейчас не ждёт.")
    earlier = step.plan.agreements.filter(round=step.round, order__lt=step.order, visa=Visa.WAITING)
    check(True, not earlier.exists(), "Сначала решают те, кто стоит раньше.")
    one_writer()
    changed = Agreement.objects.filter(pk=step.pk, visa=Visa.WAITING).update(
        visa=visa, by=by, at=timezone.now(), remarks=remarks
    )
    check(True, bool(changed), "Решение уже записано.")
    step.refresh_from_db()


@transaction.atomic
def approve_plan(
    plan: Plan, *, by: Any, document: str, document_number: str, document_date: date, signed_by: str,
    scan: UploadedFile[Any] | None, change: str = "", version: int | None = None, text: str = "",
) -> Plan:  # fmt: skip
    """Write down by which document the plan is approved; of a later document, what it changes.

    ``text``: the digest of the text that the person had before the eyes; another one is not approved unseen.
    """
    _check_way(plan, PlanState.APPROVED, rules.may_approve(by, plan))
    check(True, plan.state != PlanState.ARCHIVED, WRONG_STATE.format(state=plan.get_state_display()))
    one_writer()
    check(True, not text or text == digest_of(plan), OTHER_TEXT)
    last = plan.editions.order_by("-number").first()
    _check_requisites(plan, last, document_date, change)
    if scan is None:
        raise ValidationError({"scan": NO_SCAN})
    name = check_evidence(scan)
    digest, _ = keep(scan)
    edition = Edition(
        plan=plan, number=last.number + 1 if last else 1, document=document.strip(), by=by, change=change.strip(),
        document_number=document_number.strip(), document_date=document_date, signed_by=signed_by.strip(),
        scan_name=name, scan_sha256=digest, content={},
    )  # fmt: skip
    edition.full_clean(exclude=["content"])
    plan = go_plan(plan, "plan.approved", by, version, reason=change, state=PlanState.APPROVED)
    edition.save()
    plan.actions.filter(is_leaving=True).update(excluded_by=edition, is_leaving=False)
    plan.actions.update(is_new=False)
    date_rows(plan, plan.actions.filter(excluded_by__isnull=True))  # «в течение 10 дней после утверждения»
    edition.content = snapshot(plan)
    edition.save(update_fields=["content"])
    write("plan.requisites", plan, by, new={"plan_requisites": edition.requisites, "sha256": digest})
    return plan


def _check_requisites(plan: Plan, last: Edition | None, document_date: date, change: str) -> None:
    check(True, plan.actions.filter(is_leaving=False, excluded_by__isnull=True).exists(), NO_ROWS)
    if document_date > timezone.localdate():
        raise ValidationError({"document_date": "Дата документа не может быть в будущем."})
    if last is None:
        return
    if document_date < last.document_date:
        raise ValidationError(
            {"document_date": f"Документ раньше прежнего ({last.document_date:%d.%m.%Y}): проверьте дату."}
        )
    said(change, "Напишите, что меняет этот документ и почему.", "change")


@transaction.atomic
def amend(plan: Plan, *, by: Any, reason: str, version: int | None = None) -> Plan:
    """Begin changes to an approved plan; they hold after a new order, until then the actions go on."""
    _check_way(plan, PlanState.AMENDING, rules.may_write(by, plan.unit))
    return go_plan(plan, "plan.amending", by, version, reason=said(reason), state=PlanState.AMENDING)


@transaction.atomic
def drop_changes(plan: Plan, *, by: Any, version: int | None = None) -> Plan:
    """Leave the changes: the plan is again as the last document approved it."""
    check(
        rules.may_write(by, plan.unit),
        plan.state == PlanState.AMENDING,
        WRONG_STATE.format(state=plan.get_state_display()),
    )
    last = plan.editions.order_by("-number").first()
    assert last is not None, "a plan is amended after it was approved"
    plan = go_plan(plan, "plan.changes_dropped", by, version, state=PlanState.APPROVED)
    _restore(plan, last.content)
    return plan


def _restore(plan: Plan, content: dict[str, Any]) -> None:
    plan.actions.filter(is_new=True).delete()
    plan.actions.update(is_leaving=False)
    for name in SAID_BY_HEAD:
        setattr(plan, name, content.get(name, getattr(plan, name)))
    plan.save(update_fields=SAID_BY_HEAD)
    sections = {one["key"]: one for one in content["sections"]}
    plan.sections.exclude(pk__in=sections).delete()
    for key, one in sections.items():
        known = {"title": one["title"], "number": one["number"], "order": one["order"]}
        Section.objects.update_or_create(pk=key, defaults={"plan": plan, **known})
    for direction, said_of in zip(plan.directions.all(), content["directions"], strict=False):
        plan.directions.filter(pk=direction.pk).update(section=said_of["section"])
    rows = {row["key"]: row for row in content["rows"]}
    kept = plan.actions.filter(pk__in=rows)
    for action in kept:
        row = rows[action.pk]
        for name in SAID_BY_DOCUMENT:
            setattr(action, name, row[name])
        action.section_id, action.same_as_id = row["section"], row.get("same_as", action.same_as_id)
        action.version += 1  # a form that was opened on the other words is told
        action.save(update_fields=[*SAID_BY_DOCUMENT, "section", "same_as", "version"])
    date_rows(plan, kept)


@transaction.atomic
def archive(plan: Plan, *, by: Any, version: int | None = None) -> Plan:
    """The year is over: nothing is done with the plan any more."""
    _check_way(plan, PlanState.ARCHIVED, rules.may_write(by, plan.unit))
    return go_plan(plan, "plan.archived", by, version, state=PlanState.ARCHIVED)


@transaction.atomic
def unarchive(plan: Plan, *, by: Any, reason: str, version: int | None = None) -> Plan:
    """Take a plan out of the archive, and why."""
    check(
        rules.may_write(by, plan.unit), plan.state == PlanState.ARCHIVED,
        WRONG_STATE.format(state=plan.get_state_display()),
    )  # fmt: skip
    return go_plan(plan, "plan.unarchived", by, version, reason=said(reason), state=PlanState.APPROVED)


def _check_way(plan: Plan, state: str, may: bool) -> None:
    check(may, rules.can_go(plan, state), WRONG_STATE.format(state=plan.get_state_display()))
