"""A workbook of schools: received and read, shown, then brought in by parts in the background."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from objektiv.model.errors import RefusedFileError
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import paths_of
from objektiv.web.audit.domain import record
from objektiv.web.shell.jobs import start_job
from objektiv.web.shell.models import Job
from objektiv.web.territory.domain.units import add_unit, edit_unit
from objektiv.web.territory.enums import Level
from objektiv.web.territory.models import RegisterFile, Unit
from objektiv.web.territory.queries import editable
from objektiv.web.territory.register import LIMITS, Planned, plan_register, read_register

APPLY = "territory.register"
PART = 50
FROM_PAGE = "Возьмите шаблон на этой странице."
SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
WRITTEN = ("added", "changed")


@transaction.atomic
def receive_register(upload: UploadedFile[bytes], *, by: Any) -> RegisterFile:
    """Read a workbook and keep what it says; nothing of the territory changes yet.

    ValidationError in the words of the reader when it is no such workbook.
    """
    name = Path(upload.name or "").name[:200]
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise ValidationError({"file": "Нужна книга Excel (.xlsx) или таблица CSV."})
    if (upload.size or 0) > LIMITS.file_bytes:
        raise ValidationError({"file": f"Файл больше {LIMITS.file_bytes >> 20} МиБ."})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"register{suffix}"
        path.write_bytes(upload.read())
        try:
            rows, problems = read_register(path)
        except RefusedFileError as error:
            remedy = FROM_PAGE if "objektiv template" in error.remedy else error.remedy
            raise ValidationError({"file": f"{error.message} {remedy}"}) from error
    return RegisterFile.objects.create(by=by, name=name, rows=rows, problems=problems)


@transaction.atomic
def confirm_register(file: RegisterFile, *, by: Any, seen: str) -> Job:
    """Bring the file in, in the background. ``seen``: the plan that was shown; another one is shown first."""
    file = RegisterFile.objects.select_for_update().get(pk=file.pk, by=by)
    if file.applied_at or (file.job and file.job.is_active):
        raise ValidationError("Этот файл уже внесён или вносится.")
    plan = plan_register(file.rows, by)
    if fingerprint(plan) != seen:
        raise ValidationError("Территория изменилась, пока вы смотрели: проверьте список ещё раз.")
    if not any(one.outcome in WRITTEN for one in plan):
        raise ValidationError("В файле нет ничего нового.")
    file.job = start_job(APPLY, f"Внесение файла школ: {file}", by=by, file=file.pk)
    file.save(update_fields=["job"])
    return file.job


def apply_register(file: RegisterFile, step: Callable[[int, int], None]) -> None:
    """Write what the file adds and changes.

    Each part of the file is a transaction: stopped in the middle, the file is confirmed again and goes on.
    """
    plan = [one for one in plan_register(file.rows, file.by) if one.outcome in WRITTEN]
    for start in range(0, len(plan), PART):
        step(start, len(plan))
        _write(plan[start : start + PART], file)
    with transaction.atomic():
        file.applied_at = timezone.now()
        file.save(update_fields=["applied_at"])
        path = next(iter(paths_of(file.by, Permission.TERRITORY_EDIT)), "")
        new = {"file": file.name, "added": file.added, "changed": file.changed}
        record("territory.register_applied", by=file.by, obj=file, unit_path=path, new=new)


def fingerprint(plan: Sequence[Planned]) -> str:
    """The plan in short: what was shown and what would be done are the same."""
    written = [f"{one.row.row}{one.outcome[0]}{len(one.changes)}" for one in plan if one.outcome in WRITTEN]
    return f"{len(plan)}-{len(written)}-{sha256(' '.join(written).encode()).hexdigest()[:16]}"


@transaction.atomic
def _write(part: Sequence[Planned], file: RegisterFile) -> None:
    for one in part:
        row = one.row
        known = {name: getattr(row, name) for name in ("title", "kind", "settlement") if getattr(row, name)}
        if one.unit is not None:
            edit_unit(one.unit, by=file.by, **known)
        else:
            parent = _municipality(row.municipality, row.municipality_title, file.by)
            add_unit(level=Level.SCHOOL, code=row.code, parent=parent, by=file.by, **known)
    file.added += sum(one.outcome == "added" for one in part)
    file.changed += sum(one.outcome == "changed" for one in part)
    file.save(update_fields=["added", "changed"])


def _municipality(number: int, title: str, by: Any) -> Unit:
    mine = editable(by).filter(level=Level.MUNICIPALITY, closed_on__isnull=True)
    found = next((one for one in mine if int(one.code) == number), None)
    if found is not None:
        return found
    region = editable(by).get(level=Level.REGION)
    return add_unit(level=Level.MUNICIPALITY, code=str(number), title=title, parent=region, by=by)
