"""What a person wants to be written, what is dated, why a letter is sent."""

from __future__ import annotations

from django.db.models import TextChoices


class Wish(TextChoices):
    """Which letters a person gets."""

    ALL = "all", "напоминания о каждом сроке и сводка недели"
    DIGEST = "digest", "только сводка недели"
    NONE = "none", "никаких писем"


WISH_START = Wish.ALL


class Whose(TextChoices):
    """How much of what a person sees the calendar shows."""

    MINE = "mine", "мои"
    OWN = "own", "моей организации"
    ALL = "all", "все, что мне видно"


class FeedScope(TextChoices):
    """What the address for other calendars gives."""

    MINE = "mine", "мои мероприятия и поручения, процедуры, сроки карточек"
    OWN = "own", "все мероприятия моей организации, поручения, процедуры, сроки карточек"


class EntryKind(TextChoices):
    """What stands in the calendar."""

    ACTION = "action", "мероприятие"
    PROCEDURE = "procedure", "процедура"
    RESULTS = "results", "сдача результатов"
    REPLY = "reply", "ответ школы"
    WORKS = "works", "хранение работ"
    TASK = "task", "поручение"


class Thing(TextChoices):
    """What a letter tells of."""

    ACTION = "action", "мероприятие"
    MOVE = "move", "изменённый срок"
    REPLY = "reply", "ответ школы"
    WORKS = "works", "хранение работ"
    TASK = "task", "поручение"
    DIGEST = "digest", "сводка недели"


class NoticeState(TextChoices):
    """What became of a letter. One that stays CLAIMED may have left or not: it is never sent again."""

    CLAIMED = "claimed", "отправляется"
    SENT = "sent", "отправлено"
    REFUSED = "refused", "почта отказала"
