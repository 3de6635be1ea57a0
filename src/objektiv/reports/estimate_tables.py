"""Tables of one school's figures: estimates, explanations, official signs, sensitivity to an assumption."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from objektiv.documents.blocks import FIGURE, INTEGER, NUMBER, P_VALUE, Badge, Column, DataTable, Value
from objektiv.documents.numbers import format_interval, format_number
from objektiv.model.assessment import AssessmentId
from objektiv.reports.lookup import Place, YearView
from objektiv.reports.phrases import SIGN_TITLES, STATUS_TITLES, STATUS_TONES, direction_title
from objektiv.statistics.agreement import rank_agreement

OBSERVATION_P = 0.05

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
VERDICT_COLUMN = Column("Вывод", width=1.5)
EXPLANATION_COLUMNS = (
    Column("Процедура", width=1.1),
    Column("Объяснение", width=1.6),
    Column("Что показали данные", width=1.5),
    Column("Подробно", width=3.2),
)
OFFICIAL_COLUMNS = (
    Column("Процедура"),
    Column("Признак официальной методики", width=4.2),
    Column("Работ", INTEGER, width=0.7),
    Column("Значение", FIGURE, width=0.9),
    Column("Порог", FIGURE, width=0.8),
    Column("С поправкой на совпадения", FIGURE, width=1.3),
    Column("Вывод", width=1.2),
)
MISMATCH = "mark_mismatch"
TIES_NOTE = (
    "Связь с журналом решает, как напечатано в методике (без поправки на совпадающие отметки и баллы); с поправкой — "
    "для сведения."
)


def is_observation(row: Mapping[str, Any]) -> bool:
    """A small p that is no finding."""
    return bool(row["applicable"] and not row["is_finding"] and row["p_value"] < OBSERVATION_P)


def estimate_table(view: YearView, caption: str, rows: list[dict[str, Any]]) -> DataTable:
    """Rows of estimates as a table for people."""
    return DataTable(caption, ESTIMATE_COLUMNS, tuple(_estimate_row(view, row) for row in rows))


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
    return DataTable(caption, FINDING_COLUMNS, tuple(_finding_row(view, row) for row in rows))


def judged_table(view: YearView, caption: str, rows: Iterable[Mapping[str, Any]]) -> DataTable:
    """The same with what each row comes to."""
    judged = tuple((*_finding_row(view, row), verdict(view, row)) for row in rows)
    return DataTable(caption, (*FINDING_COLUMNS, VERDICT_COLUMN), judged)


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
        return Badge("признак", "strong") if view.enters_zone(row) else Badge("отдельный список", "medium")
    if is_observation(row):
        return Badge("наблюдение", "medium")
    return "в пределах обычного"


def explanation_table(
    view: YearView, school: int, statuses: Collection[str] = tuple(STATUS_TITLES)
) -> DataTable | None:
    """Innocent explanations of these statuses with what the data say of each; None when there are none."""
    works: dict[tuple[str, str, str], list[str]] = {}
    for one in view.explanations(school):
        if one.status in statuses:
            work = AssessmentId.parse(one.assessment).short_title if one.assessment else "все процедуры"
            works.setdefault((one.title, one.status, one.sentence), []).append(work)
    rows = tuple(
        (", ".join(named), title, Badge(STATUS_TITLES[status], STATUS_TONES[status]), sentence)
        for (title, status, sentence), named in works.items()
    )
    caption = f"Проверенные объяснения: {view.title(school)}"
    return DataTable(caption, EXPLANATION_COLUMNS, rows) if rows else None


def official_table(view: YearView, school: int) -> DataTable | None:
    """Signs of the official method that are applicable to the school; None without any."""
    rows = view.official(school)
    if not rows:
        return None
    corrected = _tie_corrected(view, school)
    table = tuple(
        (
            AssessmentId.parse(str(row["assessment"])).short_title,
            SIGN_TITLES.get(str(row["sign"]), str(row["sign"])),
            int(row["n"]),
            row["value"],
            row["threshold"],
            corrected.get(str(row["assessment"])) if row["sign"] == MISMATCH else None,
            Badge("признак", "strong") if row["flag"] else "нет",
        )
        for row in rows
    )
    flagged = sum(bool(row["flag"]) for row in rows)
    caption = f"Официальная методика: признаков {flagged} из {len(rows)} применимых"
    scope = "".join(f" Посчитано {note}." for note in view.year.official_notes)
    ties = f" {TIES_NOTE}" if any(row["sign"] == MISMATCH for row in rows) else ""
    return DataTable(
        caption, OFFICIAL_COLUMNS, table, f"Считается отдельно и на зону не влияет.{scope}{ties}"
    )


def _tie_corrected(view: YearView, school: int) -> dict[str, float]:
    """Assessment → rank correlation of journal mark and raw score with the correction for ties (METHODS §2)."""
    found = {}
    for place in view.places(school):
        journal = place.assessment.cells.journal_scores
        if journal is not None:
            one = rank_agreement(journal[place.row : place.row + 1])
            found[str(place.id)] = float(one.tie_corrected[0])
    return found


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
