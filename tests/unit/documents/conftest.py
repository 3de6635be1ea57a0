"""A drawn document with every kind of block."""

from __future__ import annotations

import pytest

from objektiv.documents.blocks import (
    INTEGER,
    NUMBER,
    P_VALUE,
    SHARE,
    Badge,
    Bullets,
    Card,
    Cards,
    Column,
    Columns,
    Dataset,
    DataTable,
    Document,
    Figure,
    FilteredTable,
    Folded,
    Heading,
    Link,
    PageBreak,
    Paragraph,
    Section,
    Signature,
    Tab,
    Tabs,
)
from objektiv.documents.charts import draw_distribution

EVIL = "<script>alert('=1+1')</script> & «кавычки»"
SCORES = draw_distribution("scores", "Первичный балл", "Доля работ, %")


@pytest.fixture
def figure() -> Figure:
    scores = list(range(6))
    return Figure(
        SCORES,
        {
            "bars": Dataset({"score": scores, "count": [0, 1, 4, 9, 3, 1], "label": ["школа"] * 6}),
            "curve": Dataset(
                {"score": scores, "share": [2.5, 10.0, 30.5, 40.0, 12.0, 5.0], "label": ["регион"] * 6}
            ),
            "rules": Dataset({"at": [1.5, 2.5, 3.5], "label": ["3", "4", "5"]}),
        },
        "Распределение баллов",
        "Школа: 18 работ, больше всего трёх баллов.",
    )


@pytest.fixture
def table() -> DataTable:
    columns = (
        Column("Код"),
        Column("Работ", INTEGER),
        Column("Балл", NUMBER, digits=2),
        Column("Доля", SHARE),
        Column("p", P_VALUE),
        Column("Зона"),
    )
    rows = (
        (Link("990001", "card-1"), 1234, 12.345, 0.125, 0.0001, Badge("высокий", "strong")),
        (EVIL, None, float("nan"), None, 0.5, Badge("признаков нет", "calm")),
        ("=HYPERLINK(1)", 5, -0.5, 1.0, None, "нет"),
    )
    return DataTable("Школы", columns, rows, "Примечание к таблице.")


@pytest.fixture
def document(figure: Figure, table: DataTable) -> Document:
    card = Card(
        "card-1",
        "Школа 1",
        EVIL,
        Badge("высокий", "strong"),
        (Paragraph(EVIL), table, figure),
        is_marked=True,
    )
    other = Card(
        "card-2", "Школа 2", "спокойно", Badge("признаков нет", "calm"), (Paragraph(EVIL), table, figure)
    )
    blocks = (
        Heading("Заголовок", 3),
        Paragraph(EVIL, "lead"),
        Bullets(("первое", "второе"), is_ordered=True),
        table,
        FilteredTable(table, (5,), (0,), "Поиск", (True, False, False), "Остальное в файле."),
        figure,
        Columns(((figure,), (figure,))),
        Columns(((Paragraph("слева"),), (table,))),
        Tabs("Процедура:", (Tab("МА 4", (figure,), is_marked=True, is_printed=True), Tab("РУ 4", (figure,)))),
        Folded("Подробно", (Paragraph("внутри"),)),
        Signature((("Составил", "подпись, дата"),)),
        PageBreak(),
    )
    sections = (
        Section("Первый", blocks, "first", "Первый"),
        Section("Карточки", (Cards((card, other), "cards-1"),), "deck"),
    )
    return Document("Отчёт <о> школах", sections, "УЧЕБНЫЕ ДАННЫЕ", "Источник: 1 файл")


@pytest.fixture
def printed_document(document: Document) -> Document:
    """The same without what only a page has."""
    return Document(document.title, document.blocks[:1], document.stripe, document.subtitle)
