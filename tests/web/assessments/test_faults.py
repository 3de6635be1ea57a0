"""Killed in the middle, a job leaves the office and the lake as they were; started again it ends as if never killed."""

from __future__ import annotations

import pytest

from objektiv.lake.lake import Lake
from objektiv.model.errors import LakeError
from objektiv.web.assessments.domain import imports as verbs
from objektiv.web.assessments.domain import loading, reading, runs
from objektiv.web.assessments.models import Import, Run, Submission
from objektiv.web.shell.jobs import UNEXPECTED
from objektiv.web.shell.models import Job

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """What no code catches as an error."""


@pytest.fixture(autouse=True)
def quiet(settings) -> None:
    settings.RAISE_JOB_ERRORS = False


# ruff: noqa: PT012  # the block is what dies


def break_at(monkeypatch, module, name: str, error: BaseException = Killed()) -> None:  # noqa: B008  # never changed
    def broken(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(module, name, broken)


def test_killed_while_reading_the_import_waits_to_be_read_again(
    cast, make, hand_in, run_jobs, home, monkeypatch
) -> None:
    with monkeypatch.context() as patch, pytest.raises(Killed):
        break_at(patch, reading, "_finish")
        hand_in(make((990001, "А", range(1, 9))))
    load = Import.objects.get()
    assert (load.state, load.files.get().state) == ("received", "new")
    assert Lake.open(home / "lake").generation.number == 0
    assert list((home / "files" / "trials").iterdir()) == []
    Job.objects.update(state="failed")  # what the start of the server does
    with run_jobs():
        verbs.read_again(load, by=cast.coordinator)
    load.refresh_from_db()
    assert load.state == "recognised"


def test_killed_before_the_lake_took_the_files_nothing_is_loaded(
    cast, make, hand_in, run_jobs, home, monkeypatch
) -> None:
    load = hand_in(make((990001, "А", range(1, 9))), make((990002, "А", range(1, 5))))
    with monkeypatch.context() as patch, pytest.raises(Killed), run_jobs():
        break_at(patch, loading, "adopt_trial")
        verbs.confirm(load, by=cast.coordinator)
    load.refresh_from_db()
    assert (load.state, Submission.objects.count(), Lake.open(home / "lake").generation.number) == (
        "recognised",
        0,
        0,
    )


def test_killed_after_the_lake_took_the_files_they_are_counted_once(
    cast, make, hand_in, run_jobs, home, monkeypatch
) -> None:
    load = hand_in(make((990001, "А", range(1, 9))))
    with monkeypatch.context() as patch, pytest.raises(Killed), run_jobs():
        break_at(patch, loading, "_settle")
        verbs.confirm(load, by=cast.coordinator)
    assert Lake.open(home / "lake").generation.number == 1
    Job.objects.update(state="failed")
    with run_jobs():
        verbs.confirm(load, by=cast.coordinator)
    load.refresh_from_db()
    assert (load.state, load.lake_before, load.lake_after) == ("loaded", 0, 1)
    assert Lake.open(home / "lake").generation.number == 1
    assert list(Submission.objects.values_list("works", "counted")) == [(8, 8)]


def test_given_up_after_such_a_death_nothing_stays_in_the_lake(
    cast, make, hand_in, run_jobs, home, monkeypatch
) -> None:
    load = hand_in(make((990001, "А", range(1, 9))))
    with monkeypatch.context() as patch, pytest.raises(Killed), run_jobs():
        break_at(patch, loading, "_settle")
        verbs.confirm(load, by=cast.coordinator)
    Job.objects.update(state="failed")
    verbs.abandon(load, by=cast.coordinator)
    assert Lake.open(home / "lake").generation.active() == ()


def test_killed_while_undoing_it_is_undone_once(cast, make, load_in, run_jobs, home, monkeypatch) -> None:
    load = load_in(make((990001, "А", range(1, 9))))
    with monkeypatch.context() as patch, pytest.raises(Killed), run_jobs():
        break_at(patch, loading, "_settle_undone")
        verbs.ask_undo(load, by=cast.coordinator, reason="ошибка")
    load.refresh_from_db()
    assert load.state == "loaded"
    Job.objects.update(state="failed")
    with run_jobs():
        verbs.ask_undo(load, by=cast.coordinator, reason="ошибка")
    load.refresh_from_db()
    assert (load.state, Lake.open(home / "lake").generation.number) == ("undone", 2)


def test_a_full_disk_is_said_in_words_and_changes_nothing(
    cast, make, hand_in, run_jobs, home, monkeypatch
) -> None:
    load = hand_in(make((990001, "А", range(1, 9))))
    full = LakeError("не удалось записать: на диске нет места.", "Освободите место.")
    with monkeypatch.context() as patch, run_jobs():
        break_at(patch, loading, "adopt_trial", full)
        verbs.confirm(load, by=cast.coordinator)
    load.refresh_from_db()
    assert (load.state, load.job.state) == ("recognised", "failed")
    assert load.job.error == "Не удалось записать: на диске нет места. Освободите место."


def test_an_unforeseen_failure_has_a_sentence(cast, make, hand_in, monkeypatch) -> None:
    with monkeypatch.context() as patch:
        break_at(patch, reading, "contents", ZeroDivisionError())
        load = hand_in(make((990001, "А", range(1, 9))))
    assert (load.state, load.job.error) == ("received", UNEXPECTED)


def test_a_reading_that_a_person_stopped_can_be_started_again(cast, make, monkeypatch, run_jobs) -> None:
    path = make((990001, "А", range(1, 9)))
    with monkeypatch.context() as patch, run_jobs():
        real = reading.load_files

        def stopped(*arguments: object, **known: object) -> object:
            Job.objects.update(is_cancel_asked=True)
            return real(*arguments, **known)

        patch.setattr(reading, "load_files", stopped)
        verbs.receive(
            unit=cast.municipality,
            by=cast.coordinator,
            files=[verbs.Incoming(path.name, [path.read_bytes()])],
        )
    load = Import.objects.get()
    assert (load.state, load.job.state, load.is_interrupted) == ("received", "cancelled", True)


def test_files_that_the_disk_did_not_take_leave_no_import(cast, home) -> None:
    def chunks():
        yield b"x"
        raise OSError(28, "No space left on device")

    with pytest.raises(LakeError, match="на диске нет места"):
        verbs.receive(unit=cast.municipality, by=cast.coordinator, files=[verbs.Incoming("a.xlsx", chunks())])
    assert Import.objects.count() == 0
    assert list((home / "files" / "imports").iterdir()) == []


def test_a_run_that_was_killed_leaves_no_folder(cast, make, load_in, run_jobs, home, monkeypatch) -> None:
    load_in(make((990001, "А", range(1, 9))), by=cast.analyst)
    with monkeypatch.context() as patch, pytest.raises(Killed), run_jobs():
        break_at(patch, runs, "write_reports")
        runs.start_run(unit=cast.region, school_year="2020/21", kind="final", by=cast.analyst)
    run = Run.objects.get()
    assert (run.state, list((home / "runs").iterdir())) == ("failed", [])
