"""``objektiv plan deadline``: the answer for programs and for people, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from objektiv.cli.plan_deadline import deadline
from objektiv.cli.plan_frame import build_frame
from objektiv.model.errors import UsageError
from objektiv.plans.model import Plan


def asked(capsys: pytest.CaptureFixture[str], text: str, **options: Any) -> dict[str, Any]:
    deadline(text, as_json=True, **options)
    return dict(json.loads(capsys.readouterr().out))


def test_an_interval_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    said = asked(capsys, "февраль-март", school_year="2023/24")
    wanted = {
        "understood": True,
        "kind": "range",
        "intervals": [["2024-02-01", "2024-03-31"]],
        "due": "2024-03-31",
        "due_working": "2024-03-29",
        "dues": [],
        "event": None,
        "offset": None,
        "unit": None,
        "ambiguous": [],
    }
    assert {key: said[key] for key in wanted} == wanted


def test_a_term_before_an_event_given_twice(capsys: pytest.CaptureFixture[str]) -> None:
    said = asked(
        capsys,
        "не позднее 1 рабочего дня до проведения ВПР",
        school_year="2023/24",
        event=["ВПР=2024-04-16", "ВПР=2024-04-22"],
    )
    assert said["dues"] == [
        {"event": "ВПР", "date": "2024-04-16", "due": "2024-04-15", "due_working": "2024-04-15"},
        {"event": "ВПР", "date": "2024-04-22", "due": "2024-04-19", "due_working": "2024-04-19"},
    ]
    assert (said["kind"], said["event"], said["offset"], said["unit"]) == (
        "relative_before", "проведение ВПР", -1, "working_day",
    )  # fmt: skip


def test_what_is_not_understood_has_no_days(capsys: pytest.CaptureFixture[str]) -> None:
    said = asked(capsys, "как можно скорее", year=2021)
    assert (said["understood"], said["kind"], said["intervals"], said["due"]) == (False, "unknown", [], None)
    assert said["unread"] == ["как можно скорее"]


def test_the_answer_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    deadline("сентбрь-декабрь", school_year="2023/24")
    assert capsys.readouterr().out.splitlines() == [
        "Понято: с сентября по декабрь.",
        "  01.09.2023 — 31.12.2023",
        "Крайний день: 31.12.2023, рабочий — 29.12.2023.",
        "Исправлена опечатка: сентбрь → сентябрь.",
    ]


def test_a_long_recurrence_is_cut_on_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    deadline("каждый понедельник", school_year="2023/24")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Понято: каждую неделю в понедельник."
    assert lines[13:] == ["  … и ещё 40", "Крайний день: 26.08.2024."]


def test_an_event_without_a_date_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    deadline("за неделю до проведения ВПР", year=2021)
    assert capsys.readouterr().out.splitlines() == [
        "Понято: не позднее чем за 1 неделю до проведения ВПР.",
        "Нет даты события «проведение ВПР».",
    ]


def test_the_reason_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    deadline("30 февраля", year=2021)
    assert capsys.readouterr().out == "Срок не понят. Срок невозможен: нет такого дня: 30 февраля.\n"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "год плана не указан"),
        ({"school_year": "2023/24", "year": 2021}, "учебный, и календарный"),
        ({"school_year": "2023/25"}, "«2023/25» не понят"),
        ({"year": 2021, "event": ["ВПР"]}, "событие «ВПР» записано неверно"),
        ({"year": 2021, "event": ["ВПР=16.04"]}, "дата «16.04»"),
        ({"year": 2021, "approved": "вчера"}, "дата «вчера»"),
        ({"year": 5}, "год 5"),
        ({"school_year": "1900/01"}, "год 1900"),
    ],
)
def test_a_wrong_call_is_refused_in_russian(options: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        deadline("март", **options)


@pytest.mark.parametrize("written", ["2023", "2023/25", "учебный"])
def test_a_school_year_of_one_number_is_asked_not_guessed(written: str) -> None:
    with pytest.raises(UsageError, match=f"учебный год «{written}» не понят"):
        build_frame(Plan(""), school_year=written)
