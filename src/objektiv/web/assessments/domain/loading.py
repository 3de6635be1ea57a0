"""The long halves of confirming and undoing: the lake first, whole or not at all, then what the office knows of it.

Killed between the two, the job is started again: the lake then has the files already and only the second half is done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from objektiv.analysis.superseding import supersede
from objektiv.analysis.trial import adopt_trial
from objektiv.analysis.undoing import undo_load
from objektiv.lake.lake import Lake
from objektiv.lake.state import StoredFile
from objektiv.model.errors import UsageError
from objektiv.web.assessments.domain.imports import brought, discard_originals, loadable
from objektiv.web.assessments.domain.reading import Progress, stored_as, tried
from objektiv.web.assessments.domain.submitting import Count, count, submit, write_counts
from objektiv.web.assessments.enums import FileState, ImportState
from objektiv.web.assessments.models import Import, ImportFile
from objektiv.web.assessments.places import lake_folder
from objektiv.web.audit.domain import record

# Remarks that tell of personal data in the original: what was read of it has none, the original is not kept.
PERSONAL = frozenset({"personal_column", "name_withheld"})


def load_confirmed(load: Import, progress: Progress) -> None:
    """Load the confirmed files into the lake and write down what they brought."""
    if load.state != ImportState.RECOGNISED:
        return
    files = loadable(load)
    if not files:
        raise UsageError(
            "загружать нечего: ни один файл не готов.", "Откройте загрузку и посмотрите причины у файлов."
        )
    with tried(load, files, progress) as trial:
        base = trial.lake.generation.number
        new = [one for one in Lake.open(trial.folder).generation.active() if one.generation > base]
        supersede(trial.folder, [(one.sha256, one.generation) for one in new])
        progress(len(files), len(files), "записываем")
        adopt_trial(trial.lake, trial.folder)
    entries = _entries(files)
    lake = Lake.open(lake_folder())
    counts = count(lake, [file for file in files if file.pk in entries])
    _settle(load, files, entries, lake.generation.number, counts)
    _forget_personal(load)


def undo_loaded(load: Import, *, by: Any) -> None:
    """Take out of the lake what the import brought, and write that down."""
    if load.state != ImportState.LOADED:
        return
    generation = undo_load(lake_folder(), brought(load))
    counts = count(Lake.open(lake_folder()), load.files.filter(state=FileState.LOADED))
    _settle_undone(load, generation, counts, by=by)


def _entries(files: Sequence[ImportFile]) -> dict[int, StoredFile]:
    """File → its entry in the lake, where it came from this very file and not from the same bytes of another import."""
    lake = Lake.open(lake_folder())
    found = {file.pk: (entry, str(file.path.resolve())) for file in files if (entry := stored_as(lake, file))}
    return {key: entry for key, (entry, path) in found.items() if entry.path == path}


@transaction.atomic
def _settle(
    load: Import,
    files: Sequence[ImportFile],
    entries: Mapping[int, StoredFile],
    generation: int,
    counts: Sequence[Count],
) -> None:
    now = _held(load)
    if now.state != ImportState.RECOGNISED:
        return
    for file in files:
        entry = entries.get(file.pk)
        file.state = FileState.LOADED if entry else FileState.UNCHANGED
        file.generation = entry.generation if entry else None
        file.save(update_fields=["state", "generation"])
    now.lake_before = min((entry.generation for entry in entries.values()), default=generation + 1) - 1
    now.lake_after = generation if entries else now.lake_before
    now.state, now.loaded_at = ImportState.LOADED, timezone.now()
    now.version += 1
    now.save()
    submit(now, [file for file in files if file.state == FileState.LOADED])
    write_counts(counts)
    new = {"files": len(entries), "lake": now.lake_after}
    record("import.loaded", by=now.by, obj=now, unit_path=now.unit.path, new=new, reason=now.reason)


@transaction.atomic
def _settle_undone(load: Import, generation: int, counts: Sequence[Count], *, by: Any) -> None:
    now = _held(load)
    if now.state != ImportState.LOADED:
        return
    now.state, now.undone_at, now.undone_by = ImportState.UNDONE, timezone.now(), by
    now.lake_undone = generation
    now.version += 1
    now.save()
    write_counts(counts)
    record(
        "import.undone", by=by, obj=now, unit_path=now.unit.path, old={"lake": now.lake_after},
        new={"lake": generation}, reason=now.undo_reason,
    )  # fmt: skip


def _held(load: Import) -> Import:
    return Import.objects.select_for_update(of=("self",)).select_related("unit", "by").get(pk=load.pk)


def _forget_personal(load: Import) -> None:
    """Delete originals with columns or codes that looked like personal data."""
    kept = load.files.filter(is_kept=True)
    files = [file for file in kept if {one["code"] for one in file.problems} & PERSONAL]
    if files:
        discard_originals(files)
