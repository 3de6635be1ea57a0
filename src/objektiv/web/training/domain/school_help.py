"""What goes on beside cases: a school of the risk zone with planned help, stable codes of one school's pupils."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from objektiv.web.access.models import User
from objektiv.web.cases.enums import CaseState
from objektiv.web.cases.models import Case
from objektiv.web.pupils.code_lists import Line
from objektiv.web.pupils.domain import load_codes
from objektiv.web.pupils.rows import Key, open_lake, rows_of, years_of
from objektiv.web.support.domain import add_support, edit_entry, enter, propose, propose_from_case
from objektiv.web.territory.models import Unit

REASON = "Школа просит помощи: второй год нет второго учителя математики, проверять работы некому."
CRITERIA = "Две процедуры подряд без признаков и проверка работ комиссией муниципалитета."
HELP = (
    ("Семинар для учителей школы: проверка заданий с развёрнутым ответом по критериям", 21),
    ("Наблюдатель муниципалитета на ближайшей проверочной работе", 60),
)
REVIEW_DAYS, EXIT_DAYS = 45, 180


@transaction.atomic
def make_risk_entry(school: Unit, coordinator: User, curator: User) -> None:
    """One school of the coordinator in the risk zone: that of a case with confirmed signs, or the given one."""
    confirmed = Case.objects.filter(outcome=CaseState.CONFIRMED, school__parent=school.parent)
    if case := confirmed.order_by("-school_year", "pk").first():
        entry = propose_from_case(case, by=coordinator)
    else:
        entry = propose(school=school, reason=REASON, by=coordinator)
    today = timezone.localdate()
    entry = edit_entry(
        entry, by=coordinator, curator=curator, exit_criteria=CRITERIA,
        review_on=today + timedelta(days=REVIEW_DAYS), exit_planned_on=today + timedelta(days=EXIT_DAYS),
    )  # fmt: skip
    entry = enter(entry, by=coordinator)
    for title, days in HELP:
        add_support(entry, title=title, due_on=today + timedelta(days=days), by=coordinator)


def load_stable_codes(school: Unit, deputy: User) -> None:
    """Whose the codes of every year are, as the school itself would tell it."""
    lake = open_lake()
    for school_year in years_of(lake, school):
        keys = sorted({row.key for row in rows_of(lake, school, [school_year])})
        spring = int(school_year[:4]) + 1
        lines = [Line(*key, stable_code(key, spring)) for key in keys]
        load_codes(school=school, school_year=school_year, lines=lines, by=deputy)


def stable_code(key: Key, spring: int) -> str:
    """«У-210007»: the year in which the pupil would have been in grade 0, and the number, which never changes."""
    grade, code = key
    return f"У-{(spring - grade) % 100:02d}{code[-4:]}"
