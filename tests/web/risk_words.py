"""What people of the tests write about the risk zone."""

from __future__ import annotations

FOUND = "Комиссия перепроверила работы: в каждой третьей баллы за развёрнутые ответы завышены."
REASON = "Два года подряд не хватает учителя математики."
CRITERIA = "Две процедуры подряд без признаков."
