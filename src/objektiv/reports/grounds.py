"""On how many grounds a priority stands: p of every family, and the rule that parts «high» from «middle»."""

from __future__ import annotations

from objektiv.analysis.evidence import FAMILY_P, ONE_GROUND, STRONG_P
from objektiv.documents.numbers import choose_form, count_of, format_number, format_p, join_words
from objektiv.model.indicator import FAMILIES
from objektiv.reports.lookup import YearView

NEAR = 0.0005  # closer to the limit three decimals would not tell on which side a p stands
LEAST_STRONG = 2
TWO_GROUNDS = "необычны две независимые группы показателей"
TWO_WORKS = "одна группа показателей очень ясна (p < 0,001) в двух процедурах"
HOW_COMBINED = (
    "p группы — одно на все её показатели и процедуры года вместе (правило Коши), поэтому у отдельной строки p бывает "
    "и меньше; группа необычна при p < 0,05"
)
ONE_GROUND_NOTE = "«{}» и «{}» опираются на одни и те же баллы и считаются за одну группу"


def second_ground(view: YearView, school: int) -> str:
    """What the high priority stands on beside q."""
    families = view.families(school)
    if len({ONE_GROUND[0] if family in ONE_GROUND else family for family in families}) > 1:
        return TWO_GROUNDS
    works = {family: view.year.strong_works.get(school, {}).get(family, 0) for family in families}
    clear = [family for family in families if works[family] >= LEAST_STRONG]
    if not clear:
        return TWO_WORKS
    told = count_of(works[clear[0]], "процедуре", "процедурах", "процедурах")
    return f"группа показателей «{_title(clear[0])}» очень ясна (p < 0,001) в {told}"


def no_second_ground(view: YearView, school: int) -> str:
    """Why there is no second ground: the families below the limit, and works in which such a family is very clear."""
    families = view.families(school)
    if not families:
        return "ни у одной группы показателей p за год не меньше 0,05"
    named = join_words([f"«{_title(family)}»" for family in families])
    told = f"необычна (p < 0,05) только группа {named}"
    if len(families) > 1:
        told = f"необычны только группы {named}, а они опираются на одни и те же баллы и считаются за одну"
    most = max((view.year.strong_works.get(school, {}).get(family, 0) for family in families), default=0)
    return (
        f"{told}; иначе нужны две процедуры, в каждой из которых показатели такой группы вместе дают p < "
        f"{format_number(STRONG_P, 3)}, а {'такая одна' if most else 'таких нет'}"
    )


def family_sentence(view: YearView, school: int) -> str:
    """p of the year of every family that could be judged, with what such a p is; empty where none could be."""
    found = view.family_p(school)
    if not found:
        return ""
    noun = choose_form(len(found), "группы", "групп", "групп")
    has_both = all(family in found for family in ONE_GROUND)
    note = f"; {ONE_GROUND_NOTE.format(*map(_title, ONE_GROUND))}" if has_both else ""
    return f"p {noun} показателей за год: {family_list(view, school)}. {HOW_COMBINED}{note}."


def family_list(view: YearView, school: int) -> str:
    """«профиль заданий 0,003; граница отметки 0,21», the clearest first."""
    found = dict(sorted(view.family_p(school).items(), key=lambda pair: pair[1]))
    return "; ".join(f"{_title(family)}\u00a0{told_p(p)}" for family, p in found.items())


def told_p(p: float) -> str:
    """A p-value; next to the limit with one more decimal."""
    return format_number(p, 4) if abs(p - FAMILY_P) < NEAR else format_p(p)


def _title(family: str) -> str:
    return FAMILIES.get(family, family)
