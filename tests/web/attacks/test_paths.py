"""Tricks in names and addresses: nothing outside the folder of its own is read, written or named."""

from __future__ import annotations

from pathlib import Path

import pytest
from case_results import TEXT, make_result
from district import make_run
from django.core.files.uploadedfile import SimpleUploadedFile
from signing_in import add_codes

from objektiv.web.access.exporters import download
from objektiv.web.assessments.models import Import
from objektiv.web.cases.domain import ask_school, open_case
from objektiv.web.cases.models import Attachment

pytestmark = pytest.mark.django_db
TRICKS = (
    "../../../secret.txt", "..\\..\\secret.txt", "/etc/passwd", "C:\\secret.txt", "....//secret.txt",
    "%2e%2e%2fsecret.txt",
    "secret.txt\x00.xlsx", "..", ".", "~/.ssh/id_rsa", "\u2026/secret.txt", "a/../../secret.txt",
)  # fmt: skip


@pytest.fixture(autouse=True)
def home(settings, tmp_path: Path) -> Path:
    settings.OBJEKTIV_HOME = tmp_path / "home"
    settings.OBJEKTIV_HOME.mkdir()
    (tmp_path / "secret.txt").write_text("тайна")
    (settings.OBJEKTIV_HOME / "secret.txt").write_text("тайна")
    return settings.OBJEKTIV_HOME


def fetched(browser, address: str) -> tuple[int, bytes]:
    answer = browser.get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    return answer.status_code, body


def files_under(folder: Path) -> set[Path]:
    return {one for one in folder.rglob("*") if one.is_file()}


@pytest.mark.parametrize("name", TRICKS)
def test_a_file_of_a_run_is_one_of_its_folder(cast, as_, home, tmp_path, name) -> None:
    folder = tmp_path / "analysed"
    folder.mkdir()
    (folder / "run.json").write_text("{}")
    run = make_run(cast, folder)
    browser = as_(add_codes(cast.analyst))
    assert fetched(browser, f"/runs/{run.pk}/files/run.json") == (200, b"{}")
    status, body = fetched(browser, f"/runs/{run.pk}/files/{name}")
    assert status in (301, 400, 404)
    assert "тайна".encode() not in body


@pytest.mark.parametrize("name", TRICKS)
def test_what_is_uploaded_lies_under_its_own_folder(
    cast, as_, home, tmp_path, name, django_capture_on_commit_callbacks
) -> None:
    outside = files_under(tmp_path) - files_under(home)
    upload = SimpleUploadedFile("x.xlsx", b"text")
    upload.__dict__["_name"] = name  # past the cleaning of the test's own client
    with django_capture_on_commit_callbacks(execute=True):
        as_(cast.coordinator).post(
            "/imports/new/",
            {
                "unit": cast.municipality.pk,
                "uploads": [upload],
                "folders": f'["{name.encode("unicode_escape").decode()}"]',
            },
        )
    assert files_under(tmp_path) - files_under(home) == outside
    for load in Import.objects.all():
        for file in load.files.all():
            assert file.path.resolve().is_relative_to(load.folder.resolve())


@pytest.mark.parametrize("name", TRICKS)
def test_a_paper_of_a_school_is_kept_under_its_hash(cast, as_, home, name) -> None:
    case = ask_school(open_case(make_result(cast, cast.school), [], by=cast.coordinator), by=cast.coordinator)
    upload = SimpleUploadedFile("x.pdf", b"%PDF-1.7")
    upload.__dict__["_name"] = f"{name}.pdf"
    sent = as_(cast.deputy).post(
        f"/cases/{case.pk}/reply/", {"version": case.version, "text": TEXT, "papers": upload}
    )
    assert sent.status_code in (302, 422)
    assert {one.relative_to(home).parts[0] for one in files_under(home)} <= {"files", "secret.txt"}
    for kept in Attachment.objects.all():
        assert not set(kept.name) & set('/\\\x00\r\n"')
        answer = as_(cast.deputy).get(f"/cases/{case.pk}/files/{kept.pk}/")
        assert answer["Content-Disposition"].startswith("attachment")
        answer.close()


@pytest.mark.parametrize(
    "name", ['x"; filename="evil.exe', "x\r\nSet-Cookie: a=1", "школа.xlsx", "../x.xlsx"]
)
def test_a_name_adds_no_header(name) -> None:
    answer = download(name, b"x")
    assert "\n" not in answer["Content-Disposition"]
    assert "\r" not in answer["Content-Disposition"]
    assert set(answer.headers) == {"Content-Type", "Content-Disposition"}
    assert answer["Content-Disposition"].startswith("attachment; filename")


@pytest.mark.parametrize(
    "address", ["/static/../secret.txt", "/static/..%2f..%2fsecret.txt", "/static/%2e%2e/settings.py"]
)
def test_static_files_are_those_of_the_folders(client, address) -> None:
    assert client.get(address).status_code == 404
