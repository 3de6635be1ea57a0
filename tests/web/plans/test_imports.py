"""A plan out of a file: read, corrected, learned, confirmed."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from plan_words import DOCUMENT, YEAR

from objektiv.plans.model import Action as ReadAction
from objektiv.plans.model import Field
from objektiv.web.audit.models import Record
from objektiv.web.plans import domain
from objektiv.web.plans.files import path_of
from objektiv.web.plans.import_page import anchor_of, anchors_of, pieces_of
from objektiv.web.plans.models import Lesson, Plan, PlanImport
from objektiv.web.plans.reading import needs_look, sureness, years_of

SUPPOSED = """План мероприятий на 2026-2027 учебный год

| № п/п | Мероприятия | Сроки исполнения | Ответственный |
|---|---|---|---|
| 1.1 | Издание приказа | до 1 марта 2027 года | Координатор |
| 1.2 | Инструктаж организаторов | май 2027 года | |
"""


def receive(cast, document: str = DOCUMENT, name: str = "план.md") -> PlanImport:
    upload = SimpleUploadedFile(name, document.encode())
    return domain.receive(upload, unit=cast.municipality, by=cast.coordinator)


def supposed(made: PlanImport) -> PlanImport:
    """As the reader leaves a row whose empty cell is probably merged with the one above."""
    rows = [
        {**row, "suggestions": {"responsible": "Координатор"}} if row["key"] == "a1" else row
        for row in made.rows
    ]
    PlanImport.objects.filter(pk=made.pk).update(rows=rows)
    made.refresh_from_db()
    return made


def said(made: PlanImport, key: str, name: str):
    return next(row[name] for row in made.rows if row["key"] == key)


def test_a_document_becomes_rows_and_nothing_is_a_plan_yet(made) -> None:
    names = ("number", "text", "deadline", "responsible", "result", "section")
    assert [tuple(row[name] for name in names) for row in made.rows] == [
        ("1.1", "Издание приказа о проведении ВПР", "до 1 марта 2027 года", "Координатор", "приказ издан", "1"),
        (
            "1.2", "Инструктаж организаторов в аудиториях", "не позднее чем за 2 дня до ВПР", "Методист",
            "лист инструктажа", "1",
        ),
        ("2.1", "Анализ результатов ВПР", "в течение 10 дней после получения результатов", "Методист", "справка", "2"),
        ("2.2", "Совещание руководителей по итогам процедур", "июнь 2027 года", "Координатор", "протокол", "2"),
    ]  # fmt: skip
    assert (made.head["school_year"], made.head["year"], made.head["kind"]) == (YEAR, None, "measures")
    assert [one["place"] for one in made.blocks][:3] == ["строка 1", "строка 3", "строка 5"]
    assert path_of(made.sha256).read_bytes() == DOCUMENT.encode()
    assert not Plan.objects.exists()


def test_confirmed_rows_are_a_draft_with_days(cast, made) -> None:
    plan = domain.confirm_import(
        made, by=cast.coordinator, **{name: made.head[name] for name in ("title", "kind", "school_year")}
    )
    rows = list(plan.actions.select_related("section"))
    assert [(one.number, one.section.title, one.kind, one.due_on) for one in rows] == [
        ("1.1", "Организация процедур", "order", date(2027, 3, 1)),
        ("1.2", "Организация процедур", "briefing", None),
        ("2.1", "Анализ результатов", "analysis", None),
        ("2.2", "Анализ результатов", "meeting", date(2027, 6, 30)),
    ]
    assert (plan.state, plan.unit, plan.source_name, plan.record) == (
        "draft",
        cast.municipality,
        "план.md",
        made.record,
    )
    made.refresh_from_db()
    assert (made.state, made.plan) == ("confirmed", plan)
    with pytest.raises(ValidationError, match="уже разобран"):
        domain.confirm_import(made, by=cast.coordinator)


def test_rows_left_out_are_not_in_the_plan(cast, made) -> None:
    made = domain.drop_row(made, key="a1", is_dropped=True, by=cast.coordinator)
    made = domain.drop_row(made, key="a2", is_dropped=True, by=cast.coordinator)
    made = domain.drop_row(made, key="a2", is_dropped=False, by=cast.coordinator)
    plan = domain.confirm_import(made, by=cast.coordinator)
    assert [one.number for one in plan.actions.all()] == ["1.1", "2.1", "2.2"]
    assert plan.title == made.head["title"]


def test_suppositions_are_taken_by_a_person_or_stay_beside_the_row(cast) -> None:
    made = supposed(receive(cast, SUPPOSED))
    plan = domain.confirm_import(made, by=cast.coordinator)
    row = plan.actions.select_related("plan__unit").get(number="1.2")
    assert (row.owner_text, row.suggestions) == ("", {"responsible": "Координатор"})
    row = domain.take_suggestion(row, field="responsible", by=cast.coordinator)
    assert (row.owner_text, row.suggestions) == ("Координатор", {})


@pytest.mark.parametrize(
    ("act", "responsible", "left"),
    [
        (
            lambda made, by: domain.take_supposition(made, key="a1", field="responsible", by=by),
            "Координатор",
            {},
        ),
        (lambda made, by: domain.leave_supposition(made, key="a1", field="responsible", by=by), "", {}),
        (lambda made, by: domain.take_all_suppositions(made, by=by), "Координатор", {}),
        (
            lambda made, by: domain.take_supposition(made, key="a0", field="responsible", by=by),
            "",
            {"responsible": "Координатор"},
        ),
    ],
)
def test_suppositions_one_by_one_or_together(cast, act, responsible: str, left: dict[str, str]) -> None:
    made = act(supposed(receive(cast, SUPPOSED)), cast.coordinator)
    assert (said(made, "a1", "responsible"), said(made, "a1", "suggestions")) == (responsible, left)
    assert said(made, "a0", "responsible") == "Координатор"


def test_a_corrected_owner_is_learned_for_this_organisation(cast, made) -> None:
    methodist = cast.roles["municipal_methodist"]
    domain.correct_row(
        made, key="a1", text="Инструктаж", responsible="Методист", owner=methodist.login, by=cast.coordinator
    )
    again = receive(cast, name="другой.md")
    assert [row["owner"] for row in again.rows] == ["", methodist.login, methodist.login, ""]
    plan = domain.confirm_import(again, by=cast.coordinator)
    assert [one.owner for one in plan.actions.all()] == [None, methodist, methodist, None]
    other = domain.receive(
        SimpleUploadedFile("план.md", DOCUMENT.encode()),
        unit=cast.other_municipality,
        by=cast.other_coordinator,
    )
    assert {row["owner"] for row in other.rows} == {""}


def test_what_a_column_means_is_learned_for_this_organisation(cast, made) -> None:
    assert domain.columns_of(made)["Показатели"] == "result"
    made = domain.move_column(made, heading="Показатели", meant="indicator", by=cast.coordinator)
    assert next((row["result"], row["indicator"]) for row in made.rows) == ("", "приказ издан")
    assert domain.columns_of(made)["Показатели"] == "indicator"
    again = receive(cast, name="другой.md")
    assert [(row["result"], row["indicator"]) for row in again.rows][3] == ("", "протокол")
    back = domain.move_column(again, heading="Показатели", meant="result", by=cast.coordinator)
    assert [(row["result"], row["indicator"]) for row in back.rows][3] == ("протокол", "")
    assert Lesson.objects.get().value == "result"


def test_a_row_without_words_is_not_saved(cast, made) -> None:
    with pytest.raises(ValidationError, match="что сделать"):
        domain.correct_row(made, key="a1", text=" ", by=cast.coordinator)
    with pytest.raises(ValidationError, match="Такой строки"):
        domain.correct_row(made, key="x", text="Что-то", by=cast.coordinator)


def test_two_windows_do_not_write_over_each_other(cast, made) -> None:
    version = made.version
    domain.drop_row(made, key="a1", is_dropped=True, by=cast.coordinator, version=version)
    with pytest.raises(ValidationError, match="в другом окне"):
        domain.drop_row(made, key="a2", is_dropped=True, by=cast.coordinator, version=version)


def test_others_do_not_touch_what_somebody_brought(cast, made) -> None:
    for user in (cast.roles["municipal_methodist"], cast.other_coordinator, cast.deputy):
        with pytest.raises(PermissionDenied):
            domain.drop_row(made, key="a1", is_dropped=True, by=user)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("план.exe", b"MZ", "не читается"),
        ("план.docx", b"PK\x03\x04 broken", "план.docx: "),
        ("письмо.txt", "Добрый день! Высылаем вам привет.\n".encode(), "не нашлось ни одного мероприятия"),
        ("план.txt", b"", "план.txt: "),
    ],
)
def test_bad_files_get_a_sentence(cast, name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        domain.receive(SimpleUploadedFile(name, content), unit=cast.municipality, by=cast.coordinator)
    assert sentence in refusal.value.message_dict["file"][0]
    assert not PlanImport.objects.exists()


def test_a_plan_is_brought_only_for_ones_own_part(cast) -> None:
    for unit in (cast.region, cast.other_municipality):
        with pytest.raises(PermissionDenied):
            domain.receive(SimpleUploadedFile("п.md", DOCUMENT.encode()), unit=unit, by=cast.coordinator)


def test_sureness_in_words() -> None:
    assert [sureness(one) for one in (1.0, 0.8, 0.5, 0.0)] == [
        "уверенно",
        "скорее всего так",
        "посмотрите",
        "посмотрите",
    ]


def test_the_document_is_drawn_as_paragraphs_and_tables(made) -> None:
    line, table = pieces_of(made.blocks, anchors_of(made.blocks))
    assert line.line is not None
    assert line.line["text"].startswith("План мероприятий")
    assert table.width == 5
    assert [alone for _, _, alone in table.rows] == ["", "", "", "", "", "", ""]
    drawn = [{"place": "1", "cells": [{"text": ""}, {"text": "Раздел"}, {"text": ""}]}]
    (piece,) = pieces_of(drawn, {"1": "place-0"})
    assert piece.rows == [("place-0", ["", "Раздел", ""], "Раздел")]


def test_one_remark_about_several_fields_is_said_once(cast, at) -> None:
    text = (
        "План на 2026-2027 учебный год\n\n| № | Мероприятие | Срок | Ответственный |\n|---|---|---|---|\n"
        "| 1 | Приказ | до 1 марта | Координатор |\n| 2 | Состав комиссий | | |\n| 3 | Порядок | | |\n"
    )
    upload = SimpleUploadedFile("план.md", text.encode())
    made = domain.receive(upload, unit=cast.municipality, by=cast.coordinator)
    rows = at(cast.coordinator).get(f"/plans/imports/{made.pk}/").context["rows"]
    assert [one.remarks for one in rows] == [
        [],
        *[["Срок, ответственный: вероятно, объединённая ячейка"]] * 2,
    ]
    assert [one.rule for one in rows] == ["не позднее 1 марта", "", ""]


def test_a_remark_of_the_reading_asks_for_a_look() -> None:
    from objektiv.plans.model import Plan as ReadPlan
    from objektiv.web.plans.reading import rows_of

    plain = ReadAction(text=Field("Инструктаж"), place="строка 1")
    repaired = ReadAction(text=Field("Инструктаж", remark="слово склеено"), place="строка 2")
    rows = rows_of(ReadPlan(source="п.txt", actions=(plain,), decisions=(repaired,)))
    assert [(row["row"], needs_look(row)) for row in rows] == [("action", False), ("decision", True)]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("на 2023/2024 учебный год", (2023, "2023/24")), ("2020-2021", (2020, "2020/21")), ("на 2021 год", (2021, "")),
        ("2023/24", (2023, "2023/24")), ("без года", (None, "")), ("2021-2025 годы", (2021, "")),
    ],
)  # fmt: skip
def test_the_year_of_a_title(text: str, years: tuple[int | None, str]) -> None:
    assert years_of(text) == years


def test_a_place_leads_to_its_block() -> None:
    anchors = {"таблица 1, строка 5": "place-4", "таблица 1": "place-3"}
    assert anchor_of("таблица 1, строка 5, столбец 2", anchors) == "place-4"
    assert (anchor_of("таблица 1", anchors), anchor_of("страница 9", anchors)) == ("place-3", "")


def test_a_name_taken_away_is_forgotten_and_both_are_written_down(cast, made) -> None:
    methodist = cast.roles["municipal_methodist"]
    said = {"key": "a1", "text": "Инструктаж", "responsible": "Методист", "by": cast.coordinator}
    made = domain.correct_row(made, owner=methodist.login, **said)
    domain.correct_row(made, owner="", **said)
    assert not Lesson.objects.exists()
    verbs = Record.objects.filter(verb__in=("plan.learned", "plan.forgot")).order_by("number")
    assert [(one.verb, one.unit_path) for one in verbs] == [
        ("plan.learned", cast.municipality.path), ("plan.forgot", cast.municipality.path),
    ]  # fmt: skip


def test_what_was_taught_meanwhile_does_not_rename_columns_of_a_reading_that_waits(cast, made) -> None:
    other = receive(cast, name="другой.md")
    domain.move_column(made, heading="Показатели", meant="indicator", by=cast.coordinator)
    assert domain.columns_of(other)["Показатели"] == "result"
    moved = domain.move_column(other, heading="Показатели", meant="indicator", by=cast.coordinator)
    assert (moved.rows[0]["result"], moved.rows[0]["indicator"]) == ("", "приказ издан")
