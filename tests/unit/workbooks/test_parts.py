from __future__ import annotations

import pytest

from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import RefusedFileError
from objektiv.model.scale import Part, Scale
from objektiv.workbooks.parts import coded_columns, fit_in_order, numbered_columns
from objektiv.workbooks.remarks import Remarks
from objektiv.workbooks.sheet import PupilSheet, cut

WORK = AssessmentId.parse("vpr-2021-ma4")
KNOWN = Scale(WORK, (Part("1", 1), Part("2К1", 3)), 4, (1, 2, 3))


def sheet(*rows: list[object]) -> PupilSheet:
    return cut("ф.xlsx", "Л", list(rows), 0)


def remarks() -> Remarks:
    return Remarks("ф.xlsx", "Л")


def test_numbered_columns_stand_in_the_order_of_their_numbers() -> None:
    assert numbered_columns(["код", "балл за 2", "Балл зa 1 ", "балл за 3"], r"балл за (\d+)") == (2, 1, 3)


def test_numbered_columns_end_where_a_number_is_missing() -> None:
    assert numbered_columns(["балл за 1", "Учебник", "балл за 3", "балл за 4"], r"балл за (\d+)") == (0,)


def test_known_scale_takes_its_columns_in_order() -> None:
    said = remarks()
    found = fit_in_order(
        sheet(["a", "b", "c"], ["1", "3", ""], ["0", "2", "5"], ["1", "1", ""]), (0, 1, 2), KNOWN, said
    )
    assert (found.columns, found.fits, said.problems) == ((0, 1), KNOWN, ())


def test_scale_with_fewer_parts_than_filled_columns_is_not_used() -> None:
    said = remarks()
    found = fit_in_order(sheet(["a", "b", "c"], ["1", "3", "1"], ["0", "2", "2"]), (0, 1, 2), KNOWN, said)
    assert (found.columns, found.fits) == ((0, 1, 2), None)
    assert [problem.code for problem in said.problems] == ["scale_does_not_fit", "maxima_unknown"]


def test_scale_with_more_parts_than_columns_is_not_used() -> None:
    found = fit_in_order(sheet(["a"], ["1"]), (0,), KNOWN, remarks())
    assert (found.parts, found.fits) == ((Part("1", 1),), None)


def test_unknown_maxima_are_the_largest_digits_not_seen_by_chance() -> None:
    rows: list[list[object]] = [["2", "0", "X"], ["1", "1", ""]] * 100 + [["4", "0", "0"]]
    said = remarks()
    found = fit_in_order(sheet(["a", "b", "c"], *rows), (0, 1, 2), None, said)
    assert found.parts == (Part("1", 2), Part("2", 1), Part("3", 1))
    assert [problem.code for problem in said.problems] == ["maxima_unknown"]


def test_columns_empty_to_the_end_are_no_parts() -> None:
    found = fit_in_order(sheet(["a", "b", "c"], ["1", "2", ""], ["1", "", ""]), (0, 1, 2), None, remarks())
    assert found.parts == (Part("1", 1),)


def test_codes_and_maxima_come_from_headers() -> None:
    found = coded_columns(sheet(["Код", "1 (1б)", "5(1) (2б)", "Пол", "10K1 (3б)"]), None)
    assert found.columns == (1, 2, 4)
    assert found.parts == (Part("1", 1), Part("5.1", 2), Part("10К1", 3))


def test_columns_follow_the_known_scale_when_the_codes_are_its_own() -> None:
    found = coded_columns(sheet(["2K1 (3б)", "1 (1б)"]), KNOWN)
    assert found.columns == (1, 0)
    assert [part.code for part in found.parts] == ["1", "2К1"]


def test_bare_codes_need_a_known_scale() -> None:
    assert coded_columns(sheet(["1", "2к1"]), KNOWN, also_bare=True).parts == (Part("1", 1), Part("2К1", 3))
    assert coded_columns(sheet(["1", "2К1 (3б)"]), KNOWN).columns == (1,)
    with pytest.raises(RefusedFileError, match="«3» не указан наибольший балл"):
        coded_columns(sheet(["1", "3"]), KNOWN, also_bare=True)


def test_a_part_that_stands_twice_is_refused() -> None:
    with pytest.raises(RefusedFileError, match="B1: столбец задания «1К1» встречается дважды"):
        coded_columns(sheet(["1K1 (1б)", "1К1 (2б)"]), None)


def test_a_header_without_parts_is_refused() -> None:
    with pytest.raises(RefusedFileError, match="нет ни одного столбца с баллами"):
        coded_columns(sheet(["Код", "Вариант"]), None)
