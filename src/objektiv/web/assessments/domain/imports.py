"""What people do with an import: hand files in, name their procedure, confirm, give up, undo."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from objektiv.analysis.undoing import takers, undo_load
from objektiv.lake.lake import Lake
from objektiv.model.assessment import AssessmentId
from objektiv.web.assessments.domain.placing import Map, unknown_schools
from objektiv.web.assessments.domain.receiving import Incoming, discard, discard_folder, store
from objektiv.web.assessments.enums import FileState, ImportState
from objektiv.web.assessments.models import Import, ImportFile
from objektiv.web.assessments.phrases import NEEDS_REASON, WRONG_STATE
from objektiv.web.assessments.places import lake_folder
from objektiv.web.assessments.rules import can_move, can_undo, may_add_school, may_load
from objektiv.web.audit.domain import record
from objektiv.web.shell.jobs import start_job
from objektiv.web.territory.domain import add_unit
from objektiv.web.territory.enums import Level
from objektiv.web.territory.models import Unit

RECOGNISE = "assessments.recognise"
LOAD = "assessments.load"
UNDO = "assessments.undo"


@transaction.atomic
def receive(*, unit: Unit, files: Sequence[Incoming], by: Any) -> Import:
    """Take files in and start to recognise them; ``by`` None: the caller recognises them itself."""
    if not may_load(by, unit):
        raise PermissionDenied
    if not files:
        raise ValidationError({"files": "Выберите хотя бы один файл."})
    load = Import.objects.create(unit=unit, by=by)
    try:
        stored = store(load, files)
        ImportFile.objects.bulk_create(stored)
        new = {"files": [{"name": file.name, "sha256": file.sha256} for file in stored]}
        record("import.received", by=by, obj=load, unit_path=unit.path, new=new)
    except BaseException:
        discard_folder(load.folder)
        raise
    return _start(load, RECOGNISE, f"Чтение файлов загрузки № {load.pk}", by)


@transaction.atomic
def read_again(load: Import, *, by: Any) -> Import:
    """Start the reading of files that was interrupted."""
    load = _held(load, by)
    if load.state != ImportState.RECEIVED or load.is_working:
        raise _wrong(load)
    return _start(load, RECOGNISE, f"Чтение файлов загрузки № {load.pk}", by)


@transaction.atomic
def name_procedures(load: Import, *, chosen: Mapping[int, str], by: Any) -> Import:
    """Say of which procedure files are (file → code, empty: as recognised) and read the import again."""
    load = _held(load, by)
    if not can_move(load, ImportState.RECEIVED):
        raise _wrong(load)
    for code in filter(None, chosen.values()):
        AssessmentId.parse(code)
    _free_lake(load)
    old = {}
    for file in load.files.filter(pk__in=chosen):
        if file.chosen != chosen[file.pk]:
            old[file.name], file.chosen = file.chosen, chosen[file.pk]
            file.save(update_fields=["chosen"])
    load.state = ImportState.RECEIVED
    new = {"chosen": {file.name: file.chosen for file in load.files.exclude(chosen="")}}
    record("import.named", by=by, obj=load, unit_path=load.unit.path, old={"chosen": old}, new=new)
    return _start(load, RECOGNISE, f"Чтение файлов загрузки № {load.pk}", by)


@transaction.atomic
def add_schools(load: Import, *, schools: Mapping[str, tuple[str, Unit]], by: Any) -> list[Unit]:
    """Add schools that the files speak of to the territory: code → (title, municipality)."""
    if not all(may_add_school(by, parent) for _, parent in schools.values()):
        raise PermissionDenied
    spoken = unknown_schools(Map(), load.files.values_list("schools", flat=True))
    if not {int(code) for code in schools} <= spoken.keys():
        raise ValidationError("Таких школ в файлах загрузки нет: обновите страницу.")
    return [
        add_unit(level=Level.SCHOOL, code=code, title=title, parent=parent, by=by)
        for code, (title, parent) in schools.items()
    ]


@transaction.atomic
def confirm(load: Import, *, by: Any, excluded: Collection[int] = (), reason: str = "") -> Import:
    """Load what was recognised, without the ``excluded`` files; a repeated submission needs a reason."""
    load = _held(load, by)
    if not can_move(load, ImportState.LOADED):
        raise _wrong(load)
    load.files.update(is_excluded=False)
    load.files.filter(pk__in=excluded).update(is_excluded=True)
    files = loadable(load)
    if not files:
        raise ValidationError("Загружать нечего: ни один файл не готов. Причины написаны у файлов.")
    if any(file.replaces for file in files) and not reason.strip():
        raise ValidationError({"reason": "Эти результаты уже подавали. " + NEEDS_REASON})
    load.reason = reason.strip()
    names = [file.name for file in files]
    record("import.confirmed", by=by, obj=load, unit_path=load.unit.path, new={"files": names}, reason=reason)
    return _start(load, LOAD, f"Запись результатов загрузки № {load.pk}", by)


@transaction.atomic
def abandon(load: Import, *, by: Any) -> Import:
    """Give an import up before anything of it was loaded; its files are deleted."""
    load = _held(load, by)
    if not can_move(load, ImportState.ABANDONED):
        raise _wrong(load)
    _free_lake(load)
    load.state = ImportState.ABANDONED
    load.version += 1
    load.save()
    load.files.update(is_kept=False)
    record("import.abandoned", by=by, obj=load, unit_path=load.unit.path)
    transaction.on_commit(lambda: discard_folder(load.folder))
    return load


@transaction.atomic
def ask_undo(load: Import, *, by: Any, reason: str) -> Import:
    """Start to take back what an import brought; ValidationError with the reason when it cannot be."""
    load = _held(load, by)
    if not can_undo(load):
        raise _wrong(load) if load.state != ImportState.LOADED else ValidationError(NOTHING_BROUGHT)
    if not reason.strip():
        raise ValidationError({"reason": NEEDS_REASON})
    if sentence := why_not_undo(load):
        raise ValidationError(sentence)
    load.undo_reason = reason.strip()
    return _start(load, UNDO, f"Отмена загрузки № {load.pk}", by)


NOTHING_BROUGHT = "Эта загрузка ничего не добавила: всё, что в ней было, загрузили раньше. Отменять нечего."


def why_not_undo(load: Import) -> str:
    """Later imports that stand on this one, in words; empty when it can be undone."""
    later = takers(Lake.open(lake_folder()), brought(load))
    if not later:
        return ""
    known = Import.objects.filter(state=ImportState.LOADED, files__sha256__in=[one.sha256 for one in later])
    listed = ", ".join(
        f"№ {one.pk} ({one.unit})" for one in known.exclude(pk=load.pk).distinct().select_related("unit")
    )
    named = f"загрузкой {listed}" if listed else "файлами, загруженными командой objektiv load"
    return f"Строки этой загрузки уже заменены {named}. Сначала отмените её, потом эту."


def brought(load: Import) -> list[tuple[str, int]]:
    """Fingerprint and state of the lake of each file that the import added."""
    files = load.files.filter(state=FileState.LOADED).values_list("sha256", "generation")
    return [(sha256, generation) for sha256, generation in files if generation is not None]


def loadable(load: Import) -> list[ImportFile]:
    """Files that are read, wanted, and hold rows of known schools of the unit alone."""
    places = Map()
    return [
        file
        for file in load.files.all()
        if file.is_loadable
        and not places.objection(load.unit, file.schools)
        and not places.unknown(file.schools)
    ]


def discard_originals(files: Sequence[ImportFile]) -> None:
    """Delete originals with personal data once nothing needs them; what was read of them has none."""
    discard(files)
    ImportFile.objects.filter(pk__in=[file.pk for file in files]).update(is_kept=False)


def _held(load: Import, by: Any) -> Import:
    """The import as it stands now, kept from others until the end of the transaction; only for who may load there."""
    held = Import.objects.select_for_update(of=("self",)).select_related("unit", "job").get(pk=load.pk)
    if not may_load(by, held.unit):
        raise PermissionDenied
    return held


def _free_lake(load: Import) -> None:
    """Take out what a job that was killed at its last step had put into the lake without telling the office."""
    folder = f"{load.folder.resolve()}{os.sep}"
    files = Lake.open_or_create(lake_folder()).generation.files
    undo_load(lake_folder(), [(one.sha256, one.generation) for one in files if one.path.startswith(folder)])


def _start(load: Import, kind: str, title: str, by: Any) -> Import:
    if by is not None:
        load.job = start_job(kind, title, by=by, load=load.pk, by_id=by.pk)
    load.version += 1
    load.save()
    return load


def _wrong(load: Import) -> ValidationError:
    words = "ещё идёт работа" if load.is_working else load.get_state_display()
    return ValidationError(WRONG_STATE.format(state=words))
