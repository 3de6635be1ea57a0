"""Tasks of our school and of the one elsewhere, with all that hangs on them, for the access matrix."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from cast import Cast, person
from django.utils import timezone
from matrix import Example, Pair
from task_words import DONE, approved_action, fetched, filled, paper

from objektiv.web.access.domain import assign
from objektiv.web.access.models import User
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import may, permissions_of
from objektiv.web.shell.archive import archive_path
from objektiv.web.shell.models import Job
from objektiv.web.tasks import domain
from objektiv.web.tasks.files import ARCHIVES
from objektiv.web.tasks.jobs import PACK
from objektiv.web.tasks.models import EvidenceFile, ReturnedForm
from objektiv.web.tasks.queries import WORKS
from objektiv.web.territory.models import Unit

EDIT, REPORT = Permission.PLANS_EDIT, Permission.PLANS_REPORT


def examples(cast: Cast, folder: Path) -> dict[str, Pair]:
    """By the name of the address."""
    other_head = person("other_tasks_head", "Начальник")
    assign(other_head, role="municipal_head", unit=cast.other_municipality, by=None)
    ours = pages_of(cast.municipality, cast.school, cast.coordinator, cast.roles["municipal_head"], folder)
    theirs = pages_of(cast.other_municipality, cast.other_school, cast.other_coordinator, other_head, folder)
    return {name: (ours[name], theirs[name]) for name in ours}


def pages_of(unit: Unit, school: Unit, by: User, head: User, folder: Path) -> dict[str, Example]:
    """An action given to a school that has reported by a form and by a document; a heap; an archive."""
    action = approved_action(unit, by, head)
    letter = domain.give(action, schools=[school], by=by)
    task = fetched(school)
    heap = domain.receive_forms([filled(task, folder, DONE), paper(f"{task.code}.pdf")], by=by)
    domain.confirm_heap(heap, by=by)
    file, form = (
        EvidenceFile.objects.get(evidence__task=task).pk,
        ReturnedForm.objects.get(task=task, state="new").pk,
    )
    day = f"{timezone.localdate() + timedelta(days=60):%Y-%m-%d}"
    one, above, plan = {"pk": task.pk}, {"pk": action.pk}, {"pk": action.plan_id}
    led = refused(unit.path, EDIT)
    return {
        "task": Example(one, school.path),
        "task_act": Example(
            {**one, "act": "return"}, school.path, answer=settles(school.path, unit.path),
            data={"version": str(task.version + 1), "reason": "Нет подписей"},
        ),
        "task_letter": Example({**one, "letter": letter.pk}, school.path),
        "task_blank": Example({**one, "kind": "xlsx"}, school.path),
        "task_file": Example({**one, "file": file}, school.path),
        "task_form": Example({**one, "form": form}, school.path),
        "tasks_of_plan": Example(plan, unit.path),
        "tasks_of_action": Example(above, unit.path),
        "task_give": Example(above, unit.path),
        "tasks_of_action_remind": Example(above, unit.path, answer=led, data={"x": "1"}),
        "tasks_of_action_terms": Example(above, unit.path, answer=led, data={"until": day, "reason": "Перенос"}),
        "tasks_of_action_accept": Example(above, unit.path, data={"x": "1"}),
        "tasks_of_action_report": Example(above, unit.path, answer=not_complete(unit.path), data={"report": DONE}),
        "task_pack": Example({"pk": letter.pk}, unit.path, data={"x": "1"}),
        "task_pack_file": pack_of(by, unit.path),
        **dict.fromkeys(("task_forms", "task_forms_confirm"), Example({"pk": heap.pk}, unit.path, answer=owned(by))),
    }  # fmt: skip


def refused(path: str, permission: Permission):
    """Whoever sees the action finds the page; those who may not do it are refused."""

    def answer(user: User | None) -> int | None:
        if user is None or permission not in permissions_of(user):
            return None
        return None if may(user, permission, path) else 404

    return answer


def settles(path: str, above: str):
    """The school sees its task and does not settle it; those who gave it do."""

    def answer(user: User | None) -> int | None:
        if user is None or not any(may(user, one, path) for one in WORKS):
            return None
        return None if may(user, EDIT, above) else 403

    return answer


def not_complete(path: str):
    """The schools are not through: whoever sees the action is told so."""

    def answer(user: User | None) -> int | None:
        return 422 if user is not None and any(may(user, one, path) for one in WORKS) else None

    return answer


def owned(by: User):
    """A heap is looked through by who brought it."""

    def answer(user: User | None) -> int | None:
        if user is None or not permissions_of(user) & set(WORKS):
            return None
        return None if user == by else 404

    return answer


def pack_of(by: User, path: str) -> Example:
    """An archive is fetched by who ordered it."""
    key = uuid4().hex
    Job.objects.create(kind=PACK, title="Архив", owner=by, parameters={"key": key}, state="done")
    target = archive_path(ARCHIVES, key)
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("список.txt", "Письма школам.")

    def answer(user: User | None) -> int | None:
        if user is None or EDIT not in permissions_of(user):
            return None
        return None if user == by else 404

    return Example({"key": key}, path, answer=answer)
