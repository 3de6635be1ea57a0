"""People, roles, links and records of our part of the territory and of the other, for the access matrix."""

from __future__ import annotations

from pathlib import Path

from cast import Cast
from matrix import Example, Pair

from objektiv.web.access.domain import invite, make_token
from objektiv.web.access.models import User
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of
from objektiv.web.audit.models import Record
from objektiv.web.shell.models import Job

ABOUT_PEOPLE = (
    "person", "person_edit", "person_invite", "person_close", "person_open", "person_sign_out", "person_codes",
    "role_give", "duties_stand_in", "duties_hand_over",
)  # fmt: skip


def examples(cast: Cast, folder: Path) -> dict[str, Pair]:
    """By the name of the address."""
    ours, theirs = cast.deputy, cast.other_deputy
    people = {
        name: (
            Example({"number": ours.pk}, cast.school.path),
            Example({"number": theirs.pk}, cast.other_school.path),
        )
        for name in ABOUT_PEOPLE
    }
    return people | {
        "role_end": (role_of(ours, cast.school.path), role_of(theirs, cast.other_school.path)),
        "journal_record": (record_at(cast.school.path), record_at(cast.other_school.path)),
        "journal_object": (
            Example({"kind": "territory.unit", "key": str(cast.school.pk)}, cast.school.path),
            Example({"kind": "territory.unit", "key": str(cast.other_school.pk)}, cast.other_school.path),
        ),
        "job": (job_of(cast.coordinator), job_of(cast.other_coordinator)),
        "job_cancel": (job_of(cast.coordinator), job_of(cast.other_coordinator)),
        "token_revoke": (token_of(ours), token_of(theirs)),
        "invitation": (Example({"token": invite(ours, by=cast.coordinator)}), None),
        "demo_login": (Example(answer=lambda user: 404), None),  # this office is no training district
    }


def role_of(user: User, path: str) -> Example:
    return Example({"number": user.pk, "role": user.assignments.get().pk}, path)


def record_at(path: str) -> Example:
    return Example({"number": Record.objects.filter(unit_path=path).first().number}, path)


def token_of(owner: User) -> Example:
    """A token is the owner's; the administrator of the region sees it too."""
    token, _ = make_token(title="сводка", scopes=["territory:read"], by=owner)

    def answer(user: User | None) -> int | None:
        return None if user in (None, owner) or Permission.SYSTEM in permissions_of(user) else 404

    return Example({"number": token.pk}, answer=answer)


def job_of(owner: User) -> Example:
    """A job is the owner's alone."""
    key = Job.objects.create(kind="test", title="Работа", owner=owner).pk
    return Example({"key": key}, answer=lambda user: None if user == owner else 404)
