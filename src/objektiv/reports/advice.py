"""What to do next: for one school on its card, for all schools of a zone in the recommendations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from objektiv.analysis.result import AMBER, INSUFFICIENT, RED
from objektiv.documents.numbers import count_of, join_words
from objektiv.model.assessment import AssessmentId
from objektiv.reports.lookup import YearView
from objektiv.reports.phrases import SCHOOLS
from objektiv.reports.whereabouts import list_works

# What a recheck looks at when a family of indicators shows a sign; the works and their places follow.
FAMILY_STEPS: dict[str, str] = {
    "level": "Сопоставьте высокий результат с другими работами тех же обучающихся — с журналом, с другим предметом, с "
    "работой следующего года",
    "journal": "Сопоставьте отметки за работу с журналом и выборочно перепроверьте работы, отметка за которые выше",
    "boundary": "Перепроверьте работы, баллы которых стоят на границе отметки и на балл выше неё, и посмотрите, есть "
    "ли протокол повторного чтения",
    "profile": "Перепроверьте по критериям оценивания у всех обучающихся школы задания, выполненные не так, как "
    "ожидается при её уровне",
    "similarity": "Сравните ответы обучающихся, сидевших в одной аудитории",
    "misfit": "Посмотрите работы с нетипичным набором ответов: лёгкое не сделано, сложное сделано",
    "leniency": "Дайте задания с развёрнутым ответом другому эксперту, не видящему первой оценки",
    "participation": "Запросите причины отсутствия и сверьте список отсутствовавших с журналом",
}
MOST_NAMED = 15
FALLBACK_STEP = "Выборочно перепроверьте работы"

LAST_STEPS = (
    "Проведите перепроверку, пока работы хранятся: сохраните их распоряжением до её окончания.",
    "Направьте независимого наблюдателя на ближайшую процедуру в этой школе.",
)


def school_steps(view: YearView, school: int) -> tuple[str, ...]:
    """Steps for the card of one school, in the order in which they are made."""
    zone = view.zone(school)
    if zone == INSUFFICIENT and view.is_special(school):
        return (
            "Не делайте вывода по этим данным: ни о признаках, ни об их отсутствии.",
            "Работы этой школы рассматривайте отдельно: обычные школы для неё не сравнение.",
        )
    if zone == INSUFFICIENT:
        return (
            "Не делайте вывода по этим данным: ни о признаках, ни об их отсутствии.",
            "Загрузите другие процедуры этого года и результаты двух предыдущих лет: малые параллели тогда "
            "рассматриваются вместе.",
        )
    findings = view.findings(school)
    if zone not in (RED, AMBER):
        if findings:
            told = (
                f"Сообщите школе об отдельных признаках: {_named_works(findings)}. Перепроверка не требуется."
            )
            return (told,)
        return ("Дополнительных действий не требуется.",)
    return (*_asking(view, school), *_family_steps(view, school), *(LAST_STEPS if zone == RED else ()))


def _asking(view: YearView, school: int) -> tuple[str, ...]:
    """Explanations come first; at a middle priority the other steps depend on them."""
    asks = any(explanation.status == "ask" for explanation in view.explanations(school))
    first = "Запросите у школы пояснения" + (": вопросы — в таблице объяснений." if asks else ".")
    later = (
        " Дальше — если они не сняли вопросов, и пока работы хранятся." if view.zone(school) == AMBER else ""
    )
    return (first + later,)


def _family_steps(view: YearView, school: int) -> list[str]:
    families: dict[str, list[Mapping[str, Any]]] = {}
    for row in view.deciding(school):
        families.setdefault(str(row["family"]), []).append(row)
    places = {str(place.id): place for place in view.places(school)}
    steps = []
    for family, rows in families.items():
        where = list_works(places, rows)
        step = FAMILY_STEPS.get(family, FALLBACK_STEP)
        steps.append(f"{step}: {where}." if where else f"{step}.")
    return steps


def _named_works(rows: Iterable[Mapping[str, Any]]) -> str:
    titles = dict.fromkeys(AssessmentId.parse(str(row["assessment"])).spoken for row in rows)
    return join_words(list(titles))


def zone_recommendations(view: YearView) -> tuple[str, ...]:
    """Recommendations that follow from what was found this year; none is given without its ground."""
    red, amber = view.in_zone(RED), view.in_zone(AMBER)
    found = []
    if red:
        found.append(
            f"Запросить пояснения и провести перепроверку работ, пока они хранятся: {_listed(view, red)}. "
            "Работы сохранить распоряжением до окончания перепроверки."
        )
        found.append(f"Направить независимых наблюдателей на ближайшие процедуры: {_listed(view, red)}.")
    if amber:
        found.append(
            f"Запросить пояснения, по их итогам решить о выборочной перепроверке: {_listed(view, amber)}."
        )
    if red or amber:
        found.append(
            "Пояснения школ и результаты перепроверки приложить к карточкам: признак снимает или подтверждает "
            "только перепроверка."
        )
    if any(one.reference.is_nobody for one in view.year.assessments):
        found.append(
            "Чтобы было с чем сравнивать, загрузить отчёты ФИС ОКО этой школы со строкой региона (распределение "
            "первичных баллов, статистика по отметкам) или пакет региона от регионального центра."
        )
    return (*found, *_without_data(view))


def _without_data(view: YearView) -> Iterator[str]:
    """What is asked for schools that cannot be judged: more data never make a special school comparable."""
    schools = view.in_zone(INSUFFICIENT)
    special = sum(map(view.is_special, schools))
    if special:
        yield (
            f"По специальным школам ({special}) выводов по этим данным не делать: с другими школами они не "
            "сравниваются, их работы рассматривать отдельно."
        )
    if len(schools) > special:
        yield (
            f"По {'остальным ' if special else ''}школам с недостаточными данными выводов не делать; собрать "
            "результаты других процедур и двух предыдущих лет."
        )


def _listed(view: YearView, schools: list[int]) -> str:
    if len(schools) > MOST_NAMED:
        return f"{count_of(len(schools), *SCHOOLS)}, перечень — в приложении 1"
    return ", ".join(view.title(school) for school in schools)
