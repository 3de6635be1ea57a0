"""Sentences that several modules of this app say, and the words of the journal."""

from __future__ import annotations

GONE = "Адрес отозван, заменён другим или введён с ошибкой."
CLOSED = "Вход человека закрыт"

VERBS = {
    "feed.made": "Выдан адрес календаря",
    "feed.revoked": "Адрес календаря отозван",
    "mail.chosen": "Выбраны письма о сроках",
}
FIELDS = {"feed_scope": "что отдаёт адрес календаря", "mail_wish": "письма о сроках"}
