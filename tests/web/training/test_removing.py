"""«Убрать учебный район»: everything of the training goes, nothing of a real office does."""

from __future__ import annotations

from pathlib import Path

import pytest
from cast import make_cast
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from plan_words import DOCUMENT, scan

from objektiv.model.errors import UsageError
from objektiv.simulation.training_home import claim, is_training
from objektiv.web.access.models import User
from objektiv.web.audit.domain import prove_journal
from objektiv.web.audit.models import Record
from objektiv.web.plans import domain as plans
from objektiv.web.plans.files import path_of
from objektiv.web.plans.models import Action, Edition, Plan, PlanImport
from objektiv.web.shell.models import Job
from objektiv.web.territory.models import Unit
from objektiv.web.training.domain import remove_training

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def home(settings, tmp_path: Path) -> Path:
    """The folder of a training office with something in each place."""
    settings.OBJEKTIV_HOME, settings.IS_DEMO = tmp_path / "demo", True
    claim(settings.OBJEKTIV_HOME)
    fill(settings.OBJEKTIV_HOME)
    return settings.OBJEKTIV_HOME


def fill(folder: Path) -> None:
    places = (
        "lake", "runs/000001", "files/imports/000001", "files/plans/ab", "files/tasks/cd", "training/workbooks",
    )  # fmt: skip
    for place in places:
        (folder / place).mkdir(parents=True)
        (folder / place / "файл").write_bytes(b"bytes")


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


@pytest.fixture
def administrator(transactional_db: None) -> Client:
    client = Client()
    client.force_login(make_cast().roles["administrator"], backend=BACKEND)
    return client


def test_the_button_asks_once_more_and_removes_rows_and_files(home: Path, administrator: Client) -> None:
    assert "Убрать учебный район" in administrator.get("/").content.decode()
    asked = administrator.get("/training/remove/")
    assert "Вернуть их нельзя" in asked.content.decode()
    assert (Unit.objects.count(), len(files_of(home))) == (6, 7)
    answer = administrator.post("/training/remove/", follow=True)
    assert answer.redirect_chain == [("/training/removed/", 302)]
    assert "УЧЕБНЫЕ ДАННЫЕ" in answer.content.decode()
    assert [kind.objects.count() for kind in (Unit, User, Record)] == [0, 0, 0]
    assert list(files_of(home)) == ["training.json"]
    assert prove_journal().is_whole


def test_plans_and_their_files_go(home: Path, transactional_db: None) -> None:
    cast = make_cast()
    paper = SimpleUploadedFile("план.md", DOCUMENT.encode())
    made = plans.receive(paper, unit=cast.municipality, by=cast.coordinator)
    plan = plans.confirm_import(made, by=cast.coordinator)
    plans.approve_plan(
        plan, by=cast.roles["municipal_head"], document="приказ", document_number="1",
        document_date=timezone.localdate(), signed_by="начальник", scan=scan(),
    )  # fmt: skip
    kept = [path_of(made.sha256), path_of(plan.editions.get().scan_sha256)]
    assert [path.is_file() for path in kept] == [True, True]
    remove_training()
    assert [kind.objects.count() for kind in (Plan, PlanImport, Edition, Action)] == [0, 0, 0, 0]
    assert [path.exists() for path in kept] == [False, False]


def test_a_real_office_is_left_byte_for_byte(settings, tmp_path: Path, administrator: Client) -> None:
    real = tmp_path / "real"
    fill(real)
    before = files_of(real), Record.objects.count()
    settings.OBJEKTIV_HOME = real
    for is_demo in (False, True):
        settings.IS_DEMO = is_demo
        with pytest.raises(UsageError, match="не учебный кабинет"):
            remove_training()
    assert (files_of(real), Record.objects.count()) == before
    assert not is_training(real)
    assert prove_journal().is_whole


def test_a_real_office_has_no_such_page(settings, administrator: Client) -> None:
    settings.IS_DEMO = False
    for answer in (administrator.get("/training/remove/"), administrator.post("/training/remove/")):
        assert answer.status_code in {
            302,
            404,
        }  # without one-time codes the administrator is led to set them up
    assert Unit.objects.count() == 6


def test_a_running_job_is_not_torn_away(home: Path, administrator: Client) -> None:
    Job.objects.create(
        kind="test", title="Работа", owner=User.objects.get(login="administrator"), state="running"
    )
    answer = administrator.post("/training/remove/", follow=True)
    assert "Сейчас идёт фоновая работа" in answer.content.decode()
    assert (Unit.objects.count(), len(files_of(home))) == (6, 7)


@pytest.mark.parametrize("role", ["regional_coordinator", "municipal_coordinator", "deputy_head"])
def test_only_the_administrator_may(home: Path, transactional_db: None, role: str) -> None:
    client = Client()
    client.force_login(make_cast().roles[role], backend=BACKEND)
    assert client.post("/training/remove/").status_code == 403
    assert "Убрать учебный район" not in client.get("/").content.decode()
    assert Unit.objects.count() == 6
