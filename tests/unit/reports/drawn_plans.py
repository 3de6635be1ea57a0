"""Plans drawn for the tests of their papers: one with every part, and any number of plausible ones."""

from __future__ import annotations

from hypothesis import strategies as st

from objektiv.plans.model import (
    Action,
    Annex,
    Approval,
    Bullet,
    Direction,
    Field,
    Head,
    Plan,
    Section,
    Signature,
)

COLUMNS = (
    ("number", "№ п/п"),
    ("text", "Мероприятия"),
    ("responsible", "Ответственные"),
    ("deadline", "Сроки"),
    ("result", "Показатели"),
)
WHOLE = Plan(
    source="план.docx",
    head=Head(
        title=Field(
            "План мероприятий по повышению объективности в школах Пробного района на 2023/2024 учебный год"
        ),
        kind=Field("план мероприятий"),
        territory=Field("Пробного района"),
        school_year=Field("2023/24"),
        approvals=(
            Approval(
                word=Field("УТВЕРЖДАЮ"),
                post=Field("Начальник отдела"),
                organisation=Field("МКУ «Управление образования»"),
                person=Field("И.И. Пробный"),
                date=Field("26 февраля 2024 года"),
            ),
        ),
    ),
    directions=(
        Direction(
            Field("1"),
            Field("Обеспечение объективности"),
            (Bullet(Field("обучение наблюдателей")), Bullet(Field("защита материалов и т.п."))),
        ),
        Direction(
            Field("2"),
            Field("Профилактика"),
            (Bullet(Field("анализ признаков"), "2.1"), Bullet(Field("помощь школам"), "2.2")),
            (Section("2.1", Field("2.1"), Field("Выявление")), Section("2.2", Field("2.2"), Field("Работа"))),
        ),
    ),
    sections=(
        Section("1", Field("1"), Field("Подготовка")),
        Section("2", Field("2"), Field("Проведение")),
    ),
    actions=(
        Action(
            Field("Анализ по вопросам: - итоги работ; - причины расхождений"),
            Field("1.1"),
            Field("сентябрь 2023 г."),
            Field("Методист\nДиректор"),
            Field("Справка"),
            "1",
            (Field("итоги работ"), Field("причины расхождений")),
        ),
        Action(
            Field("Инструктаж наблюдателей"),
            Field("1.2"),
            Field("не позднее чем за 2 дня до проведения ВПР"),
            Field("Директор"),
            Field("Лист инструктажа"),
            "1",
        ),
        Action(Field("Проведение работ"), Field("2.1"), Field("в течение года"), Field(), Field(), "2"),
    ),
    signatures=(Signature(Field("Методист"), Field("А. А. Пробная")),),
    columns=COLUMNS,
)
ANNEX = Annex(Field("2"), Field("приказ"), Field("Управления образования"), Field(), Field())
DECISIONS = (
    Action(
        Field("Определить методы сбора сведений"),
        Field("1"),
        result=Field("Форма протокола прилагается"),
        section="3",
    ),
    Action(
        Field("Провести совещание"), Field("2"), result=Field("1. Подведение итогов. 2. Выводы."), section="3"
    ),
)
NARRATIVE = Plan(
    source="приложение.docx",
    head=Head(
        title=Field("План мероприятий по повышению объективности ВПР в 2023-2024 учебном году"),
        kind=Field("план мероприятий"),
        school_year=Field("2023/24"),
        annex=ANNEX,
    ),
    directions=(
        Direction(
            Field("1"),
            Field("Первое направление"),
            (Bullet(Field("первое дело")), Bullet(Field("второе дело"))),
        ),
        Direction(Field("4"), Field("Четвёртое направление"), (Bullet(Field("последнее дело")),)),
    ),
    sections=(Section("3", Field("3"), Field("Принятие решений")),),
    decisions=DECISIONS,
    columns=(("text", "Управленческие решения"), ("result", "Исполнение")),
)

_VERBS = ("Проведение", "Организация", "Анализ", "Подготовка", "Обсуждение", "Мониторинг", "Участие")
_THINGS = (
    "семинара",
    "инструктажа",
    "совещания",
    "собеседования",
    "перепроверки работ",
    "наблюдения",
    "справки",
)
_ENDS = (
    "по вопросам оценивания",
    "для педагогов (школы и района)",
    "с руководителями ОО",
    "на 2-й неделе",
    "«Оценка»",
)
_DEADLINES = (
    "сентябрь 2023 г.",
    "в течение года",
    "октябрь, апрель",
    "до 15 марта",
    "по графику ФИС ОКО",
    "",
)
_OWNERS = (
    "Директор",
    "Заместитель директора",
    "Руководители ОО",
    "Муниципальный координатор",
    "А. А. Пробная",
    "",
)
_RESULTS = ("Справка", "Протокол совещания", "Не менее 30 % педагогов", "Рекомендации школам", "")
_POSTS = ("Директор", "Методист", "Начальник отдела образования", "Заместитель директора")
_PEOPLE = ("И.И. Пробный", "А. А. Пробная", "Образцова О. О.")


def _phrases() -> st.SearchStrategy[str]:
    parts = st.tuples(st.sampled_from(_VERBS), st.sampled_from(_THINGS), st.sampled_from(_ENDS))
    return st.tuples(parts, st.integers(1, 4)).map(
        lambda drawn: " ".join(drawn[0]) + " и обсуждение" * (drawn[1] - 1)
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A plausible plan: numbered or not, with sections or without, with results or without."""
    is_numbered, has_results = draw(st.booleans()), draw(st.booleans())
    titles = draw(st.lists(_phrases(), max_size=3, unique=True))
    sections = tuple(
        Section(str(n), Field(str(n)) if is_numbered else Field(), Field(f"{title} раздела {n}"))
        for n, title in enumerate(titles, 1)
    )
    keys = [section.key for section in sections] or [""]
    actions = tuple(
        _action(draw, key, f"{key}.{n}" if key else str(n), is_numbered=is_numbered, has_results=has_results)
        for key in keys
        for n in range(1, draw(st.integers(1, 4)) + 1)
    )
    columns = [
        pair
        for pair in COLUMNS
        if (is_numbered or pair[0] != "number") and (has_results or pair[0] != "result")
    ]
    people = draw(st.lists(st.tuples(st.sampled_from(_POSTS), st.sampled_from(_PEOPLE)), max_size=2))
    return Plan(
        source="план",
        head=Head(
            title=Field("План мероприятий по повышению объективности на 2023/2024 учебный год"),
            kind=Field("план мероприятий"),
            school_year=Field("2023/24"),
            approvals=tuple(draw(st.lists(_approvals(), max_size=1))),
        ),
        directions=tuple(draw(_directions())),
        sections=sections,
        actions=actions,
        signatures=tuple(Signature(Field(post), Field(person)) for post, person in people),
        columns=tuple(columns),
    )


def _action(draw: st.DrawFn, key: str, number: str, *, is_numbered: bool, has_results: bool) -> Action:
    return Action(
        Field(draw(_phrases())),
        Field(number) if is_numbered else Field(),
        Field(draw(st.sampled_from(_DEADLINES[:-1]))),
        Field(draw(st.sampled_from(_OWNERS[:-1]))),
        Field(draw(st.sampled_from(_RESULTS))) if has_results else Field(),
        key,
    )


def _approvals() -> st.SearchStrategy[Approval]:
    return st.builds(
        Approval,
        word=st.just(Field("УТВЕРЖДАЮ")),
        post=st.sampled_from(_POSTS[:1]).map(Field),
        organisation=st.sampled_from(("МБОУ СОШ № 1", "МКУ «Управление образования»")).map(Field),
        person=st.sampled_from(_PEOPLE[:2]).map(Field),
        date=st.sampled_from(("26 февраля 2024 года", "01.09.2023")).map(Field),
    )


def _directions() -> st.SearchStrategy[list[Direction]]:
    bullets = st.lists(
        _phrases().map(lambda text: Bullet(Field(text[0].lower() + text[1:]))), min_size=1, max_size=3
    )
    drawn = st.lists(st.tuples(_phrases(), bullets), max_size=3, unique_by=lambda one: one[0])
    return drawn.map(
        lambda found: [
            Direction(Field(str(n)), Field(title), tuple(own)) for n, (title, own) in enumerate(found, 1)
        ]
    )
