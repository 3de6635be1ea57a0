"""Loading results: hand files in, look at the preview, confirm, read the protocol, undo."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from ninja import File, Form, Router, Schema, UploadedFile
from pydantic import Field

from objektiv.web.access.permissions import Permission
from objektiv.web.access.scopes import Scope
from objektiv.web.api.endpoints.jobs import JobShape, job_of
from objektiv.web.api.rules import allows
from objektiv.web.api.shapes import (
    Number,
    Page,
    Sentence,
    Span,
    Spanned,
    TokenRequest,
    answers,
    cut,
    done_by_program,
)
from objektiv.web.assessments.domain import imports as verbs
from objektiv.web.assessments.domain.receiving import Incoming
from objektiv.web.assessments.enums import ImportState
from objektiv.web.assessments.forms import MAX_FILES, UploadForm
from objektiv.web.assessments.models import Import, ImportFile
from objektiv.web.assessments.queries import units_to, visible_imports, with_counts
from objektiv.web.assessments.rules import can_undo
from objektiv.web.assessments.views.preview import brought_rows, shown_files

router = Router()
READ = allows(Scope.IMPORTS_READ, Permission.IMPORTS_VIEW)
WRITE = allows(Scope.IMPORTS_WRITE, Permission.IMPORTS_LOAD)


class ImportLine(Schema):
    """A load in the list."""

    id: int
    unit: int
    unit_title: str
    state: str
    state_title: str
    created_at: datetime
    by: str
    files: int
    refused: int
    works: int


class Remark(Schema):
    """A remark of the reader about a place of a file."""

    severity: str = ""
    sheet: str = ""
    cell: str = ""
    message: str = ""
    remedy: str = ""


class FileShape(Schema):
    """A file of a load. rows = present + absent + quarantined; ``obstacle``: why it may not be loaded as it is."""

    id: int
    name: str
    sha256: str
    state: str
    state_title: str
    is_excluded: bool
    is_ready: bool
    assessment: str
    title: str
    layout: str
    schools: int
    rows: int
    present: int
    absent: int
    quarantined: int
    problems: int
    obstacle: str
    remedy: str
    unknown_schools: list[int]
    is_repeated: bool


class Brought(Schema):
    """What a load brought of one procedure; ``repeated``: schools that had submitted before."""

    procedure: str
    schools: int
    works: int
    repeated: int


class ImportShape(Schema):
    """A load: its preview before, what it brought after."""

    id: int
    unit: int
    unit_title: str
    state: str
    state_title: str
    created_at: datetime
    loaded_at: datetime | None
    undone_at: datetime | None
    reason: str
    undo_reason: str
    may_undo: bool
    files: list[FileShape]
    brought: list[Brought]
    job: JobShape | None


class ProtocolFile(Schema):
    """A file with all its remarks."""

    file: FileShape
    remarks: list[Remark]


class Protocol(Schema):
    """What came of each file; totals leave out refused files."""

    id: int
    state: str
    rows: int
    present: int
    absent: int
    quarantined: int
    files: list[ProtocolFile]


class Confirmation(Schema):
    """``excluded``: files that are not to be loaded; ``reason``: why results are submitted again."""

    excluded: Annotated[list[Number], Field(max_length=MAX_FILES)] = []
    reason: Sentence = ""


class Reason(Schema):
    """Why."""

    reason: Sentence


@router.get("/imports", response=answers(Page[ImportLine]), summary="Загрузки", **READ)
def import_list(
    request: TokenRequest, span: Span = Spanned, state: ImportState | None = None
) -> Page[ImportLine]:
    """Загрузки вашей территории, новые первыми."""
    found = with_counts(visible_imports(request.user))
    rows, about = cut(found.filter(state=state) if state else found, span)
    return Page(items=[_line(one) for one in rows], **about)


@router.post("/imports", response=answers(ImportShape, 413), summary="Передать файлы", **WRITE)
def import_new(request: TokenRequest, unit: Form[Number], uploads: File[list[UploadedFile]]) -> ImportShape:
    """Передать книги за школу, муниципалитет или регион (unit — номер). Чтение идёт в фоне: смотрите job."""
    form = UploadForm({"unit": unit}, request.FILES, units=units_to(request.user, Permission.IMPORTS_LOAD))
    if not form.is_valid():
        raise ValidationError(dict(form.errors.as_data()))
    said = form.cleaned_data
    files = [Incoming(file.name or "файл", file.chunks()) for file in said["uploads"]]
    load = done_by_program(request, lambda: verbs.receive(unit=said["unit"], files=files, by=request.user))
    return _shape(_seen(request, load.pk))


@router.get("/imports/{number}", response=answers(ImportShape, 404), summary="Одна загрузка", **READ)
def import_one(request: TokenRequest, number: Number) -> ImportShape:
    """Загрузка: до подтверждения — предпросмотр, после — что она принесла."""
    return _shape(_seen(request, number))


@router.post("/imports/{number}/confirm", response=answers(ImportShape, 404), summary="Подтвердить", **WRITE)
def import_confirm(request: TokenRequest, number: Number, said: Confirmation) -> ImportShape:
    """Загрузить то, что показал предпросмотр. Повторная подача требует причины."""
    load = _seen(request, number)
    known = set(load.files.values_list("pk", flat=True))
    if not known.issuperset(said.excluded):
        raise ValidationError({"excluded": "Такого файла в загрузке нет."})
    done_by_program(
        request,
        lambda: verbs.confirm(load, by=request.user, excluded=said.excluded, reason=said.reason),
    )
    return _shape(_seen(request, number))


@router.get("/imports/{number}/protocol", response=answers(Protocol, 404), summary="Протокол", **READ)
def import_protocol(request: TokenRequest, number: Number) -> Protocol:
    """Протокол: строк = писали + отсутствовали + не приняты в расчёт; каждое замечание со своим местом."""
    load = _seen(request, number)
    files = list(load.files.all())
    counted = [one for one in files if one.state != "refused"]
    totals = {
        name: sum(getattr(one, name) for one in counted)
        for name in ("rows", "present", "absent", "quarantined")
    }
    shapes = _files(load, files)
    listed = [
        ProtocolFile(file=shape, remarks=[_remark(problem) for problem in one.problems])
        for one, shape in zip(files, shapes, strict=True)
    ]
    return Protocol(id=load.pk, state=load.state, files=listed, **totals)


@router.post("/imports/{number}/abandon", response=answers(ImportShape, 404), summary="Отказаться", **WRITE)
def import_abandon(request: TokenRequest, number: Number) -> ImportShape:
    """Отказаться от загрузки до подтверждения: её файлы удаляются."""
    load = _seen(request, number)
    done_by_program(request, lambda: verbs.abandon(load, by=request.user))
    return _shape(_seen(request, number))


@router.post(
    "/imports/{number}/undo", response=answers(ImportShape, 404), summary="Отменить загрузку", **WRITE
)
def import_undo(request: TokenRequest, number: Number, said: Reason) -> ImportShape:
    """Вернуть данные к тому, что было до загрузки. Идёт в фоне: смотрите job."""
    load = _seen(request, number)
    done_by_program(request, lambda: verbs.ask_undo(load, by=request.user, reason=said.reason))
    return _shape(_seen(request, number))


def _seen(request: TokenRequest, number: int) -> Import:
    return get_object_or_404(visible_imports(request.user), pk=number)


def _line(one: Any) -> ImportLine:
    """``one`` comes with its counts."""
    return ImportLine(
        id=one.pk, unit=one.unit_id, unit_title=one.unit.title, state=one.state,
        state_title=one.get_state_display(), created_at=one.created_at, by=one.by.short_name if one.by else "",
        files=one.file_count, refused=one.refused_count, works=one.works,
    )  # fmt: skip


def _shape(one: Import) -> ImportShape:
    brought = [
        Brought(procedure=title, schools=schools, works=works, repeated=repeated)
        for title, schools, works, repeated in brought_rows(one)
    ]
    return ImportShape(
        id=one.pk, unit=one.unit_id, unit_title=one.unit.title, state=one.state,
        state_title=one.get_state_display(), created_at=one.created_at, loaded_at=one.loaded_at,
        undone_at=one.undone_at, reason=one.reason, undo_reason=one.undo_reason, may_undo=can_undo(one),
        files=_files(one, list(one.files.all())), brought=brought, job=job_of(one.job),
    )  # fmt: skip


def _files(load: Import, files: list[ImportFile]) -> list[FileShape]:
    return [
        FileShape(
            id=one.file.pk, name=one.file.name, sha256=one.file.sha256, state=one.file.state,
            state_title=one.file.get_state_display(), is_excluded=one.file.is_excluded, is_ready=one.is_ready,
            assessment=one.file.assessment, title=one.file.title, layout=one.file.layout_title,
            schools=one.file.school_count, rows=one.file.rows, present=one.file.present, absent=one.file.absent,
            quarantined=one.file.quarantined, problems=one.file.problem_count,
            obstacle=one.file.refusal or one.objection, remedy=one.file.remedy, unknown_schools=one.unknown,
            is_repeated=bool(one.file.replaces),
        )
        for one in shown_files(load, files)
    ]  # fmt: skip


def _remark(problem: dict[str, Any]) -> Remark:
    return Remark(**{name: str(problem.get(name) or "") for name in Remark.model_fields})
