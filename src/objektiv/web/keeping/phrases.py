"""Words of this app in the journal."""

from __future__ import annotations

MADE, RESTORED = "backup.made", "backup.restored"
VERBS = {MADE: "Сделана копия кабинета", RESTORED: "Кабинет восстановлен из копии"}
FIELDS = {
    "rows": "строк в базе",
    "files": "файлов",
    "size": "байт",
    "made_at": "копия от",
    "program": "версия программы",
}
