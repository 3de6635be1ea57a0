"""Sentences that several modules of this app say, and the words of the journal."""

from __future__ import annotations

GONE = "Адрес отозван, заменён другим или введён с ошибкой."
CLOSED = "Вход человека закрыт"
NO_MAIL = "Почта кабинета не настроена: письма не уходят, пока администратор не укажет почтовый сервер."

VERBS = {
    "feed.made": "Выдан адрес календаря",
    "feed.revoked": "Адрес календаря отозван",
}
FIELDS = {"feed_scope": "что отдаёт адрес календаря"}
