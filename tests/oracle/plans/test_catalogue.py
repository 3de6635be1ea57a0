"""The catalogue of the product against the table that practitioners wrote."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from objektiv.plans.catalogue import Direction, load_catalogue

pytestmark = pytest.mark.shared
DIRECTIONS = {
    "1": Direction.PROCEDURE,
    "2": Direction.DETECTION,
    "3": Direction.ATTITUDE,
    "У": Direction.MANAGEMENT,
}


@pytest.fixture
def table(shared: Path) -> dict[int, list[str]]:
    """Number → cells: action, direction, term, owner, document, ground."""
    text = (shared / "CATALOGUE.md").read_text(encoding="utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if re.match(r"\| \d", line)
    ]
    return {int(number): cells for number, *cells in rows}


def test_directions_grounds_causes_and_indicators(table: dict[int, list[str]]) -> None:
    entries = load_catalogue().actions
    assert set(table) == set(entries)
    for number, (_, direction, _, _, _, ground) in table.items():
        entry = entries[number]
        assert entry.direction is DIRECTIONS[direction], number
        assert entry.always is ("всегда" in ground), number
        assert set(entry.causes) == set(re.findall(r"П\d+", ground)), number
        assert set(entry.indicators) == set(re.findall(r"[a-z]+_[a-z_]+", ground)), number


def test_actions_begin_with_the_same_word(table: dict[int, list[str]]) -> None:
    entries = load_catalogue().actions
    assert {number: entries[number].title.split()[0].strip(",") for number in table} == {
        number: cells[0].split()[0].strip(",") for number, cells in table.items()
    }


def test_days_of_the_terms_are_the_settings(table: dict[int, list[str]]) -> None:
    catalogue = load_catalogue()
    for number, days in {
        6: "2 дня",
        7: "1 рабоч",
        18: "10 календарных дней",
        28: "10 рабочих дней",
        29: "3 дня",
    }.items():
        told = " ".join(catalogue.deadlines(catalogue.actions[number]))
        assert days.split()[0] in re.findall(r"\d+", told), number
        assert days in table[number][2], number


def test_causes_are_those_of_the_table(shared: Path) -> None:
    text = (shared / "CATALOGUE.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"(П\d+) ([^·.\n]+)", text.split("Причины:")[1].split("\n")[0]))
    causes = load_catalogue().causes
    assert set(listed) == set(causes)
    for code, title in listed.items():
        assert causes[code].title.lower().split()[0][:5] == title.strip().lower().split()[0][:5], code
