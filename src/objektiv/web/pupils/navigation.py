"""What pupils add to the frame."""

from __future__ import annotations

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of
from objektiv.web.audit.verbs import add_fields, add_verbs
from objektiv.web.shell.navigation import Section, add_section

SENTENCE = "Коды учеников, чьи отметки разошлись, и отметки учеников по годам; только для самой школы."


def add() -> None:
    """Called when the app is ready."""
    add_verbs({"pupils.codes_loaded": "Загружены постоянные коды учеников"})
    add_fields({"code_version": "версия списка кодов", "linked": "связано кодов"})
    add_section(
        Section(
            70, "Ученики", "pupils", lambda user: Permission.PUPILS_VIEW in permissions_of(user), SENTENCE
        )
    )
