"""Sentences that pages and workbooks of pupils share."""

from __future__ import annotations

ONLY_CODES = "Только коды: ключ «код — ФИО» хранится в школе."
REASON_TO_ASK = "Разница отметок — повод разобраться, а не вывод об ученике или учителе."
LOST = "Результаты школы сейчас не читаются: {reason}"
