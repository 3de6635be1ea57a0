"""Which letters a person wants."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from objektiv.web.access.models import User
from objektiv.web.access.queries import place_of
from objektiv.web.agenda.enums import WISH_START, Wish
from objektiv.web.agenda.models import MailWish
from objektiv.web.audit.domain import one_writer, record


@transaction.atomic
def choose_letters(*, wish: str, by: User) -> MailWish:
    """From now on only these letters are written."""
    if wish not in Wish.values:
        raise ValidationError({"wish": "Выберите, какие письма присылать."})
    one_writer()
    before = wish_of(by)
    chosen = MailWish.objects.update_or_create(user=by, defaults={"wish": wish})[0]
    if before != wish:
        old, new = {"mail_wish": str(before)}, {"mail_wish": wish}
        record("mail.chosen", by=by, obj=chosen, unit_path=place_of(by), old=old, new=new)
    return chosen


def wish_of(user: User) -> Wish:
    """What the person chose, or what counts for who chose nothing."""
    chosen = MailWish.objects.filter(user=user).values_list("wish", flat=True).first()
    return Wish(chosen) if chosen else WISH_START
