"""What is done to people, their roles and their ways in; every verb writes the journal in its own transaction."""

from __future__ import annotations

from objektiv.web.access.domain.duties import hand_over, stand_in
from objektiv.web.access.domain.entrance import (
    end_sessions,
    reset_second_factor,
    sign_in_for_training,
)
from objektiv.web.access.domain.invitations import accept_invitation, find_invitation, invite
from objektiv.web.access.domain.people import (
    activate_user,
    add_user,
    deactivate_user,
    edit_user,
    welcome,
)
from objektiv.web.access.domain.roles import assign, end_assignment
from objektiv.web.access.domain.tokens import (
    find_token,
    make_token,
    note_use,
    revoke_token,
    write_refusal,
    write_use,
)

__all__ = [
    "accept_invitation",
    "activate_user",
    "add_user",
    "assign",
    "deactivate_user",
    "edit_user",
    "end_assignment",
    "end_sessions",
    "find_invitation",
    "find_token",
    "hand_over",
    "invite",
    "make_token",
    "note_use",
    "reset_second_factor",
    "revoke_token",
    "sign_in_for_training",
    "stand_in",
    "welcome",
    "write_refusal",
    "write_use",
]
