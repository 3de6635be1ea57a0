"""The list «расхождение ≥ 2»: what stands in it, how it is narrowed, and that only the school itself reaches it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pupil_rows import write_journal, write_works
from signing_in import add_codes, rows_of

from objektiv.lake.lake import Lake
from objektiv.web.access.domain import assign
from objektiv.web.access.permissions import Permission
from objektiv.web.access.roles import ROLES
from objektiv.web.assessments.places import lake_folder
from objektiv.web.pupils.queries import schools_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("works")]


def page_of(school) -> str:
    return f"/pupils/{school.pk}/"


def listed(answer) -> list[tuple[str, str, str, int, int, str]]:
    return [
        (str(one.row.work), one.row.group, one.row.code, one.row.journal_mark, one.row.mark, one.gap)
        for one in answer.context["found"].rows
    ]


def test_the_newest_year_is_shown_by_procedure_class_and_code(cast, at) -> None:
    answer = at(cast.deputy).get(page_of(cast.school))
    assert listed(answer) == [("dkr-2026-ru5", "5А", "5102", 2, 5, "+3")]
    assert answer.context["found"].sentence == (
        "Отметок, разошедшихся на два балла и больше: 1 из 2. За работу ниже, чем по журналу, — 0, выше — 1."
    )


def test_an_earlier_year_and_a_class_are_chosen(cast, at) -> None:
    browser = at(cast.deputy)
    everything = browser.get(page_of(cast.school), {"year": "2024/25"})
    assert listed(everything) == [
        ("dkr-2025-ma4", "4А", "4001", 5, 2, "−3"), ("dkr-2025-ma4", "4А", "4002", 2, 5, "+3"),
    ]  # fmt: skip
    other = browser.get(page_of(cast.school), {"year": "2024/25", "class": "4Б"})
    assert listed(other) == []
    assert "Расхождений в два балла и больше нет: сравнили отметок — 1." in other.content.decode()
    assert listed(browser.get(page_of(cast.school), {"year": "2024/25", "work": "dkr-2025-ru4"})) == []


@pytest.mark.parametrize(("said", "group"), [("Б", "6Б"), ("6Б", "6Б"), ("нет", "6 кл.")])
def test_the_class_is_told_with_its_grade(cast, at, said, group) -> None:
    write_works(lake_folder(), "dkr-2027-ma6", f"990001 {said} 6001 5 1")
    assert [row[1] for row in listed(at(cast.deputy).get(page_of(cast.school)))] == [group]


def test_journal_marks_that_came_later_count(cast, at) -> None:
    write_journal(lake_folder(), "dkr-2026-ru5", "990001 5А 5103 2")
    assert [row[2] for row in listed(at(cast.deputy).get(page_of(cast.school)))] == ["5102", "5103"]


def test_what_was_undone_is_gone_at_once(cast, at) -> None:
    lake = Lake.open(lake_folder())
    lake.commit(lake.generation.files[:1])
    assert at(cast.deputy).get(page_of(cast.school)).context["years"] == ["2024/25"]


def test_the_workbook_says_what_the_screen_says(cast, at) -> None:
    rows = rows_of(at(cast.deputy).get(page_of(cast.school), {"year": "2024/25", "format": "xlsx"}))
    head = next(i for i, row in enumerate(rows) if "Код участника" in row)
    assert [list(row) for row in rows[head + 1 : head + 3]] == [
        ["ДКР 2025, математика, 4 класс", "4А", "4001", "", 5, 2, -3],
        ["ДКР 2025, математика, 4 класс", "4А", "4002", "", 2, 5, 3],
    ]


def test_no_role_but_those_of_the_school_reaches_any_page(cast, at) -> None:
    names = ("", "years/", "years/У-1/", "codes/", "codes/workbook/", "?format=xlsx")
    allowed = {code for code, role in ROLES.items() if Permission.PUPILS_VIEW in role.permissions}
    assert allowed == {"school_head", "deputy_head", "subject_head", "school_psychologist"}
    for code, person in cast.roles.items():
        browser = at(add_codes(person))
        answers = {browser.get(page_of(cast.school) + name).status_code for name in names}
        assert answers <= ({200, 404} if code in allowed else {403}), code
        assert (200 in answers) == (code in allowed), code
    assert at(cast.other_deputy).get(page_of(cast.school)).status_code == 404
    assert at(cast.deputy).get(page_of(cast.neighbour)).status_code == 404


@pytest.mark.parametrize("role", ["regional_coordinator", "municipal_coordinator", "regional_analyst"])
def test_the_right_given_from_above_opens_no_school(cast, at, monkeypatch, role) -> None:
    """Should a role above schools ever be given the right by mistake, it still reaches no pupil."""
    held = ROLES[role]
    monkeypatch.setattr(
        held, "permissions", held.permissions | {Permission.PUPILS_VIEW, Permission.PUPILS_EDIT}
    )
    person = add_codes(cast.roles[role])
    assert list(schools_of(person)) == []
    assert at(person).get(page_of(cast.school)).status_code == 404
    assert at(person).post(f"{page_of(cast.school)}codes/").status_code == 404


def test_somebody_of_two_schools_chooses(cast, at) -> None:
    assert at(cast.deputy).get("/pupils/").url == page_of(cast.school)
    assign(cast.deputy, role="deputy_head", unit=cast.neighbour, by=None)
    assert [one.title for one in at(cast.deputy).get("/pupils/").context["schools"]] == [
        "Школа № 1",
        "Школа № 2",
    ]


def test_before_the_first_load_the_page_names_the_next_step(cast, at, tmp_path, settings) -> None:
    settings.OBJEKTIV_HOME = tmp_path / "empty"
    assert "Работ школы пока нет" in at(cast.deputy).get(page_of(cast.school)).content.decode()


def test_lost_files_are_said_in_words(cast, at) -> None:
    for piece in (lake_folder() / "attempts").rglob("*.parquet"):
        piece.unlink()
    answer = at(cast.deputy).get(page_of(cast.school))
    assert answer.status_code == 200
    assert "Результаты школы сейчас не читаются" in answer.content.decode()


def test_more_rows_need_no_more_queries(cast, at) -> None:
    browser, counts = at(cast.deputy), []
    browser.get(page_of(cast.school))
    for rows in ("990001 6А 6001 5 1", "990001 6А 6002 5 1\n990001 6А 6003 5 1"):
        write_works(lake_folder(), "dkr-2027-ma6", rows)
        with CaptureQueriesContext(connection) as asked:
            answer = browser.get(page_of(cast.school))
        counts.append((len(listed(answer)), len(asked)))
    assert counts == [(1, counts[0][1]), (3, counts[0][1])]
