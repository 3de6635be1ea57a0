"""The catalogue is complete and names only what exists."""

from __future__ import annotations

import pkgutil
import string

import pytest

import objektiv.indicators
from objektiv.plans.catalogue import ActionEntry, load_catalogue, matches, suggest
from objektiv.plans.deadlines.language import understand
from objektiv.plans.responsible import Kind, understand_responsible
from objektiv.reports.phrases import SIGN_TITLES
from objektiv.web.access.roles import ROLES

CATALOGUE = load_catalogue()
ENTRIES = list(CATALOGUE.actions.values())
BUILT = {info.name for info in pkgutil.iter_modules(objektiv.indicators.__path__)}


def test_fifty_actions_and_thirteen_causes() -> None:
    assert [entry.number for entry in ENTRIES] == list(range(1, 51))
    assert list(CATALOGUE.causes) == [f"П{number}" for number in range(1, 14)]
    assert len({entry.title for entry in ENTRIES}) == 50


def test_what_every_plan_needs_and_what_comes_from_practice() -> None:
    assert [entry.number for entry in ENTRIES if entry.always] == [1, 2, 3, 11, 49, 50]
    assert [entry.number for entry in ENTRIES if entry.source == "практика"] == [17, 23, 28, 29, 50]
    assert {entry.source for entry in ENTRIES} == {"документы", "практика"}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry.number))
def test_an_entry_names_only_what_exists(entry: ActionEntry) -> None:
    assert entry.deadlines
    assert entry.owners
    assert entry.evidence
    assert entry.words
    assert entry.kind in CATALOGUE.kinds
    assert entry.direction in CATALOGUE.directions
    assert set(entry.fields) <= set(CATALOGUE.fields)
    assert set(entry.causes) <= set(CATALOGUE.causes)
    assert set(entry.conditions) <= set(CATALOGUE.conditions)
    assert set(entry.indicators) <= BUILT | set(SIGN_TITLES) | CATALOGUE.later
    assert set(entry.roles) <= set(ROLES)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry.number))
def test_an_entry_is_asked_for_by_something(entry: ActionEntry) -> None:
    """Only sharing experience, the last thing, is nobody's cure."""
    assert entry.always or entry.causes or entry.indicators or entry.conditions or entry.number == 47


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry.number))
def test_owners_are_understood_and_their_roles_are_those_named(entry: ActionEntry) -> None:
    named = [one for owner in entry.owners for one in understand_responsible(owner)]
    assert len(named) == len(entry.owners)
    assert Kind.UNKNOWN not in {one.kind for one in named}
    assert entry.roles == tuple(dict.fromkeys(role for one in named for role in one.roles))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry.number))
def test_usual_deadlines_are_understood(entry: ActionEntry) -> None:
    assert [text for text in CATALOGUE.deadlines(entry) if not understand(text).understood] == []


def test_indicators_of_later_are_not_yet_there() -> None:
    assert CATALOGUE.later & (BUILT | set(SIGN_TITLES)) == set()
    assert CATALOGUE.later <= {code for entry in ENTRIES for code in entry.indicators}


def test_settings_are_used_and_can_be_changed() -> None:
    texts = [text for entry in ENTRIES for text in (*entry.deadlines, entry.note)]
    used = {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}
    assert used == set(CATALOGUE.settings)
    changed = CATALOGUE.with_settings({"analysis_days": 14})
    assert (
        changed.deadlines(changed.actions[18])[0]
        == "в течение 14 календарных дней после получения результатов"
    )
    assert CATALOGUE.deadlines(CATALOGUE.actions[18])[0].startswith("в течение 10 ")
    assert "2,5 недели" in CATALOGUE.note(CATALOGUE.actions[3])
    with pytest.raises(KeyError):
        CATALOGUE.with_settings({"no_such": 1})


def test_signs_causes_and_conditions_suggest() -> None:
    by_sign = suggest(indicators=["boundary_bunching"])
    assert [one.entry.number for one in by_sign] == [15, 24]
    both = suggest(indicators=["boundary_bunching"], causes=["П3", "П4"])
    assert both[0].entry.number == 24  # three reasons
    assert both[0].reasons == (
        "признак: boundary_bunching",
        "причина П3: несогласованные критерии проверки",
        "причина П4: подтягивание до границы отметки",
    )
    assert [one.entry.number for one in suggest(conditions=["confirmed_finding"])] == [28]
    assert [one.entry.number for one in suggest(with_always=True)] == [1, 2, 3, 11, 49, 50]
    assert suggest() == ()


def test_every_cause_suggests_something() -> None:
    assert [code for code in CATALOGUE.causes if not suggest(causes=[code])] == []


def test_an_unknown_cause_is_refused() -> None:
    with pytest.raises(KeyError):
        suggest(causes=["П99"])


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry.number))
def test_an_entry_recognises_its_own_title(entry: ActionEntry) -> None:
    assert entry.number in [match.entry.number for match in matches(entry.title)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Инструктаж общественных наблюдателей", 6),
        ("Проведение инструктажа с организаторами в аудиториях", 7),
        ("Приказ о назначении школьного координатора ВПР", 1),
        ("Составление графика оценочных процедур на полугодие", 3),
        ("Подписание обязательств о неразглашении", 8),
        ("Организация видеонаблюдения в аудиториях", 9),
        ("Проведение ВПР в 4–8 классах", 11),
        ("Перекрёстная проверка работ школ района", 15),
        ("Загрузка форм сбора результатов в личный кабинет", 16),
        ("Сравнение отметок за ВПР с отметками в журнале", 21),
        ("Выборочная перепроверка работ участников ВПР", 24),
        ("Выборочная перепроверка олимпиадных работ школьного этапа ВсОШ", 25),
        ("Собеседование с администрацией школ", 26),
        ("Корректировка рабочих программ по предметам", 31),
        ("Пробный экзамен по математике в формате ОГЭ", 35),
        ("Курсы повышения квалификации по оценке качества", 36),
        ("Наставничество молодых учителей", 38),
        ("Размещение информации о ВПР на сайте школы", 46),
        ("Общешкольное родительское собрание о ВПР", 45),
        ("Подведение итогов реализации плана", 49),
    ],
)
def test_other_wordings_are_recognised(text: str, number: int) -> None:
    assert matches(text)[0].entry.number == number


@pytest.mark.parametrize(
    "text",
    [
        "Ремонт спортивного зала",
        "Комплектование библиотечного фонда",
        "Подготовка педагогов к аттестации на категорию",
        "",
    ],
)
def test_what_is_no_typical_action_is_like_none(text: str) -> None:
    assert matches(text) == ()
