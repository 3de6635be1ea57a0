"""Our own table of results, csv or xlsx: one row a pupil, one column a part."""

from __future__ import annotations

from objektiv.model.reader import Book, Reader, Reading, Request
from objektiv.scales.headers import scale_with_headers
from objektiv.scales.marks import marks_of
from objektiv.workbooks.headers import is_part_code, part_header
from objektiv.workbooks.parts import coded_columns
from objektiv.workbooks.pupil_layout import PupilLayout

_LAYOUT = PupilLayout(
    wanted=("школа", "код участника", "вариант"),
    pupil="код участника",
    forms=("вариант",),
    school="школа",
    municipality=("муниципалитет",),
    class_group=("класс",),
    gender=("пол",),
    journal_mark=("отметка за предыдущ…", "отметка по журналу"),
    total=("итого", "итого баллов"),
    mark=("отметка",),
)
TEMPLATE = {
    "Школа": "Логин школы: шесть цифр, можно с буквами (sch990001, edu990001). Обязательный столбец.",
    "Муниципалитет": "Код или название с номером: reg99_m007, «Муниципальное образование 07».",
    "Класс": "Класс с буквой, например 4А; если букв нет — «нет».",
    "Код участника": "Код, под которым участник писал работу. Фамилий и имён в таблице быть не должно.",
    "Вариант": "Номер варианта. У отсутствовавшего напишите «отсутствовал» и оставьте баллы пустыми.",
    "Пол": "м или ж; можно оставить пустым.",
    "Отметка за предыдущую четверть": "Отметка по журналу 2–5; если её нет, оставьте пустой.",
    "1 (1б)": "Столбец на каждое задание или критерий, в скобках наибольший балл. В ячейке: целое число "
    "баллов, X — не приступал, «не пройд.» — тема ещё не пройдена.",
    "2.1 (2б)": "Пункт задания пишется через точку: 2.1, 2.2.",
    "3К1 (3б)": "Критерий пишется через К: 3К1, 3К2. Добавьте или удалите столбцы по вашей работе.",
    "Итого": "Сумма баллов; нужна только для сверки, в расчёт идёт сумма столбцов заданий.",
    "Отметка": "Отметка за работу 2–5, если она выставлена; по ней проверяется шкала.",
}

EXAMPLES = {
    "Школа": "edu990001",
    "Муниципалитет": "reg99_m007",
    "Класс": "4А",
    "Код участника": "40001",
    "Вариант": "1",
    "Пол": "ж",
    "Отметка за предыдущую четверть": "4",
    "1 (1б)": "1",
    "2.1 (2б)": "X",
    "3К1 (3б)": "2",
    "Итого": "3",
    "Отметка": "3",
}
CHOICES = {
    "Пол": ("м", "ж"),
    "Отметка за предыдущую четверть": ("2", "3", "4", "5"),
    "Отметка": ("2", "3", "4", "5"),
}


def _recognises(book: Book) -> float:
    found = _LAYOUT.find(book)
    if found is None:
        return 0.0
    header = book.rows(found[0])[found[1]]
    return 1.0 if any(part_header(cell) or is_part_code(cell) for cell in header) else 0.0


def _read(book: Book, request: Request) -> Reading:
    table = _LAYOUT.open(book, request)
    found = coded_columns(table.sheet, table.known, also_bare=True)
    scale = scale_with_headers(table.known, table.assessment, found.parts)
    return _LAYOUT.read(table, found.columns, scale, marks_of)


READER = Reader(
    code="results_template",
    title="Таблица результатов участников (наш шаблон)",
    kind="attempts",
    recognises=_recognises,
    read=_read,
    source="Шаблон «Объектива»",
    template=TEMPLATE,
    examples=EXAMPLES,
    choices=CHOICES,
)
