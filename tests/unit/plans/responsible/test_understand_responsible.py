"""Who is named in the column of owners."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from objektiv.plans.responsible import Kind, understand_responsible
from objektiv.plans.responsible.vocabulary import entries
from objektiv.web.access.roles import ROLES

PERSON, POST, GROUP, ORGANISATION, UNKNOWN = Kind


def told(text: str) -> list[tuple[Kind, str]]:
    return [(one.kind, one.title) for one in understand_responsible(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Зимин А.Б.",
        "А.Б. Зимин",
        "Зимин А. Б",
        "А. Б. Зимин",
        "ЗИМИН А.Б.",
        "Зимин А.Б,",
        "ЗиминА.Б.",
        "Зимин Антон Борисович",
        "Антон Борисович Зимин",
        "Зимин\nА.Б.",
        "Зимин A.Б.",
    ],
)
def test_a_person_in_every_order(text: str) -> None:
    assert told(text) == [(PERSON, "Зимин А. Б.")]


def test_people_without_a_comma_are_two() -> None:
    assert told("Зимин А.Б. Ежова В.Г.") == [(PERSON, "Зимин А. Б."), (PERSON, "Ежова В. Г.")]
    assert told("А.Б. Зимин В.Г. Ежова") == [(PERSON, "Зимин А. Б."), (PERSON, "Ежова В. Г.")]


def test_double_initials_and_surnames_stay_whole() -> None:
    assert told("М.-Д.М. Салимов-Зимин") == [(PERSON, "Салимов-Зимин М.-Д. М.")]


@pytest.mark.parametrize(
    "text",
    [
        "Директор А.Б. Зимин",
        "Зимин А.Б. (директор)",
        "директор (Зимин А.Б.)",
        "Зимин А.Б. – директор школы",
        "директор школы Зимин А.Б.",
    ],
)
def test_a_post_beside_a_name_is_the_role_of_that_person(text: str) -> None:
    (one,) = understand_responsible(text)
    assert (one.kind, one.title, one.roles) == (PERSON, "Зимин А. Б.", ("school_head",))


def test_unfinished_initials_are_remarked() -> None:
    assert understand_responsible("Зимин А. Б")[0].remark == "инициалы без точки в конце"
    assert understand_responsible("Зимин А.")[0].remark == "у имени один инициал"
    assert understand_responsible("Зимин")[0].remark == "фамилия без инициалов"


@pytest.mark.parametrize(
    ("text", "kind", "roles"),
    [
        ("зам. директора по УВР", POST, ("deputy_head",)),
        ("Заместителя директора", POST, ("deputy_head",)),
        ("Заместители директора", POST, ("deputy_head",)),
        ("завучи", POST, ("deputy_head",)),
        ("руководит. ОО", POST, ("school_head",)),
        ("Директору школы", POST, ("school_head",)),
        ("педагог-психолог", POST, ("school_psychologist",)),
        ("Классные руководители", POST, ("class_teacher",)),
        ("Муниципальный координатор ВПР", POST, ("municipal_coordinator",)),
        ("школьные координаторы", POST, ("school_organiser",)),
        ("Начальник Управления образования", POST, ("municipal_head",)),
        ("Зав методкабинетом", POST, ("municipal_methodist",)),
        ("руководители ШМО", POST, ("subject_head",)),
        ("техспециалист", POST, ("technical_specialist",)),
        ("руководители ОО", GROUP, ("school_head",)),
        ("директора школ", GROUP, ("school_head",)),
        ("учителя-предметники", GROUP, ("subject_teacher",)),
        ("учителя - предметники", GROUP, ("subject_teacher",)),
        ("учителя- предметники", GROUP, ("subject_teacher",)),
        ("независимые и общественные наблюдатели", GROUP, ("observer",)),
        ("ОО", ORGANISATION, ("school_head",)),
        ("OO", ORGANISATION, ("school_head",)),  # Latin letters
        ("МОУО", ORGANISATION, ("municipal_head", "municipal_coordinator")),
        ("Управление образования", ORGANISATION, ("municipal_head", "municipal_coordinator")),
        ("администрация школы", ORGANISATION, ("school_head", "deputy_head")),
        ("Управляющий совет", ORGANISATION, ("council",)),
        ("бухгалтерия", UNKNOWN, ()),
        ("Руководители", POST, ("school_head",)),
        ("Руководитель творческой группы", POST, ()),
        ("Советник директора по воспитанию", POST, ()),
        ("Зам.дир. по УВР, ВР", POST, ("deputy_head",)),
        ("рук. МО", POST, ("subject_head",)),
        ("педагоги-психологи ОО", POST, ("school_psychologist",)),
    ],
)
def test_posts_groups_and_organisations(text: str, kind: Kind, roles: tuple[str, ...]) -> None:
    (one,) = understand_responsible(text)
    assert (one.kind, one.roles) == (kind, roles)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            "Муниципальный координатор, завучи и школьные координаторы",
            ["муниципальный координатор", "заместитель директора", "ответственный организатор"],
        ),
        ("Директор школы, зам. директора", ["руководитель ОО", "заместитель директора"]),
        ("заместитель директора педагог-психолог", ["заместитель директора", "педагог-психолог"]),
        ("Заместитель директора Классные руководители", ["заместитель директора", "классный руководитель"]),
        ("Заместитель\nдиректора\nпедагог-психолог", ["заместитель директора", "педагог-психолог"]),
        ("руководители\nОО", ["руководитель ОО"]),
        ("руководители и заместители руководителей ОО", ["руководитель ОО", "заместитель директора"]),
        ("учителя русского языка и математики", ["учителя-предметники"]),
        ("учителя физики, химии; педагог-психолог", ["учителя-предметники", "педагог-психолог"]),
        ("Отдел образования и ОО", ["МОУО", "ОО"]),
        ("руководители ОО (по согласованию)", ["руководитель ОО"]),
        ("", []),
        (" , ", []),
    ],
)
def test_several_are_told_apart(text: str, titles: list[str]) -> None:
    assert [title for _, title in told(text)] == titles


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("руководители и звучи ОО", "заместитель директора"),
        ("администация", "администрация школы"),
        ("диектор", "руководитель ОО"),
    ],
)
def test_typos_are_mended_and_said(text: str, title: str) -> None:
    last = understand_responsible(text)[-1]
    assert last.title == title
    assert last.remark.endswith(f"прочитано как «{title}»")


def test_a_trailing_comma_is_noted() -> None:
    (one,) = understand_responsible("Заместитель директора,")
    assert one.title == "заместитель директора"
    assert "запятая" in one.remark
    assert understand_responsible("Заместитель директора")[0].remark == ""


def test_the_unknown_is_said() -> None:
    (one,) = understand_responsible("бухгалтерия")
    assert (one.text, one.title, one.remark) == ("бухгалтерия", "", "не удалось понять, кто это")


@given(st.text(alphabet="абвДиректорЗам. ,;\n()-–и№1«»", max_size=40))
def test_nothing_is_raised_and_every_text_stands_in_the_cell(text: str) -> None:
    letters = "".join(text.split())
    for one in understand_responsible(text):
        assert one.text
        assert "".join(one.text.split()) in letters


def test_every_role_exists() -> None:
    assert {role for entry in entries() for role in entry.roles} <= set(ROLES)
