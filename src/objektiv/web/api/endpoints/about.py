"""The token itself: whose it is and what it may do now."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from ninja import Router, Schema

from objektiv.web.access.queries import live_assignments, permissions_of
from objektiv.web.api.rules import allows
from objektiv.web.api.shapes import TokenRequest, answers

router = Router()


class HeldRole(Schema):
    """A role that counts today."""

    role: str
    title: str
    unit: int
    unit_title: str
    valid_to: date | None


class Me(Schema):
    """The person of the token, its scopes, the rights of the person today."""

    name: str
    token: str
    scopes: list[str]
    expires_on: date | None
    roles: list[HeldRole]
    rights: list[str]
    is_training: bool


@router.get(
    "/me",
    response=answers(Me),
    summary="Чей это ключ и что ему можно",
    **allows(None, reason="о самом ключе"),
)
def me(request: TokenRequest) -> Me:
    """Чей это ключ, до какого дня он действует, какие роли и права сейчас у его владельца."""
    token = request.auth
    held = live_assignments(request.user)
    roles = [
        HeldRole(
            role=one.role, title=one.role_class.title, unit=one.unit_id, unit_title=one.unit.title,
            valid_to=one.valid_to,
        )
        for one in held
    ]  # fmt: skip
    return Me(
        name=request.user.full_name, token=token.title, scopes=token.scopes, expires_on=token.expires_on,
        roles=roles, rights=sorted(permissions_of(request.user)), is_training=settings.IS_DEMO,
    )  # fmt: skip
