"""Sentences that pages and workbooks of support share."""

from __future__ import annotations

NO_RATING = "Зона риска — список школ, которым помогают; это не оценка школы и не рейтинг."
ALPHABET = "Школы стоят по алфавиту."
