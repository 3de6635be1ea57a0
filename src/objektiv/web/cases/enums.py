"""States of a case and the ways between them; a command draws them."""

from __future__ import annotations

from django.db.models import TextChoices


class CaseState(TextChoices):
    """Where a case stands."""

    SIGN = "sign", "признак"
    ASKED = "asked", "запрошены пояснения"
    REPLIED = "replied", "пояснения получены"
    RECHECK = "recheck", "перепроверка"
    CONFIRMED = "confirmed", "признаки подтверждены перепроверкой"
    NOT_CONFIRMED = "not_confirmed", "признаки не подтверждены"
    INSUFFICIENT = "insufficient", "недостаточно данных"
    CLOSED = "closed", "закрыто"


OUTCOMES = (CaseState.CONFIRMED, CaseState.NOT_CONFIRMED, CaseState.INSUFFICIENT)
START = CaseState.SIGN

# CLOSED → SIGN is the reopening, a way of its own that needs a reason.
TRANSITIONS: dict[str, frozenset[str]] = {
    CaseState.SIGN: frozenset({CaseState.ASKED}),
    CaseState.ASKED: frozenset({CaseState.REPLIED, CaseState.RECHECK, CaseState.INSUFFICIENT}),
    CaseState.REPLIED: frozenset({CaseState.RECHECK, *OUTCOMES}),
    CaseState.RECHECK: frozenset(OUTCOMES),
    CaseState.CONFIRMED: frozenset({CaseState.CLOSED}),
    CaseState.NOT_CONFIRMED: frozenset({CaseState.CLOSED}),
    CaseState.INSUFFICIENT: frozenset({CaseState.RECHECK, CaseState.CLOSED}),
    CaseState.CLOSED: frozenset({CaseState.SIGN}),
}


class ExplanationStatus(TextChoices):
    """What is known of one innocent explanation."""

    SUPPORTED = "explains", "данные подтверждают"
    EXCLUDED = "excluded", "данные против"
    ASKED = "ask", "вопрос к школе"
    ANSWERED = "answered", "школа ответила"
    OPEN = "open", "открыт"


class LetterKind(TextChoices):
    """Numbered letters that the office drafts."""

    ASK = "ask", "запрос пояснений"
    REMIND = "remind", "напоминание"
    KEEP = "keep", "приказ о продлении хранения работ"


class Register(TextChoices):
    """The books in which papers are numbered, each from 1 every year."""

    LETTERS = "letters", "исходящие письма"
    ORDERS = "orders", "приказы"


REGISTER_OF: dict[str, Register] = {
    LetterKind.ASK: Register.LETTERS,
    LetterKind.REMIND: Register.LETTERS,
    LetterKind.KEEP: Register.ORDERS,
}
# The letter after the number: № 7 of one book is not № 7 of the other.
REGISTER_SIGNS: dict[str, str] = {Register.LETTERS: "И", Register.ORDERS: "П"}


class FormState(TextChoices):
    """What is to be done with a file that came back from a school."""

    NEW = "new", "первый ответ"
    MORE = "more", "дополнение к ответу"
    SAME = "same", "уже внесён"
    REFUSED = "refused", "не принят"
