"""``docs/security.md`` is fresh, whole and honest: every item stands there once, what is met is proved by tests."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from django.conf import settings
from security_page import (
    COUNTED,
    PAGE,
    ROOT,
    STATES,
    TOP,
    WEIGHTS,
    Item,
    functions_of,
    headings,
    rate,
    read_items,
    render,
)

from objektiv.web.api.rules import BUCKET

ITEMS = read_items()
# Chapter → how many items of levels 1 and 2 the standard has there (5.0.0).
OF_THE_STANDARD = {
    1: (8, 19), 2: (4, 7), 3: (8, 11), 4: (2, 8), 5: (4, 5), 6: (13, 22), 7: (6, 12), 8: (4, 3), 9: (4, 3),
    10: (5, 24), 11: (3, 11), 12: (3, 6), 13: (1, 12), 14: (2, 7), 15: (3, 10), 16: (0, 16), 17: (0, 7),
}  # fmt: skip


def faults(item: Item) -> list[str]:
    """What is wrong with an item; empty for one that may stand."""
    tests = [one for one in item.by if not one.startswith("#")]
    sections = [one for one in item.by if one.startswith("#")]
    found = [f"теста нет: {one}" for one in tests if not is_there(one)]
    found += [f"раздела нет: {one}" for one in sections if one[1:] not in headings(TOP.read_text("utf-8"))]
    if item.state not in STATES or item.level not in (1, 2):
        found.append("неизвестное состояние или уровень")
    if item.state == "met" and not tests and not (item.is_description and sections):
        found.append("выполнено без теста")
    if item.state != "met" and (item.by or not item.why):
        found.append("не сказано, почему, или назван тест")
    if (item.weight in WEIGHTS) != (item.state == "open"):
        found.append("вес бывает у открытых, и только у них")
    if len(item.what.split()) > 12:
        found.append("длиннее двенадцати слов")
    return found


def is_there(reference: str) -> bool:
    """The file has a test of that name."""
    path, _, name = reference.partition("::")
    file = ROOT / path
    return path.startswith("tests/") and file.is_file() and name in functions_of(file)


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == render(), "соберите заново: python tests/web/security_page.py"


def test_every_item_of_the_standard_stands_once() -> None:
    numbers = [one.number for one in ITEMS]
    assert len(set(numbers)) == len(numbers) == 253
    found = Counter((one.chapter, one.level) for one in ITEMS)
    assert {chapter: (found[chapter, 1], found[chapter, 2]) for chapter in OF_THE_STANDARD} == OF_THE_STANDARD
    assert numbers == sorted(numbers, key=lambda number: [int(part) for part in number.split(".")])
    rows = re.findall(r"^\| (\d+\.\d+\.\d+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == numbers


@pytest.mark.parametrize("item", ITEMS, ids=lambda one: one.number)
def test_an_item_is_proved_or_says_why_not(item: Item) -> None:
    assert faults(item) == []


@pytest.mark.parametrize(
    "item",
    [
        Item("3.4.3", 2, "x", "met"),
        Item("3.4.3", 2, "x", "met", by=("#Пределы",)),
        Item("4.1.1", 1, "x", "met", by=("#Пределы",)),
        Item("3.4.3", 2, "x", "met", by=("tests/web/test_security_page.py::test_that_is_not_there",)),
        Item("3.4.3", 2, "x", "met", by=("src/objektiv/web/settings.py::DEBUG",)),
        Item("2.1.1", 1, "x", "met", by=("#Раздела такого нет",)),
        Item("3.4.3", 2, "x", "absent"),
        Item("3.4.3", 2, "x", "open", why="y"),
        Item("3.4.3", 2, "x", "done", why="y"),
    ],
)
def test_the_check_would_notice(item: Item) -> None:
    assert faults(item)


def test_limits_of_the_page_are_those_of_the_code() -> None:
    """Read off the page itself, number by number."""
    text = PAGE.read_text(encoding="utf-8")
    assert set(COUNTED) == set(settings.ACCOUNT_RATE_LIMITS)
    shown = dict(re.findall(r"^\| [^|]+ \(`(\w+)`\) \| ([^|]+) \|$", text, re.MULTILINE))
    assert shown == {
        name: "; ".join(rate(one) for one in said.split(","))
        for name, said in settings.ACCOUNT_RATE_LIMITS.items()
    }
    (numbers,) = re.findall(
        r"^\| Обращения одного ключа доступа \| (\d+) разом, затем (\d+) в минуту \|$", text, re.M
    )
    assert numbers == (str(BUCKET.capacity), f"{60 * BUCKET.per_second:.0f}")


def test_a_limit_in_words() -> None:
    assert rate("5/15m/key") == "5 за 15 мин для одного логина"
    assert rate("60/m/ip") == "60 за 1 мин с одного адреса"


def test_links_of_the_page_lead_somewhere() -> None:
    text = PAGE.read_text(encoding="utf-8")
    places = {title.lower().replace(" ", "-") for title in headings(text)}
    for target in re.findall(r"\]\(([^)]+)\)", text):
        if target.startswith("#"):
            assert target[1:] in places, target
        elif not target.startswith("https://"):
            assert (PAGE.parent / target).exists(), target
