"""Names of an assessment for people: an autumn work was written by pupils of the next grade."""

from __future__ import annotations

import pytest

from objektiv.model.assessment import AssessmentId


@pytest.mark.parametrize(
    ("code", "title", "spoken"),
    [
        ("vpr-2021-ma4", "ВПР 2021, математика, 4 класс", "математика в 4 классе"),
        (
            "vpr-2020-ru4",
            "ВПР 2020, русский язык за 4 класс, писал 5 класс (осень 2020)",
            "русский язык за 4 класс осенью 2020 года",
        ),
        ("ege-2021-ma11-base", "ЕГЭ 2021, математика, 11 класс, base", "математика ЕГЭ в 11 классе (base)"),
    ],
)
def test_a_title_says_who_wrote_the_work(code: str, title: str, spoken: str) -> None:
    assessment = AssessmentId.parse(code)
    assert (assessment.title, assessment.spoken) == (title, spoken)
