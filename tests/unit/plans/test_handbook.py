"""The page of the documentation tells what the program holds."""

from __future__ import annotations

from pathlib import Path

from objektiv.plans.handbook import handbook

PAGE = Path(__file__).resolve().parents[3] / "docs" / "plan-catalogue.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == handbook(), (
        "python -m objektiv.plans.handbook > docs/plan-catalogue.md"
    )


def test_every_action_cause_and_check_has_a_row() -> None:
    rows = [
        line
        for line in handbook().splitlines()
        if line.startswith("| ") and not line.startswith(("| №", "| Код", "| Настройка", "| Проверка"))
    ]
    assert len(rows) == 50 + 13 + 12 + 30
