"""Uploads that would eat the server: refused in words, at every place that takes a file, and quickly."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from xlsxwriter import Workbook

from objektiv.web.assessments.forms import MAX_FILES
from objektiv.web.assessments.models import Import
from objektiv.web.territory.models import RegisterFile

pytestmark = pytest.mark.django_db
PATIENCE = 10  # seconds; unpacked, each of these takes minutes or all memory
ZEROS = b"\0" * (1 << 20)


def book(*, far: bool = False) -> bytes:
    """A workbook with one word; ``far``: in the last cell that a sheet may have."""
    written = io.BytesIO()
    with Workbook(written, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        sheet.write_string(0, 0, "Код")
        if far:
            sheet.write_string(1_048_575, 16_383, "x")
    return written.getvalue()


def zip_bomb() -> bytes:
    """A workbook whose sheet unpacks to 640 MiB."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book())) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb,
    ):
        for name in source.namelist():
            if name != "xl/worksheets/sheet1.xml":
                bomb.writestr(name, source.read(name))
        with bomb.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(640):
                sheet.write(ZEROS)
    return packed.getvalue()


def entity_bomb() -> bytes:
    """A workbook whose sheet names an entity that unfolds into itself ten times over."""
    packed = io.BytesIO()
    inner = "".join(f'<!ENTITY e{k} "{f"&e{k - 1};" * 10 if k else "ha"}">' for k in range(10))
    with zipfile.ZipFile(io.BytesIO(book())) as source, zipfile.ZipFile(packed, "w") as bomb:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"<worksheet", f"<!DOCTYPE b [{inner}]><worksheet".encode(), 1)
            bomb.writestr(name, content)
    return packed.getvalue()


BOMBS: dict[str, Callable[[], bytes]] = {
    "zip": zip_bomb, "far cell": lambda: book(far=True), "entities": entity_bomb,
}  # fmt: skip


@pytest.fixture(autouse=True)
def home(settings, tmp_path: Path) -> Path:
    settings.OBJEKTIV_HOME = tmp_path
    return tmp_path


@pytest.fixture(scope="module", params=sorted(BOMBS))
def bomb(request: pytest.FixtureRequest) -> bytes:
    made = BOMBS[request.param]()
    assert len(made) < 2 << 20
    return made


def upload(content: bytes, name: str = "Школы.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_register_that_is_a_bomb_is_refused(cast, as_, bomb) -> None:
    began = time.monotonic()
    answer = as_(cast.coordinator).post("/territory/register/", {"file": upload(bomb)})
    assert time.monotonic() - began < PATIENCE
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert RegisterFile.objects.count() == 0


def test_results_that_are_a_bomb_are_refused(cast, as_, bomb, django_capture_on_commit_callbacks) -> None:
    began = time.monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        as_(cast.coordinator).post(
            "/imports/new/", {"unit": cast.municipality.pk, "uploads": [upload(bomb, "ВПР 2021.xlsx")]}
        )
    assert time.monotonic() - began < PATIENCE
    load = Import.objects.get()
    (file,) = load.files.all()
    assert (load.state, bool(file.refusal), bool(file.remedy)) == ("refused", True, True)


def test_too_many_files_are_refused_before_they_are_read(cast, as_, settings) -> None:
    many = [upload(b"x", f"{k}.xlsx") for k in range(settings.DATA_UPLOAD_MAX_NUMBER_FILES + 1)]
    answer = as_(cast.coordinator).post("/imports/new/", {"unit": cast.municipality.pk, "uploads": many})
    assert answer.status_code == 400
    assert Import.objects.count() == 0
    assert MAX_FILES <= settings.DATA_UPLOAD_MAX_NUMBER_FILES


def test_too_many_fields_and_too_long_forms_are_refused(cast, as_, settings) -> None:
    browser: Client = as_(cast.coordinator)
    fields = {f"f{k}": "x" for k in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    assert browser.post("/people/new/", fields).status_code == 400
    long = "last_name=" + "a" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    assert browser.post(
        "/people/new/", long, content_type="application/x-www-form-urlencoded"
    ).status_code in (400, 413)
