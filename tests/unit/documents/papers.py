"""A drawn official paper with every block of its kind, shared by the tests of three kinds of file."""

from __future__ import annotations

from objektiv.documents.blocks import Document
from objektiv.documents.paper_blocks import (
    CENTRE,
    PAPER,
    WIDE_PAPER,
    Acquainted,
    Band,
    Dashes,
    Entry,
    NewSheet,
    Requisites,
    RuledColumn,
    RuledTable,
    SignedLines,
    Text,
    Title,
)

# What each kind of file could take for its own markup.
EVIL = '=1+1 *не жирно* #panic("x") $x$ [ссылка] @метка `код` \\ <b>&amp;</b> // примечание'
COLUMNS = (
    RuledColumn("№ п/п", 0.7, CENTRE),
    RuledColumn("Мероприятия", 4),
    RuledColumn("Сроки", 2),
)
TABLE = RuledTable(
    COLUMNS,
    (
        Band("1. Раздел первый"),
        Entry(("1.1.", "Инструктаж наблюдателей\n- по классам", "не позднее чем за 2 дня"), "row-a"),
        Entry(("1.2.", EVIL, ""), "row-b"),
        Band("2. Раздел второй"),
        Entry(("2.1.", "Анализ", "август"), "row-c", is_total=True),
    ),
    "План",
)
DOCUMENT = Document(
    "План: проба",
    (
        Requisites(("УТВЕРЖДАЮ", "Начальник", "«___» __________ 20___ г."), is_marked=True),
        Title("План мероприятий\nна 2023-2024 учебный год"),
        Text("1. Направление первое:", is_bold=True, is_kept=True),
        Dashes(("первое дело;", "второе дело.")),
        TABLE,
        SignedLines((("Методист", "А. А. Пробная"),)),
        Acquainted("Ознакомлены:", ("Б. Б. Второй",)),
        NewSheet(WIDE_PAPER, "Приложение"),
        Title("Лист на боку"),
        RuledTable((RuledColumn("Решение"), RuledColumn("Исполнение")), (Entry(("Да", "Так")),), "Решения"),
    ),
    "УЧЕБНЫЕ ДАННЫЕ",
    layout=PAPER,
)


def long_table(rows: int) -> Document:
    """A document whose table takes several pages."""
    entries = tuple(
        Entry((f"{k}.", "Проведение мероприятия по плану " * 4, "в течение года")) for k in range(rows)
    )
    return Document("Длинный", (RuledTable(COLUMNS, entries, "План"),), layout=PAPER)
