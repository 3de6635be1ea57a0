"""The year on a sheet for the wall: every row is there, days stand where they belong, the text fits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from objektiv.documents.poster import Poster, PosterGroup, PosterRow, write_poster

START = date(2023, 9, 1)
BAR, MARK = (0.231, 0.436, 0.627), (0.639, 0.227, 0.122)
ROWS = (
    PosterRow("1.1.", "Весь год", "директор", ((START, date(2024, 8, 31)),), (date(2024, 8, 31),)),
    PosterRow("1.2.", "Февраль", "", ((date(2024, 2, 1), date(2024, 2, 29)),), (date(2024, 2, 29),)),
    PosterRow("1.3.", "По графику", words="по графику ФИС ОКО"),
    PosterRow("1.4.", "Из прошлого", "", ((date(2022, 9, 1), date(2023, 9, 30)),), (date(2022, 1, 1),)),
)
POSTER = Poster(
    "План", "Школа", START, (PosterGroup("1. Раздел *первый*", ROWS),), "Полоса — срок", "УЧЕБНЫЕ ДАННЫЕ"
)


def drawn(poster: Poster, folder: Path, size: str = "A3") -> list[Any]:
    write_poster(poster, folder / "p.pdf", size=size)
    with pdfplumber.open(folder / "p.pdf") as file:
        return [
            (page.extract_text(), page.rects, page.curves, page.width, page.height) for page in file.pages
        ]


def bars_of(page: Any) -> list[tuple[float, float]]:
    shapes = [one for one in page[1] + page[2] if is_colour(one["non_stroking_color"], BAR)]
    return [(one["x0"] / 72 * 25.4, one["x1"] / 72 * 25.4) for one in shapes]


def is_colour(found: Any, wanted: tuple[float, ...]) -> bool:
    return found is not None and tuple(found) == pytest.approx(wanted, abs=0.01)


@pytest.mark.parametrize(("size", "wanted"), [("A3", (420, 297)), ("A4", (297, 210))])
def test_the_sheet_has_the_size_asked_for(size: str, wanted: tuple[int, int], tmp_path: Path) -> None:
    pages = drawn(POSTER, tmp_path, size)
    assert [(round(page[3] / 72 * 25.4), round(page[4] / 72 * 25.4)) for page in pages] == [wanted]


def test_texts_stand_on_the_sheet(tmp_path: Path) -> None:
    shown = drawn(POSTER, tmp_path)[0][0]
    for words in (
        "План",
        "Школа",
        "УЧЕБНЫЕ ДАННЫЕ",
        "1. Раздел *первый*",
        "Весь год — директор",
        "по графику ФИС ОКО",
    ):
        assert words in shown
    assert shown.split("\n")[-1] == "Полоса — срок"


def test_bars_lie_over_their_months_and_end_with_the_sheet(tmp_path: Path) -> None:
    left, month = 10 + 151, (420 - 20 - 151) / 12
    wanted = [
        (left, 410),
        (left + 5 * month, left + 6 * month),
        (left, left + month),  # what began before the year is shown from its first day
    ]
    assert bars_of(drawn(POSTER, tmp_path)[0]) == [pytest.approx(bar, abs=0.1) for bar in wanted]


def test_a_long_plan_goes_on_overleaf_and_loses_no_row(tmp_path: Path) -> None:
    rows = tuple(PosterRow(f"{k}.", f"Мероприятие номер{k} " * 4) for k in range(120))
    pages = drawn(replace(POSTER, groups=(PosterGroup("", rows),)), tmp_path, "A4")
    assert len(pages) > 1
    numbers = [
        int(word[:-1])
        for page in pages
        for word in page[0].split()
        if word[:-1].isdigit() and word[-1] == "."
    ]
    assert numbers == list(range(120))


def test_a_short_plan_is_written_larger(tmp_path: Path) -> None:
    def size(groups: tuple[PosterGroup, ...]) -> float:
        write_poster(replace(POSTER, groups=groups), tmp_path / "p.pdf")
        with pdfplumber.open(tmp_path / "p.pdf") as file:
            return float(file.pages[0].search("Весь")[0]["chars"][0]["size"])

    assert size(POSTER.groups) == 18.0
    assert size(POSTER.groups * 12) < 12
