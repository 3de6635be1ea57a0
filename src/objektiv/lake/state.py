"""What stands in the lake: the list of files of one generation, as plain data that is written once and never changed.

A generation is the state after one load. The newest complete one is current; older ones stay readable, so the first
version of a corrected file can always be looked at.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, NamedTuple

from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import LakeError
from objektiv.model.scale import MarkCondition, Part, Scale
from objektiv.model.tables import Problem

FORMAT = 1


class Exclusion(NamedTuple):
    """Rows of one class that stand in a later file: its sha256, the school, the class as the earlier file prints it."""

    by: str
    school: int
    class_group: str


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One loaded file. Paths of pieces are relative to the lake.

    ``excluded`` are classes of schools whose rows a later file brings again, with that file; ``replaced_by`` is the
    sha256 of the file that replaced this one wholly (empty: active). ``generation`` is the load in which it came.
    """

    sha256: str
    name: str
    path: str
    layout: str
    kind: str
    assessment: str
    rows: int
    present: int
    absent: int
    quarantined: int
    one_sitting: int
    generation: int
    piece: str = ""
    extras: dict[str, str] = field(default_factory=dict)
    problems: str = ""
    problem_count: int = 0
    scale: dict[str, Any] | None = None
    schools: tuple[int, ...] = ()
    excluded: tuple[Exclusion, ...] = ()
    replaced_by: str = ""

    @property
    def is_active(self) -> bool:
        """Not replaced as a whole by a later file."""
        return not self.replaced_by


@dataclass(frozen=True, slots=True)
class Generation:
    """The state after load ``number``; 0 is the empty lake."""

    number: int = 0
    files: tuple[StoredFile, ...] = ()

    def active(self) -> tuple[StoredFile, ...]:
        """Files that count now."""
        return tuple(file for file in self.files if file.is_active)

    def find(self, sha256: str) -> StoredFile | None:
        """The active file with these bytes, if it is here."""
        return next((file for file in self.files if file.sha256 == sha256 and file.is_active), None)

    def excluded(self, file: StoredFile) -> tuple[tuple[int, str], ...]:
        """School and class of the rows that do not count because an active later file brings them again."""
        active = {one.sha256 for one in self.files if one.is_active}
        return tuple(sorted({(one.school, one.class_group) for one in file.excluded if one.by in active}))

    def assessments(self) -> tuple[AssessmentId, ...]:
        """Assessments with pupil rows, sorted by id."""
        ids = {file.assessment for file in self.active() if file.piece and file.present}
        return tuple(sorted(map(AssessmentId.parse, ids), key=str))

    def of(self, assessment: AssessmentId) -> tuple[StoredFile, ...]:
        """Active files with pupil rows of one assessment."""
        return tuple(file for file in self.active() if file.piece and file.assessment == str(assessment))

    def to_json(self) -> str:
        """Text of the generation file."""
        files = [to_data(file) for file in self.files]
        return json.dumps(
            {"format": FORMAT, "number": self.number, "files": files}, ensure_ascii=False, indent=1
        )

    @classmethod
    def from_json(cls, text: str) -> Generation:
        """Read a generation file; KeyError, TypeError or ValueError when it is not one.

        Raises LakeError when it is one of another format.
        """
        data = json.loads(text)
        check_format(data["format"])
        return cls(int(data["number"]), tuple(map(_stored, data["files"])))


def check_format(said: object) -> None:
    """LakeError when the data were written in another format than this version knows."""
    if said != FORMAT:
        raise LakeError(
            f"данные записаны в формате {said}, а эта версия программы читает формат {FORMAT}.",
            "Обновите программу или загрузите исходные книги в новую папку данных.",
        )


def _stored(data: dict[str, Any]) -> StoredFile:
    excluded = tuple(Exclusion(*one) for one in data["excluded"])
    return StoredFile(**{**data, "excluded": excluded, "schools": tuple(data["schools"])})


def exclude_rows(
    files: Iterable[StoredFile], newcomer: StoredFile, repeated: Mapping[str, Sequence[tuple[int, str]]]
) -> tuple[StoredFile, ...]:
    """Mark the classes that ``newcomer`` brings again: ``repeated`` maps the sha256 of an active file to them."""
    return tuple(
        replace(file, excluded=(*file.excluded, *(Exclusion(newcomer.sha256, *one) for one in again)))
        if file.is_active and (again := repeated.get(file.sha256))
        else file
        for file in files
    )


def replace_files(
    files: Iterable[StoredFile], newcomer: StoredFile, predecessors: Sequence[StoredFile]
) -> tuple[StoredFile, ...]:
    """Mark files that ``newcomer`` replaces as a whole."""
    return tuple(
        replace(file, replaced_by=newcomer.sha256) if file in predecessors else file for file in files
    )


def to_data(record: StoredFile | Problem) -> dict[str, Any]:
    """Fields of a record by name, ready for JSON; unlike ``asdict`` it copies nothing of what they hold."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def scale_to_data(scale: Scale) -> dict[str, Any]:
    """A scale as plain JSON data."""
    return {**asdict(scale), "assessment": str(scale.assessment)}


def scale_from_data(data: dict[str, Any]) -> Scale:
    """The scale that ``scale_to_data`` wrote."""
    return Scale(
        **{
            **data,
            "assessment": AssessmentId.parse(data["assessment"]),
            "parts": tuple(Part(**part) for part in data["parts"]),
            "boundaries": tuple(data["boundaries"]) if data["boundaries"] else None,
            "conditions": tuple(
                MarkCondition(**{**condition, "parts": tuple(condition["parts"])})
                for condition in data["conditions"]
            ),
            "notes": tuple(data["notes"]),
        }
    )
