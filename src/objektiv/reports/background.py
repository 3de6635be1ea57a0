"""What a reader needs in order to trust: passports, limits of the method, the protocol of the load."""

from __future__ import annotations

from collections import Counter
from datetime import date

from objektiv.analysis.catalogue import readers
from objektiv.analysis.result import AnalysisResult, LoadedFile
from objektiv.documents.blocks import INTEGER, Block, Bullets, Column, DataTable, Folded, Paragraph
from objektiv.documents.numbers import capitalise, count_of, format_integer
from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import EXPLANATIONS, FAMILIES, Passport
from objektiv.model.organisation import format_school
from objektiv.reports.lookup import YearView
from objektiv.reports.phrases import SEVERITY_TITLES, direction_title

SHOWN_PROBLEMS = 200
ON_PAPER = "Паспорта показателей — на листе «Методика» файла report.xlsx."
FILE_COLUMNS = (
    Column("Файл", width=2.6),
    Column("Вид", width=2.6),
    Column("Процедура", width=2.4),
    Column("Строк", INTEGER, width=0.8),
    Column("Участвовали", INTEGER, width=1.2),
    Column("Отсутствовали", INTEGER, width=1.4),
    Column("Не приняты в расчёт", INTEGER, width=0.8),
)
PROBLEM_COLUMNS = (
    Column("Важность", width=1.2),
    Column("Что", width=4),
    Column("Что делать", width=3),
    Column("Файл", width=2),
    Column("Лист"),
    Column("Ячейка", width=0.8),
    Column("Школа", width=0.8),
)
PASSPORT_COLUMNS = (Column("Что", width=2.2), Column("Содержание", width=9))


def used_passports(views: tuple[YearView, ...]) -> tuple[Passport, ...]:
    """Passports of the indicators that ran, in the order of the catalogue."""
    ran = {code for view in views for one in view.year.assessments for code in one.estimates}
    passports = views[0].result.passports if views else {}
    return tuple(passport for code, passport in passports.items() if code in ran)


def passport_table(passport: Passport) -> DataTable:
    """Everything that a passport says."""
    explanations = [EXPLANATIONS.get(one, one) for one in passport.innocent_explanations]
    directions = [direction_title(passport.code, one) for one in passport.directions]
    zone = [direction_title(passport.code, one) for one in passport.enters_zone if passport.family != "none"]
    rows = (
        ("Что измеряет", passport.definition),
        ("Формула", passport.formula),
        ("Единица", passport.unit),
        ("Группа показателей", FAMILIES.get(passport.family, passport.family)),
        ("Направления", "; ".join(directions)),
        ("В зону входит", "; ".join(zone) or "не входит"),
        ("С чем сравнивается", passport.reference_population),
        ("Допущения", "; ".join(passport.assumptions)),
        (
            "Наименьшее число работ",
            f"для признака — {passport.minimum_n}; для наблюдения — {passport.least_judged}",
        ),
        ("Наименьшая значимая величина", passport.smallest_effect),
        ("Возможные объяснения", "; ".join(explanations)),
        ("Источник", passport.source),
        ("Автор, дата проверки", f"{passport.author}, {_told_date(passport.reviewed_on)}"),
    )
    return DataTable(f"Паспорт показателя: {passport.title}", PASSPORT_COLUMNS, rows)


def _told_date(text: str) -> str:
    """An ISO date as people write it; another text as it is."""
    try:
        return f"{date.fromisoformat(text):%d.%m.%Y}"
    except ValueError:
        return text


def method_blocks(views: tuple[YearView, ...]) -> tuple[Block, ...]:
    """How a finding and a zone come about, then the passports."""
    return (
        Bullets(method_rules()),
        Paragraph(ON_PAPER, "note paper"),
        *(Folded(passport.title, (passport_table(passport),)) for passport in used_passports(views)),
    )


def method_rules() -> tuple[str, ...]:
    """The rules of METHODS §3.0 and §5 in words."""
    return (
        "Признак: отличие школы не объясняется случайностью с поправкой на число школ (q ≤ 0,05 по Бенджамини — "
        "Хохбергу внутри показателя, процедуры и направления), работ не меньше 10, отличие не меньше указанного в "
        "описании показателя (паспорте), интервал 95 % не включает 0. Наблюдение: p < 0,05 без поправки, признаком "
        "не является.",
        "Показатели, зависящие друг от друга, собраны в группы; вероятности внутри группы и между группами "
        "объединяются правилом Коши. Число признаков доказательством не считается.",
        "Зона за год: «высокий» — q ≤ 0,05 и подтверждение двумя группами показателей либо одной группой в двух "
        "процедурах; «средний» — q ≤ 0,20; «недостаточно данных» — меньше двух применимых групп или меньше 30 работ.",
        "Школы сравниваются со школами своей группы (вид школы и местность), если в каждой группе не меньше 30 школ, "
        "иначе — вместе; школы для обучающихся с ОВЗ с другими не сравниваются.",
        "Официальная методика считается отдельно, как напечатана, и на зону не влияет.",
    )


def limit_items(views: tuple[YearView, ...]) -> tuple[str, ...]:
    """What this report cannot say, as far as it depends on these data."""
    items = [
        "Признак — повод посмотреть, а не вывод: его снимает или подтверждает перепроверка работ.",
        "Списки не являются рейтингом школ и учителей и предназначены тем, кто отвечает за эти школы.",
        "Признак действует не дольше трёх лет.",
    ]
    references = [one.reference for view in views for one in view.year.assessments]
    if any(reference.is_nobody for reference in references):
        items.append(
            "Там, где загружена одна школа и нет отчёта с её регионом, сравнить её не с чем: показатели неприменимы."
        )
    if not all(reference.is_whole_region or reference.is_nobody for reference in references):
        items.append(
            "Сравнение — не со всеми школами региона, а с указанной совокупностью: если она сама необычна, "
            "показатели это унаследуют."
        )
    if any(reference.kind == "report" for reference in references):
        items.append(
            "Там, где сравнением служит строка отчёта ФИС ОКО, разброс между школами неизвестен и принят равным "
            "обычному (доля межшкольных различий 0,10)."
        )
    compared = [one for view in views for one in view.year.assessments if not one.reference.is_nobody]
    if any(len(one.cells.stratum_titles) < 2 for one in compared):
        items.append("Там, где групп по виду школы и местности нет, все школы сравниваются вместе.")
    return tuple(items)


def year_notes(view: YearView) -> tuple[Block, ...]:
    """What the indicators say of their own run this year."""
    notes = tuple(view.year.notes)
    title = f"Заметки о расчёте, {view.year.school_year} ({len(notes)})"
    return (Folded(title, (Bullets(notes),)),) if notes else ()


def file_table(result: AnalysisResult) -> DataTable | None:
    """Loaded files with their rows; None when none is known."""
    rows = tuple(
        (
            file.place or file.name,
            _layout_title(file.layout),
            AssessmentId.parse(file.assessment).title if file.assessment else "—",
            *(_counts(file) if file.assessment else (None,) * 4),
        )
        for file in result.files
    )
    if not rows:
        return None
    sums = map(sum, zip(*map(_counts, result.files), strict=True))
    note = "Строк = участвовали + отсутствовали + не приняты в расчёт."
    return DataTable("Загруженные файлы", FILE_COLUMNS, (*rows, ("Всего", "", "", *sums)), note)


def _counts(file: LoadedFile) -> tuple[int, int, int, int]:
    return (file.rows, file.present, file.absent, file.quarantined)


def _layout_title(code: str) -> str:
    """The layout in words; data of an earlier version may name one that is no longer read."""
    reader = readers().get(code)
    return reader.title if reader else code


def problem_table(result: AnalysisResult, limit: int | None = None) -> DataTable | None:
    """Remarks to the files, errors first; None when there are none."""
    order = list(SEVERITY_TITLES)
    problems = sorted(result.problems, key=lambda one: (order.index(one.severity), one.file, one.sheet))
    if not problems:
        return None
    rows = tuple(
        (
            SEVERITY_TITLES[one.severity],
            one.message,
            one.remedy,
            one.file,
            one.sheet,
            one.cell,
            format_school(one.school) if one.school else "",
        )
        for one in problems[:limit]
    )
    rest = len(problems) - len(rows)
    note = f"Ещё {format_integer(rest)} — на листе «Протокол загрузки» файла report.xlsx." if rest > 0 else ""
    return DataTable("Замечания к файлам", PROBLEM_COLUMNS, rows, note)


def protocol_blocks(result: AnalysisResult) -> tuple[Block, ...]:
    """The summary of the load: counts, files, remarks."""
    files, problems = file_table(result), problem_table(result, SHOWN_PROBLEMS)
    blocks: list[Block] = [Paragraph(problem_sentence(result))]
    blocks += [Folded("Файлы", (files,))] if files else []
    blocks += [Folded("Замечания", (problems,))] if problems else []
    return tuple(blocks)


def problem_sentence(result: AnalysisResult) -> str:
    """How many files, rows and remarks there are."""
    rows = [(file.rows, file.present, file.absent, file.quarantined) for file in result.files]
    total, present, absent, quarantined = (
        (sum(column) for column in zip(*rows, strict=True)) if rows else (0,) * 4
    )
    counts = Counter(problem.severity for problem in result.problems)
    words = {
        "error": ("ошибка", "ошибки", "ошибок"),
        "warning": ("предупреждение", "предупреждения", "предупреждений"),
        "note": ("замечание", "замечания", "замечаний"),
    }
    listed = ", ".join(count_of(counts[key], *forms) for key, forms in words.items() if counts[key])
    return (
        f"{capitalise(count_of(len(rows), 'файл', 'файла', 'файлов'))}: {format_integer(total)} строк = участвовали "
        f"{format_integer(present)} + отсутствовали {format_integer(absent)} + не приняты в расчёт "
        f"{format_integer(quarantined)}. {capitalise(listed) + '.' if listed else 'Замечаний нет.'}"
    )
