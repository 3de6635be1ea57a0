"""What holds for every text, every spelling and every date."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from objektiv.plans.deadlines.answer import answer
from objektiv.plans.deadlines.counting_days import count_from
from objektiv.plans.deadlines.dates import Frame, resolve
from objektiv.plans.deadlines.description import describe
from objektiv.plans.deadlines.language import understand
from objektiv.plans.deadlines.rule import Kind, Unit, from_record, to_record

PIECES = (
    "до", "к", "с", "по", "не позднее", "чем", "за", "в", "в течение", "2", "15", "30", "2024", "г.", "года", "март",
    "апреля", "сентябрь", "недели", "дней", "рабочих", "месяца", "I", "квартал", "четверти", "полугодие", "учебного",
    "раз", "каждый", "понедельник", "ежемесячно", "числа", "после", "проведения", "ВПР", "получения", "результатов",
    "графику", "плану", "при", "необходимости", "начало", "последняя", "декада", "каникулы", ",", "-", "(", ")", ";",
    "и", "или", "15.03", "01.09.2024", "2023/24", "10-дневный", "срок", "осенние", "не", "14:00", "следующего",
)  # fmt: skip
PHRASES = (
    "не позднее чем за 2 рабочих дня до проведения впр",
    "в течение 10 календарных дней после получения результатов",
    "с 1 по 15 марта 2024 года",
    "октябрь, апрель",
    "ежемесячно до 5 числа",
    "последняя неделя апреля",
    "в течение учебного года",
    "по графику фис око",
    "сентябрь-май",
    "не реже 2 раз в год",
)
LOOK_ALIKE = str.maketrans("асеорхукАСЕОРХКМТВН", "aceopxykACEOPXKMTBH")
FRAME = Frame(
    school_year=2023, events=(("ВПР", date(2024, 4, 16)), ("получение результатов", date(2024, 5, 20)))
)
FRAMES = st.one_of(
    st.builds(Frame, school_year=st.integers(1995, 2090), week=st.sampled_from([5, 6])),
    st.builds(Frame, year=st.integers(1995, 2090), week=st.sampled_from([5, 6])),
)
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@settings(deadline=2000)
@given(st.text(max_size=300), FRAMES)
def test_no_text_raises(text: str, frame: Frame) -> None:
    rule = understand(text)
    json.dumps(answer(rule, resolve(rule, frame)))


@settings(deadline=2000, max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join), FRAMES)
def test_words_of_time_in_any_order_never_raise_and_never_give_days_unasked(text: str, frame: Frame) -> None:
    rule = understand(text)
    dates = resolve(rule, frame)
    assert from_record(json.loads(json.dumps(to_record(rule)))) == rule
    assert describe(rule)
    if not rule.understood:
        assert (dates.intervals, dates.due, dates.dues) == ((), None, ())
        assert rule.reason
    assert list(dates.intervals) == sorted(dates.intervals)
    assert all(first <= last for first, last in (*dates.intervals, *dates.ambiguous))


@given(
    st.sampled_from(PHRASES),
    st.sampled_from([str.lower, str.upper, str.title, str.swapcase]),
    st.sampled_from([" ", "  ", "\u00a0", "\n", " \t "]),
    st.sampled_from(["-", "–", "—", "‑", " – "]),
    st.booleans(),
)
def test_case_spaces_dashes_and_look_alikes_change_nothing(
    phrase: str, recase: object, space: str, dash: str, latin: bool
) -> None:
    plain = understand(phrase)
    written = recase(phrase).replace(" ", space).replace("-", dash)  # type: ignore[operator]  # a method of str
    written = written.translate(LOOK_ALIKE) if latin else written
    other = understand(written)
    assert other.kind is plain.kind
    assert resolve(other, FRAME).intervals == resolve(plain, FRAME).intervals
    assert resolve(other, FRAME).due == resolve(plain, FRAME).due


@given(st.permutations(["октябрь", "апрель", "декабрь", "март"]), st.sampled_from([", ", " и ", "; ", " "]))
def test_the_order_of_months_changes_nothing(months: list[str], joint: str) -> None:
    assert resolve(understand(joint.join(months)), FRAME).intervals == tuple(
        resolve(understand(month), FRAME).intervals[0] for month in ("октябрь", "декабрь", "март", "апрель")
    )


@given(
    DAYS,
    st.integers(1, 60),
    st.sampled_from(["дней", "рабочих дней", "недель", "месяцев"]),
    st.sampled_from([5, 6]),
)
def test_terms_before_an_event_end_before_it_and_after_it_later(
    day: date, count: int, unit: str, week: int
) -> None:
    frame = Frame(year=day.year, week=week, events=(("ВПР", day),))
    before = resolve(understand(f"не позднее чем за {count} {unit} до ВПР"), frame)
    after = resolve(understand(f"в течение {count} {unit} после ВПР"), frame)
    days = (before.due_working, before.due, day, after.due, after.due_working)
    known = [one for one in days if one is not None]
    assert len(known) == 5
    assert known == sorted(known)
    assert known[1] < day < known[3]
    assert frame.is_working(known[0])
    assert frame.is_working(known[4])


@given(DAYS, st.integers(1, 60), st.sampled_from([5, 6]))
def test_working_days_there_and_back_are_the_same_day(day: date, count: int, week: int) -> None:
    frame = Frame(year=2024, week=week)
    start = frame.working(day, forward=True)
    there = count_from(start, count, Unit.WORKING_DAY, frame)
    assert count_from(there, -count, Unit.WORKING_DAY, frame) == start
    between = (start + timedelta(days=k) for k in range(1, (there - start).days + 1))
    assert sum(frame.is_working(one) for one in between) == count


@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["{:%d.%m.%Y}", "до {:%d.%m.%Y} г.", "{:%Y-%m-%d}"]),
)
def test_every_date_is_read_back(day: date, form: str) -> None:
    rule = understand(form.format(day))
    assert rule.kind is Kind.DATE
    assert resolve(rule, Frame(year=2024)).due == day


@pytest.mark.parametrize("length", [50, 200, 599])
def test_long_rubbish_is_answered_at_once(length: int) -> None:
    assert not understand(("не позднее чем за 2 " * 60)[:length]).understood
