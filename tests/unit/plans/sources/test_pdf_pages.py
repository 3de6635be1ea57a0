"""Pages of a PDF: blocks side by side, page numbers, words cut at a line's end, tables without ruling lines."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst

from objektiv.plans.model import Plan
from objektiv.plans.reading import read_plan

PAGE = '#set page(paper: "a4", margin: 1.5cm, numbering: "1")\n#set text(size: 10pt, lang: "ru", hyphenate: false)\n'
TITLE = "#align(center)[*План мероприятий по повышению объективности на 2023/2024 учебный год*]\n\n"
SIGNED = '\n\nДиректор школы #h(3cm) #"______________"И.И. Речной\n'
HEADING = ("№ п/п", "Мероприятие", "Срок", "Ответственный", "Результат")


@pytest.fixture
def printed(tmp_path: Path):
    def read(source: str) -> Plan:
        path = tmp_path / "план.pdf"
        path.write_bytes(typst.compile(source.encode()))
        return read_plan(path)

    return read


def table(rows: list[tuple[str, ...]], *, stroke: str = "none") -> str:
    cells = ", ".join(f"[{cell}]" for row in (HEADING, *rows) for cell in row)
    return f"#table(columns: (1.5cm, 6cm, 3cm, 4cm, 3cm), stroke: {stroke}, {cells})"


def measures(count: int) -> list[tuple[str, ...]]:
    return [
        (str(number), f"Проведение инструктажа организаторов ВПР в школах района, очередь {number}",
         "до 1 марта 2024 г.", "Заместитель директора", "Лист инструктажа")
        for number in range(1, count + 1)
    ]  # fmt: skip


def test_blocks_side_by_side_are_read_one_after_another(printed):
    left = r'СОГЛАСОВАНО \ Начальник отдела образования \ #"________" В.Г. Полевая \ «28» августа 2023 г.'
    right = r'УТВЕРЖДАЮ \ Директор МБОУ «СОШ № 7» \ #"________"И.И. Речной \ #"«___» ________ 20__ г."'
    plan = printed(
        f"{PAGE}#grid(columns: (1fr, 1fr), [{left}], [{right}])\n\n{TITLE}{table(measures(3), stroke='0.5pt')}"
    )
    said = [
        (own.word.text, own.post.text, own.organisation.text, own.person.text, own.date.text)
        for own in plan.head.approvals
    ]
    assert said == [
        ("СОГЛАСОВАНО", "Начальник отдела образования", "", "В.Г. Полевая", "«28» августа 2023 г."),
        ("УТВЕРЖДАЮ", "Директор МБОУ «СОШ № 7»", "", "И.И. Речной", ""),
    ]
    assert plan.head.title.text == "План мероприятий по повышению объективности на 2023/2024 учебный год"
    assert plan.head.organisation.text == "МБОУ «СОШ № 7»"


def test_signatures_close_together_are_two_and_page_numbers_are_no_text(printed):
    second = r' \ Зам. директора по УВР #h(1cm) #"__________" А.Б. Лесная'
    plan = printed(f"{PAGE}{TITLE}{table(measures(60), stroke='0.5pt')}{SIGNED.rstrip()}{second}")
    assert [(own.post.text, own.person.text) for own in plan.signatures] == [
        ("Директор школы", "И.И. Речной"), ("Зам. директора по УВР", "А.Б. Лесная"),
    ]  # fmt: skip
    assert plan.texts == ()
    assert [own.number.text for own in plan.actions] == [str(number) for number in range(1, 61)]


def test_words_that_the_end_of_a_line_cuts(printed):
    narrow = (
        PAGE.replace('"a4"', '"a6"').replace("hyphenate: false", "hyphenate: true").replace("10pt", "12pt")
    )
    plan = printed(
        narrow + "#set par(justify: true)\n" + TITLE + "1. Организация психолого-педагогического сопровождения\n\n"
        "- проведение психолого-педагогического консилиума для учителей-предметников, реализующих"
        " учебно-методические комплексы;\n- взаимопосещение уроков педагогическими работниками организаций.\n\n"
        'Директор школы #"_____" И.И. Речной\n'
    )  # fmt: skip
    (direction,) = plan.directions
    assert direction.title.text == "Организация психолого-педагогического сопровождения"
    assert [own.text.text for own in direction.bullets] == [
        "проведение психолого-педагогического консилиума для учителей-предметников, реализующих"
        " учебно-методические комплексы",
        "взаимопосещение уроков педагогическими работниками организаций",
    ]
    assert [own.person.text for own in plan.signatures] == ["И.И. Речной"]


def test_a_table_without_ruling_lines_over_several_pages(printed):
    rows = measures(45)
    plan = printed(f"{PAGE}{TITLE}{table(rows)}{SIGNED}")
    read = [
        (own.number.text, own.text.text, own.deadline.text, own.responsible.text, own.result.text)
        for own in plan.actions
    ]
    assert read == rows
    assert [own.person.text for own in plan.signatures] == ["И.И. Речной"]


def test_a_table_whose_columns_touch_is_said_not_to_be_read(printed):
    rows = [("1", "Инструктаж", "март", "Директор", "Лист"), ("2", "Анализ", "май", "Завуч", "Справка")]
    crossing = r"#block[Примечание, строка которого проходит через все столбцы этой таблицы от поля до поля]"
    late = "#grid(columns: (1.5cm, 6cm, 3cm, 4cm, 3cm), [3], [Проверка], [июнь], [Завуч], [Акт])"
    plan = printed(f"{PAGE}{TITLE}{table(rows)}{crossing}{late}")
    assert plan.actions == ()
    (remark,) = plan.remarks
    assert remark.remedy.endswith(
        "в PDF столбцы должны стоять отдельно друг от друга или быть разделены линиями. Если у вас не так, сохраните"
        " документ как .docx."
    )
