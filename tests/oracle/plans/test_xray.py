"""What the checks find in five real documents; each finding was confirmed by reading the document."""

from __future__ import annotations

from pathlib import Path

import pytest

from objektiv.plans.catalogue import matches
from objektiv.plans.checks import Finding, inspect
from objektiv.plans.model import Plan
from objektiv.plans.reading import read_plan

pytestmark = pytest.mark.shared

# Document → everything that is found: code and rows; a finding more is a false alarm, one less a miss.
FOUND: dict[str, set[tuple[str, str]]] = {
    "000": {
        ("approval_requisites", ""),
        ("deadline_missing", "1.2 1.3 1.4"),
        ("owner_missing", "1.2 1.3 1.4 3.1 3.2 3.6 3.7 3.8 3.9 4.1 4.2"),
        ("merged_cell", "1.2 1.3 1.4"),
        ("doubtful_reading", "2.5"),
        ("ambiguous_deadline", "3.9"),
        ("result_missing", "*"),
        ("missing_actions", ""),
    },
    "001": {
        ("approval_requisites", ""),
        ("stale_year", "1.10"),
        ("early_analysis", "1.11"),
        ("rating", "1.11"),
        ("presupposed_results", "1.12"),
        ("presupposed_results", "1.13"),
        ("overload", "*"),
        ("missing_actions", ""),
        ("management_cycle", ""),
    },
    "002": {
        ("approved_after_term", "1.1"),
        ("short_notice", "1.6"),
        ("personal_control", "3.3"),
        ("punitive_use", "3.5"),
        ("result_missing", "*"),
        ("missing_actions", ""),
        ("management_cycle", ""),
    },
    "003": {
        ("order_blank", ""),
        ("owner_missing", "*"),
        ("deadline_missing", "*"),
        ("missing_actions", ""),
        ("management_cycle", ""),
    },
    "004": {
        ("approval_requisites", ""),
        ("deadline_missing", "1.2"),
        ("duplicate_actions", "3.3 4.1"),
        ("duplicate_actions", "3.4 4.2"),
        ("trailing_comma", "8.1"),
        ("copied_indicator", "3.6 3.7 3.8 3.9 3.10 7.1 7.2 7.3 7.4 7.5 7.6 8.1 8.2 8.3"),
        ("load_limit", "7.1"),
        ("missing_actions", ""),
        ("management_cycle", ""),
    },
}
# Rows whose typical action a person named; 0 where the catalogue has none. In the order of the document.
TYPICAL: dict[str, list[int]] = {
    "000": [18, 19, 20, 20, 36, 40, 36, 39, 7, 0, 26, 15, 5, 25, 48, 48, 27, 49, 41, 42, 45, 46],
    "001": [1, 2, 3, 4, 6, 12, 16, 0, 21, 31, 37, 40, 36, 37, 44, 32, 32, 33, 45, 46],
    "002": [11, 40, 40, 38, 38, 40, 40, 46, 42, 4, 30, 37, 15, 37, 47],
    "003": [12, 21, 12, 24, 36, 49],
    "004": [0, 48, 0, 0, 0, 44, 0, 0, 36, 11, 0, 0, 42, 37, 35, 34, 34,
            11, 0, 0, 46, 33, 0, 0, 0, 21, 35, 35, 45, 11, 4, 10, 45, 45, 35],
}  # fmt: skip


@pytest.fixture
def seed(shared: Path):
    def read(number: str) -> Plan:
        return read_plan(next((shared / "seeds").glob(f"{number}_*.txt")))

    return read


def rows_of(finding: Finding, plan: Plan) -> str:
    everything = len(plan.actions) + len(plan.decisions)
    return "*" if len(finding.rows) > 14 or len(finding.rows) == everything else " ".join(finding.actions)


@pytest.mark.parametrize("number", FOUND)
def test_findings_are_those_that_a_reader_confirmed(seed, number: str) -> None:
    plan = seed(number)
    found = inspect(plan)
    told = {
        (one.code, rows_of(one, plan))
        for one in found
        if not (number == "004" and one.code == "doubtful_reading")
    }
    assert told == FOUND[number]


def find(plan: Plan, code: str) -> Finding:
    (one,) = [finding for finding in inspect(plan) if finding.code == code]
    return one


def test_a_merged_cell_is_offered_and_stays_empty(seed) -> None:
    plan = seed("000")
    one = find(plan, "merged_cell")
    assert "вероятно, объединённая ячейка" in one.message
    assert "10 календарных дней" in one.suggestion
    assert [bool(plan.actions[place].deadline) for place in one.rows] == [False] * 3


def test_the_differences_of_duplicates_are_named(seed) -> None:
    owners, terms = [one.message for one in inspect(seed("004")) if one.code == "duplicate_actions"]
    assert "ответственный — «Заместитель директора» и «администрация»" in owners
    assert "срок" not in owners
    assert "срок — «сентябрь - декабрь 2021» и «в течение года»" in terms
    assert "ответственный" not in terms


def test_repaired_words_of_the_scan_are_shown(seed) -> None:
    told = " ".join(one.message for one in inspect(seed("004")) if one.code == "doubtful_reading")
    for words in (
        "2.1, ответственный",
        "1.4, результат",
        "«Обеспечение» собрано",
        "3.3, мероприятие, результат: соединено через разрыв",
    ):
        assert words in told


def test_one_working_day_is_left(seed) -> None:
    assert "остаётся рабочих дней: 1" in find(seed("002"), "short_notice").message


@pytest.mark.parametrize("code", ["personal_control", "punitive_use"])
def test_the_wording_of_the_catalogue_is_proposed(seed, code: str) -> None:
    assert find(seed("002"), code).suggestion.startswith("Адресная методическая поддержка педагогов")


def test_fourteen_rows_share_one_indicator(seed) -> None:
    assert "14 строках (3.6–3.10, 7.1–7.6, 8.1–8.3)" in find(seed("004"), "copied_indicator").message


def test_typical_actions_are_recognised(seed) -> None:
    """Of 98 rows 82 are recognised rightly, none as something else, one is missed; 15 have no entry and get none."""
    right = wrong = missed = 0
    for number, wanted in TYPICAL.items():
        plan = seed(number)
        rows = (*plan.actions, *plan.decisions)
        assert len(rows) == len(wanted)
        for action, entry in zip(rows, wanted, strict=True):
            told = matches(" ".join(action.text.text.split()))
            first = told[0].entry.number if told else 0
            right += first == entry != 0
            wrong += first not in (entry, 0)
            missed += first == 0 != entry
    assert (right, wrong, missed) == (82, 0, 1)
