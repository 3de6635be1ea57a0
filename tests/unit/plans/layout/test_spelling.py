"""Words cut in two are put together only when one word is sure."""

from __future__ import annotations

import pytest

from objektiv.plans.layout.spelling import Vocabulary, glue, heal, join_line_ends, mend
from objektiv.plans.source import SOFT_HYPHEN

KNOWN = Vocabulary(["обеспечение перепроверка работ", "диковинка", "диковинка"])


@pytest.mark.parametrize(
    ("left", "right", "whole"),
    [
        ("Обеспечен", "ние повышения", "Обеспечение повышения"),
        ("кадрового потенц", "иала", "кадрового потенциала"),
        ("процедур в о", "образовании", "процедур в образовании"),
        ("Учебно-м", "етодическое", "Учебно-методическое"),
        ("до проведения", "оценочной процедуры", "до проведения оценочной процедуры"),
        ("приказ", "о проведении", "приказ о проведении"),
        ("Иванов", "Петров", "Иванов Петров"),
        ("", "слово", "слово"),
    ],
)
def test_glue(left, right, whole):
    said, remark = glue(left, right, KNOWN)
    assert said == whole
    assert bool(remark) == (len(whole) < len(f"{left} {right}".strip()))


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("при пере проверке работ", "при перепроверке работ"),
        ("контрольно- измерительных", "контрольно-измерительных"),
        ("образова- ния", "образования"),
        ("пред- и послепраздничные", "пред- и послепраздничные"),
        ("учебно - методическая", "учебно - методическая"),
        ("организа ция", "организация"),
        ("на правление", "на правление"),
        ("не обходимо", "не обходимо"),
        ("красная диковинка", "красная диковинка"),
    ],
)
def test_mend(text, whole):
    said, remark = mend(text, KNOWN)
    assert said == whole
    assert bool(remark) == (said != text)
    assert all(word in remark for word in text.split()) or said == text or "«" in remark


@pytest.mark.parametrize(
    ("pieces", "whole"),
    [
        ("обучающихс|я", "обучающихся"),
        ("Повышение|объективнос|ти", "Повышение объективности"),
        ("Заместитель|директора", "Заместитель директора"),
        ("включенных|в", "включенных в"),
        ("3.1|0", "3.10"),
        ("департамент|а", "департамента"),
    ],
)
def test_heal(pieces, whole):
    assert heal(pieces.replace("|", SOFT_HYPHEN), Vocabulary([])) == whole


def test_the_word_that_a_broken_one_began():
    assert KNOWN.ending_for("обеспечо") == "обеспечение"
    assert KNOWN.ending_for("работо") == ""


@pytest.mark.parametrize(
    ("halves", "whole"),
    [
        ("психолого-|педагогического", "психолого-педагогического"),
        ("учителей-|предметников", "учителей-предметников"),
        ("конси-|лиума", "консилиума"),
        ("со-|провождения", "сопровождения"),
        ("под-|готовка", "подготовка"),
        ("видео-|наблюдение", "видеонаблюдение"),
        ("красно-|жёлтый", "красно-жёлтый"),
    ],
)
def test_ends_of_lines(halves, whole):
    known = Vocabulary(["красно-жёлтый флаг", "психологопедагогический"])
    assert join_line_ends(halves.replace("|", "\n"), known) == whole
