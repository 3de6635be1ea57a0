"""Documents that tests of plans draw."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

YEAR = "2026/27"
DOCUMENT = """План мероприятий по повышению объективности оценки в Северном районе на 2026-2027 учебный год

| № п/п | Мероприятия | Сроки исполнения | Ответственный | Показатели |
|---|---|---|---|---|
| 1 | Организация процедур | | | |
| 1.1 | Издание приказа о проведении ВПР | до 1 марта 2027 года | Координатор | приказ издан |
| 1.2 | Инструктаж организаторов в аудиториях | не позднее чем за 2 дня до ВПР | Методист | лист инструктажа |
| 2 | Анализ результатов | | | |
| 2.1 | Анализ результатов ВПР | в течение 10 дней после получения результатов | Методист | справка |
| 2.2 | Совещание руководителей по итогам процедур | июнь 2027 года | Координатор | протокол |
"""


def scan(name: str = "приказ.pdf", content: bytes = b"%PDF-1.4 signed") -> SimpleUploadedFile:
    """A file that looks like a scan."""
    return SimpleUploadedFile(name, content, content_type="application/pdf")
