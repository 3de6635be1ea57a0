from __future__ import annotations

from objektiv.model.assessment import AssessmentId
from objektiv.model.scale import Part, Scale
from objektiv.scales.headers import join_parts, scale_with_headers

WORK = AssessmentId.parse("dkr-2024-ma6")
HEADERS = (Part("1", 1), Part("2.1", 2), Part("2.2", 3))


def test_unknown_work_takes_its_maxima_from_headers() -> None:
    scale = scale_with_headers(None, WORK, HEADERS)
    assert (scale.parts, scale.maximum, scale.boundaries, scale.trust, scale.notes) == (
        HEADERS,
        6,
        None,
        "headers",
        (),
    )


def test_agreeing_registry_scale_is_kept() -> None:
    known = Scale(WORK, (Part("1", 1, "Б"), Part("2", 2), Part("3", 3)), 6, (2, 3, 5))
    assert scale_with_headers(known, WORK, HEADERS) is known


def test_boundaries_known_without_parts_meet_the_parts_of_headers() -> None:
    scale = scale_with_headers(Scale(WORK, (), 6, (2, 3, 5), source="Описание"), WORK, HEADERS)
    assert (scale.parts, scale.boundaries, scale.source, scale.trust) == (
        HEADERS,
        (2, 3, 5),
        "Описание",
        "printed",
    )


def test_another_total_keeps_the_boundaries_out_and_says_so() -> None:
    scale = scale_with_headers(Scale(WORK, (), 7, (2, 3, 5)), WORK, HEADERS)
    assert (scale.maximum, scale.boundaries) == (6, None)
    assert scale.notes == (
        "В заголовках частей: 3, максимум 6; в реестре максимум 7. "
        "Взяты заголовки, границы отметок реестра не применяются.",
    )


def test_other_parts_with_the_same_total_keep_the_boundaries_out() -> None:
    known = Scale(WORK, (Part("1", 3), Part("2", 3)), 6, (2, 3, 5))
    assert scale_with_headers(known, WORK, HEADERS).boundaries is None


def test_parts_of_several_files_have_the_largest_maxima_met() -> None:
    """A school where nobody got the best score of a part does not lower the part for the others."""
    work = AssessmentId.parse("vpr-2023-ma4")

    def read_off(*tops: int) -> Scale:
        parts = tuple(Part(str(number), top) for number, top in enumerate(tops, 1))
        return Scale(work, parts, sum(tops), source="", trust="headers")

    other = Scale(work, (Part("1К1", 9),), 9, source="", trust="headers")
    joined = join_parts([read_off(1, 2, 2), other, read_off(1, 3, 1)])
    assert [(part.code, part.maximum) for part in joined] == [("1", 1), ("2", 3), ("3", 2)]
