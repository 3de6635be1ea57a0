"""Files that are no plan, or not what they seem: each is answered with a sentence, none breaks the page."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from plan_words import DOCUMENT

from objektiv.web.plans import domain
from objektiv.web.plans.models import Plan, PlanImport

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
)


def packed(**parts: bytes) -> bytes:
    """A zip archive; the names have «__» for «/»."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return whole.getvalue()


def pages(count: int, text: str = "") -> bytes:
    """A pdf of so many pages, made by hand."""
    stream = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode() if text else b""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    kids = " ".join(f"{4 + number} 0 R" for number in range(count))
    objects.append(f"<</Type/Pages/Count {count}/Kids[{kids}]>>".encode())
    objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    objects += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R>>"] * count
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))
    return body + head + table + tail


FILES = {
    "empty.docx": b"",
    "broken.docx": b"PK\x03\x04 broken",
    "other.docx": packed(**{"readme.txt": b"text"}),
    "bad_xml.docx": packed(**{"[Content_Types].xml": CONTENT_TYPES.encode(), "word__document.xml": b"<w:document"}),
    "bomb.docx": packed(**{
        "[Content_Types].xml": CONTENT_TYPES.encode(), "word__document.xml": b"<w:p/>" + b" " * (300 << 20),
    }),
    "entities.docx": packed(**{
        "[Content_Types].xml": CONTENT_TYPES.encode(),
        "word__document.xml": b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>',
    }),
    "broken.odt": b"PK\x03\x04 broken",
    "bad_xml.odt": packed(mimetype=b"application/vnd.oasis.opendocument.text", **{"content.xml": b"<office"}),
    "broken.xlsx": packed(**{"xl__workbook.xml": b"<work"}),
    "broken.pdf": b"%PDF-1.4 nothing at all",
    "cut.pdf": pages(2, "text")[:300],
    "scan.pdf": pages(3),
    "long.pdf": pages(500, "text"),
    "binary.txt": bytes(range(256)) * 40,
    "zeros.txt": b"\0" * 4000,
    "empty_lines.md": b"\n\n\n",
    "broken.rtf": b"{\\rtf1 broken",
    "broken.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "plan.exe": b"MZ",
    "noname": b"text",
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_gets_a_sentence(cast, at, name: str) -> None:
    answer = at(cast.coordinator).post(
        "/plans/new/file/", {"unit": "970001", "file": SimpleUploadedFile(name, FILES[name])}
    )
    assert answer.status_code == 422
    (sentence,) = answer.context["form"].errors["file"]
    assert sentence.endswith(".")
    assert not PlanImport.objects.exists()


def test_the_same_file_sent_twice_is_one_that_waits(cast, at) -> None:
    browser = at(cast.coordinator)
    sent = [
        browser.post(
            "/plans/new/file/", {"unit": "970001", "file": SimpleUploadedFile("план.md", DOCUMENT.encode())}
        ).url
        for _ in range(2)
    ]
    assert sent == [f"/plans/imports/{PlanImport.objects.get().pk}/"] * 2


def test_a_plan_keeps_indicators_and_foreign_columns_of_its_file(cast, at) -> None:
    table = """План мероприятий на 2026-2027 учебный год

| № п/п | Мероприятия | Сроки | Ответственный | Результат | Показатель | Финансирование |
|---|---|---|---|---|---|---|
| 1 | Издание приказа о проведении ВПР | март 2027 года | Координатор | приказ | не менее 30 % | без затрат |
"""
    browser = at(cast.coordinator)
    sent = {"unit": "970001", "file": SimpleUploadedFile("план.md", table.encode())}
    address = browser.post("/plans/new/file/", sent).url
    made = PlanImport.objects.get()
    (row,) = made.rows
    head = {
        "title": "План",
        "kind": "measures",
        "school_year": "2026/27",
        "year": "",
        "version": made.version,
    }
    browser.post(address, head)
    made.refresh_from_db()
    action = made.plan.actions.get()
    assert (row["indicator"], row["extra"]) == ("не менее 30 %", {"Финансирование": "без затрат"})
    assert (action.indicator, action.extra) == (row["indicator"], row["extra"])


def test_words_are_words_on_pages_and_in_workbooks(cast, at, draft) -> None:
    bad = "<script>alert(1)</script>"
    row = domain.add_row(draft, by=cast.coordinator, text=bad, owner_text=bad, result=bad, deadline="=1+1")
    domain.add_section(draft, by=cast.coordinator, title=bad)
    domain.edit_plan(Plan.objects.get(), by=cast.coordinator, title=bad)
    browser, plan = at(cast.coordinator), f"/plans/{draft.pk}/"
    pages = (
        "/plans/",
        plan,
        f"{plan}sections/",
        f"{plan}approval/",
        f"{plan}check/",
        f"{plan}actions/{row.pk}/",
    )
    for address in pages:
        page = browser.get(address).content.decode()
        assert bad not in page
        assert "&lt;script&gt;" in page
    sheet = io.BytesIO(browser.get(f"{plan}?format=xlsx").content)
    with zipfile.ZipFile(sheet) as book:
        cells = "".join(book.read(name).decode() for name in book.namelist() if "worksheets/sheet" in name)
    assert "<f>" not in cells
