"""What is peculiar to each kind of document: numbers of lists, deleted words, text boxes, nested tables, dates."""

from __future__ import annotations

import shutil
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
import xlsxwriter
from tests.unit.plans.drawing import Paragraph, Table, Wide, write_docx, write_odt, write_pdf

from objektiv.plans.reading import read_plan, read_source
from objektiv.plans.source import Grid, Line

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PLAN = [
    Paragraph("План мероприятий на 2024 год", bold=True),
    Table(
        [
            ["№", "Мероприятие", "Срок", "Ответственный"],
            Wide("1. Подготовка"),
            ["1.1", "Издать приказ", "март", "Директор"],
            ["1.2", "Обучить наблюдателей", None, None],
        ]
    ),
    Paragraph("Директор ________ А.Б. Речная"),
]
NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>'
    "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num></w:numbering>'
)


def word(path: Path, body: str) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        made.writestr("word/numbering.xml", NUMBERING)
    return path


def item(text: str, code: int, level: int = 0) -> str:
    place = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{code}"/></w:numPr></w:pPr>'
    return f"<w:p>{place}<w:r><w:t>{text}</w:t></w:r></w:p>"


def cells(*texts: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{text}</w:tc>" for text in texts) + "</w:tr>"


def words(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def texts(path: Path) -> list[str]:
    return [block.text for block in read_source(path).blocks if isinstance(block, Line)]


def test_numbers_of_lists_are_counted(tmp_path):
    body = (
        item("Первое", 1)
        + item("Второе", 1)
        + item("внутри", 1, 1)
        + item("внутри ещё", 1, 1)
        + item("Третье", 1)
    )
    path = word(tmp_path / "a.docx", body + item("строка", 2))
    assert texts(path) == ["1. Первое", "2. Второе", "2.1. внутри", "2.2. внутри ещё", "3. Третье", "строка"]
    assert read_source(path).blocks[-1] == Line("строка", "абзац 6", bullet=True)


def test_numbers_of_rows_are_counted(tmp_path):
    heading = cells(*(words(text) for text in ("№", "Мероприятие", "Срок", "Ответственный")))
    rows = "".join(cells(item("", 1), words(f"Дело {n}"), words("май"), words("Завуч")) for n in range(3))
    plan = read_plan(word(tmp_path / "a.docx", f"<w:tbl>{heading}{rows}</w:tbl>"))
    assert [own.number.text for own in plan.actions] == ["1", "2", "3"]


def test_deleted_words_are_left_out_and_inserted_ones_kept(tmp_path):
    body = (
        "<w:p><w:r><w:t>План</w:t></w:r><w:del><w:r><w:delText>старый</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t> новый</w:t></w:r></w:ins></w:p>"
    )
    assert texts(word(tmp_path / "a.docx", body)) == ["План новый"]


def test_text_box_with_the_approval(tmp_path):
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    inner = f"<w:txbxContent>{words('УТВЕРЖДАЮ')}{words('Директор А.Б. Речная')}</w:txbxContent>"
    body = (
        f"<w:p {space}><w:r><mc:AlternateContent><mc:Choice>{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback>"
        f"</mc:AlternateContent></w:r></w:p>{words('План работы на 2024 год')}"
    )
    path = word(tmp_path / "a.docx", body)
    assert texts(path) == ["УТВЕРЖДАЮ", "Директор А.Б. Речная", "План работы на 2024 год"]
    assert read_plan(path).head.approvals[0].person.text == "А.Б. Речная"


def test_nested_table_and_frame(tmp_path):
    inner = "<w:tbl>" + cells(words("за журналами"), words("за работами")) + "</w:tbl>"
    heading = cells(*(words(text) for text in ("Мероприятие", "Срок", "Ответственный")))
    table = f"<w:tbl>{heading}{cells(words('Контроль') + inner + words('.'), words('май'), words('Завуч'))}</w:tbl>"
    framed = "<w:tbl>" + cells(words("План на 2024 год") + table) + "</w:tbl>"
    plan = read_plan(word(tmp_path / "a.docx", framed))
    assert plan.head.title.text == "План на 2024 год"
    assert plan.actions[0].text.text == "Контроль за журналами за работами ."


@pytest.mark.parametrize("write", [write_docx, write_odt, write_pdf])
def test_merged_cells_are_inherited_and_said_so(tmp_path, write):
    plan = read_plan(write(tmp_path / "план", PLAN))
    assert [(own.number.text, own.deadline.text, own.responsible.text) for own in plan.actions] == [
        ("1.1", "март", "Директор"), ("1.2", "март", "Директор")
    ]  # fmt: skip
    assert plan.actions[0].deadline.remark == ""
    assert plan.actions[1].deadline.remark.startswith("объединённая ячейка: ")
    assert [own.title.text for own in plan.sections] == ["Подготовка"]
    assert [own.post.text for own in plan.signatures] == ["Директор"]


def test_places(tmp_path):
    plan = read_plan(write_docx(tmp_path / "a.docx", PLAN))
    assert plan.head.title.place == "абзац 1"
    assert plan.actions[0].place == "таблица 1, строка 3"
    assert plan.actions[0].deadline.place == "таблица 1, строка 3, столбец 3"
    plan = read_plan(write_pdf(tmp_path / "a.pdf", PLAN))
    assert plan.actions[0].place == "страница 1, таблица 1, строка 3"


def test_lists_and_repeated_rows_of_an_odt(tmp_path):
    path = tmp_path / "a.odt"
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style")
    )
    level = (
        '<text:list-level-style-number text:level="{}" style:num-format="1" style:num-suffix="."'
        ' text:display-levels="{}"/>'
    )
    content = (
        f"<office:document-content {names}><office:automatic-styles><text:list-style style:name='L'>"
        f"{level.format(1, 1)}{level.format(2, 2)}</text:list-style></office:automatic-styles>"
        "<office:body><office:text>"
        "<text:list text:style-name='L'><text:list-item><text:p>Первое</text:p><text:list><text:list-item>"
        "<text:p>внутри<text:s text:c='2'/>него</text:p></text:list-item></text:list></text:list-item>"
        "<text:list-item><text:p>Второе</text:p></text:list-item></text:list>"
        "<table:table><table:table-row table:number-rows-repeated='3'><table:table-cell><text:p>x</text:p>"
        "</table:table-cell><table:table-cell/></table:table-row></table:table>"
        "</office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        made.writestr("content.xml", content)
    blocks = read_source(path).blocks
    assert [block.text for block in blocks if isinstance(block, Line)] == [
        "1. Первое",
        "1.1. внутри  него",
        "2. Второе",
    ]
    assert [len(block.rows) for block in blocks if isinstance(block, Grid)] == [3]


def test_dates_and_numbers_of_a_workbook(tmp_path):
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet, form = book.add_worksheet("План"), book.add_format({"num_format": "dd.mm.yyyy"})
    sheet.write_row(0, 0, ["№", "Мероприятие", "Срок", "Ответственный"])
    sheet.write_row(1, 0, [1, "Отчёт"])
    sheet.write_datetime(1, 2, date(2024, 2, 1), form)
    sheet.write_row(2, 0, [1.2, "Справка", "май", "Завуч"])
    book.add_worksheet("Пустой")
    book.close()
    plan = read_plan(path)
    assert [(own.number.text, own.deadline.text) for own in plan.actions] == [
        ("1", "01.02.2024"),
        ("1.2", "май"),
    ]
    assert plan.actions[0].deadline.place == "лист «План», C2"


def test_narrow_columns_of_a_pdf_cut_words(tmp_path):
    rows = [
        [str(n), "Переподготовка педагогических работников", "сентябрь", "Администрация"] for n in range(1, 4)
    ]
    drawn = [Table([["№", "Мероприятие", "Срок", "Ответственный", *[f"Примечание {n}" for n in range(6)]],
                    *([*row, *["обеспечение"] * 6] for row in rows)])]  # fmt: skip
    plan = read_plan(write_pdf(tmp_path / "a.pdf", drawn))
    assert {own.text.text for own in plan.actions} == {"Переподготовка педагогических работников"}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["rtf", "doc"])
def test_old_documents_through_libreoffice(tmp_path, kind):
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("нет LibreOffice")
    from objektiv.plans.sources import office

    made = _converted(office, program, write_docx(tmp_path / "план.docx", PLAN), tmp_path, kind)
    plan = read_plan(made)
    assert [(own.number.text, own.text.text, own.deadline.text) for own in plan.actions] == [
        ("1.1", "Издать приказ", "март"), ("1.2", "Обучить наблюдателей", "март")
    ]  # fmt: skip
    assert plan.source == made.name


def _converted(office, program: str, path: Path, folder: Path, kind: str) -> Path:
    import subprocess

    profile = (folder / "profile").as_uri()
    command = [
        program,
        "--headless",
        f"-env:UserInstallation={profile}",
        "--convert-to",
        kind,
        "--outdir",
        str(folder),
    ]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=office.SECONDS)
    return path.with_suffix(f".{kind}")


def test_an_empty_document_has_no_blocks(tmp_path):
    docx.Document().save(tmp_path / "a.docx")
    assert read_source(tmp_path / "a.docx").blocks == []
