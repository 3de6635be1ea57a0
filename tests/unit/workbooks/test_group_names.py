from __future__ import annotations

import pytest

from objektiv.workbooks.group_names import read_group


@pytest.mark.parametrize(
    ("text", "has_region", "expected"),
    [
        ("Вся выборка", False, ("country", 0, "Вся выборка", 0)),
        ("РФ", True, ("country", 0, "РФ", 0)),
        ("Чеченская Республика", False, ("region", 0, "Чеченская Республика", 0)),
        ("Ханты-Мансийский автономный округ", False, ("region", 0, "Ханты-Мансийский автономный округ", 0)),
        ("Учебная область(reg990000)", True, ("region", 99, "Учебная область", 99)),
        ("reg990000 | Учебная область", False, ("region", 99, "Учебная область", 99)),
        ("Горный район(reg20_m012)", True, ("municipality", 12, "Горный район", 20)),
        ("Горный район (reg99_vpr_m007)", True, ("municipality", 7, "Горный район", 99)),
        ("Муниципальное образование 07", False, ("municipality", 7, "Муниципальное образование 07", 0)),
        ("Майминский муниципальный район", False, ("municipality", 0, "Майминский муниципальный район", 0)),
        ("город Горный", True, ("municipality", 0, "город Горный", 0)),
        (
            "МБОУ «СОШ № 5 Горного района»(edu203389)",
            True,
            ("school", 203389, "МБОУ «СОШ № 5 Горного района»", 20),
        ),
        ("sch990001", True, ("school", 990001, "sch990001", 99)),
    ],
)
def test_names_tell_the_level_and_the_code(text, has_region, expected):
    group = read_group(text, has_region=has_region)
    assert (group.level, group.id, group.name, group.region) == expected


@pytest.mark.parametrize(
    "text",
    [
        "МБОУ «СОШ № 5»",
        "Гимназия № 1",
        "ГБОУ лицей",
        "Муниципальное бюджетное общеобразовательное учреждение Горного района",
    ],
)
def test_a_school_without_a_login_cannot_be_told(text):
    assert read_group(text, has_region=True) is None
