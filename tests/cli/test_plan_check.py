"""``objektiv plan check`` from the outside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
PLAN = """План мероприятий по повышению объективности на 2023-2024 учебный год

№ п/п\tМероприятия\tСроки\tОтветственные\tОжидаемый результат
1\tИнструктаж организаторов ВПР\tмай 2024 г.\tзаместитель директора\tлист инструктажа
2\tПроведение ВПР\tапрель 2024 г.\tдиректор,\tпротокол
3\tПодведение итогов\tавгуст\tдиректор\t
"""


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    file = tmp_path / "план.txt"
    file.write_text(PLAN, encoding="utf-8")
    return file


def test_findings_stand_by_severity_after_a_good_word(objektiv: Run, plan_file: Path) -> None:
    answer = objektiv("plan", "check", plan_file)
    assert answer.code == 0
    first, *_ = answer.out.splitlines()
    assert first.startswith(
        "Мероприятий и решений в плане: 3; ответственный назван у всех, срок назван у всех"
    )
    places = [answer.out.index(word) for word in ("Ошибки: 2", "Вопросы: 3", "Замечания: 2")]
    assert places == sorted(places)
    assert "Невозможный порядок" in answer.out


def test_findings_for_programs(objektiv: Run, plan_file: Path) -> None:
    answer = objektiv("plan", "check", plan_file, "--json").json
    assert answer["file"] == "план.txt"
    assert sorted(answer["findings"][0]) == sorted(
        ["code", "title", "severity", "message", "remedy", "place", "actions", "rows", "suggestion"]
    )
    assert [(one["code"], one["severity"], one["actions"]) for one in answer["findings"]] == [
        ("approval_requisites", "ошибка", []),
        ("impossible_order", "ошибка", ["1", "2"]),
        ("trailing_comma", "вопрос", ["2"]),
        ("ambiguous_deadline", "вопрос", ["3"]),
        ("result_missing", "вопрос", ["3"]),
        ("management_cycle", "замечание", []),
        ("missing_actions", "замечание", []),
    ]


def test_another_year_and_a_known_event(objektiv: Run, plan_file: Path) -> None:
    answer = objektiv(
        "plan", "check", plan_file, "--school-year", "2021/22", "--event", "ВПР=2022-04-12", "--json"
    ).json
    outside = [one["actions"] for one in answer["findings"] if one["code"] == "deadline_outside"]
    assert outside == [["1", "2"]]


def test_a_wrong_year_is_wrong_usage(objektiv: Run, plan_file: Path) -> None:
    answer = objektiv("plan", "check", plan_file, "--school-year", "скоро")
    assert answer.code == 2
    assert "не понят" in answer.err


def test_a_file_that_is_no_plan_is_refused(objektiv: Run, tmp_path: Path) -> None:
    broken = tmp_path / "план.docx"
    broken.write_bytes(b"PK\x03\x04 broken")
    answer = objektiv("plan", "check", broken)
    assert answer.code == 3
    assert answer.out == ""
    assert answer.err
