"""The journal of actions, oldest first: a reader asks for what came after the last record it has."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Router, Schema
from pydantic import Field

from objektiv.web.access.journal import JournalFilter, visible_records
from objektiv.web.access.permissions import Permission
from objektiv.web.access.scopes import Scope
from objektiv.web.api.errors import Refused
from objektiv.web.api.rules import allows
from objektiv.web.api.shapes import LARGEST_NUMBER, Page, Span, Spanned, TokenRequest, Words, answers, cut
from objektiv.web.audit.models import Record
from objektiv.web.audit.verbs import known_verbs, title_of

router = Router()


class RecordShape(Schema):
    """One action; ``hash`` is over the record and the hash before it."""

    number: int
    at: datetime
    who: str
    verb: str
    verb_title: str
    object_type: str
    object_id: str
    object_title: str
    unit_path: str
    old: dict[str, Any]
    new: dict[str, Any]
    reason: str
    previous_hash: str
    hash: str


@router.get(
    "/journal", response=answers(Page[RecordShape]), summary="Журнал действий",
    **allows(Scope.JOURNAL_READ, Permission.JOURNAL_VIEW),
)  # fmt: skip
def journal_list(
    request: TokenRequest,
    span: Span = Spanned,
    after: Annotated[int, Field(ge=0, le=LARGEST_NUMBER)] = 0,
    who: Words = "",
    what: Words = "",
    about: Words = "",
    place: Words = "",
    since: date | None = None,
    until: date | None = None,
) -> Page[RecordShape]:
    """Записи о вашей территории по возрастанию номера; after — номер последней записи, которая у вас уже есть."""
    if what and what not in known_verbs():
        raise Refused(422, "refused", "Такого действия нет.", "query.what")
    asked = {"who": who, "what": what, "about": about, "place": place, "since": since, "until": until}
    found = JournalFilter.read({name: one or "" for name, one in asked.items()}).narrow(
        visible_records(request.user)
    )
    rows, told = cut(found.filter(number__gt=after).order_by("number"), span)
    return Page(items=[_shape(one) for one in rows], **told)


def _shape(one: Record) -> RecordShape:
    return RecordShape(
        number=one.number, at=one.at, who=one.actor_title, verb=one.verb, verb_title=title_of(one.verb),
        object_type=one.object_type, object_id=one.object_id, object_title=one.object_title,
        unit_path=one.unit_path, old=one.old, new=one.new, reason=one.reason, previous_hash=one.previous_hash,
        hash=one.hash,
    )  # fmt: skip
