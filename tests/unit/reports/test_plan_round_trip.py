"""What is written is read back the same: Word and Excel files whole, PDF as far as its words go."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from tests.unit.reports.drawn_plans import NARRATIVE, WHOLE, plans

from objektiv.documents.paper_sheet import KEY_TITLE
from objektiv.plans.model import Action, Field, Plan
from objektiv.plans.reading import read_plan
from objektiv.plans.record import from_record, to_record
from objektiv.reports.plan_paper import build_plan
from objektiv.reports.plan_write import write_paper

SEEDS = 5
_SCRAP = re.compile(r"\w{3}")


def words_of(plan: Plan) -> dict[str, Any]:
    """Everything that a plan says, without places and confidence; scraps without a word are not written."""
    head = plan.head
    return {
        "head": [_said(field) for field in (head.title, head.kind, head.territory, head.school_year)],
        "approvals": [
            [_said(field) for field in (one.word, one.post, one.organisation, one.person, one.date)]
            for one in head.approvals
        ],
        "annex": head.annex
        and [
            _said(getattr(head.annex, name))
            for name in ("number", "document", "organisation", "date", "order_number")
        ],
        "directions": [
            (
                _said(one.number),
                _said(one.title),
                [(bullet.group, _said(bullet.text)) for bullet in one.bullets],
                [(group.key, _said(group.number), _said(group.title)) for group in one.groups],
            )
            for one in plan.directions
        ],
        "sections": [(one.key, _said(one.number), _said(one.title)) for one in plan.sections],
        "actions": [_action(one) for one in plan.actions],
        "decisions": [_action(one) for one in plan.decisions],
        "signatures": [(_said(one.post), _said(one.person)) for one in plan.signatures],
        "columns": [pair for pair in plan.columns if pair[1] != KEY_TITLE],
        "texts": [_said(one) for one in plan.texts if _SCRAP.search(one.text)],
    }


def _action(one: Action) -> tuple[Any, ...]:
    return (
        *(_said(field) for field in (one.number, one.text, one.deadline, one.responsible, one.result)),
        one.section,
        [_said(item) for item in one.sub_items],
        [(heading, _said(field)) for heading, field in one.extra if heading != KEY_TITLE],
    )


def _said(field: Field) -> str:
    return " ".join(field.text.split())


def written_and_read(plan: Plan, kind: str, folder: Path) -> Plan:
    path = folder / f"план.{kind}"
    write_paper(build_plan(plan), kind, path)
    return read_plan(path)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@pytest.mark.parametrize("plan", [WHOLE, NARRATIVE], ids=["table", "narrative"])
def test_a_plan_comes_back_the_same(plan: Plan, kind: str, tmp_path: Path) -> None:
    assert words_of(written_and_read(plan, kind, tmp_path)) == words_of(plan)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(plan=plans())
def test_any_plausible_plan_comes_back_the_same(kind: str, plan: Plan) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert words_of(written_and_read(plan, kind, Path(folder))) == words_of(plan)


@pytest.mark.parametrize("plan", [WHOLE, NARRATIVE], ids=["table", "narrative"])
def test_the_words_of_a_pdf_come_back(plan: Plan, tmp_path: Path) -> None:
    back = words_of(written_and_read(plan, "pdf", tmp_path))
    wanted = words_of(plan)
    for part in ("head", "sections", "actions", "decisions", "directions"):
        assert back[part] == wanted[part], part


def test_keys_of_rows_come_back_with_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "план.xlsx"
    write_paper(build_plan(WHOLE, keys={0: "17", 1: "18", 2: "=19"}), "xlsx", path)
    back = read_plan(path)
    keys = [dict(action.extra)[KEY_TITLE].text for action in back.actions]
    assert keys == ["17", "18", "=19"]
    again = tmp_path / "ещё.xlsx"
    write_paper(build_plan(back), "xlsx", again)
    assert [dict(action.extra)[KEY_TITLE].text for action in read_plan(again).actions] == keys


@pytest.mark.shared
@pytest.mark.parametrize("number", range(SEEDS))
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_real_plans_come_back_the_same(shared: Path, number: int, kind: str, tmp_path: Path) -> None:
    (seed,) = (shared / "seeds").glob(f"{number:03d}_*.txt")
    plan = from_record(to_record(read_plan(seed)))
    back = written_and_read(plan, kind, tmp_path)
    assert words_of(back) == words_of(plan)
    assert words_of(written_and_read(back, kind, tmp_path)) == words_of(plan)


@pytest.mark.shared
@pytest.mark.parametrize("number", range(SEEDS))
@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx"])
def test_two_runs_give_the_same_bytes(shared: Path, number: int, kind: str, tmp_path: Path) -> None:
    (seed,) = (shared / "seeds").glob(f"{number:03d}_*.txt")
    document = build_plan(read_plan(seed))
    for name in ("a", "b"):
        write_paper(document, kind, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
