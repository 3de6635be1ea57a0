"""Real documents through the office: every row arrives, goes out, and comes back from the printed plan."""

from __future__ import annotations

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from objektiv.plans.reading import read_plan
from objektiv.reports.plan_write import write_paper
from objektiv.web.plans import domain
from objektiv.web.plans.document import as_document
from objektiv.web.plans.papers import plan_paper
from objektiv.web.plans.snapshot import text_of

pytestmark = [pytest.mark.shared, pytest.mark.django_db]
# Number of the document → its measures, decisions, directions of the narrative part.
CONTENTS = {"000": (22, 0, 3), "001": (20, 0, 0), "002": (15, 0, 0), "003": (0, 6, 3), "004": (35, 0, 0)}


@pytest.fixture(params=sorted(CONTENTS))
def number(request) -> str:
    return request.param


@pytest.fixture
def plan(cast, shared, number):
    """The document brought and confirmed without a correction, for 2023/24 where it names no year."""
    (file,) = (shared / "seeds").glob(f"{number}_*.txt")
    upload = SimpleUploadedFile(file.name, file.read_bytes())
    began = time.monotonic()
    made = domain.receive(upload, unit=cast.municipality, by=cast.coordinator)
    assert time.monotonic() - began < 5
    year = {} if made.head["school_year"] or made.head["year"] else {"school_year": "2023/24", "year": None}
    return domain.confirm_import(made, by=cast.coordinator, **year)


def test_every_row_arrives(plan, number) -> None:
    rows = list(plan.actions.values_list("row", flat=True))
    found = rows.count("action"), rows.count("decision"), plan.directions.count()
    assert found == CONTENTS[number]


def test_what_was_confirmed_is_what_was_read(plan, shared, number) -> None:
    (file,) = (shared / "seeds").glob(f"{number}_*.txt")
    read, kept = read_plan(file), as_document(text_of(plan))
    for names in ("actions", "decisions"):
        before, after = ([_said(one) for one in getattr(which, names)] for which in (read, kept))
        assert after == before


def test_the_printed_plan_is_read_again_as_the_same(plan, tmp_path, number) -> None:
    paper = tmp_path / "plan.docx"
    write_paper(plan_paper(plan), "docx", paper)
    again = read_plan(paper)
    assert (len(again.actions), len(again.decisions)) == CONTENTS[number][:2]


def _said(action) -> tuple[str, ...]:
    return action.text.text, action.deadline.text, action.responsible.text, action.result.text
