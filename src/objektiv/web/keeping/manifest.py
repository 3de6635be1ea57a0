"""What a copy says of itself: versions, rows by table, sha256 and size of every file in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import PurePosixPath

from objektiv.model.errors import ObjektivError

NAME = "manifest.json"
FORMAT = 1
TABLES, FILES = "tables/", "home/"
ANOTHER = "Возьмите другую копию."


class BackupError(ObjektivError):
    """A copy that cannot be restored: damaged, foreign, or of a newer version."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the copy. ``size`` in bytes, unpacked."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The last file of a copy. ``migrations``: all that its database had applied, «app.name».

    ``unsound``: files that were left out for their names, as they can be shown.
    """

    program: str
    made_at: str
    database: str
    is_training: bool
    migrations: tuple[str, ...]
    rows: Mapping[str, int]
    left_out: tuple[str, ...]
    members: Mapping[str, Member] = field(default_factory=dict)
    unsound: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of all files, unpacked."""
        return sum(one.size for one in self.members.values())

    @property
    def files(self) -> tuple[str, ...]:
        """Paths in the folder of state."""
        return tuple(name.removeprefix(FILES) for name in self.members if name.startswith(FILES))

    def to_json(self) -> str:
        """The text of the file."""
        return json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """Read the file; BackupError when it is of a newer version or none of ours."""
        try:
            data = json.loads(text)
            if data.pop("format") != FORMAT:
                raise newer(str(data.get("program", "")))
            members = {name: Member(**known) for name, known in data.pop("members").items()}
            read = cls(
                **{
                    **data,
                    **{name: tuple(data[name]) for name in ("migrations", "left_out")},
                    "unsound": tuple(data.get("unsound", ())),
                },
                members=members,
            )
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise BackupError("описание копии повреждено.", ANOTHER) from error
        if not all(map(is_sound, members)):
            raise BackupError("в копии есть файл с недопустимым именем.", ANOTHER)
        return read


def newer(program: str) -> BackupError:
    """The refusal of a copy that a newer version made."""
    return BackupError(
        f"копия сделана более новой версией программы ({program}).", "Обновите программу и повторите команду."
    )


def is_sound(name: str) -> bool:
    """Whether a member of that name can be written anywhere, and never leads out of the folder."""
    path = PurePosixPath(name)
    is_ours = name.startswith((TABLES, FILES)) and str(path) == name and len(path.parts) > 1
    if not is_ours or ".." in path.parts or "\\" in name or ":" in name or "\0" in name:
        return False
    try:
        name.encode()
    except UnicodeEncodeError:  # bytes of another encoding, as the system hands them over
        return False
    return True
