"""The scales of the package: what is printed in the documents, drawn as tables."""

from __future__ import annotations

import pytest

from objektiv.model.assessment import AssessmentId
from objektiv.scales.loader import load_registry, packaged_refusals
from objektiv.scales.marks import mark_matrix

EVERY_SCALE = load_registry().all()

PRINTED_RANGES = """
vpr-2021-ma4  20 | 0–5   6–9   10–14 15–20
vpr-2021-ru4  38 | 0–13  14–23 24–32 33–38
vpr-2021-om4  32 | 0–7   8–17  18–26 27–32
vpr-2021-ma5  20 | 0–6   7–10  11–14 15–20
vpr-2021-ru5  45 | 0–17  18–28 29–38 39–45
vpr-2021-is5  15 | 0–3   4–7   8–11  12–15
vpr-2021-bi5  29 | 0–11  12–17 18–23 24–29
vpr-2021-ma6  16 | 0–5   6–9   10–13 14–16
vpr-2021-ru6  51 | 0–24  25–34 35–44 45–51
vpr-2021-is6  20 | 0–5   6–10  11–15 16–20
vpr-2021-bi6  28 | 0–11  12–17 18–23 24–28
vpr-2021-gg6  37 | 0–9   10–21 22–30 31–37
vpr-2021-ob6  23 | 0–8   9–14  15–19 20–23
vpr-2021-ma7  19 | 0–6   7–11  12–15 16–19
vpr-2021-ru7  47 | 0–21  22–31 32–41 42–47
vpr-2021-is7  25 | 0–6   7–12  13–18 19–25
vpr-2021-bi7  28 | 0–9   10–16 17–22 23–28
vpr-2021-fi7  18 | 0–4   5–7   8–10  11–18
vpr-2021-gg7  37 | 0–10  11–25 26–32 33–37
vpr-2021-ob7  23 | 0–9   10–15 16–20 21–23
vpr-2021-fl7  30 | 0–12  13–20 21–26 27–30
vpr-2021-ma8  25 | 0–7   8–14  15–20 21–25
vpr-2021-ru8  51 | 0–25  26–31 32–44 45–51
vpr-2021-is8  24 | 0–6   7–11  12–17 18–24
vpr-2021-bi8  36 | 0–12  13–20 21–28 29–36
vpr-2021-fi8  18 | 0–4   5–7   8–10  11–18
vpr-2021-hi8  36 | 0–9   10–18 19–27 28–36
vpr-2021-gg8  40 | 0–12  13–26 27–34 35–40
vpr-2021-ob8  25 | 0–10  11–16 17–21 22–25
vpr-2021-gg10 21 | 0–6   7–12  13–17 18–21
vpr-2021-bi11 32 | 0–10  11–17 18–24 25–32
vpr-2021-gg11 21 | 0–6   7–12  13–17 18–21
vpr-2021-is11 21 | 0–6   7–12  13–17 18–21
vpr-2021-fi11 26 | 0–8   9–15  16–20 21–26
vpr-2021-hi11 33 | 0–10  11–19 20–27 28–33
oge-2023-ru9  33 | 0–14  15–22 23–28 29–33
oge-2024-ru9  33 | 0–14  15–22 23–28 29–33
oge-2025-ru9  37 | 0–14  15–25 26–32 33–37
oge-2026-ru9  37 | 0–14  15–25 26–32 33–37
oge-2023-ma9  31 | 0–7   8–14  15–21 22–31
oge-2026-ma9  31 | 0–7   8–14  15–21 22–31
oge-2023-is9  37 | 0–10  11–20 21–29 30–37
"""

# work, number of parts, their maxima in order
PRINTED_PARTS = {
    "vpr-2021-ma4": "1 1 2 1 1 1 1 1 1 2 1 1 2 2 2",
    "vpr-2021-ru4": "4 3 3 1 3 2 1 2 3 2 1 1 2 1 2 1 2 1 2 1",
    "vpr-2021-om4": "2 2 1 2 3 2 1 1 1 2 1 2 1 1 1 1 1 1 2 1 1 2",
    "vpr-2021-ma5": "1 1 1 1 1 2 1 1 2 2 1 1 1 1 1 2",
    "vpr-2021-ru5": "4 3 2 3 3 3 3 2 3 2 2 2 2 1 2 1 2 2 1 1 1",
    "vpr-2021-is6": "2 1 3 3 1 1 2 2 1 1 1 2",
    "vpr-2021-ru8": "4 3 2 3 3 3 4 4 2 2 2 2 1 1 5 1 1 2 3 2 1",
    "vpr-2022-is5": "2 1 3 3 1 2 3",
    "vpr-2026-ru4": "2 1 2 3 2 1 1 2 1 2 1 2 1 2 1",
    "vpr-2026-fl8": "5 5 5 3 2 3 2",
}


def rows_of(drawing: str) -> list[tuple[str, int, list[str]]]:
    lines = [line.split("|") for line in drawing.strip().splitlines()]
    return [(left.split()[0], int(left.split()[1]), right.split()) for left, right in lines]


@pytest.mark.parametrize(("code", "maximum", "ranges"), rows_of(PRINTED_RANGES))
def test_marks_by_score_are_those_of_the_document(code: str, maximum: int, ranges: list[str]) -> None:
    scale = load_registry().scale(AssessmentId.parse(code))
    assert scale is not None
    expected: dict[int, int] = {}
    for mark, limits in enumerate(ranges, start=2):
        low, high = map(int, limits.split("–"))
        expected |= dict.fromkeys(range(low, high + 1), mark)
    assert dict(enumerate(mark_matrix(scale).tolist())) == expected
    assert scale.maximum == maximum


@pytest.mark.parametrize(("code", "maxima"), PRINTED_PARTS.items())
def test_part_maxima_are_those_of_the_document(code: str, maxima: str) -> None:
    scale = load_registry().scale(AssessmentId.parse(code))
    assert scale is not None
    assert [part.maximum for part in scale.parts] == [int(text) for text in maxima.split()]


def test_nothing_in_the_package_is_refused() -> None:
    assert packaged_refusals() == ()
    assert len(EVERY_SCALE) == 76


@pytest.mark.parametrize("scale", EVERY_SCALE, ids=lambda scale: str(scale.assessment))
def test_scale_is_sound(scale) -> None:
    assert not scale.parts or sum(part.maximum for part in scale.parts) == scale.maximum
    assert scale.boundaries is None or 0 < scale.boundaries[0] < scale.boundaries[1] < scale.boundaries[2]
    assert scale.boundaries is None or scale.boundaries[2] <= scale.maximum
    assert scale.source


def test_ru5_part_3_has_two_points_and_codes_keep_their_order() -> None:
    scale = load_registry().scale(AssessmentId.parse("vpr-2021-ru5"))
    assert scale is not None
    assert scale.part_codes[:8] == ("1К1", "1К2", "1К3", "2К1", "2К2", "2К3", "2К4", "3")
    assert {part.code: part.maximum for part in scale.parts}["3"] == 2


def test_levels_are_known_where_the_document_names_them() -> None:
    scale = load_registry().scale(AssessmentId.parse("vpr-2021-ma4"))
    assert scale is not None
    assert [part.code for part in scale.parts if part.level == "П"] == ["10", "12"]
    assert {part.level for part in scale.parts} == {"Б", "П"}


def test_ru4_is_written_in_two_sittings() -> None:
    scale = load_registry().scale(AssessmentId.parse("vpr-2021-ru4"))
    assert scale is not None
    assert (scale.is_in_two_sittings, scale.minutes) == (True, 90)


@pytest.mark.parametrize(
    ("code", "parts"),
    [("ma4", 15), ("ru4", 20), ("ma5", 16), ("ru5", 21), ("ma6", 13), ("ma8", 19)],
)
def test_autumn_2020_has_parts_and_no_boundaries(code: str, parts: int) -> None:
    scale = load_registry().scale(AssessmentId.parse(f"vpr-2020-{code}"))
    assert scale is not None
    assert (len(scale.parts), scale.boundaries) == (parts, None)
    assert "Шкала отметок осени 2020 года не установлена документом." in scale.notes


def test_misprint_of_gg8_is_told() -> None:
    scale = load_registry().scale(AssessmentId.parse("vpr-2021-gg8"))
    assert scale is not None
    assert "опечатка" in scale.notes[0]


@pytest.mark.parametrize("code", ["vpr-2019-ma4", "oge-2024-ob9", "oge-2021-ma9", "dkr-2024-ma6"])
def test_unknown_work_has_no_scale(code: str) -> None:
    assert load_registry().scale(AssessmentId.parse(code)) is None
