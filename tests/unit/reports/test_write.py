"""The three reports together: written whole, true, careful in their words."""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from python_calamine import CalamineWorkbook

from objektiv.analysis.result import AnalysisResult
from objektiv.model.errors import LakeError
from objektiv.reports.phrases import CAUTION
from objektiv.reports.saving import save_pieces
from objektiv.reports.write import write_reports

DrawResult = Callable[..., AnalysisResult]


def page_text(path: Path) -> str:
    """All that the page can show: its own text, the texts that cards share, the cards."""
    page = path.read_text(encoding="utf-8")
    packed = re.search(r'id="cards">(.*?)</script>', page)
    assert packed
    cards = gzip.decompress(b64decode(packed[1])).decode()
    shared = re.search(r'id="shared">(.*?)</script>', page)
    assert shared
    return (
        page[page.index("<main>") : page.index("</main>")]
        + json.dumps(json.loads(shared[1]), ensure_ascii=False)
        + cards
    )


def book_text(path: Path) -> str:
    book = CalamineWorkbook.from_path(str(path))
    return "\n".join(
        str(cell)
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    )


def note_text(path: Path) -> str:
    file = docx.Document(str(path))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in file.paragraphs), *cells])


READERS = {"report.html": page_text, "report.xlsx": book_text, "report.docx": note_text}


@pytest.fixture(scope="module")
def written(draw_result: DrawResult, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    write_reports(draw_result(sizes=(60, 8, 40, 25), years=("2019/20", "2020/21"), is_training=True), out)
    return out


def test_three_files_and_nothing_else(written: Path) -> None:
    assert sorted(path.name for path in written.iterdir()) == ["report.docx", "report.html", "report.xlsx"]


@pytest.mark.parametrize("name", READERS)
def test_the_word_of_guilt_stands_only_in_the_sentence_of_caution(written: Path, name: str) -> None:
    text = READERS[name](written / name)
    assert CAUTION in text
    assert "нарушен" not in text.replace(CAUTION, "").lower()
    assert "фальсиф" not in text.lower()


@pytest.mark.parametrize("name", READERS)
def test_a_schools_own_posterior_is_not_told(written: Path, name: str) -> None:
    assert "posterior" not in READERS[name](written / name)


@pytest.mark.parametrize("name", READERS)
def test_no_machine_path_is_told(written: Path, name: str) -> None:
    assert str(written) not in READERS[name](written / name)


def test_training_data_are_marked_in_every_file(written: Path) -> None:
    assert "УЧЕБНЫЕ ДАННЫЕ" in (written / "report.html").read_text(encoding="utf-8")
    assert "УЧЕБНЫЕ ДАННЫЕ" in book_text(written / "report.xlsx")
    assert (
        docx.Document(str(written / "report.docx")).sections[0].header.paragraphs[0].text == "УЧЕБНЫЕ ДАННЫЕ"
    )


def test_two_runs_give_the_same_page_and_workbook(
    written: Path, draw_result: DrawResult, tmp_path: Path
) -> None:
    write_reports(
        draw_result(sizes=(60, 8, 40, 25), years=("2019/20", "2020/21"), is_training=True), tmp_path
    )
    for name in ("report.html", "report.xlsx"):
        assert (tmp_path / name).read_bytes() == (written / name).read_bytes()


def test_progress_ends_at_one(draw_result: DrawResult, tmp_path: Path) -> None:
    heard: list[tuple[str, float]] = []
    write_reports(draw_result(), tmp_path, lambda stage, share: heard.append((stage, share)))
    shares = [share for _, share in heard]
    assert shares == sorted(shares)
    assert heard[-1] == ("report.docx", 1.0)


@pytest.mark.parametrize("name", READERS)
def test_one_school_against_the_regions_row(draw_result: DrawResult, tmp_path: Path, name: str) -> None:
    write_reports(draw_result(sizes=(60,), kind="report"), tmp_path)
    text = READERS[name](tmp_path / name)
    assert "строка отчёта ФИС ОКО «регион»" in text
    assert "все школы региона" not in text
    assert "загруженные ОО" not in text


def test_a_result_without_schools_is_told_so(draw_result: DrawResult, tmp_path: Path) -> None:
    drawn = draw_result()
    empty = AnalysisResult(drawn.title, (), {}, {}, (), (), {}, "0.1.0")
    write_reports(empty, tmp_path)
    assert "школ с результатами нет" in page_text(tmp_path / "report.html")


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(LakeError, match=r"не удалось записать x\.html: такого файла или папки нет"):
        save_pieces(tmp_path / "нет" / "x.html", ["x"])


def test_nothing_half_written_stays(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text("прежний", encoding="utf-8")

    def pieces() -> object:
        yield "начало"
        raise OSError(28, "No space left on device")

    with pytest.raises(LakeError):
        save_pieces(tmp_path / "x.html", pieces())  # type: ignore[arg-type]
    assert [path.name for path in tmp_path.iterdir()] == ["x.html"]
    assert (tmp_path / "x.html").read_text(encoding="utf-8") == "прежний"
