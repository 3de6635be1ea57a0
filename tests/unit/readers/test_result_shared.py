"""Rows of the real workbooks against counts made without this program (shared/data/README.md)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from objektiv.model.assessment import AssessmentId
from objektiv.model.reader import Reader, Request
from objektiv.model.scale import Part, Scale
from objektiv.model.tables import ABSENT, ABSENT_ONE_SITTING, PRESENT, QUARANTINED
from objektiv.readers import results_2020, results_2021, results_2022
from objektiv.workbooks.book import open_book
from objektiv.workbooks.naming import assessment_from_path

# Printed maxima; RU5: part «3» has 2.
MAXIMA = {
    "ma4": [1, 1, 2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 2, 2, 2],
    "ru4": [4, 3, 3, 1, 3, 2, 1, 2, 3, 2, 1, 1, 2, 1, 2, 1, 2, 1, 2, 1],
    "ma5": [1, 1, 1, 1, 1, 2, 1, 1, 2, 2, 1, 1, 1, 1, 1, 2],
    "ru5": [4, 3, 2, 3, 3, 3, 3, 2, 3, 2, 2, 2, 2, 1, 2, 1, 2, 2, 1, 1, 1],
}
COUNTS = {
    "vpr-2021-ma4": (12_983, 941, 72),
    "vpr-2021-ru4": (13_253, 842, 32),
    "vpr-2021-ma5": (12_388, 1_264, 2),
    "vpr-2021-ru5": (12_497, 1_594, 4),
    "vpr-2020-ma4": (12_436, 1_627, 41),
    "vpr-2020-ru4": (11_513, 2_357, 81),
}
READERS = {2020: results_2020.READER, 2021: results_2021.READER, 2022: results_2022.READER}


def workbook(shared: Path, assessment: str) -> Path:
    work = AssessmentId.parse(assessment)
    folder = shared / "data" / "vpr" / str(work.year) / str(work.grade)
    return next(path for path in sorted(folder.glob("*.xlsx")) if assessment_from_path(str(path)) == work)


def printed_scale(assessment: AssessmentId) -> Scale | None:
    maxima = MAXIMA.get(f"{assessment.subject}{assessment.grade}")
    if maxima is None:
        return None
    return Scale(assessment, tuple(Part(str(n), maximum) for n, maximum in enumerate(maxima, 1)), sum(maxima))


@pytest.mark.shared
@pytest.mark.parametrize(("assessment", "counts"), COUNTS.items())
def test_rows_of_a_real_workbook_are_counted_as_known(
    shared: Path, assessment: str, counts: tuple[int, int, int]
) -> None:
    work = AssessmentId.parse(assessment)
    book = open_book(workbook(shared, assessment))
    reader: Reader = READERS[work.year]
    assert reader.recognises(book) == 1.0
    reading = reader.read(book, Request(work, printed_scale))
    assert reading.attempts is not None
    status = Counter(reading.attempts.table["status"].tolist())
    assert (status[PRESENT], status[ABSENT], status[QUARANTINED]) == counts
    assert reading.rows == sum(counts)
    assert sum(problem.code == "quarantined" for problem in reading.problems) == counts[2]


@pytest.mark.shared
def test_one_sitting_of_the_real_work_in_two_parts_is_counted_apart(shared: Path) -> None:
    work = AssessmentId.parse("vpr-2020-ru4")
    reading = results_2020.READER.read(open_book(workbook(shared, str(work))), Request(work, printed_scale))
    assert reading.attempts is not None
    assert int((reading.attempts.table["absence"] == ABSENT_ONE_SITTING).sum()) == 608


@pytest.mark.shared
def test_every_real_workbook_is_recognised_by_one_reader_and_five_have_no_rows(shared: Path) -> None:
    empty = []
    for path in sorted((shared / "data" / "vpr" / "2022").rglob("*.xlsx")):
        book = open_book(path)
        confidence = {year: reader.recognises(book) for year, reader in READERS.items()}
        if path.parent.name == "2022":
            assert set(confidence.values()) == {0.0}
            continue
        assert confidence == {2020: 0.0, 2021: 0.0, 2022: 1.0}
        reading = results_2022.READER.read(book, Request(assessment_from_path(str(path)), lambda _: None))
        if reading.rows == 0:
            empty.append(str(reading.assessment))
            assert "no_rows" in {problem.code for problem in reading.problems}
    assert empty == ["vpr-2022-fr11", "vpr-2022-is5", "vpr-2022-ma5", "vpr-2022-is6", "vpr-2022-ma7"]
