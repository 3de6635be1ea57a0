"""Sentences that several places say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from objektiv.model.errors import ObjektivError

VERBS = {
    "procedure.added": "Процедура добавлена в календарь",
    "procedure.edited": "Процедура исправлена",
    "procedure.moved": "Процедура переведена в другое состояние",
    "import.received": "Файлы результатов получены",
    "import.read": "Файлы результатов прочитаны",
    "import.named": "Процедуры файлов назначены вручную",
    "import.confirmed": "Загрузка подтверждена",
    "import.loaded": "Результаты загружены",
    "import.abandoned": "От загрузки отказались",
    "import.undone": "Загрузка отменена",
    "school.reminded": "Школе напомнили о результатах",
    "run.started": "Расчёт запущен",
    "run.done": "Расчёт готов",
    "run.failed": "Расчёт не получился",
    "run.activated": "Расчёт сделан действующим",
}
FIELD_TITLES = {
    "procedure_kind": "процедура",
    "procedure_state": "состояние процедуры",
    "grade": "класс",
    "subject": "предмет",
    "variant": "уровень",
    "starts_on": "начало",
    "ends_on": "окончание",
    "results_due_on": "результаты сдать до",
    "note": "примечание",
    "files": "файлов",
    "import_state": "состояние загрузки",
    "chosen": "назначено",
    "lake": "состояние данных №",
    "procedures": "процедуры",
    "pass": "расчёт",
    "active": "действующий расчёт №",
    "run.json": "отпечаток run.json",
}
NAMED = 3
CONFLICT = (
    "Пока вы смотрели на страницу, запись изменил другой человек. Ничего не сохранено: посмотрите, что изменилось, "
    "и повторите."
)
WRONG_STATE = "Сейчас этого сделать нельзя: состояние «{state}»."
NEEDS_REASON = "Напишите причину: она останется в журнале."
NOT_PROOF = "Признак не является доказательством нарушения."

# A record keeps counts under the words of one file; here they stand beside a number.
_COUNTED = {
    "не прочитан": "не прочитано",
    "готов к загрузке": "готово к загрузке",
    "уже загружен раньше": "уже загружено раньше",
    "не принят": "не принято",
    "загружен": "загружено",
}
_TEMPLATE = re.compile(r"(?:команда )?objektiv template(?: \w+)?")
NAME_IT = "Выберите процедуру в столбце «Процедура» и нажмите «Прочитать с выбранными процедурами»."
BY_ADMINISTRATOR = "Это делает администратор на сервере."


def for_office(words: str) -> str:
    """What a reader of files advises, without the command line: people here have pages."""
    if "--assessment" in words:
        return NAME_IT
    if "objektiv check-scales" in words:
        return f"{words.rstrip('.')}. {BY_ADMINISTRATOR}"
    return _TEMPLATE.sub("страница «Шаблоны» в разделе «Загрузки»", words)


def tell_files(files: Any) -> str:
    """«5 (4МА.xlsx, 4РУ.xlsx, 5МА.xlsx и ещё 2)» after «файлов»: the fingerprints, too, are in the protocol.

    Counts by state as «готово к загрузке — 2, не принято — 3». Empty for what a journal record says of files
    otherwise, such as a number.
    """
    if isinstance(files, Mapping) and set(files) <= set(_COUNTED):
        return ", ".join(f"{_COUNTED[state]} — {count}" for state, count in files.items())
    if not isinstance(files, list) or not files:
        return ""
    names = [str(one.get("name", "")) if isinstance(one, Mapping) else str(one) for one in files]
    more = f" и ещё {len(names) - NAMED}" if len(names) > NAMED else ""
    return f"{len(names)} ({', '.join(names[:NAMED])}{more})"


def in_words(error: ObjektivError) -> str:
    """A failure of the analytic half as a sentence that begins with a capital letter."""
    text = str(error)
    return text[:1].upper() + text[1:]
