"""Plans of our municipality and of the one elsewhere, for the access matrix."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from cast import Cast, person
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from matrix import Example, Pair
from matrix_results import results_of
from plan_words import DOCUMENT, YEAR, scan

from objektiv.web.access.domain import assign
from objektiv.web.access.models import User
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import live_assignments, may, permissions_of
from objektiv.web.cases.models import Case
from objektiv.web.cases.queries import visible_to as visible_cases
from objektiv.web.plans import domain
from objektiv.web.plans.models import Action, Plan
from objektiv.web.territory.models import Unit

PLACE = {"title": "План мероприятий", "school_year": YEAR, "kind": "measures"}


def examples(cast: Cast, folder: Path) -> dict[str, Pair]:
    """By the name of the address."""
    other_head = person("other_head", "Начальник")
    assign(other_head, role="municipal_head", unit=cast.other_municipality, by=None)
    ours = pages_of(cast, cast.municipality, cast.coordinator, cast.roles["municipal_head"])
    theirs = pages_of(cast, cast.other_municipality, cast.other_coordinator, other_head)
    first, second = results_of(cast, folder)
    ours["plan_from_case"], theirs["plan_from_case"] = case_of(first), case_of(second)
    return {name: (ours[name], theirs[name]) for name in ours}


def pages_of(cast: Cast, unit: Unit, by: User, head: User) -> dict[str, Example]:
    """A draft, an approved plan with an action that is proven and linked, a file that was read."""
    approved, action, kept = approved_plan(unit, by, head)
    procedure = cast.region.procedures.create(kind="vpr", school_year=YEAR, grade=5)
    link = domain.link(action, procedure=procedure, by=by)
    action.refresh_from_db()
    made = domain.receive(SimpleUploadedFile("план.md", DOCUMENT.encode()), unit=unit, by=by)
    amended, _, _ = approved_plan(unit, by, head)
    amended = domain.amend(amended, by=by, reason="Новые сроки")
    row = amended.actions.select_related("plan__unit").first()
    assert row is not None
    section = domain.add_section(amended, by=by, title="Итоги")
    path, plan, one = unit.path, {"pk": approved.pk}, {"pk": approved.pk, "row": action.pk}
    own, version = owned(by), {"version": str(action.version)}
    return {
        "plan": Example(plan, path),
        "plan_source": Example(plan, path, answer=lost),
        "plan_people": Example(plan, path, answer=leads(path)),
        "plan_xray": Example(plan, path),
        "plan_poster": Example(plan, path),
        "plan_paper": Example({**plan, "paper": "fulfilment", "kind": "docx"}, path),
        "plan_approval": Example(plan, path),
        "plan_difference": Example(plan, path),
        "plan_scan": Example({**plan, "number": 1}, path),
        "plan_copy": Example(plan, path),
        "plan_edit": Example({"pk": amended.pk}, path),
        "plan_sections": Example({"pk": amended.pk}, path),
        "plan_section_act": Example(
            {"pk": amended.pk, "section": section.pk, "act": "up"}, path, data={"version": str(amended.version)}
        ),
        "plan_row_new": Example({"pk": amended.pk}, path),
        "plan_rows_load": Example({"pk": amended.pk}, path),
        "plan_rows_change": Example({"pk": amended.pk}, path, query=f"?row={row.pk}", answer=leads(path)),
        "plan_act": Example(
            {**plan, "act": "archive"}, path, answer=refused(path, Permission.PLANS_EDIT),
            data={"version": str(approved.version)},
        ),
        "plan_action": Example(one, path),
        "plan_action_edit": Example({"pk": amended.pk, "row": row.pk}, path),
        "plan_action_act": Example(
            {**one, "act": "take-up"}, path, answer=refused(path, Permission.PLANS_REPORT), data=version
        ),
        "plan_action_form": Example(
            {**one, "act": "link"}, path, answer=refused(path, Permission.PLANS_REPORT, Permission.PLANS_EDIT)
        ),
        "plan_evidence": Example({**one, "file": kept}, path, answer=works(path)),
        "plan_unlink": Example(
            {**one, "link": link.pk}, path, answer=refused(path, Permission.PLANS_REPORT, Permission.PLANS_EDIT)
        ),
        "plan_import": Example({"pk": made.pk}, path, answer=own),
        "plan_import_source": Example({"pk": made.pk}, path, answer=own),
        "plan_import_people": Example({"pk": made.pk}, path, answer=own),
        "plan_import_row": Example({"pk": made.pk, "key": "a0"}, path, answer=own),
        "plan_import_act": Example({"pk": made.pk, "act": "drop"}, path, answer=own, data={"key": "a0"}),
    }  # fmt: skip


def approved_plan(unit: Unit, by: User, head: User) -> tuple[Plan, Action, int]:
    """In force since yesterday; its action has a document."""
    plan = domain.start_plan(unit=unit, by=by, **PLACE)
    domain.add_row(plan, by=by, number="1", text="Инструктаж организаторов", deadline="за 2 дня до ВПР")
    plan = domain.approve_plan(
        plan, by=head, document="приказ", document_number="7", document_date=timezone.localdate() - timedelta(days=1),
        signed_by="начальник", scan=scan(),
    )  # fmt: skip
    action = plan.actions.select_related("plan__unit").get()
    return plan, action, domain.attach_evidence(action, scan(), by=by).pk


def case_of(result) -> Example:
    """A decided case: whoever composes plans of its school and sees it."""
    case = Case.objects.create(
        school=result.school,
        result=result,
        school_year="1998/99",
        state="confirmed",
        outcome="confirmed",
        ground="Акт",
    )

    def answer(user: User | None) -> int | None:
        if user is None or Permission.PLANS_EDIT not in permissions_of(user):
            return None
        if not visible_cases(user, timezone.localdate()).filter(pk=case.pk).exists():
            return 404
        return None if may(user, Permission.PLANS_EDIT, result.school.path) else 403

    return Example({"case": case.pk}, result.school.path, answer=answer)


def lost(user: User | None) -> int | None:
    """The plan was composed by hand: there is no file, for whoever sees it."""
    return 404 if user is not None and Permission.PLANS_VIEW in permissions_of(user) else None


def owned(by: User):
    """What was read from a file is looked through by who brought it."""

    def answer(user: User | None) -> int | None:
        if user is None or Permission.PLANS_EDIT not in permissions_of(user):
            return None
        return None if user == by else 404

    return answer


def works(path: str):
    """Documents that prove are for those who work with the plan; others who see it do not find them."""

    def answer(user: User | None) -> int | None:
        if user is None or not may(user, Permission.PLANS_VIEW, path):
            return None
        wanted = (Permission.PLANS_REPORT, Permission.PLANS_EDIT, Permission.PLANS_APPROVE)
        return None if any(may(user, one, path) for one in wanted) else 404

    return answer


def leads(path: str):
    """Who composes the plan, or approves it at this very place."""

    def answer(user: User | None) -> int | None:
        if user is None or not may(user, Permission.PLANS_VIEW, path):
            return None
        approves = any(
            held.unit.path == path and Permission.PLANS_APPROVE in held.role_class.permissions
            for held in live_assignments(user)
        )
        is_leader = approves or may(user, Permission.PLANS_EDIT, path)
        return None if is_leader else 403

    return answer


def refused(path: str, *permissions: Permission):
    """Whoever sees the plan finds the page; those who may not do it are refused."""

    def answer(user: User | None) -> int | None:
        if user is None or not may(user, Permission.PLANS_VIEW, path):
            return None
        return None if any(may(user, one, path) for one in permissions) else 403

    return answer
