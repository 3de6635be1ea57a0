"""Files that cannot or should not be read: one clear sentence with what to do, quickly."""

from __future__ import annotations

import subprocess
import time
import zipfile
import zlib
from pathlib import Path

import docx
import pytest
import typst
from tests.unit.plans.drawing import Paragraph, write_docx, write_odt

from objektiv.model.errors import RefusedFileError
from objektiv.plans.reading import read_plan

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def refusal(path: Path) -> RefusedFileError:
    began = time.process_time()
    with pytest.raises(RefusedFileError) as caught:
        read_plan(path)
    assert time.process_time() - began < 5
    error = caught.value
    assert error.place == path.name
    assert error.message.endswith(".")
    assert error.remedy.endswith(".")
    return error


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def archive(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return path


def test_no_file(tmp_path):
    assert "такого файла или папки нет" in refusal(tmp_path / "нет.docx").message


def test_empty_file(tmp_path):
    assert refusal(write(tmp_path / "a.docx", b"")).message == "Файл пуст."
    assert refusal(write(tmp_path / "b.txt", b"\r\n  ")).message == "Файл пуст."


def test_broken_docx(tmp_path):
    whole = write_docx(tmp_path / "whole.docx", [Paragraph("План " * 5000)]).read_bytes()
    cut = refusal(write(tmp_path / "cut.docx", whole[: len(whole) // 2]))
    assert cut.message == "Документ повреждён: архив оборван или испорчен."
    spoilt = bytearray(whole)
    middle = whole.index(b"word/document.xml") + 60
    spoilt[middle : middle + 40] = b"\xff" * 40
    assert "повреждён" in refusal(write(tmp_path / "spoilt.docx", bytes(spoilt))).message


def test_docx_without_its_document(tmp_path):
    assert "главной части" in refusal(archive(tmp_path / "a.docx", word__styles_xml=b"<a/>")).message


def test_docx_that_is_no_xml(tmp_path):
    assert "не читается" in refusal(archive(tmp_path / "a.docx", word__document_xml=b"<w:document")).message


def test_bomb(tmp_path):
    text = b"<w:t>" + b" " * (260 << 20)
    error = refusal(archive(tmp_path / "bomb.docx", word__document_xml=text))
    assert error.message.startswith("Документ раскрывается в 260 МиБ")


def test_part_larger_than_the_directory_says(tmp_path):
    path = archive(tmp_path / "a.docx", word__document_xml=b"<a>" + b"x" * 100_000 + b"</a>")
    content = path.read_bytes()
    path.write_bytes(content.replace((100_007).to_bytes(4, "little"), (90).to_bytes(4, "little")))
    assert "повреждён" in refusal(path).message


@pytest.mark.parametrize("name", ["word__document_xml", "content_xml"])
def test_entities(tmp_path, name):
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "' + b"y" * 99 + b'">]><a>&x;</a>'
    parts = {name: bomb, "mimetype": b"application/vnd.oasis.opendocument.text"}
    assert "определения сущностей" in refusal(archive(tmp_path / "a.docx", **parts)).message


def test_endless_document(tmp_path):
    body = b"<w:p/>" * 60_000
    text = f'<w:document xmlns:w="{WORD}"><w:body>'.encode() + body + b"</w:body></w:document>"
    assert "больше 50000 абзацев" in refusal(archive(tmp_path / "a.docx", word__document_xml=text)).message


def test_broken_odt(tmp_path):
    whole = write_odt(tmp_path / "whole.odt", [Paragraph("План")]).read_bytes()
    assert "повреждён" in refusal(write(tmp_path / "a.odt", whole[:-30])).message


def test_archive_and_picture_and_page(tmp_path):
    assert refusal(archive(tmp_path / "a.zip", план_txt=b"x")).message == "Это архив, а не документ."
    assert refusal(write(tmp_path / "a.jpg", b"\xff\xd8\xff\xe0" + b"x" * 99)).message.startswith(
        "Это картинка"
    )
    assert "веб-страница" in refusal(write(tmp_path / "a.doc", b"<html><body>x</body></html>")).message


def test_bytes_that_are_no_text(tmp_path):
    assert "не похож на текст" in refusal(write(tmp_path / "a.txt", bytes(range(1, 32)) * 50)).message


def test_password(tmp_path):
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert refusal(write(tmp_path / "a.docx", content)).message == "Документ защищён паролем."


def test_pdf_of_five_hundred_pages(tmp_path):
    path = write(
        tmp_path / "a.pdf", typst.compile(b"#for n in range(500) [ page #n #pagebreak(weak: true) ]")
    )
    assert "страниц 500" in refusal(path).message


def test_scan(tmp_path):
    path = write(tmp_path / "a.pdf", typst.compile(b"#rect(width: 5cm, height: 5cm, fill: gray)"))
    error = refusal(path)
    assert error.message == "В PDF нет текста: это скан, картинки страниц."
    assert "Распознайте текст" in error.remedy


def test_broken_pdf(tmp_path):
    whole = typst.compile(b"text")
    assert "повреждён" in refusal(write(tmp_path / "a.pdf", b"%PDF-1.7\n" + b"garbage " * 50)).message
    assert "PDF повреждён" in refusal(write(tmp_path / "b.pdf", whole[: len(whole) // 3])).message


def test_pdf_bomb(tmp_path):
    packer = zlib.compressobj(9)
    stream = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(140)) + packer.flush()
    content = (
        b"%PDF-1.7\n1 0 obj<</Length " + str(len(stream)).encode() + b"/Filter/FlateDecode>>stream\n" + stream
    )
    error = refusal(write(tmp_path / "a.pdf", content + b"\nendstream endobj"))
    assert "раскрываются больше чем в" in error.message


def test_old_document_without_libreoffice(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    error = refusal(write(tmp_path / "a.rtf", b"{\\rtf1 x}"))
    assert "только через LibreOffice" in error.message
    assert "сохраните как .docx" in error.remedy


def test_office_that_hangs_is_stopped_with_what_it_started(tmp_path, monkeypatch):
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nsleep 300 &\necho $! > {tmp_path}/child\nwait\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    monkeypatch.setattr("objektiv.plans.sources.office.SECONDS", 1)
    assert "за 1 с" in refusal(write(tmp_path / "a.rtf", b"{\\rtf1 x}")).message
    child = (tmp_path / "child").read_text().strip()
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", child], capture_output=True, text=True, check=False
    ).stdout
    assert state.strip()[:1] in {"", "Z"}


def test_too_many_bytes(tmp_path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.write(b"x")
        file.truncate(60 << 20)
    assert "слишком велик" in refusal(path).message


def test_a_document_under_a_wrong_name_is_read(tmp_path):
    path = tmp_path / "план.txt"
    docx.Document().save(tmp_path / "a.docx")
    path.write_bytes(
        write_docx(tmp_path / "b.docx", [Paragraph("План мероприятий на 2024 год")]).read_bytes()
    )
    assert read_plan(path).head.title.text == "План мероприятий на 2024 год"
