"""A letter of reminders: its words and its sending. No names of people, schools or pupils stand in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from objektiv.web.agenda.reminders import DueThing
from objektiv.web.agenda.schedule import MOVED, is_overdue

MOST = 60  # lines of one group
# Programs that answer letters by themselves leave this one alone.
HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes to one person at once. ``notices``: what is marked as told by it; ``is_week``: the digest."""

    letter: UUID
    person: int
    email: str
    today: date
    things: tuple[DueThing, ...]
    notices: tuple[tuple[Any, ...], ...]
    is_week: bool

    def narrowed(self, mine: set[tuple[Any, ...]]) -> Letter | None:
        """Without what another letter has told; None when nothing is left."""
        kept = tuple(one for one in self.notices if one in mine)
        if kept == self.notices:
            return self
        if not kept:
            return None
        known = set(self.notices) - mine
        things = tuple(one for one in self.things if one.notice not in known)
        return replace(self, things=things, notices=kept) if things else None


def write_letter(letter: Letter, connection: Any) -> None:
    """Send it through an open connection."""
    message = EmailMessage(
        subject_of(letter), body_of(letter), settings.DEFAULT_FROM_EMAIL, [letter.email], connection=connection,
        headers=HEADERS,
    )  # fmt: skip
    message.send()


def subject_of(letter: Letter) -> str:
    """«Сроки: просрочено 2, впереди 3»."""
    late, ahead, moved = (len(group) for group in _groups(letter.things))
    parts = [
        f"{title} {count}"
        for title, count in (("просрочено", late), ("впереди", ahead), ("изменилось", moved))
        if count
    ]
    return f"{'Сроки недели' if letter.is_week else 'Сроки'}: {', '.join(parts)}"


def body_of(letter: Letter) -> str:
    """The text, group by group."""
    late, ahead, moved = _groups(letter.things)
    parts = ["Здравствуйте!", ""]
    for title, group in (("Просрочено", late), ("Ближайшие сроки", ahead), ("Сроки изменились", moved)):
        if group:
            parts += [title, *_lines(group, letter.today), ""]
    return "\n".join((*parts, *_foot()))


def _groups(things: Sequence[DueThing]) -> tuple[list[DueThing], list[DueThing], list[DueThing]]:
    late = [one for one in things if is_overdue(one.occasion)]
    moved = [one for one in things if one.occasion == MOVED]
    return late, [one for one in things if one not in late and one not in moved], moved


def _lines(group: Sequence[DueThing], today: date) -> Iterator[str]:
    for one in group[:MOST]:
        head = "" if one.occasion == MOVED else f"{one.day:%d.%m.%Y} ({_left((one.day - today).days)}): "
        yield f"– {head}{one.words}{f' ({one.part})' if one.part else ''}"
        if one.source:
            yield f"  План: {one.source}"
        if settings.OFFICE_ADDRESS and one.path:
            yield f"  {settings.OFFICE_ADDRESS}{one.path}"
    if len(group) > MOST:
        yield f"… и ещё {len(group) - MOST}: все — в кабинете, раздел «Планы»."


def _left(days: int) -> str:
    """«сегодня», «завтра», «осталось дней: 5», «просрочено дней: 2»."""
    if days < 0:
        return f"просрочено дней: {-days}"
    return {0: "сегодня", 1: "завтра"}.get(days, f"осталось дней: {days}")


def _foot() -> Iterator[str]:
    yield "-- "
    yield "Это письмо составила программа «Объектив», отвечать на него не нужно."
    where = (
        f"{settings.OFFICE_ADDRESS}{reverse('agenda_settings')}" if settings.OFFICE_ADDRESS else "в кабинете"
    )
    yield f"Изменить или отключить напоминания: {where} («Планы» → «Календарь» → «Напоминания и подписка»)."
