"""Layouts that such documents are met in: each gives its measures with terms, owners and results."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.plans.drawing import Page, Paragraph, Table, Wide, write_docx, write_pdf, write_xlsx

from objektiv.plans.layout.assemble import lay_out
from objektiv.plans.model import DOUBTFUL, LIKELY, SURE, Plan
from objektiv.plans.reading import read_plan
from objektiv.plans.source import Cell, Grid, Row, Source


@pytest.fixture
def read(tmp_path: Path):
    def read_text(text: str, name: str = "план.txt") -> Plan:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_plan(path)

    return read_text


def rows(plan: Plan) -> list[tuple[str, str, str, str, str]]:
    return [
        (own.number.text, own.text.text, own.deadline.text, own.responsible.text, own.result.text)
        for own in plan.actions
    ]


def sections(plan: Plan) -> list[tuple[str, str]]:
    return [(own.number.text, own.title.text) for own in plan.sections]


def test_plan_of_control_with_columns_of_its_own(tmp_path):
    drawn = [
        Paragraph("ПЛАН\nвнутришкольного контроля МБОУ «Лицей № 3»\nна 2024-2025 учебный год", bold=True),
        Table(
            [
                ["№", "Объект контроля", "Цель контроля", "Вид контроля", "Метод", "Сроки", "Ответственный",
                 "Где рассматривается", "Итог"],
                ["1", "Журналы 5–9 классов", "Объективность отметок", "тематический", "анализ",
                 "октябрь", "Зам. директора", "совещание", "справка"],
                ["2", "Работы ВПР", "Соблюдение критериев", "персональный", "перепроверка",
                 "до 15 мая", "Руководители ШМО", "педсовет", "протокол"],
            ]
        ),
    ]  # fmt: skip
    plan = read_plan(write_docx(tmp_path / "вшк.docx", drawn))
    assert plan.head.kind.text == "план внутришкольного контроля"
    assert plan.head.organisation.text == "МБОУ «Лицей № 3»"
    assert plan.head.school_year.text == "2024/25"
    assert rows(plan) == [
        ("1", "Журналы 5–9 классов", "октябрь", "Зам. директора", "справка"),
        ("2", "Работы ВПР", "до 15 мая", "Руководители ШМО", "протокол"),
    ]
    assert [(name, own.text) for name, own in plan.actions[1].extra] == [
        ("Цель контроля", "Соблюдение критериев"), ("Вид контроля", "персональный"), ("Метод", "перепроверка"),
        ("Где рассматривается", "педсовет"),
    ]  # fmt: skip


def test_road_map_with_indicator_and_columns_in_another_order(read):
    plan = read(
        "Дорожная карта по повышению качества образования в Лесном районе на 2023 год\n\n"
        "Срок реализации\tИсполнитель\tНаименование мероприятия\tИндикатор\t№ п/п\n"
        "I квартал 2023 г.\tМетодист\tПровести мониторинг\tне менее 90 % школ\t1\n"
        "ежемесячно\tРуководители ОО\tОпубликовать отчёты\t100 % отчётов\t2\n"
    )
    assert plan.head.kind.text == "дорожная карта"
    assert (plan.head.school_year.text, plan.head.territory.text) == (
        "2023",
        "Лесном районе",
    ) or plan.head.territory.text == ""
    assert rows(plan) == [
        ("1", "Провести мониторинг", "I квартал 2023 г.", "Методист", "не менее 90 % школ"),
        ("2", "Опубликовать отчёты", "ежемесячно", "Руководители ОО", "100 % отчётов"),
    ]
    assert plan.columns[0] == ("deadline", "Срок реализации")


def test_workbook_with_merged_headings_of_sections(tmp_path):
    drawn = [
        Paragraph("План мероприятий на 2023/2024 учебный год"),
        Paragraph(""),
        Table(
            [
                ["№", "Мероприятие", "Срок", "Ответственный"],
                Wide("1. Организационные меры"),
                ["1.1", "Издать приказ", "сентябрь", "Директор"],
                Wide("Контроль без номера"),
                ["2.1", "Проверить работы", "май", "Завуч"],
                ["2.2", "Подвести итоги", None, None],
            ]
        ),
        Paragraph("Директор школы ____________ И.И. Лесной"),
    ]
    plan = read_plan(write_xlsx(tmp_path / "план.xlsx", drawn))
    assert sections(plan) == [("1", "Организационные меры"), ("", "Контроль без номера")]
    assert rows(plan)[:2] == [
        ("1.1", "Издать приказ", "сентябрь", "Директор", ""),
        ("2.1", "Проверить работы", "май", "Завуч", ""),
    ]
    assert plan.actions[1].section == plan.sections[1].key
    last = plan.actions[2]
    assert (last.deadline.text, last.responsible.text) == ("май", "Завуч")
    assert (last.deadline.confidence, last.deadline.remark[:19]) == (LIKELY, "объединённая ячейка")
    assert last.deadline.suggestion == ""
    assert [own.person.text for own in plan.signatures] == ["И.И. Лесной"]
    assert plan.actions[0].place == "строка 5"
    assert plan.actions[0].deadline.place == "C5"


def test_approval_table_of_two_columns(tmp_path):
    drawn = [
        Table(
            [
                ["РАССМОТРЕНО", "УТВЕРЖДАЮ"],
                ["на заседании педагогического совета\nпротокол № 1 от 30.08.2023",
                 "Директор МБОУ СОШ № 7\n__________ А.Б. Речная\n«31» августа 2023 г."],
            ]
        ),
        Paragraph("План работы"),
        Paragraph("по объективности оценивания"),
        Paragraph("на 2023–2024 учебный год"),
        Table([["№ п/п", "Мероприятия", "Сроки", "Ответственные"], ["1.", "Семинар", "март", "Методист"]]),
    ]  # fmt: skip
    plan = read_plan(write_docx(tmp_path / "план.docx", drawn))
    first, second = plan.head.approvals
    assert first.word.text == "РАССМОТРЕНО"
    assert first.date.text == "30.08.2023"
    assert second.word.text == "УТВЕРЖДАЮ"
    assert second.post.text == "Директор МБОУ СОШ № 7"
    assert second.person.text == "А.Б. Речная"
    assert second.date.text == "«31» августа 2023 г."
    assert plan.head.title.text == "План работы по объективности оценивания на 2023–2024 учебный год"
    assert plan.head.school_year.text == "2023/24"
    assert rows(plan) == [("1", "Семинар", "март", "Методист", "")]


def test_approved_by_an_order(read):
    plan = read(
        "УТВЕРЖДЕН\nприказом МБОУ СОШ № 2\nот 01.09.2023 № 145-О\n\nПлан мероприятий на 2023-2024 учебный год\n\n"
        "Мероприятие\tСрок\tОтветственный\nСовет\tмай\tДиректор\n"
    )
    assert plan.head.approvals[0].word.text == "УТВЕРЖДЕН"
    assert plan.head.approvals[0].date.text == "01.09.2023"
    assert (
        "145-О" in plan.head.approvals[0].word.remark or "145-О" in plan.head.approvals[0].organisation.text
    )


def test_markdown_table(read):
    plan = read(
        "# План мероприятий на 2024 год\n\n## 1. Подготовка\n\n"
        "| № | Мероприятие | Срок | Ответственный | Результат |\n|---|:---|---|---|---|\n"
        "| 1 | **Собрать** данные | до 10.02.2024 | Координатор | свод |\n"
        "| 2 | Обучить наблюдателей | по мере необходимости | Методист<br>Директор | список |\n",
        "план.md",
    )
    assert rows(plan) == [
        ("1", "Собрать данные", "до 10.02.2024", "Координатор", "свод"),
        ("2", "Обучить наблюдателей", "по мере необходимости", "Методист\nДиректор", "список"),
    ]
    assert sections(plan) == [("1", "Подготовка")]
    assert plan.actions[0].section == "1"


STACKED = [
    "План мероприятий школы на 2023-2024 учебный год", "№ п/п", "Мероприятие", "Сроки", "Ответственный",
    "Раздел 1. Подготовка", "1", "Издать приказ", "сентябрь", "Директор", "2", "Провести инструктаж наблюдателей",
    "за 2 дня до проведения", "Координатор", "Раздел 2. Анализ", "3", "Проанализировать итоги", "май", "Завуч",
]  # fmt: skip


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_one_cell_per_line(read, between):
    plan = read(between.join(STACKED))
    assert sections(plan) == [("Раздел 1", "Подготовка"), ("Раздел 2", "Анализ")]
    assert rows(plan) == [
        ("1", "Издать приказ", "сентябрь", "Директор", ""),
        ("2", "Провести инструктаж наблюдателей", "за 2 дня до проведения", "Координатор", ""),
        ("3", "Проанализировать итоги", "май", "Завуч", ""),
    ]


def test_one_cell_per_paragraph_of_a_document(tmp_path):
    plan = read_plan(write_docx(tmp_path / "план.docx", [Paragraph(text) for text in STACKED]))
    assert [own[1] for own in rows(plan)] == [
        "Издать приказ", "Провести инструктаж наблюдателей", "Проанализировать итоги"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("numbers", "said"),
    [(("1)", "2)"), ("1", "2")), (("1.1.1", "1.1.2."), ("1.1.1", "1.1.2")), (("№ 1", "№ 2"), ("1", "2"))],
)
def test_other_numbers(read, numbers, said):
    plan = read(
        "План мероприятий на 2022 год\n\n№\tМероприятие\tСрок\tОтветственный\n"
        f"{numbers[0]}\tСобрать отчёты\tиюнь\tШколы\n{numbers[1]}\tНаписать справку\tиюль\tОтдел\n"
    )
    assert tuple(own.number.text for own in plan.actions) == said


def test_three_levels_of_numbers(read):
    plan = read(
        "№\tМероприятие\tСрок\tОтветственный\nI\tНормативное обеспечение\t\t\n1.1\tПриказы\t\t\n"
        "1.1.1\tО проведении\tмарт\tДиректор\n"
        "1.1.2\tОб итогах\tмай\tДиректор\nII\tКадры\t\t\n2.1.1\tКурсы\tлето\tЗавуч\n"
    )
    assert sections(plan) == [("I", "Нормативное обеспечение"), ("1.1", "Приказы"), ("II", "Кадры")]
    assert [(own.number.text, own.section) for own in plan.actions] == [
        ("1.1.1", "1.1"), ("1.1.2", "1.1"), ("2.1.1", "2")
    ]  # fmt: skip


def test_table_without_a_heading(read):
    plan = read(
        "План мероприятий на 2022 год\n\n1\tСобрать отчёты школ о проведении\tиюнь 2022 г.\tРуководители ОО\tсвод\n"
        "2\tНаписать аналитическую справку\tдо 15.07.2022\tМетодист\tсправка\n"
        "3\tПровести совещание\tавгуст\tНачальник отдела\tпротокол\n"
    )
    assert rows(plan)[1] == ("2", "Написать аналитическую справку", "до 15.07.2022", "Методист", "справка")
    assert plan.actions[1].deadline.confidence == DOUBTFUL
    assert "по содержанию" in plan.actions[1].deadline.remark
    assert [own.message for own in plan.remarks] == [
        "У таблицы нет заголовка: столбцы определены по содержанию."
    ]


def test_heading_of_two_rows_with_a_row_of_column_numbers(tmp_path):
    drawn = [
        Table(
            [
                ["№ п/п", "Мероприятие", "Срок", "", "Ответственный"],
                ["", "", "план", "факт", ""],
                ["1", "2", "3", "4", "5"],
                ["1", "Совещание", "май", "июнь", "Директор"],
            ]
        )
    ]
    plan = read_plan(write_docx(tmp_path / "план.docx", drawn))
    assert rows(plan) == [("1", "Совещание", "май", "Директор", "")]
    assert [own.text for _, own in plan.actions[0].extra] == ["июнь"]
    assert [own.message for own in plan.remarks] == ["Строка с номерами граф пропущена: «1 2 3 4 5»."]


def test_table_split_by_pages_with_the_heading_repeated(tmp_path):
    heading = ["№", "Мероприятие", "Срок", "Ответственный"]
    drawn = [
        Table(
            [heading, ["1", "Первое дело", "май", "Директор"], ["2", "Дело, которое", "в течение", "Завуч"]]
        ),
        Paragraph("2"),
        Page(),
        Table(
            [
                heading,
                ["", "не уместилось на странице", "учебного года", ""],
                ["3", "Третье", "июнь", "Завуч"],
            ]
        ),
    ]
    plan = read_plan(write_docx(tmp_path / "план.docx", drawn))
    assert rows(plan) == [
        ("1", "Первое дело", "май", "Директор", ""),
        ("2", "Дело, которое не уместилось на странице", "в течение учебного года", "Завуч", ""),
        ("3", "Третье", "июнь", "Завуч", ""),
    ]
    assert plan.actions[1].text.remark == "соединено через разрыв страницы"
    assert [own.confidence for own in plan.actions] == [SURE, LIKELY, SURE]


def test_long_table_of_a_pdf_over_pages(tmp_path):
    body = [
        [f"{n}", f"Мероприятие номер {n} с длинным названием", "в течение учебного года", "Директор"]
        for n in range(1, 80)
    ]
    drawn = [
        Paragraph("План мероприятий на 2024 год"),
        Table([["№", "Мероприятие", "Срок", "Ответственный"], *body]),
    ]
    plan = read_plan(write_pdf(tmp_path / "план.pdf", drawn))
    assert [own.number.text for own in plan.actions] == [str(n) for n in range(1, 80)]
    assert {own.deadline.text for own in plan.actions} == {"в течение учебного года"}
    assert plan.actions[70].place.startswith("страница ")


def test_several_tables_under_headings_of_their_own(tmp_path):
    drawn = [
        Paragraph("План мероприятий на 2024 год", bold=True),
        Paragraph("1. Подготовка"),
        Table([["№", "Мероприятие", "Срок", "Ответственный"], ["1", "Приказ", "март", "Директор"]]),
        Paragraph("2. Проведение"),
        Table([["№", "Мероприятие", "Срок", "Ответственный"], ["1", "Наблюдение", "апрель", "Родители"]]),
        Paragraph("Раздел III. Итоги"),
        Table([["1", "Справка", "май", "Завуч"]]),
    ]
    plan = read_plan(write_docx(tmp_path / "план.docx", drawn))
    assert sections(plan) == [("1", "Подготовка"), ("2", "Проведение"), ("Раздел III", "Итоги")]
    assert [(own.section, own.text.text) for own in plan.actions] == [
        ("1", "Приказ"), ("2", "Наблюдение"), ("3", "Справка")
    ]  # fmt: skip
    assert [own.number.suggestion for own in plan.actions] == ["1.1", "2.1", "3.1"]


def test_column_of_directions_names_the_sections(tmp_path):
    drawn = [
        Table(
            [
                ["Направление", "Мероприятия", "Сроки", "Ответственные"],
                ["Кадры", "Курсы", "ноябрь", "Завуч"],
                [None, "Семинар", "март", "Методист"],
                ["Контроль", "Перепроверка", "май", "Комиссия"],
            ]
        )
    ]
    plan = read_plan(write_docx(tmp_path / "план.docx", drawn))
    assert [own.title.text for own in plan.sections] == ["Кадры", "Контроль"]
    assert [own.section for own in plan.actions] == ["1", "1", "2"]


def test_bold_and_lone_rows_are_headings(tmp_path):
    drawn = [
        Table(
            [
                ["Мероприятия", "Сроки", "Ответственные"],
                ["Работа с педагогами", "", ""],
                ["Обсудить итоги на педсовете", "август", "Директор"],
                ["Работа с родителями", "", ""],
                ["Провести собрание", "сентябрь", "Классные руководители"],
            ]
        )
    ]
    plan = read_plan(write_docx(tmp_path / "план.docx", drawn))
    assert [(own.title.text, own.title.confidence) for own in plan.sections] == [
        ("Работа с педагогами", LIKELY), ("Работа с родителями", LIKELY)
    ]  # fmt: skip
    assert len(plan.actions) == 2


def test_decisions_without_terms(read):
    plan = read(
        "Управленческие решения\tИсполнение\n1. Утвердить порядок перепроверки\tПриказ отдела\n"
        "2. Обучить экспертов\tПроведён семинар\n"
    )
    assert plan.actions == ()
    assert [(own.number.text, own.text.text, own.result.text) for own in plan.decisions] == [
        ("1", "Утвердить порядок перепроверки", "Приказ отдела"), ("2", "Обучить экспертов", "Проведён семинар")
    ]  # fmt: skip


def test_decisions_with_terms_are_measures(read):
    plan = read("Управленческое решение\tСрок\tОтветственный\nПровести перепроверку\tмай\tОтдел\n")
    assert plan.decisions == ()
    assert rows(plan) == [("", "Провести перепроверку", "май", "Отдел", "")]


def test_narrative_alone(read):
    plan = read(
        "Комплекс мер по повышению объективности на 2024 год\n\nРабота с учителями:\n- семинары;\n- консультации\n"
        "  по критериям.\n\nРабота с родителями:\n• собрания, беседы и т.п.;\n"
    )
    assert [(own.title.text, [bullet.text.text for bullet in own.bullets]) for own in plan.directions] == [
        ("Работа с учителями", ["семинары", "консультации по критериям"]),
        ("Работа с родителями", ["собрания, беседы и т.п."]),
    ]
    assert plan.remarks == ()


def test_a_lone_row_without_owner_stays_empty(read):
    plan = read(
        "№\tМероприятие\tСрок\tОтветственный\n1\tПервое\tмай\tДиректор\n2\tВторое\tиюнь\t\n3\tТретье\tиюль\tЗавуч\n"
    )
    second = plan.actions[1]
    assert (second.responsible.text, second.responsible.suggestion) == ("", "")


def test_terms_of_one_merged_cell_are_offered(read):
    plan = read(
        "№\tМероприятие\tСрок\tОтветственный\n1\tПервое\tмай\tДиректор\n2\tВторое\t\tЗавуч\n3\tТретье\t\tМетодист\n"
    )
    assert [own.deadline.text for own in plan.actions] == ["май", "", ""]
    assert [own.deadline.suggestion for own in plan.actions] == ["", "май", "май"]


def test_list_inside_a_measure_is_cut_into_items(read):
    plan = read(
        "№\tМероприятие\tСрок\tОтветственный\n"
        "1\tПроверить: - журналы; - работы – выборочно; - протоколы.\tмай\tДиректор\n"
        "2\tРассмотреть: а) итоги; б) причины\tмай\tДиректор\n3\tУчебно - методическая работа\tмай\tДиректор\n"
    )
    assert [[own.text for own in action.sub_items] for action in plan.actions] == [
        ["журналы", "работы – выборочно", "протоколы."], ["итоги", "причины"], []
    ]  # fmt: skip
    assert plan.actions[0].text.text == "Проверить: - журналы; - работы – выборочно; - протоколы."


def test_cell_of_several_lines_between_tabs(read):
    plan = read(
        "№\tМероприятие\tСрок\tОтветственный\n1\tПровести совещание\nс руководителями\tмай\tДиректор\n"
        "2\tСеминар\tиюнь\tМетодист\n3\tСправка\tиюль\tЗавуч\n"
    )
    assert rows(plan)[0] == ("1", "Провести совещание с руководителями", "май", "Директор", "")
    assert len(plan.actions) == 3


def test_nothing_found_is_said(read):
    plan = read("Служебная записка\n\nПрошу выдать мел.\n")
    assert plan.actions == ()
    assert [own.message for own in plan.remarks] == ["Таблица или список мероприятий не найдены."]
    assert {own.text for own in plan.texts} == {"Служебная записка", "Прошу выдать мел."}


def test_windows_and_older_encodings(tmp_path):
    text = "План мероприятий на 2024 год\n\n№\tМероприятие\tСрок\tОтветственный\n1\tСовет\tмай\tДиректор\n"
    for encoding in ("cp1251", "koi8-r", "cp866", "utf-16", "utf-8-sig"):
        path = tmp_path / f"{encoding}.txt"
        path.write_bytes(text.replace("№", "N" if encoding == "koi8-r" else "№").encode(encoding))
        assert rows(read_plan(path)) == [("1", "Совет", "май", "Директор", "")], encoding


def test_blank_form_of_approval_and_annex(read):
    plan = read(
        "СОГЛАСОВАНО\nПредседатель Управляющего совета\n________ В.Г. Полевая\n\nУТВЕРЖДАЮ\nДиректор"
        " МБОУ «Гимназия № 1»\n___________ /____________/\n«___» __________ 20__ г.\n\n"
        "Приложение 3\nк распоряжению администрации"
        " Лесного района\nот «__» ______ 2024 г. № ____\n\n"
        "__Программа__ мер по развитию на 2024 год\n"
    )
    first, second = plan.head.approvals
    assert (first.post.text, first.person.text) == ("Председатель Управляющего совета", "В.Г. Полевая")
    assert (second.post.text, second.person.text) == ("Директор МБОУ «Гимназия № 1»", "")
    assert (second.date.text, "бланк не заполнен" in second.date.remark) == ("", True)
    annex = plan.head.annex
    assert annex is not None
    assert (annex.number.text, annex.document.text) == ("3", "распоряжение")
    assert annex.organisation.text == "администрации Лесного района"
    assert (annex.date.text, annex.order_number.text) == ("", "")
    assert plan.head.title.text == "Программа мер по развитию на 2024 год"
    assert plan.head.territory.text == "Лесного района"


def test_annex_that_is_filled_in(read):
    plan = read(
        "Приложение № 1\nк приказу МКУ «Отдел образования»\nот 12 января 2024 г. № 15/2-од\n\nПлан на 2024 год\n"
    )
    annex = plan.head.annex
    assert annex is not None
    assert (annex.date.text, annex.order_number.text) == ("12 января 2024 г.", "15/2-од")
    assert annex.organisation.text == "МКУ «Отдел образования»"


def test_a_term_in_two_columns_begins_in_one_and_ends_in_the_other(read):
    plan = read(
        "План мероприятий на 2022/2023 учебный год\n\n"
        "№\tМероприятие\tДата начала\tДата окончания\tОтветственный\n"
        "1\tИнструктаж организаторов\t01.03.2023\t10.03.2023\tДиректор\n"
        "2\tСовещание\tиюнь 2023\t\tДиректор\n"
    )
    assert [own.deadline.text for own in plan.actions] == ["01.03.2023 – 10.03.2023", "июнь 2023"]
    assert plan.actions[0].deadline.remark == "начало и окончание соединены из двух столбцов"
    assert [own.extra for own in plan.actions] == [(), ()]


def test_a_numbering_that_runs_on_over_sections_is_full(read):
    table = "№\tМероприятие\tСрок\nI. Начало\n1\tСбор\tмарт\n2\tАнализ\tмай\nII. Конец\n{}\tОтчёт\tиюнь\n"
    runs_on = read("План мероприятий на 2024 год\n\n" + table.format(3))
    assert [own.number.suggestion for own in runs_on.actions] == ["", "", ""]
    restarts = read("План мероприятий на 2024 год\n\n" + table.format(1))
    assert [own.number.suggestion for own in restarts.actions] == ["1.1", "1.2", "2.1"]


def test_words_between_the_parts_of_a_table_are_remarked(tmp_path):
    rows = [["1", "Сбор", "март", "Завуч"], ["2", "Анализ", "май", "Завуч"]]
    drawn = [
        Paragraph("План мероприятий на 2024 год"), Table([["№", "Мероприятие", "Срок", "Ответственный"], rows[0]]),
        Paragraph("Продолжение таблицы"), Table([rows[1]]),
    ]  # fmt: skip
    plan = read_plan(write_docx(tmp_path / "план.docx", drawn))
    assert (len(plan.actions), plan.texts) == (2, ())
    assert [own.message for own in plan.remarks] == [
        "Строка между частями таблицы пропущена: «Продолжение таблицы»."
    ]


def test_cells_beyond_a_heading_of_two_rows_are_kept():
    upper = Row((Cell("Управленческие решения", "1"), Cell("Исполнение", "2")), "строка 1")
    lower = Row((Cell("", "3"), Cell("", "4"), Cell("план", "5"), Cell("план Срок", "6")), "строка 2")
    plan = lay_out(Source("x.docx", "docx", [Grid((upper, lower), "таблица 1")]))
    assert [heading for _, heading in plan.columns][-2:] == ["план", "план Срок"]


@pytest.mark.parametrize("text", ["=итог", "+7 классов", "-5 %", "@школа"])
def test_our_own_escape_of_formulas_is_taken_off(tmp_path, text):
    book = [["№", "Мероприятие", "Срок"], ["1", f"'{text}", "май"], ["2", "'кавычка'", "июнь"]]
    plan = read_plan(write_xlsx(tmp_path / "план.xlsx", [Paragraph("План на 2024 год"), Table(book)]))
    assert [own.text.text for own in plan.actions] == [text, "'кавычка'"]


MONTHS = """Циклограмма работы заместителя директора на 2026-2027 учебный год

| № | Мероприятие | Сроки | Ответственный |
|---|---|---|---|
| | СЕНТЯБРЬ | | |
| 1 | Инструктаж организаторов | 1-10 числа | Завуч |
| 2 | Сверка журналов | в течение месяца | Завуч |
| 3 | Совещание | | Директор |
| | Январь 2027 г. | | |
| 4 | Анализ работ | третья неделя | Завуч |
| 5 | Педсовет | до 20 января | Директор |
| 6 | Контроль отметок | еженедельно | Завуч |
| | Контроль и анализ | | |
| 7 | Справка | 1-10 числа | Завуч |
"""


def test_a_month_in_the_heading_belongs_to_the_days_below_it(read):
    plan = read(MONTHS)
    assert [own.title.text for own in plan.sections] == ["СЕНТЯБРЬ", "Январь 2027 г.", "Контроль и анализ"]
    terms = [own.deadline for own in plan.actions]
    assert [own.text for own in terms] == [
        "1-10 числа сентября", "в течение сентября", "", "третья неделя января 2027", "до 20 января", "еженедельно",
        "1-10 числа",
    ]  # fmt: skip
    said = "месяц взят из заголовка раздела «{}»"
    assert [(own.remark, own.suggestion, own.confidence) for own in terms] == [
        (said.format("СЕНТЯБРЬ"), "", LIKELY), (said.format("СЕНТЯБРЬ"), "", LIKELY),
        ("вероятно, срок назван в заголовке раздела", "сентябрь", DOUBTFUL),
        (said.format("Январь 2027 г."), "", LIKELY), ("", "", SURE), ("", "", SURE), ("", "", SURE),
    ]  # fmt: skip


def test_a_month_above_a_table_heads_it(read):
    table = "| № | Мероприятие | Сроки | Ответственный |\n|---|---|---|---|\n"
    plan = read(
        "Циклограмма работы на 2026-2027 учебный год\n\nСЕНТЯБРЬ\n\n"
        f"{table}| 1 | Инструктаж | 1-10 числа | Завуч |\n\nОктябрь\n\n{table}| 1 | Контроль | до 15 числа | Завуч |\n"
    )
    assert [own.title.text for own in plan.sections] == ["СЕНТЯБРЬ", "Октябрь"]
    assert [own.deadline.text for own in plan.actions] == ["1-10 числа сентября", "до 15 числа октября"]
    assert plan.head.title.text == "Циклограмма работы на 2026-2027 учебный год"


def test_a_month_in_a_column_of_its_own_belongs_to_the_days_beside_it(read):
    plan = read(
        "Циклограмма работы на 2026-2027 учебный год\n\n"
        "| Месяц | Мероприятие | Сроки | Ответственный |\n|---|---|---|---|\n"
        "| Сентябрь | Инструктаж | 1-10 числа | Завуч |\n| | Сверка | вторая неделя | Завуч |\n"
        "| Октябрь | Контроль | до 15 числа | Завуч |\n| весь год | Совещания | 1-10 числа | Завуч |\n"
    )
    assert [(own.deadline.text, own.deadline.remark) for own in plan.actions] == [
        ("1-10 числа сентября", "месяц взят из столбца «Месяц»"),
        ("вторая неделя сентября", "месяц взят из столбца «Месяц»"),
        ("до 15 числа октября", "месяц взят из столбца «Месяц»"), ("1-10 числа", ""),
    ]  # fmt: skip
