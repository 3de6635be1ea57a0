"""The packaged parts against real workbooks: as many parts, and the maxima that pupils really reached."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from objektiv.model.assessment import AssessmentId
from objektiv.model.scale import Part
from objektiv.scales.headers import scale_with_headers
from objektiv.scales.loader import load_registry
from objektiv.scales.part_codes import canonical_part_code

PART_COLUMN = re.compile(r"^(?:балл за \d+|a-\d+-grade)\s*$")
HEADER_PART = re.compile(r"^\s*(.+?)\s*\((\d+)\s*б\)\s*$")

WITH_ROWS = {
    "vpr-2020-ma4": "2020/4/Математика",
    "vpr-2020-ru4": "2020/4/Русский язык",
    "vpr-2020-ma5": "2020/5/Математика",
    "vpr-2020-ru5": "2020/5/Русский язык",
    "vpr-2020-ma6": "2020/6/Математика",
    "vpr-2020-ma8": "2020/8/Математика",
    "vpr-2021-ma4": "2021/4/Проведение работы по математике, 4 класс. ВПР 2021",
    "vpr-2021-ru4": "2021/4/Проведение работы по русскому языку, 4 класс. ВПР 2021",
    "vpr-2021-om4": "2021/4/Проведение работы по окружающему миру, 4 класс. ВПР 2021",
    "vpr-2021-ma5": "2021/5/Проведение работы по математике, 5 класс. ВПР 2021",
    "vpr-2021-ru5": "2021/5/Проведение работы по русскому языку, 5 класс. ВПР 2021",
    "vpr-2021-is5": "2021/5/Проведение работы по истории, 5 класс. ВПР 2021",
    "vpr-2021-bi5": "2021/5/Проведение работы по биологии, 5 класс. ВПР 2021",
    "vpr-2021-ma6": "2021/6/Проведение работы по математике, 6 класс. ВПР 2021",
    "vpr-2021-ru6": "2021/6/Проведение работы по русскому языку, 6 класс. ВПР 2021",
    "vpr-2021-ma7": "2021/7/Проведение работы по математике, 7 класс. ВПР 2021",
    "vpr-2021-ru7": "2021/7/Проведение работы по русскому языку, 7 класс. ВПР 2021",
    "vpr-2021-ma8": "2021/8/Проведение работы по математике, 8 класс. ВПР 2021",
    "vpr-2021-ru8": "2021/8/Проведение работы по русскому языку, 8 класс. ВПР 2021",
}

SUBJECTS = {
    "Английский язык": "en",
    "Биология": "bi",
    "География": "gg",
    "История": "is",
    "Немецкий язык": "de",
    "Физика": "fi",
    "Французский язык": "fr",
    "Химия": "hi",
    "Математика": "ma",
    "Русский язык": "ru",
    "Русскому языку": "ru",
}


def observed_maxima(path: Path) -> list[int]:
    """Highest score of every filled part column that at least one work in a hundred reached."""
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    columns = [i for i, title in enumerate(rows[0]) if PART_COLUMN.match(str(title))]
    maxima = []
    for i in columns:
        counts = Counter(str(row[i]).strip().removesuffix(".0") for row in rows[1:])
        written = sum(n for text, n in counts.items() if text)
        if written > len(rows) / 2:
            maxima.append(
                max(int(text) for text, n in counts.items() if text.isdigit() and n > written / 100)
            )
    return maxima


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize(("code", "name"), WITH_ROWS.items())
def test_parts_are_those_of_the_workbook(shared: Path, code: str, name: str) -> None:
    scale = load_registry().scale(AssessmentId.parse(code))
    assert scale is not None
    assert observed_maxima(shared / "data" / "vpr" / f"{name}.xlsx") == [part.maximum for part in scale.parts]


@pytest.mark.shared
def test_headers_of_2022_agree_with_the_registry(shared: Path) -> None:
    registry = load_registry()
    books = sorted((shared / "data" / "vpr" / "2022").glob("*/*.xlsx"))
    for path in books:
        titles = CalamineWorkbook.from_path(path).get_sheet_by_name("Протокол").to_python()[0]
        found = [HEADER_PART.match(str(title)) for title in titles]
        parts = [Part(canonical_part_code(part[1]), int(part[2])) for part in found if part]
        work = AssessmentId("vpr", 2022, SUBJECTS[path.stem], int(path.parent.name))
        known = registry.scale(work)
        assert known is not None, path.name
        assert known.part_codes == tuple(part.code for part in parts), path.name
        assert scale_with_headers(known, work, parts) is known, path.name
    assert len(books) == 21
