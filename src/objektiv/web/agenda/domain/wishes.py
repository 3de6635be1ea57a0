"""Which letters a person wants."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from objektiv.web.access.models import User
from objektiv.web.agenda.enums import WISH_START, Wish
from objektiv.web.agenda.models import MailWish


@transaction.atomic
def choose_letters(*, wish: str, by: User) -> MailWish:
    """From now on only these letters are written."""
    if wish not in Wish.values:
        raise ValidationError({"wish": "Выберите, какие письма присылать."})
    return MailWish.objects.update_or_create(user=by, defaults={"wish": wish})[0]


def wish_of(user: User) -> Wish:
    """What the person chose, or what counts for who chose nothing."""
    chosen = MailWish.objects.filter(user=user).values_list("wish", flat=True).first()
    return Wish(chosen) if chosen else WISH_START
