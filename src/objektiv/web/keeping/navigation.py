"""What this app adds to the frame: its section and the words of the journal."""

from __future__ import annotations

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of
from objektiv.web.audit.verbs import add_fields, add_verbs
from objektiv.web.keeping.phrases import FIELDS, VERBS
from objektiv.web.shell.navigation import Section, add_section


def add() -> None:
    """Called when the app is ready."""
    add_section(
        Section(
            90,
            "Состояние",
            "server_state",
            lambda user: Permission.SYSTEM in permissions_of(user),
            "Как работает сервер: база, журнал, место на диске, фоновые работы, копии, версии.",
        )
    )
    add_verbs(VERBS)
    add_fields(FIELDS)
