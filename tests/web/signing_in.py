"""How people of the tests sign in: a password, one-time codes; and reading a workbook that a page gave."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from python_calamine import CalamineWorkbook

from objektiv.web.access.models import User

SECRET = "JBSWY3DPEHPK3PXP"
PASSWORD = "длинный-пароль-1"
SPARE_SEED = "0" * 40


def add_codes(user: User) -> User:
    """One-time codes of an application, and spare ones."""
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": SECRET})
    spare = {"seed": SPARE_SEED, "used_mask": 0}
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data=spare)
    return user


def code_now(offset: int = 0, secret: str = SECRET) -> str:
    """The code that the application shows; ``offset`` in half minutes."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter + offset))


def set_password(user: User, password: str = PASSWORD) -> User:
    """A person who can sign in."""
    user.set_password(password)
    user.save()
    return user


def rows_of(answer: Any, sheet: int = 0) -> Sequence[Sequence[Any]]:
    """Rows of a downloaded workbook."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return book.get_sheet_by_index(sheet).to_python()
