"""Tables of one school's figures: estimates, explanations, official signs, sensitivity to an assumption."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from objektiv.analysis.explanations import addressed
from objektiv.analysis.findings import SMALLEST_CELL
from objektiv.analysis.signals import is_observation
from objektiv.documents.blocks import INTEGER, NUMBER, P_VALUE, Badge, Column, DataTable, Value
from objektiv.documents.numbers import bind_percent, capitalise, format_interval, format_number
from objektiv.model.assessment import SUBJECT_SHORT, SUBJECTS, AssessmentId
from objektiv.reports.lookup import Place, YearView
from objektiv.reports.phrases import STATUS_TITLES, STATUS_TONES, direction_title

SEPARATE = "отдельный список"
P_NOTE = "p — вероятность такого или большего отличия при обычной работе школы, без поправки на число школ."
ONE_SIDED_NOTE = (
    "p — в одну сторону, интервал — в обе, поэтому при p от 0,025 до 0,05 интервал может включать 0."
)
INDICATOR_NOTES = {
    "boundary_bunching": (
        "Эффект скачка и его интервал — в среднем по всем границам отметок, p видит и скачок на одной из них: поэтому "
        "p бывает мало и там, где интервал включает 0."
    ),
    "item_profile": "Эффект профиля — √(наблюдалось² − ожидалось²), а не разность.",
    "difficulty_inversion": (
        "Трудные против лёгких — выполнение трудных заданий минус выполнение лёгких, обычно меньше нуля; наблюдавшееся "
        "взято по прямой через все задания школы."
    ),
}
SMALL_NOTE = "Процедуры, где работ меньше 10, учтены вместе."
SEPARATE_NOTE = (
    "«Отдельный список» — признак, который в зону не входит: он значит другое, и такие школы перечислены в отчёте "
    "отдельно, в разделе «Отдельные списки»."
)

ESTIMATE_COLUMNS = (
    Column("Процедура", width=1.5),
    Column("Показатель", width=2.4),
    Column("Направление", width=1.8),
    Column("Работ", INTEGER, width=0.9),
    Column("Наблюдалось", NUMBER, digits=2, width=1.5),
    Column("Ожидалось", NUMBER, digits=2, width=1.3),
    Column("Эффект", NUMBER, digits=2, width=1.1),
    Column("95 % от", NUMBER, digits=2, width=1),
    Column("до", NUMBER, digits=2, width=1),
    Column("p", P_VALUE, width=1),
    Column("Вывод", width=1.8),
)
SENSITIVITY_COLUMNS = (
    Column("Процедура"),
    Column("Показатель", width=2.6),
    Column("Направление", width=1.5),
    Column("p при вдвое меньшем", P_VALUE),
    Column("p при принятом", P_VALUE),
    Column("p при вдвое большем", P_VALUE),
)
FINDING_COLUMNS = (
    Column("Процедура", width=1.2),
    Column("Показатель", width=3.1),
    Column("Работ", INTEGER, width=0.8),
    Column("Наблюдалось", NUMBER, digits=2, width=1.45),
    Column("Ожидалось", NUMBER, digits=2, width=1.3),
    Column("Эффект (интервал 95 %)", width=1.9),
    Column("p", P_VALUE, width=0.9),
)
VERDICT_COLUMN = Column("Вывод", width=1.9)
EXPLANATION_COLUMNS = (
    Column("Процедура", width=1.1),
    Column("Объяснение", width=1.6),
    Column("Что показали данные", width=1.5),
    Column("Подробно", width=3.2),
)


def estimate_table(view: YearView, caption: str, rows: list[dict[str, Any]]) -> DataTable:
    """Rows of estimates as a table for people."""
    table = tuple(_estimate_row(view, row) for row in rows)
    return DataTable(caption, ESTIMATE_COLUMNS, table, " ".join(_figure_notes(rows)))


def _estimate_row(view: YearView, row: Mapping[str, Any]) -> tuple[Value, ...]:
    figures = [row[name] for name in ("observed", "expected", "effect", "lower", "upper", "p_value")]
    return (
        AssessmentId.parse(str(row["assessment"])).short_title,
        indicator_title(view, str(row["indicator"])),
        direction_title(str(row["indicator"]), str(row["direction"])),
        int(row["n"]),
        *figures,
        verdict(view, row),
    )


def finding_table(view: YearView, caption: str, rows: Iterable[Mapping[str, Any]]) -> DataTable:
    """Findings in few columns: for paper."""
    listed = list(rows)
    table = tuple(_finding_row(view, row) for row in listed)
    return DataTable(caption, FINDING_COLUMNS, table, _row_note(view, listed))


def judged_table(view: YearView, caption: str, rows: Iterable[Mapping[str, Any]]) -> DataTable:
    """The same with what each row comes to."""
    listed = list(rows)
    judged = tuple((*_finding_row(view, row), verdict(view, row)) for row in listed)
    return DataTable(caption, (*FINDING_COLUMNS, VERDICT_COLUMN), judged, _row_note(view, listed))


def signal_table(view: YearView, caption: str, rows: list[dict[str, Any]]) -> DataTable:
    """Rows that a conclusion rests on; what each comes to is told where they are not all findings of the zone."""
    is_plain = all(row["is_finding"] and view.enters_zone(row) for row in rows)
    return finding_table(view, caption, rows) if is_plain else judged_table(view, caption, rows)


def signal_word(rows: Iterable[Mapping[str, Any]]) -> str:
    """What such rows are together: «Признаки», «Наблюдения» or both."""
    found = {bool(row["is_finding"]) for row in rows}
    return {frozenset({True}): "Признаки", frozenset({False}): "Наблюдения"}.get(
        frozenset(found), "Признаки и наблюдения"
    )


def _row_note(view: YearView, rows: list[Mapping[str, Any]]) -> str:
    """What a reader needs for these rows and no others: p, effects that are no differences, names cut short."""
    notes = _figure_notes(rows)
    if any(row["n"] < SMALLEST_CELL for row in rows):
        notes.append(SMALL_NOTE)
    if any(row["is_finding"] and not view.enters_zone(row) for row in rows):
        notes.append(SEPARATE_NOTE)
    return " ".join((*notes, _names(rows)))


def _figure_notes(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """What p is, how it may differ from the interval beside it, and effects that are no differences."""
    listed = list(rows)
    codes = dict.fromkeys(str(row["indicator"]) for row in listed)
    has_both = any(is_observation(row) and row["lower"] <= 0 <= row["upper"] for row in listed)
    one_sided = [ONE_SIDED_NOTE] if has_both else []
    return [P_NOTE, *one_sided, *(INDICATOR_NOTES[code] for code in codes if code in INDICATOR_NOTES)]


def _names(rows: Iterable[Mapping[str, Any]]) -> str:
    """«РУ — русский язык»; of autumn works who wrote them."""
    works = dict.fromkeys(AssessmentId.parse(str(row["assessment"])) for row in rows)
    subjects = dict.fromkeys(work.subject for work in works)
    told = ", ".join(f"{SUBJECT_SHORT[subject]} — {SUBJECTS[subject]}" for subject in subjects)
    autumn = dict.fromkeys(work.year for work in works if work.is_autumn)
    later = "".join(f"; осенью {year} года работу за этот класс писал следующий" for year in autumn)
    return f"{capitalise(told)}; число — класс{later}."


def _finding_row(view: YearView, row: Mapping[str, Any]) -> tuple[Value, ...]:
    code = str(row["indicator"])
    return (
        AssessmentId.parse(str(row["assessment"])).short_title,
        f"{indicator_title(view, code)}: {direction_title(code, str(row['direction']))}",
        int(row["n"]),
        row["observed"],
        row["expected"],
        f"{format_number(row['effect'])} ({format_interval(row['lower'], row['upper'])})",
        row["p_value"],
    )


def indicator_title(view: YearView, code: str) -> str:
    """Title of an indicator with its unit: «Средний балл школы, первичные баллы»."""
    passport = view.passport(code)
    return f"{passport.title}, {passport.unit}" if passport else code


def verdict(view: YearView, row: Mapping[str, Any]) -> Value:
    """What a row of estimates comes to, in a word or two."""
    if not row["applicable"]:
        return f"нельзя судить: {row['reason']}"
    if row["is_finding"]:
        return Badge("признак", "strong") if view.enters_zone(row) else Badge(SEPARATE, "medium")
    if is_observation(row):
        return Badge("наблюдение", "medium")
    return "в пределах обычного"


def explanation_table(
    view: YearView,
    school: int,
    statuses: Collection[str] = tuple(STATUS_TITLES),
    *,
    is_for_school: bool = False,
) -> DataTable | None:
    """Innocent explanations of these statuses with what the data say of each; None when there are none.

    Questions are put to the reader where the reader is the school.
    """
    told: dict[tuple[str, str], dict[str, list[str]]] = {}
    order = list(STATUS_TITLES)
    for one in sorted(view.explanations(school), key=lambda one: order.index(one.status)):
        if one.status in statuses:
            work = AssessmentId.parse(one.assessment).short_title if one.assessment else "все процедуры"
            sentence = addressed(one.sentence) if is_for_school else one.sentence
            told.setdefault((one.title, one.status), {}).setdefault(sentence, []).append(work)
    rows = tuple(
        (_all_works(said), title, Badge(STATUS_TITLES[status], STATUS_TONES[status]), _join_sentences(said))
        for (title, status), said in told.items()
    )
    caption = f"Проверенные объяснения: {view.title(school)}"
    return DataTable(caption, EXPLANATION_COLUMNS, rows) if rows else None


def _all_works(said: Mapping[str, list[str]]) -> str:
    return ", ".join(dict.fromkeys(work for works in said.values() for work in works))


def _join_sentences(said: Mapping[str, list[str]]) -> str:
    """What is said of the works; which of them, where it is not the same of all."""
    if len(said) == 1:
        return next(iter(said))
    groups: list[list[tuple[list[str], str]]] = []
    for sentence, works in said.items():
        words = bind_percent(sentence).split(" ")
        alike = next((group for group in groups if _odd_word([*(one for one, _ in group), words]) >= 0), None)
        if alike is None:
            groups.append([(words, _in_brackets(works))])
        else:
            alike.append((words, _in_brackets(works)))
    return " ".join(map(_tell_alike, groups))


def _odd_word(sentences: Sequence[list[str]]) -> int:
    """The only place where sentences differ, each time by a number; −1 where they differ otherwise."""
    if len({len(words) for words in sentences}) > 1:
        return -1
    odd = [place for place, words in enumerate(zip(*sentences, strict=True)) if len(set(words)) > 1]
    if len(odd) != 1 or not all(words[odd[0]][:1].isdigit() for words in sentences):
        return -1
    return odd[0] if len({_stop_of(words[odd[0]]) for words in sentences}) == 1 else -1


def _tell_alike(group: Sequence[tuple[list[str], str]]) -> str:
    """«105 работ (МА 4), 97 работ (МА 5): их число учтено в p.»: what differs by a number alone is said once."""
    first, works = group[0]
    if len(group) == 1:
        return f"{' '.join(first).removesuffix('.')} ({works})."
    place = _odd_word([words for words, _ in group])
    stop = _stop_of(first[place])
    told = ", ".join(f"{words[place].removesuffix(stop)} ({works})" for words, works in group)
    return " ".join((*first[:place], f"{told}{stop}", *first[place + 1 :]))


def _stop_of(word: str) -> str:
    """What ends a word: «75.» → «.»."""
    return word[len(word.rstrip(".,:;")) :]


def _in_brackets(works: Sequence[str]) -> str:
    """Works inside brackets, where those of «МА 4 (осень 2020)» would be the second ones."""
    plain = [work.replace(" (", ", ").removesuffix(")") for work in works]
    return ("; " if plain != list(works) else ", ").join(plain)


def sensitivity_table(view: YearView, school: int) -> DataTable | None:
    """p under half and double the difference between schools, where that was taken from a printed default."""
    rows = tuple(row for place in view.places(school) for row in _sensitivity_rows(view, place))
    note = (
        "Различие между школами не измерено, а принято: если вывод меняется, он держится на этом допущении."
    )
    return DataTable("Если различие между школами иное", SENSITIVITY_COLUMNS, rows, note) if rows else None


def _sensitivity_rows(view: YearView, place: Place) -> Iterator[tuple[Value, ...]]:
    for code, directions in place.assessment.estimates.items():
        for estimates in directions:
            halves = [key for key in estimates.details if key.startswith("p_half_")]
            if not halves or not estimates.applicable[place.row]:
                continue
            half = estimates.details[halves[0]]
            double = estimates.details[halves[0].replace("p_half_", "p_double_")]
            figures = (float(values[place.row]) for values in (half, estimates.p_value, double))
            yield (
                place.id.short_title,
                _title(view, code),
                direction_title(code, estimates.direction),
                *figures,
            )


def _title(view: YearView, code: str) -> str:
    passport = view.passport(code)
    return passport.title if passport else code
