"""METHODS §1.1, rule by rule, on drawn rows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from objektiv.model.assessment import AssessmentId
from objektiv.model.scale import Part, Scale
from objektiv.model.tables import (
    ABOVE_MAXIMUM,
    ABSENT,
    ABSENT_EMPTY,
    ABSENT_ONE_SITTING,
    ABSENT_SAID,
    ATTEMPT_COLUMNS,
    EMPTY,
    NO_SCHOOL,
    NOT_ATTEMPTED,
    NOT_TAUGHT,
    NOT_WHOLE,
    PRESENT,
    QUARANTINED,
    SHIFTED,
    Attempts,
    Problem,
)
from objektiv.workbooks.remarks import Remarks
from objektiv.workbooks.rows import read_attempts
from objektiv.workbooks.sheet import Roles, cut

SCALE = Scale(AssessmentId.parse("vpr-2021-ma4"), (Part("1", 1), Part("2", 2), Part("3", 3)), 6, (2, 4, 6))
HEADER = [
    "школа",
    "код",
    "вариант",
    "в2",
    "1",
    "2",
    "3",
    "учебник",
    "",
    "класс",
    "итого",
    "отметка",
    "журнал",
    "пол",
    "мо",
]
ROLES = Roles(
    parts=(4, 5, 6), beyond=(7, 8), pupil=1, forms=(2,), school=0, municipality=14, class_group=9, gender=13,
    journal_mark=12, total=10, mark=11,
)  # fmt: skip
SOUND: dict[str, object] = {
    "школа": "sch990001", "код": "40001", "вариант": "1", "в2": "", "1": "1", "2": "0", "3": "2", "учебник": "Моро",
    "": "", "класс": "А", "итого": "3", "отметка": "3", "журнал": "4", "пол": "ж", "мо": "reg99_m007",
}  # fmt: skip


def read(*rows: dict[str, object], roles: Roles = ROLES) -> tuple[Attempts, tuple[Problem, ...]]:
    """Read rows that differ from a sound one as said; every row gets a code of its own."""
    body = [list({**SOUND, "код": f"4{index:04}", **row}.values()) for index, row in enumerate(rows, 1)]
    remarks = Remarks("ф.xlsx", "Л")
    return read_attempts(cut("ф.xlsx", "Л", [HEADER, *body], 0), roles, SCALE, remarks), remarks.problems


def absent(**row: object) -> dict[str, object]:
    return {"вариант": "отсутствовал", "1": "", "2": "", "3": "", "итого": "", **row}


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def test_sound_row_is_present_with_everything_it_says() -> None:
    attempts, problems = read({})
    assert next(attempts.table.rows()) == {
        "row": 2, "school": 990_001, "municipality": 7, "pupil": "40001", "class_group": "А", "gender": "ж",
        "form": "1", "journal_mark": 4, "printed_total": 3, "printed_mark": 3,
        "status": PRESENT, "absence": 0, "fault": 0,
        "raw_score": 3,
    }  # fmt: skip
    assert {code: scores.tolist() for code, scores in attempts.parts.items()} == {
        "1": [1],
        "2": [0],
        "3": [2],
    }
    assert problems == ()


def test_columns_have_the_types_of_the_vocabulary() -> None:
    attempts, _ = read({})
    assert list(attempts.table.columns) == list(ATTEMPT_COLUMNS)
    for name, meaning in ATTEMPT_COLUMNS.items():
        kind = "object" if meaning.startswith("str") else meaning.split(",")[0]
        assert attempts.table[name].dtype == np.dtype(kind), name
    assert all(scores.dtype == np.int8 for scores in attempts.parts.values())


@pytest.mark.parametrize("cross", ["X", "x", "Х", "х", " Х "])
def test_cross_is_nought_points_and_not_attempted(cross: str) -> None:
    attempts, problems = read({"2": cross, "3": cross, "итого": 1})
    assert (attempts.table["raw_score"].tolist(), attempts.parts["2"].tolist()) == ([1], [NOT_ATTEMPTED])
    assert problems == ()


def test_row_of_crosses_only_is_present_with_nought_points() -> None:
    attempts, _ = read({"1": "X", "2": "Х", "3": "x", "итого": 0})
    assert (attempts.table["status"].tolist(), attempts.table["raw_score"].tolist()) == ([PRESENT], [0])


def test_said_absent_and_empty_rows_are_absent() -> None:
    attempts, problems = read(
        absent(), {"1": "", "2": " ", "3": "", "итого": ""}, absent(вариант=" Отсутствовал ")
    )
    assert attempts.table["status"].tolist() == [ABSENT] * 3
    assert attempts.table["absence"].tolist() == [ABSENT_SAID, ABSENT_EMPTY, ABSENT_SAID]
    assert attempts.table["raw_score"].tolist() == [-1] * 3
    assert problems == ()


def test_absent_with_scores_is_absent_and_reported() -> None:
    attempts, problems = read({"вариант": "отсутствовал"})
    assert attempts.table["status"].tolist() == [ABSENT]
    assert [(p.code, p.cell, p.school) for p in problems] == [("absent_with_scores", "C2", 990_001)]


def test_work_in_two_parts_missed_in_one_is_absent_and_counted_apart() -> None:
    roles = replace(ROLES, forms=(2, 3))
    attempts, problems = read(
        {"вариант": "1", "в2": "отсутствовал", "3": ""},
        {"вариант": "отсутствовал", "в2": "2"},
        {"вариант": "отсутствовал", "в2": "отсутствовал", "1": "", "2": "", "3": ""},
        {"вариант": "отсутствовал", "в2": "", "1": "", "2": "", "3": ""},
        {"вариант": "1", "в2": "2"},
        {"вариант": "1", "в2": ""},
        {"вариант": "2", "в2": "2"},
        roles=roles,
    )
    assert attempts.table["status"].tolist() == [ABSENT] * 4 + [PRESENT] * 3
    assert attempts.table["absence"].tolist() == [ABSENT_ONE_SITTING] * 2 + [ABSENT_SAID] * 2 + [0] * 3
    assert attempts.table["form"].tolist() == ["1", "2", "", "", "1/2", "1", "2"]
    assert codes(problems) == ["one_sitting"]
    assert "участников: 2" in problems[0].message


def test_not_taught_part_is_nought_in_the_total() -> None:
    attempts, problems = read({"3": "не пройд.", "итого": 1})
    assert (attempts.table["raw_score"].tolist(), attempts.parts["3"].tolist()) == ([1], [NOT_TAUGHT])
    assert codes(problems) == ["not_taught"]


def test_row_of_not_taught_parts_only_is_present_and_listed() -> None:
    attempts, problems = read({"1": "не пройд.", "2": "не пройд.", "3": "не пройд.", "итого": 0})
    assert (attempts.table["status"].tolist(), attempts.table["raw_score"].tolist()) == ([PRESENT], [-1])
    assert codes(problems) == ["not_taught", "only_not_taught"]


def test_a_point_or_a_cross_beside_not_taught_parts_makes_a_score() -> None:
    late: dict[str, object] = {"1": "не пройд.", "2": "не пройд.", "3": "не пройд.", "итого": 0}
    attempts, problems = read({**late, "3": "0"}, {**late, "3": "X"}, {**late, "3": ""}, late)
    assert attempts.table["raw_score"].tolist() == [0, 0, -1, -1]
    assert [p.cell for p in problems if p.code == "only_not_taught"] == ["E4", "E5"]
    assert "total_differs" not in codes(problems)


NAME = "Планинина Мария"


def test_name_that_slipped_into_a_cell_is_not_repeated() -> None:
    attempts, problems = read(
        {"1": NAME}, {"": "X", "вариант": "Планинина"}, {"журнал": NAME}, {"итого": NAME}, {"отметка": NAME}
    )
    assert attempts.table["status"].tolist() == [QUARANTINED, QUARANTINED, PRESENT, PRESENT, PRESENT]
    assert "«1» стоит «текст» вместо" in problems[0].message
    assert "Планинина" not in repr((problems, list(attempts.table.rows())))


def test_name_instead_of_a_code_a_class_or_a_variant_is_not_stored_and_the_row_counts() -> None:
    attempts, problems = read({"код": NAME}, {"класс": "Планинина"}, {"вариант": NAME}, {})
    table = attempts.table
    assert table["status"].tolist() == [PRESENT] * 4
    assert table["pupil"].tolist() == ["", "40002", "40003", "40004"]
    assert table["class_group"].tolist() == ["А", "", "А", "А"]
    assert table["form"].tolist() == ["1", "1", "", "1"]
    assert [(p.code, p.cell, p.severity) for p in problems if p.code == "name_withheld"] == [
        ("name_withheld", "B2", "warning"),
        ("name_withheld", "J3", "warning"),
        ("name_withheld", "C4", "warning"),
    ]
    assert "no_pupil" not in codes(problems)
    assert "Строка 2: код участника похож на имя" in problems[1].message
    assert "кодами без имён" in problems[1].remedy
    assert "Планинина" not in repr((problems, list(table.rows())))


def test_row_of_a_name_alone_remains_a_row() -> None:
    blank: dict[str, object] = dict.fromkeys(SOUND, "")
    attempts, _ = read({**blank, "школа": "sch990001", "код": "Планинина"})
    assert (attempts.table["status"].tolist(), attempts.table["pupil"].tolist()) == ([ABSENT], [""])


@pytest.mark.parametrize("code", ["40001", "4А-17", "К-12", 40001.0])
def test_codes_without_names_are_stored_as_printed(code: object) -> None:
    attempts, problems = read({"код": code})
    assert attempts.table["pupil"].tolist() == [str(code).removesuffix(".0")]
    assert problems == ()


def test_empty_part_of_a_present_pupil_is_omitted_and_reported() -> None:
    attempts, problems = read({"2": ""})
    assert (attempts.table["status"].tolist(), attempts.parts["2"].tolist()) == ([PRESENT], [EMPTY])
    assert [(p.code, p.cell) for p in problems] == [("empty_part", "F2")]


@pytest.mark.parametrize(
    ("row", "fault", "cell"),
    [
        ({"2": "3"}, ABOVE_MAXIMUM, "F2"),
        ({"3": "999"}, ABOVE_MAXIMUM, "G2"),
        ({"1": "-1"}, NOT_WHOLE, "E2"),
        ({"1": "0,5"}, NOT_WHOLE, "E2"),
        ({"3": "H"}, NOT_WHOLE, "G2"),
        ({"3": "ж"}, NOT_WHOLE, "G2"),
        ({"учебник": "2"}, SHIFTED, "H2"),
        ({"учебник": " 0 "}, SHIFTED, "H2"),
        ({"": "X"}, SHIFTED, "I2"),
        ({"": "не пройд."}, SHIFTED, "I2"),
        ({"": 9.0}, SHIFTED, "I2"),
        ({"1": "2", "3": "ж", "": "х"}, ABOVE_MAXIMUM | NOT_WHOLE | SHIFTED, "E2"),
        ({"школа": "школа № 5"}, NO_SCHOOL, "A2"),
    ],
)
def test_row_that_cannot_be_right_is_quarantined_with_its_reason(
    row: dict[str, object], fault: int, cell: str
) -> None:
    attempts, problems = read(row)
    assert (attempts.table["status"].tolist(), attempts.table["fault"].tolist()) == ([QUARANTINED], [fault])
    assert attempts.table["raw_score"].tolist() == [-1]
    assert [(p.code, p.cell, p.severity) for p in problems] == [("quarantined", cell, "warning")]
    assert problems[0].message.startswith("Строка 2 не принята в расчёт: ")


@pytest.mark.parametrize("row", [{"учебник": "12"}, {"": "10"}, {"класс": "5"}, {"пол": "1"}, {"": "ma7.31"}])
def test_other_cells_to_the_right_do_not_shift_a_row(row: dict[str, object]) -> None:
    attempts, _ = read(row)
    assert attempts.table["status"].tolist() == [PRESENT]


def test_absent_row_is_not_quarantined() -> None:
    attempts, _ = read(absent(учебник="2"), absent(**{"": "5"}))
    assert attempts.table["status"].tolist() == [ABSENT, ABSENT]
    assert attempts.table["fault"].tolist() == [0, 0]


def test_printed_total_gives_way_to_the_sum() -> None:
    attempts, problems = read({"итого": "6"}, {"итого": ""}, {"итого": 3.0})
    assert attempts.table["raw_score"].tolist() == [3, 3, 3]
    assert attempts.table["printed_total"].tolist() == [6, -1, 3]
    assert [(p.code, p.cell) for p in problems] == [("total_differs", "K2")]
    assert "напечатано баллов 6, сумма 3" in problems[0].message


def test_printed_mark_that_disagrees_with_the_scale_is_reported() -> None:
    body = [list({**SOUND, "отметка": "5"}.values()), list({**SOUND, "код": "40002"}.values())]
    remarks = Remarks("ф.xlsx", "Л")
    sheet = cut("ф.xlsx", "Л", [HEADER, *body], 0)
    read_attempts(sheet, ROLES, SCALE, remarks, lambda scale, raw, parts: np.full(len(raw), 3, dtype=np.int8))
    assert [(p.code, p.cell) for p in remarks.problems] == [("mark_differs", "L2")]
    assert "отметка 5, по шкале 3 (сумма баллов 3)" in remarks.problems[0].message


@pytest.mark.parametrize("form", ["", "0", "А"])
def test_unknown_variant_with_scores_is_present_and_reported(form: str) -> None:
    attempts, problems = read({"вариант": form})
    assert (attempts.table["status"].tolist(), attempts.table["form"].tolist()) == ([PRESENT], [form])
    assert codes(problems) == ["form_unknown"]


def test_missing_journal_mark_is_reported_for_present_pupils() -> None:
    attempts, problems = read({"журнал": "нет отметки"}, {"журнал": "7"}, absent(журнал=""))
    assert attempts.table["journal_mark"].tolist() == [0, 0, 0]
    assert [(p.code, p.cell) for p in problems] == [("no_journal_mark", "M2"), ("no_journal_mark", "M3")]


def test_code_that_comes_twice_in_a_school_is_kept_and_reported() -> None:
    attempts, problems = read(
        {"код": "40001"},
        {"код": 40001.0},
        {"код": "40001", "школа": "sch990002"},
        {"код": "40002"},
        {"код": "40001"},
    )
    assert attempts.table["status"].tolist() == [PRESENT] * 5
    assert [(p.code, p.cell) for p in problems] == [("duplicate_pupil", "B3"), ("duplicate_pupil", "B6")]


def test_pupil_without_a_code_is_kept_and_reported() -> None:
    attempts, problems = read({"код": ""}, {"код": " "})
    assert len(attempts.table) == 2
    assert codes(problems) == ["no_pupil", "no_pupil"]


def test_empty_rows_are_no_pupils_and_the_others_keep_their_numbers() -> None:
    blank: dict[str, object] = dict.fromkeys(SOUND, "")
    attempts, problems = read(blank, {}, {**blank, "итого": 0.0, "класс": "А"}, {}, blank)
    assert attempts.table["row"].tolist() == [3, 5]
    assert problems == ()


def test_every_quarantined_row_is_listed_and_other_kinds_end_in_their_number() -> None:
    _, problems = read(*[{"2": "3"}] * 50, *[{"итого": "5"}] * 50)
    assert codes(problems).count("quarantined") == 50
    assert codes(problems).count("total_differs") == 21
    assert "50" in problems[-1].message


def test_sheet_without_rows_gives_empty_columns() -> None:
    attempts, problems = read()
    assert (len(attempts.table), list(attempts.parts), problems) == (0, ["1", "2", "3"], ())


CELLS = st.sampled_from(
    ["", "0", "1", "2", "3", "4", "X", "х", "не пройд.", "H", 1.0, 2.5, -1.0, "отсутствовал"]
)
DRAWN = st.fixed_dictionaries(
    {
        "1": CELLS,
        "2": CELLS,
        "3": CELLS,
        "": CELLS,
        "вариант": CELLS,
        "итого": CELLS,
        "журнал": CELLS,
        "школа": CELLS,
    }
)


@given(st.lists(DRAWN, max_size=12))
def test_rows_in_are_present_absent_and_quarantined(rows: list[dict[str, object]]) -> None:
    attempts, problems = read(*rows)
    status, raw = attempts.table["status"], attempts.table["raw_score"]
    assert len(attempts.table) == len(rows)
    assert set(status.tolist()) <= {PRESENT, ABSENT, QUARANTINED}
    late = np.isin(np.stack(list(attempts.parts.values())), (NOT_TAUGHT, EMPTY)).all(axis=0)
    assert ((raw >= 0) == ((status == PRESENT) & ~late)).all()
    assert (raw <= SCALE.maximum).all()
    assert ((attempts.table["fault"] > 0) == (status == QUARANTINED)).all()
    assert ((attempts.table["absence"] > 0) == (status == ABSENT)).all()
    assert codes(problems).count("quarantined") == int((status == QUARANTINED).sum())
    assert all(problem.message and problem.remedy for problem in problems)


@given(st.lists(DRAWN, max_size=8))
def test_a_row_is_judged_by_itself(rows: list[dict[str, object]]) -> None:
    together, _ = read(*rows)
    alone = [int(read(row)[0].table["status"][0]) for row in rows]
    assert together.table["status"].tolist() == alone
