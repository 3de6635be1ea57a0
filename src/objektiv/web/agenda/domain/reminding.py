"""Sending reminders: people by batches, each batch with the same number of questions to the database.

What a letter tells is written down before it leaves (``Notice``), under a constraint that no two letters pass: a stop
between sending and writing «отправлено» leaves a letter that is never sent again. At most once, never twice.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.mail import get_connection
from django.utils import timezone

from objektiv.model.errors import LakeError
from objektiv.web.agenda import recipients
from objektiv.web.agenda.enums import NoticeState, Thing, Wish
from objektiv.web.agenda.letters import Letter, write_letter
from objektiv.web.agenda.models import Notice
from objektiv.web.agenda.reminders import DueThing, ThingsDue
from objektiv.web.agenda.schedule import DIGEST, MOVED, may_leave, monday_of, off_day

BATCH = 500  # people
FOR_A_WHILE = range(400, 500)  # codes by which a server of mail asks to come later
NO_SERVER = "почтовый сервер не принял соединение: {}."
NO_SERVER_REMEDY = "Проверьте OBJEKTIV_MAIL и связь с сервером; напоминания уйдут при следующей попытке."
log = logging.getLogger(__name__)


class MailError(LakeError):
    """The server of mail cannot be reached; nothing was marked as told."""


@dataclass(slots=True)
class Reminded:
    """What one round did: letters that left, things in them, letters that the server refused for good."""

    letters: int = 0
    things: int = 0
    refused: int = 0


def remind(now: datetime | None = None, *, at_once: bool = False) -> Reminded:
    """Write to everybody who is to be reminded now. In quiet hours and on days off nothing is done, unless at once."""
    moment = timezone.localtime(now or timezone.now())
    done = Reminded()
    if not settings.IS_MAIL_ON or not (at_once or may_leave(moment, settings.QUIET_HOURS)):
        return done
    things = ThingsDue(moment.date())
    for people in recipients.batches(BATCH):
        _remind_batch(things, people, done)
    if done.letters or done.refused:
        log.info(
            "reminded", extra={"kind": "letters", "state": f"{done.letters} sent, {done.refused} refused"}
        )
    return done


def _remind_batch(things: ThingsDue, people: Sequence[recipients.Recipient], done: Reminded) -> None:
    found = things.of({one.pk for one in people})
    told = _told(people, found, things.today)
    drafts = [
        draft for one in people if (draft := _draft(one, found.get(one.pk, ()), told, things)) is not None
    ]
    if not drafts:
        return
    # The connection opens before anything is marked: a server that is away leaves all for the next time.
    with _Post() as post:
        _send(_claim(drafts), post, done)


def _send(claimed: Sequence[Letter], post: _Post, done: Reminded) -> None:
    """Send letter by letter; what certainly has not left is to be told the next time."""
    results: dict[UUID, NoticeState] = {}
    try:
        for one in claimed:
            post.be_open()
            results[one.letter] = NoticeState.CLAIMED
            state = post.send(one)
            if state is None:
                del results[one.letter]
            else:
                results[one.letter] = state
    finally:
        _write_down(results)
        kept_back = [one.letter for one in claimed if one.letter not in results]
        if kept_back:
            Notice.objects.filter(letter__in=kept_back).delete()
        sent = [one for one in claimed if results.get(one.letter) == NoticeState.SENT]
        done.letters += len(sent)
        done.things += sum(len(one.things) for one in sent)
        done.refused += sum(state == NoticeState.REFUSED for state in results.values())


def _told(
    people: Sequence[recipients.Recipient], found: Mapping[int, Sequence[DueThing]], today: date
) -> set[tuple[Any, ...]]:
    """What these people know already of these days."""
    keys = [one.pk for one in people]
    days = {one.day for key in keys for one in found.get(key, ())} | {monday_of(today)}
    notices = Notice.objects.filter(user__in=keys, day__in=days)
    return set(notices.values_list("user_id", "thing", "key", "occasion", "day"))


def _draft(
    person: recipients.Recipient, found: Sequence[DueThing], told: set[tuple[Any, ...]], things: ThingsDue
) -> Letter | None:
    """The letter of a person: what is new of today, and once a week all that is ahead; None: nothing to say.

    The digest is the first letter of the week: also when there was nothing to say, or no office, on its first day.
    """
    week = (Thing.DIGEST.value, 0, DIGEST, monday_of(things.today))
    news = [one for one in found if (person.pk, *one.notice) not in told]
    ahead = [one for one in found if one.occasion != MOVED or one in news]  # that a day moved is news once
    wants_week = bool(ahead) and not off_day(things.today) and (person.pk, *week) not in told
    fresh = news if person.wish == Wish.ALL or wants_week else []
    if not (fresh or wants_week):
        return None
    notices = [one.notice for one in fresh] + ([week] if wants_week else [])
    shown = ahead if wants_week else fresh
    return Letter(uuid4(), person.pk, person.email, things.today, tuple(shown), tuple(notices), wants_week)


def _claim(drafts: Sequence[Letter]) -> list[Letter]:
    """Mark as told. Of two processes at once each thing belongs to the one that marked it first."""
    rows = [
        Notice(user_id=one.person, thing=thing, key=key, occasion=occasion, day=day, letter=one.letter)
        for one in drafts
        for thing, key, occasion, day in one.notices
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    mine = Notice.objects.filter(letter__in=[one.letter for one in drafts])
    kept: dict[UUID, set[tuple[Any, ...]]] = {}
    for letter, *notice in mine.values_list("letter", "thing", "key", "occasion", "day"):
        kept.setdefault(letter, set()).add(tuple(notice))
    return [left for one in drafts if (left := one.narrowed(kept.get(one.letter, set()))) is not None]


def _write_down(results: dict[UUID, NoticeState]) -> None:
    for state in (NoticeState.SENT, NoticeState.REFUSED):
        letters = [letter for letter, became in results.items() if became == state]
        if letters:
            Notice.objects.filter(letter__in=letters).update(state=state)


class _Post:
    """One connection to the server of mail for a batch."""

    def __enter__(self) -> _Post:
        self.connection: Any = None
        self.be_open()
        return self

    def __exit__(self, *_: object) -> None:
        self._drop()

    def be_open(self) -> None:
        """Open the connection if there is none; MailError when the server does not answer."""
        if self.connection is not None:
            return
        connection = get_connection()
        try:
            connection.open()
        except OSError as error:
            raise MailError(NO_SERVER.format(type(error).__name__), NO_SERVER_REMEDY) from error
        self.connection = connection

    def send(self, letter: Letter) -> NoticeState | None:
        """Send one letter; None: the server asks to come later, nothing left.

        A connection that broke in the middle leaves the letter in doubt: it stays «отправляется».
        """
        try:
            write_letter(letter, self.connection)
        except OSError as error:  # what the library of mail raises is one too
            code = _code_of(error)
            if code is None:
                log.error("letter in doubt", extra={"user": letter.person})
                self._drop()
                return NoticeState.CLAIMED
            log.warning("letter refused", extra={"user": letter.person, "status": code})
            return None if code in FOR_A_WHILE else NoticeState.REFUSED
        return NoticeState.SENT

    def _drop(self) -> None:
        connection, self.connection = self.connection, None
        if connection is not None:
            with suppress(OSError):
                connection.close()


def _code_of(error: OSError) -> int | None:
    """The number with which a server refused a letter or its address; None: it said nothing."""
    recipients: Mapping[str, tuple[int, bytes]] = getattr(error, "recipients", {})
    codes = [code for code, _ in recipients.values()]
    said: int | None = codes[0] if codes else getattr(error, "smtp_code", None)
    return said
