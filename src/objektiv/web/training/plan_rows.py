"""Words of the training plans: rows of the district's plan by their numbers in the catalogue, decisions, schools."""

from __future__ import annotations

from dataclasses import dataclass

from objektiv.web.plans.enums import ActionStatus, Effect

COORDINATOR, METHODIST, SPECIALIST = "municipal_coordinator", "municipal_methodist", "municipal_specialist"
DEPUTY, ORGANISER, SUBJECT_HEAD = "deputy_head", "school_organiser", "subject_head"


@dataclass(frozen=True, slots=True)
class Row:
    """A typical action as a plan has it, and what became of it.

    ``number``: in the catalogue. ``days``: its term lies so many days from today; else ``deadline``; else the usual
    one. ``said``: the report or the reason. ``paper``: the document that proves it. ``remark``: why it was sent back.
    ``owner``: the code of a role.
    """

    number: int
    owner: str
    status: str = ActionStatus.NOT_STARTED
    deadline: str = ""
    days: int | None = None
    said: str = ""
    paper: str = ""
    remark: str = ""
    indicator: tuple[str, str, str] = ("", "", "")  # what is counted, planned, actual


@dataclass(frozen=True, slots=True)
class Resolved:
    """A management decision: its words, its term, how it is carried out, and whether it helped."""

    text: str
    deadline: str
    result: str
    status: str = ActionStatus.NOT_STARTED
    said: str = ""
    effect: str = ""
    ground: str = ""

    @property
    def row(self) -> Row:
        """What became of it, as of any action."""
        return Row(0, COORDINATOR, self.status, said=self.said)


PLAN = "План мероприятий по повышению объективности оценки образовательных результатов"
DECISIONS = "Управленческие решения по итогам анализа результатов ВПР"
SCHOOL_PLAN = "План школы по обеспечению объективности оценки"
SCHOOL_MEASURES = "Комплекс мер по итогам перепроверки работ"
EXPLAINING = 42  # what the district gives to its schools
INSTRUCTING, INQUIRY, RECHECK = 7, 23, 24
SEMINAR, SEMINAR_SCHOOLS = 40, 6  # whose effect is asked for, and how many schools take part
REPORT_LATER = "Перенос выезда по просьбе школы: в эти дни там проводится муниципальный этап олимпиады."

DISTRICT_ROWS = (
    Row(
        4, COORDINATOR, ActionStatus.ACCEPTED, "сентябрь",
        said="Назначено 12 независимых наблюдателей, по одному на школу; родители учеников школы не привлекались.",
        paper="Приказ о назначении наблюдателей",
    ),
    Row(5, METHODIST, ActionStatus.IN_WORK, days=-6),
    Row(INSTRUCTING, METHODIST, deadline="не позднее чем за 2 дня до ВПР"),
    Row(
        10, SPECIALIST, ActionStatus.ACCEPTED, "в течение 10 рабочих дней после утверждения плана",
        said="Собраны декларации 18 экспертов, у двух найдено совпадение интересов, они заменены.",
        paper="Протокол проверки деклараций",
    ),
    Row(15, COORDINATOR, deadline="апрель – май"),
    Row(17, SPECIALIST, deadline="до получения результатов ВПР"),
    Row(18, COORDINATOR, deadline="в течение 10 календарных дней после получения результатов ВПР"),
    Row(
        20, COORDINATOR, ActionStatus.RETURNED, days=-12, paper="Справка о сравнении групп школ",
        said="Школы сравнены по группам, справка приложена.",
        remark="Добавьте сравнение с ОГЭ: в справке только ВПР.",
    ),
    Row(INQUIRY, COORDINATOR, ActionStatus.IN_WORK),
    Row(
        RECHECK, COORDINATOR, ActionStatus.REPORTED, days=-3,
        said="Комиссия перепроверила работы двух школ; акт отбора и протокол приложены.",
        paper="Протокол перепроверки работ",
    ),
    Row(
        26, COORDINATOR, ActionStatus.PARTLY, "октябрь, апрель",
        said="Осенью побеседовали с девятью школами из двенадцати: три руководителя были в отпуске.",
    ),
    Row(30, SPECIALIST, ActionStatus.POSTPONED, days=-1, said=REPORT_LATER),
    Row(SEMINAR, METHODIST, deadline="первая декада декабря"),
    Row(EXPLAINING, COORDINATOR, deadline="в течение учебного года"),
    Row(44, METHODIST, ActionStatus.IN_WORK, "ежеквартально"),
    Row(46, SPECIALIST),
    Row(
        36, METHODIST, ActionStatus.REPORTED, days=9, said="Заявка подана, первые группы обучены.",
        paper="Заявка на курсы",
        indicator=("Доля педагогов, прошедших курсы по оценке качества", "не менее 30 %", "18 %"),
    ),
    Row(48, COORDINATOR, deadline="второе полугодие"),
    Row(49, COORDINATOR, deadline="август"),
    Row(
        50, COORDINATOR, ActionStatus.ACCEPTED, "до начала учебного года",
        said="План обсуждён с руководителями школ и утверждён.", paper="Протокол обсуждения плана",
    ),
)  # fmt: skip

# Of the year before: how it ended.
LAST_ROWS = (
    Row(
        4, COORDINATOR, ActionStatus.ACCEPTED, "сентябрь", said="Назначено 10 наблюдателей.",
        paper="Приказ о назначении наблюдателей",
    ),
    Row(5, METHODIST, ActionStatus.ACCEPTED, "октябрь", said="Обучены 10 наблюдателей."),
    Row(
        10, SPECIALIST, ActionStatus.NOT_DONE, "ноябрь",
        said="Форма декларации появилась только в мае, перенесено на новый учебный год.",
    ),
    Row(18, COORDINATOR, ActionStatus.ACCEPTED, "июнь", said="Справка разослана школам без их названий."),
    Row(
        RECHECK, COORDINATOR, ActionStatus.ACCEPTED, "июнь", said="Перепроверены работы трёх школ.",
        paper="Протокол перепроверки работ",
    ),
    Row(
        30, SPECIALIST, ActionStatus.WITHDRAWN, "апрель",
        said="Выезды вошли в план контроля управления, отдельно не проводятся.",
    ),
    Row(SEMINAR, METHODIST, ActionStatus.ACCEPTED, "февраль", said="Проведён семинар для 24 учителей."),
    Row(44, METHODIST, ActionStatus.PARTLY, "в течение учебного года", said="Без методического объединения физиков."),
    Row(46, SPECIALIST, ActionStatus.ACCEPTED, "апрель", said="Итоги размещены в числах по району."),
    Row(49, COORDINATOR, ActionStatus.ACCEPTED, "август", said="Совещание проведено, решения внесены в реестр."),
)  # fmt: skip

RESOLVED = (
    Resolved(
        "Проверять работы 5 и 6 классов в школах зоны риска межшкольной комиссией", "апрель – май",
        "Приказ о межшкольной комиссии",
    ),
    Resolved(
        "Организовать взаимное обучение экспертов: разбор десяти работ с разными баллами", "октябрь",
        "Протокол согласования подходов", ActionStatus.ACCEPTED, "Разобрано 10 работ, подходы записаны в памятку.",
        Effect.HELPED, "Баллы двух экспертов за одну работу стали расходиться вдвое реже.",
    ),
    Resolved(
        "Направить методиста в школу зоны риска на один день в неделю", "в течение учебного года",
        "Карта сопровождения школы", ActionStatus.IN_WORK,
    ),
    Resolved(
        "Провести встречу с родителями о том, зачем нужна честная оценка", "сентябрь", "Протокол встречи",
        ActionStatus.ACCEPTED, "На встрече было 64 человека.", Effect.CANNOT_JUDGE,
        "Встреча одна на весь район, сравнить не с кем.",
    ),
)  # fmt: skip

SCHOOL_ROWS = (
    Row(
        1, DEPUTY, ActionStatus.ACCEPTED, "сентябрь",
        said="Ответственный организатор и технический специалист назначены.",
        paper="Приказ о назначении ответственных",
    ),
    Row(3, DEPUTY, days=-2),
    Row(6, ORGANISER, deadline="не позднее чем за 2 дня до ВПР"),
    Row(11, ORGANISER, deadline="в день проведения ВПР"),
    Row(
        21, SUBJECT_HEAD, ActionStatus.REPORTED, days=-4, said="Отметки за четверть сопоставлены с работами осени.",
        paper="Справка о сопоставлении отметок",
    ),
    Row(31, SUBJECT_HEAD, ActionStatus.IN_WORK, days=5),
    Row(34, SUBJECT_HEAD, ActionStatus.IN_WORK, "в течение учебного года"),
    Row(45, DEPUTY, deadline="ноябрь, март"),
)  # fmt: skip
MEASURE_ROWS = (
    Row(13, DEPUTY, deadline="до начала проверки работ по предмету"),
    Row(24, DEPUTY, deadline="в течение 10 рабочих дней после издания приказа"),
    Row(28, DEPUTY, days=10),
    Row(37, DEPUTY, deadline="в течение учебного года"),
)

# A document that somebody brought: section, then rows «№, мероприятие, срок, ответственный, результат».
BROUGHT = "Дорожная карта по подготовке к всероссийским проверочным работам"
BROUGHT_ROWS: tuple[str | tuple[str, str, str, str, str], ...] = (
    "1. Организация проверочных работ",
    ("1.1", "Издание приказа о проведении ВПР", "февраль {spring} года", "Координатор", "Приказ"),
    ("1.2", "Формирование состава комиссий по проверке работ", "", "", ""),
    ("1.3", "Ознакомление школ с порядком проведения", "", "", ""),
    "2. Подготовка организаторов и наблюдателей",
    (
        "2.1", "Инструктаж организаторов в аудиториях", "не позднее чем за 2 дня до ВПР", "Методист",
        "Лист инструктажа с подписями",
    ),
    ("2.2", "Обучение наблюдателей порядку проведения", "В течении марта", "Методисты,", "Ведомость обучения"),
    (
        "2.3", "Проверка готовности аудиторий", "за 1 рабочий день до ВПР", "Ответственный организатор",
        "Акт готовности",
    ),
    "3. Анализ и решения",
    (
        "3.1", "Анализ результатов ВПР по школам района", "в течение 10 дней после получения результатов",
        "Координатор", "Справка",
    ),
    ("3.2", "Обсуждение итогов на совещании руководителей", "август", "Координатор", "Протокол"),
    ("3.3", "Планирование курсов для учителей по итогам года", "после отпусков", "Методист", "Заявка на курсы"),
    ("3.2", "Обсуждение итогов на совещании руководителей", "июнь {past} года", "Координатор", "Протокол"),
)  # fmt: skip

# The task that the district gives to its schools.
TASK_WORDS = "Проведите разъяснительную беседу с педагогами и напишите, сколько человек участвовало."
TASK_QUESTION = "Сколько педагогов участвовало"
TASK_DAYS = 5
TASK_RETURNED = "В листе участия нет подписей: пришлите лист, в котором расписался каждый."
TASK_REPORTS = (
    "Беседа проведена на педагогическом совете, вопросы записаны.",
    "Разъяснения даны на совещании при директоре; все расписались в листе участия.",
    "Педагоги познакомлены с порядком проведения и с тем, что результаты ВПР не служат оценке их работы.",
)
