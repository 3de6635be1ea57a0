"""An import from the files of a person to the lake and back: preview, rights, protocol, versions, undoing."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from exam_books import exam_book

from objektiv.lake.lake import Lake
from objektiv.web.assessments.domain import imports as verbs
from objektiv.web.assessments.domain.receiving import Incoming
from objektiv.web.assessments.models import Import, Submission
from objektiv.web.audit.domain import prove_journal
from objektiv.web.audit.models import Record
from objektiv.web.shell.models import Job

pytestmark = pytest.mark.django_db
MA4 = "vpr-2021-ma4"


def lake(home: Path) -> Lake:
    return Lake.open(home / "lake")


def counted(assessment: str = MA4) -> dict[str, list[tuple[int, int]]]:
    """School → (version, works that count) of its submissions."""
    found: dict[str, list[tuple[int, int]]] = {}
    for one in Submission.objects.filter(assessment=assessment):
        found.setdefault(one.unit.code, []).append((one.number, one.counted))
    return found


def test_files_are_recognised_and_nothing_is_loaded_before_a_person_confirms(
    cast, make, hand_in, home
) -> None:
    load = hand_in(make((990001, "А", range(1, 9)), (990002, "А", range(1, 4))))
    file = load.files.get()
    assert (load.state, file.state, file.assessment) == ("recognised", "ready", MA4)
    assert (file.rows, file.present, file.layout) == (11, 11, "results_2021")
    assert lake(home).generation.number == 0
    assert not (home / "files" / "trials" / f"{load.pk:06d}").exists()
    assert Submission.objects.count() == 0


def test_confirming_loads_and_writes_down_who_submitted(cast, make, load_in, home) -> None:
    load = load_in(make((990001, "А", range(1, 9)), (990002, "А", range(1, 4))))
    assert (load.state, load.lake_before, load.lake_after) == ("loaded", 0, 1)
    assert counted() == {"990001": [(1, 8)], "990002": [(1, 3)]}
    assert [file.present for file in lake(home).generation.active()] == [11]
    assert load.files.get().path.is_file()
    verbs_written = list(Record.objects.order_by("number").values_list("verb", flat=True))[-4:]
    assert verbs_written == ["import.received", "import.read", "import.confirmed", "import.loaded"]
    assert prove_journal().is_whole


def test_the_folder_of_the_sender_tells_year_and_grade(cast, make, run_jobs) -> None:
    content = make((990001, "А", range(1, 9)), name="Математика.xlsx").read_bytes()
    with run_jobs():
        load = verbs.receive(
            unit=cast.municipality,
            by=cast.coordinator,
            files=[Incoming("Математика.xlsx", [content], "результаты/2021/4")],
        )
    assert load.files.get().assessment == MA4


def test_a_person_may_name_the_procedure_and_the_name_wins(cast, make, hand_in, run_jobs, home) -> None:
    load = hand_in(make((990001, "А", range(1, 9)), name="книга.xlsx"))
    file = load.files.get()
    assert (load.state, file.state) == ("refused", "refused")
    with run_jobs():
        verbs.name_procedures(load, chosen={file.pk: MA4}, by=cast.coordinator)
    file.refresh_from_db()
    assert (file.state, file.assessment, file.chosen) == ("ready", MA4, MA4)
    with run_jobs():
        verbs.confirm(Import.objects.get(), by=cast.coordinator)
    assert [str(one) for one in lake(home).generation.assessments()] == [MA4]


def test_a_repeated_submission_needs_a_reason_and_the_first_stays(
    cast, make, load_in, hand_in, run_jobs
) -> None:
    load_in(make((990001, "А", range(1, 9)), (990001, "Б", range(11, 15))))
    again = hand_in(make((990001, "А", range(1, 7))), by=cast.deputy)
    assert again.files.get().replaces == [
        {
            "name": "Математика, 4 класс. ВПР 2021.xlsx",
            "sha256": Import.objects.order_by("pk").first().files.get().sha256,
            "classes": ["990001 А"],
            "schools": [990001],
        }
    ]
    with pytest.raises(ValidationError, match="уже подавали"):
        verbs.confirm(again, by=cast.deputy)
    with run_jobs():
        verbs.confirm(again, by=cast.deputy, reason="опечатки в 4А")
    assert counted() == {"990001": [(1, 4), (2, 6)]}
    assert [(one.works, one.is_first) for one in Submission.objects.all()] == [(12, True), (6, False)]


def test_undoing_gives_back_what_was_replaced(cast, make, load_in, run_jobs, home) -> None:
    load_in(make((990001, "А", range(1, 9))))
    second = load_in(make((990001, "А", range(1, 7))), reason="исправление")
    with run_jobs():
        verbs.ask_undo(second, by=cast.coordinator, reason="загружено по ошибке")
    second.refresh_from_db()
    assert (second.state, second.undone_by, second.undo_reason) == (
        "undone",
        cast.coordinator,
        "загружено по ошибке",
    )
    assert second.lake_undone == lake(home).generation.number == 3
    assert counted() == {"990001": [(1, 8), (2, 0)]}
    record = Record.objects.get(verb="import.undone")
    assert (record.reason, record.new) == ("загружено по ошибке", {"lake": 3})


def test_an_import_that_a_later_one_stands_on_is_not_undone(cast, make, load_in, run_jobs) -> None:
    first = load_in(make((990001, "А", range(1, 9))))
    second = load_in(make((990001, "А", range(1, 7))), reason="исправление", by=cast.deputy)
    with pytest.raises(ValidationError, match=rf"загрузкой № {second.pk} \(Школа № 1\)"):
        verbs.ask_undo(first, by=cast.coordinator, reason="ошибка")
    with run_jobs():
        verbs.ask_undo(second, by=cast.deputy, reason="ошибка")
    with run_jobs():
        verbs.ask_undo(first, by=cast.coordinator, reason="ошибка")
    assert counted() == {"990001": [(1, 0), (2, 0)]}


def test_what_was_loaded_before_is_said_and_cannot_be_loaded_or_undone_again(
    cast, make, load_in, hand_in, tmp_path
) -> None:
    path = make((990001, "А", range(1, 9)))
    load_in(path)
    again = hand_in(path, by=cast.deputy)
    assert (again.state, again.files.get().state) == ("recognised", "unchanged")
    with pytest.raises(ValidationError, match="Загружать нечего"):
        verbs.confirm(again, by=cast.deputy)


def test_a_corrected_file_of_an_examination_takes_the_place_of_the_earlier_one(
    cast, load_in, run_jobs, home, tmp_path
) -> None:
    name = "ОГЭ 2024 Русский язык.csv"
    load_in(exam_book(tmp_path / "a" / name, (990001, 4), (990002, 3)))
    second = load_in(exam_book(tmp_path / "b" / name, (990001, 4), (990002, 3), score=25), reason="апелляции")
    assert len(lake(home).extra("gia")) == 7
    assert counted("oge-2024-ru9") == {"990001": [(1, 0), (2, 4)], "990002": [(1, 0), (2, 3)]}
    with run_jobs():
        verbs.ask_undo(second, by=cast.coordinator, reason="ошибка")
    assert counted("oge-2024-ru9") == {"990001": [(1, 4), (2, 0)], "990002": [(1, 3), (2, 0)]}


def test_an_examination_of_some_of_the_schools_of_a_file_is_refused(cast, load_in, hand_in, tmp_path) -> None:
    name = "ОГЭ 2024 Русский язык.csv"
    load_in(exam_book(tmp_path / "a" / name, (990001, 4), (990002, 3)))
    file = hand_in(exam_book(tmp_path / "b" / name, (990001, 4), score=25), by=cast.deputy).files.get()
    assert (file.state, "посчитались бы дважды" in file.refusal) == ("refused", True)


def test_several_files_of_one_import_are_one_state_of_the_lake(cast, make, load_in, home) -> None:
    load = load_in(
        make((990001, "А", range(1, 9))), make((990002, "А", range(1, 5))),
        make((990001, "А", range(1, 9)), name="Русский язык, 4 класс. ВПР 2021.xlsx", score=0),
    )  # fmt: skip
    assert (load.lake_before, load.lake_after, lake(home).generation.number) == (0, 1, 1)
    assert sorted(one.assessment for one in load.submissions.all()) == [
        "vpr-2021-ma4",
        "vpr-2021-ma4",
        "vpr-2021-ru4",
    ]


def test_a_broken_file_does_not_hinder_the_others(cast, make, hand_in, run_jobs, tmp_path) -> None:
    broken = tmp_path / "битая.xlsx"
    broken.write_bytes("это не книга".encode())
    load = hand_in(make((990001, "А", range(1, 9))), broken)
    assert [(one.name, one.state) for one in load.files.all()][1] == ("битая.xlsx", "refused")
    assert load.files.last().refusal
    with run_jobs():
        verbs.confirm(load, by=cast.coordinator)
    assert counted() == {"990001": [(1, 8)]}


def test_a_file_set_aside_is_not_loaded(cast, make, hand_in, run_jobs) -> None:
    load = hand_in(make((990001, "А", range(1, 9))), make((990002, "А", range(1, 5))))
    with run_jobs():
        verbs.confirm(load, by=cast.coordinator, excluded=[load.files.last().pk])
    assert counted() == {"990001": [(1, 8)]}


def test_an_abandoned_import_leaves_no_files(
    cast, make, hand_in, home, django_capture_on_commit_callbacks
) -> None:
    load = hand_in(make((990001, "А", range(1, 9))))
    with django_capture_on_commit_callbacks(execute=True):
        verbs.abandon(load, by=cast.coordinator)
    load.refresh_from_db()
    assert load.state == "abandoned"
    assert list((home / "files" / "imports").iterdir()) == []
    with pytest.raises(ValidationError, match="от загрузки отказались"):
        verbs.confirm(load, by=cast.coordinator)


def test_originals_with_personal_data_are_not_kept(cast, make, load_in) -> None:
    load = load_in(make((990001, "А", range(1, 9)), more=("ФИО",)))
    file = load.files.get()
    assert (load.state, file.is_kept, file.path.exists()) == ("loaded", False, False)


def test_rights_are_those_of_the_place(cast, make, hand_in) -> None:
    path = make((990001, "А", range(1, 9)))
    files = [Incoming(path.name, [path.read_bytes()])]
    for person, unit in (
        (cast.coordinator, cast.region), (cast.coordinator, cast.other_municipality), (cast.deputy, cast.neighbour),
        (cast.roles["school_head"], cast.school), (cast.stranger, cast.school),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            verbs.receive(unit=unit, files=files, by=person)
    load = hand_in(path)
    for act in (
        lambda: verbs.confirm(load, by=cast.deputy),
        lambda: verbs.abandon(load, by=cast.other_coordinator),
        lambda: verbs.name_procedures(load, chosen={}, by=cast.stranger),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert Job.objects.count() == 1
