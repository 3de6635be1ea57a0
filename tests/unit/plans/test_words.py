"""One spelling of words, their stems, and the search by beginnings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from objektiv.plans.words import fold, has, russian_letters, stem, stems, tokens


def test_spelling_is_one() -> None:
    assert fold("  В   ТЕЧЕНИE\nгода,  отчЁт ") == "в течение года, отчет"
    assert fold("OO и PISA") == "оо и pisa"  # the first is typed in Latin letters, the second is a Latin word


@given(st.text(max_size=40))
def test_letters_are_replaced_one_by_one(text: str) -> None:
    assert len(russian_letters(text)) == len(text)


@pytest.mark.parametrize(
    "forms",
    [
        ("наблюдатель", "наблюдатели", "наблюдателей", "наблюдателями"),
        ("процедура", "процедуры", "процедур", "процедурами"),
        ("проведение", "проведения", "проведением"),
        ("результат", "результатов", "результатами"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


def test_unlike_words_stay_unlike() -> None:
    assert stem("оценка") != stem("оценщик")
    assert stem("год") == "год"


def test_words_that_say_nothing_are_left_out() -> None:
    assert stems("Анализ и проведение работ по ВПР") == {
        stem("анализ"),
        stem("проведение"),
        stem("работ"),
        "впр",
    }


def test_beginnings_find_words_and_parts_of_words() -> None:
    words = tokens("Инструктаж наблюдателей, контрольно-измерительные материалы ОО")
    assert has(words, "инструктаж наблюдат")
    assert has(words, "измерительн")
    assert has(words, "=оо")
    assert not has(words, "=о")
    assert not has(words, "инструктаж эксперт")
