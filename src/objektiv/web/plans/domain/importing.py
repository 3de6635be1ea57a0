"""A plan out of a file: read, looked through side by side, corrected, confirmed; corrections are learned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from objektiv.model.errors import RefusedFileError
from objektiv.plans.layout.assemble import lay_out
from objektiv.plans.model import Plan as ReadPlan
from objektiv.plans.reading import read_source
from objektiv.plans.record import from_record, to_record
from objektiv.plans.words import fold
from objektiv.web.access.models import User
from objektiv.web.audit.domain import one_writer, record
from objektiv.web.plans import rules
from objektiv.web.plans.domain.laying import Content, lay_in
from objektiv.web.plans.domain.learning import forget, learn
from objektiv.web.plans.domain.working import check
from objektiv.web.plans.domain.writing import start_plan
from objektiv.web.plans.enums import ImportState, LessonKind
from objektiv.web.plans.files import check_source, digest_of, keep
from objektiv.web.plans.models import Lesson, Plan, PlanImport
from objektiv.web.plans.queries import people_for
from objektiv.web.plans.reading import FIELDS, Rows, blocks_of, head_of, rows_of, with_column, with_lessons

CONFLICT = "Эти строки только что изменили в другом окне: посмотрите ещё раз."
CLOSED = "Этот файл уже разобран: {state}."
NOTHING = "В файле не нашлось ни одного мероприятия. Проверьте, что это план: {remarks}"
CORRECTED = ("number", "text", "deadline", "responsible", "result", "indicator", "section", "row", "owner")
KEPT = ("row", "section", "number", "text", "sub_items", "deadline", "result", "indicator", "extra", "place")
CREATING = ("title", "kind", "school_year", "year")
COLUMNS = "columns"  # in the head of a reading: heading → the field that it means in these rows


def receive(upload: UploadedFile[Any], *, unit: Any, by: Any) -> PlanImport:
    """Read a file; ValidationError with the reader's own sentence when it is no plan that can be read."""
    if not rules.may_write(by, unit):
        raise PermissionDenied
    name = check_source(upload)
    if (waiting := _waiting(upload, name, unit, by)) is not None:
        return waiting
    read, blocks = _read(upload, name)
    rows = rows_of(read)
    if not rows:
        remarks = " ".join(one.message for one in read.remarks) or "нужна таблица или список с мероприятиями."
        raise ValidationError({"file": NOTHING.format(remarks=remarks)})
    lessons = list(Lesson.objects.filter(unit=unit))
    with transaction.atomic():
        digest, size = keep(upload)
        one_writer()
        if (waiting := _waiting(upload, name, unit, by)) is not None:
            return waiting
        made = PlanImport.objects.create(
            unit=unit, by=by, name=name, sha256=digest, size=size, record=to_record(read), blocks=blocks,
            head={**head_of(read), COLUMNS: _meant(read, lessons)}, rows=with_lessons(rows, read.columns, lessons),
        )  # fmt: skip
        told = {"plan_file": name, "plan_rows": len(rows), "sha256": digest}
        record("plan.read", by=by, obj=made, unit_path=unit.path, new=told)
    return made


def _waiting(upload: UploadedFile[Any], name: str, unit: Any, by: Any) -> PlanImport | None:
    """The same file of the same person that still waits: a second click goes on with it."""
    same = PlanImport.objects.filter(unit=unit, by=by, name=name, sha256=digest_of(upload))
    return same.filter(state=ImportState.READ).first()


def _meant(read: ReadPlan, lessons: Iterable[Lesson]) -> dict[str, str]:
    """Heading → field, as the reader has it and the organisation taught."""
    taught = {one.text: one.value for one in lessons if one.kind == LessonKind.COLUMN}
    return {heading: taught.get(fold(heading)[:500], field) for field, heading in read.columns}


def _read(upload: UploadedFile[Any], name: str) -> tuple[ReadPlan, Rows]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(b"".join(upload.chunks()))
        try:
            source = read_source(path)
            return lay_out(source), blocks_of(source.blocks)
        except RefusedFileError as error:
            said = f"{error.message} {error.remedy}".strip()
            raise ValidationError({"file": f"{name}: {said}"}) from error


def read_again(made: PlanImport) -> ReadPlan:
    """The plan as it was read, without any correction."""
    return from_record(made.record)


@transaction.atomic
def correct_row(
    made: PlanImport, *, key: str, by: Any, version: int | None = None, **fields: Any
) -> PlanImport:
    """Correct one row; who answers is learned for the next documents of the organisation."""

    def corrected(row: dict[str, Any]) -> dict[str, Any]:
        known = {name: _text(fields[name]) for name in CORRECTED if name in fields}
        if not known.get("text", row["text"]):
            raise ValidationError({"text": "Напишите, что сделать, или не переносите строку в план."})
        left = {
            name: text
            for name, text in row["suggestions"].items()
            if row.get(name) == known.get(name, row.get(name))
        }
        return {**row, **known, "suggestions": left, "is_corrected": True}

    before = next((one for one in made.rows if one["key"] == key), None)
    made = _change(made, by, version, key, corrected)
    row = next(one for one in made.rows if one["key"] == key)
    if row["owner"] and row["responsible"]:
        learn(made, LessonKind.RESPONSIBLE, row["responsible"], row["owner"], by)
    elif before is not None and before["owner"]:
        forget(made, LessonKind.RESPONSIBLE, row["responsible"], by)
    return made


@transaction.atomic
def take_supposition(
    made: PlanImport, *, key: str, field: str, by: Any, version: int | None = None
) -> PlanImport:
    """Write what the reading supposed into one field of one row."""
    return _change(made, by, version, key, lambda row: _taken(row, (field,)))


@transaction.atomic
def leave_supposition(
    made: PlanImport, *, key: str, field: str, by: Any, version: int | None = None
) -> PlanImport:
    """The field stays as the document has it."""

    def left(row: dict[str, Any]) -> dict[str, Any]:
        return {
            **row,
            "suggestions": {name: said for name, said in row["suggestions"].items() if name != field},
        }

    return _change(made, by, version, key, left)


@transaction.atomic
def take_all_suppositions(made: PlanImport, *, by: Any, version: int | None = None) -> PlanImport:
    """All of them together: the person has looked at them."""
    return _change(made, by, version, "", lambda row: _taken(row, tuple(row["suggestions"])))


@transaction.atomic
def drop_row(
    made: PlanImport, *, key: str, is_dropped: bool, by: Any, version: int | None = None
) -> PlanImport:
    """Leave a row out of the plan, or take it in again."""
    return _change(made, by, version, key, lambda row: {**row, "is_dropped": is_dropped})


@transaction.atomic
def move_column(
    made: PlanImport, *, heading: str, meant: str, by: Any, version: int | None = None
) -> PlanImport:
    """Say what a heading of the table means; the next documents of the organisation are read so."""
    columns = columns_of(made)
    if heading not in columns or meant not in FIELDS:
        raise ValidationError("Такого столбца в документе нет.")
    if columns[heading] != meant:
        rows = with_column(made.rows, heading, columns[heading], meant)
        head = {**made.head, COLUMNS: {**columns, heading: meant}}
        made = _save(made, by, version, rows=rows, head=head)
    learn(made, LessonKind.COLUMN, heading, meant, by)
    return made


def columns_of(made: PlanImport) -> dict[str, str]:
    """Heading → the field that it means in these rows; what others taught since then changes nothing here."""
    known: dict[str, str] = made.head.get(COLUMNS, {})
    return {heading: known.get(heading, field) for field, heading in read_again(made).columns}


@transaction.atomic
def confirm_import(made: PlanImport, *, by: Any, version: int | None = None, **fields: Any) -> Plan:
    """A draft out of the rows; what the reading supposed and nobody took stays beside the rows as a supposition."""
    rows = [row for row in made.rows if not row["is_dropped"]]
    if not rows:
        raise ValidationError("Ни одна строка не переносится в план.")
    made = _save(made, by, version, state=ImportState.CONFIRMED)
    head = {name: said for name, said in made.head.items() if name not in (*CREATING, COLUMNS)}
    plan = start_plan(
        unit=made.unit, by=by, head=head, record=made.record, source_name=made.name, source_sha256=made.sha256,
        **{name: fields.get(name, made.head.get(name)) for name in CREATING},
    )  # fmt: skip
    lay_in(plan, _content(made, rows), by=by, come_from=f"из файла {made.name}")
    PlanImport.objects.filter(pk=made.pk).update(plan=plan)
    return plan


@transaction.atomic
def abandon_import(made: PlanImport, *, by: Any, version: int | None = None) -> PlanImport:
    """No plan is made of the file."""
    made = _save(made, by, version, state=ImportState.ABANDONED)
    record("plan.read_abandoned", by=by, obj=made, unit_path=made.unit.path, new={"plan_file": made.name})
    return made


def _content(made: PlanImport, rows: Rows) -> Content:
    read = read_again(made)
    used = {row["section"] for row in rows}
    sections = [
        {"key": one.key, "number": one.number.text, "title": one.title.text or "Без названия"}
        for one in read.sections
        if one.key in used
    ]
    people = {
        one.login: one for one in people_for(made.unit.path).filter(login__in={row["owner"] for row in rows})
    }
    directions = [
        {
            "number": one.number.text[:20], "title": one.title.text[:500], "section": _linked(one.title.text, sections),
            "bullets": [{"text": bullet.text.text, "group": bullet.group} for bullet in one.bullets],
        }
        for one in read.directions
    ]  # fmt: skip
    return Content(sections, [_laid(row, people) for row in rows], directions)


def _laid(row: dict[str, Any], people: dict[str, User]) -> dict[str, Any]:
    kept = {name: row[name] for name in KEPT}
    return kept | {
        "owner_text": row["responsible"], "owner": people.get(row["owner"]), "suggestions": row["suggestions"],
    }  # fmt: skip


def _linked(title: str, sections: Sequence[dict[str, Any]]) -> str | None:
    """The section of the table that says the same words as a direction, where there is one."""
    words = fold(title).strip(" .:;")
    return next((one["key"] for one in sections if words and fold(one["title"]).strip(" .:;") == words), None)


def _taken(row: dict[str, Any], fields: Sequence[str]) -> dict[str, Any]:
    taken = {name: row["suggestions"][name] for name in fields if name in row["suggestions"]}
    left = {name: said for name, said in row["suggestions"].items() if name not in taken}
    return {**row, **taken, "suggestions": left, "is_corrected": row["is_corrected"] or bool(taken)}


def _change(
    made: PlanImport, by: Any, version: int | None, key: str, how: Callable[[dict[str, Any]], dict[str, Any]]
) -> PlanImport:
    """Change one row, or all when ``key`` is empty."""
    check(True, not key or any(row["key"] == key for row in made.rows), "Такой строки в документе нет.")
    rows = [how(row) if key in ("", row["key"]) else row for row in made.rows]
    return _save(made, by, version, rows=rows)


def _save(made: PlanImport, by: Any, version: int | None, **fields: Any) -> PlanImport:
    if made.by_id != by.pk or not rules.may_write(by, made.unit):
        raise PermissionDenied
    check(True, made.state == ImportState.READ, CLOSED.format(state=made.get_state_display()))
    one_writer()
    expected = made.version if version is None else version
    changed = PlanImport.objects.filter(pk=made.pk, version=expected).update(version=expected + 1, **fields)
    check(True, bool(changed), CONFLICT)
    made.refresh_from_db()
    return made


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else str(value or "")
