from __future__ import annotations

import pytest

from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import RefusedFileError
from objektiv.model.reader import Request
from objektiv.model.scale import Part, Scale
from objektiv.model.tables import ABSENT, ABSENT_ONE_SITTING, PRESENT, QUARANTINED
from objektiv.readers.results_2020 import READER
from objektiv.workbooks.book import MemoryBook

WORK = AssessmentId.parse("vpr-2020-ru4")
SCALE = Scale(WORK, (Part("1К1", 4), Part("2", 3)), 7, (2, 4, 6))
KNOWN = Request(WORK, {WORK: SCALE}.get)
UNKNOWN = Request(WORK, lambda _: None)
HEADER = ["groups", "user ", "id", "code", "otc", "gender", "klass", "var-1", "var-2", "sum", "a-1-grade", "a-2-grade",
          "Учебник", "a-4-grade", ""]  # fmt: skip
GROUP = "99-RU-UCH,VPR_99,reg99_vpr_m068"
SOUND = [GROUP, "sch990001", 1.0, 50001.0, "4", "ж", "нет", "1", "2", 5.0, "4", "1", "", "", ""]


def book(*rows: list[object], header: list[str] = HEADER) -> MemoryBook:
    return MemoryBook("Русский язык.xlsx", "2020/4/Русский язык.xlsx", {"Sheet1": [header, *rows]})


def changed(**cells: object) -> list[object]:
    return [cells.get(name.strip().replace("-", "_"), cell) for name, cell in zip(HEADER, SOUND, strict=True)]


def test_layout_is_recognised_by_its_headers() -> None:
    assert READER.recognises(book(SOUND)) == 1.0


def test_row_is_read_with_codes_of_the_scale() -> None:
    reading = READER.read(book(SOUND), KNOWN)
    assert reading.attempts is not None
    assert (reading.assessment, reading.rows, reading.scale, reading.problems) == (WORK, 1, SCALE, ())
    assert {code: scores.tolist() for code, scores in reading.attempts.parts.items()} == {
        "1К1": [4],
        "2": [1],
    }
    row = next(reading.attempts.table.rows())
    said = ("school", "municipality", "pupil", "class_group", "gender", "form", "journal_mark")
    assert [row[name] for name in said] == [
        990_001, 68, "50001", "нет", "ж", "1/2", 4,
    ]  # fmt: skip


def test_columns_may_stand_in_any_order() -> None:
    order = [14, 11, 0, 7, 3, 10, 9, 1, 12, 5, 6, 8, 2, 4, 13]
    shuffled = book([SOUND[k] for k in order], header=[HEADER[k] for k in order])
    straight, mixed = READER.read(book(SOUND), KNOWN), READER.read(shuffled, KNOWN)
    assert straight.attempts is not None
    assert mixed.attempts is not None
    assert list(mixed.attempts.table.rows()) == list(straight.attempts.table.rows())


def test_pupils_of_one_sitting_are_absent_and_counted_apart() -> None:
    reading = READER.read(
        book(
            changed(var_2="отсутствовал", a_2_grade="", sum=4.0),
            changed(
                code=50002.0, var_1="отсутствовал", var_2="отсутствовал", a_1_grade="", a_2_grade="", sum=""
            ),
            changed(code=50003.0),
        ),
        KNOWN,
    )
    assert reading.attempts is not None
    assert reading.attempts.table["status"].tolist() == [ABSENT, ABSENT, PRESENT]
    assert int((reading.attempts.table["absence"] == ABSENT_ONE_SITTING).sum()) == 1


@pytest.mark.parametrize("name", ["Учебник", "a_4_grade", ""])
def test_score_to_the_right_of_the_last_part_shifts_the_row(name: str) -> None:
    reading = READER.read(book(changed(**{name: "0"}), changed(code=50002.0)), KNOWN)
    assert reading.attempts is not None
    assert reading.attempts.table["status"].tolist() == [QUARANTINED, PRESENT]


def test_without_a_scale_maxima_are_taken_from_the_rows_and_that_is_said() -> None:
    reading = READER.read(book(SOUND, changed(code=50002.0, a_2_grade="2", sum=6.0)), UNKNOWN)
    assert reading.scale == Scale(
        WORK, (Part("1", 4), Part("2", 2)), 6, source="Заголовки столбцов с баллами в файле", trust="headers"
    )
    assert {problem.code for problem in reading.problems} == {"maxima_unknown", "no_scale"}


def test_nameless_assessment_is_refused() -> None:
    nameless = MemoryBook("файл.xlsx", "файл.xlsx", {"Sheet1": [HEADER, SOUND]})
    with pytest.raises(RefusedFileError, match="какой это год"):
        READER.read(nameless, Request(None, {}.get))
