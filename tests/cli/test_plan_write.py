"""``objektiv plan write`` and ``plan calendar``: files whole, the same twice, errors in a sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pdfplumber
import pytest
from icalendar import Calendar
from tests.unit.reports.drawn_plans import NARRATIVE, WHOLE

from objektiv.plans.model import Field, Head
from objektiv.plans.reading import read_plan
from objektiv.plans.record import to_record

Run = Callable[..., Any]


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return record_of(WHOLE, tmp_path)


def record_of(plan: Any, folder: Path) -> Path:
    path = folder / "план.json"
    path.write_text(json.dumps(to_record(plan), ensure_ascii=False), encoding="utf-8")
    return path


def test_three_files_at_once(objektiv: Run, record: Path, tmp_path: Path) -> None:
    places = {kind: tmp_path / f"план.{kind}" for kind in ("docx", "pdf", "xlsx")}
    options = [word for kind, path in places.items() for word in (f"--{kind}", str(path))]
    answer = objektiv("plan", "write", str(record), *options)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.split("\n")[:3] == [f"Записано: {path}" for path in places.values()]
    for path in places.values():
        assert len(read_plan(path).actions) == 3


def test_an_order_and_a_register_too(objektiv: Run, tmp_path: Path) -> None:
    record = str(record_of(NARRATIVE, tmp_path))
    order, register = tmp_path / "приказ.docx", tmp_path / "реестр.docx"
    assert objektiv("plan", "write", record, "--form", "order", "--docx", str(order)).code == 0
    assert objektiv("plan", "write", record, "--form", "decisions", "--docx", str(register)).code == 0
    assert "ПРИКАЗЫВАЮ:" in [paragraph.text for paragraph in docx.Document(str(order)).paragraphs]
    assert docx.Document(str(register)).tables[0].rows[1].cells[1].text == "Определить методы сбора сведений"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "Не указано, что записать. Добавьте --docx ФАЙЛ или --pdf ФАЙЛ или --xlsx ФАЙЛ."),
        (("--docx", "{}/a", "--pdf", "{}/a"), "Имя {}/a названо дважды. Укажите для каждого файла своё имя."),
        (("--docx", "{}/план.json"), "Имя {}/план.json названо дважды. Укажите для каждого файла своё имя."),
        (("--docx", "{}"), "{} — папка. Укажите имя файла в ней."),
    ],
)
def test_wrong_usage_is_one_sentence(
    objektiv: Run, record: Path, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    answer = objektiv("plan", "write", str(record), *(option.format(tmp_path) for option in options))
    assert (answer.code, answer.err) == (2, f"{said.format(tmp_path)}\n")
    assert json.loads(record.read_text(encoding="utf-8"))["version"] == 1


@pytest.mark.parametrize("content", ["", "{}", "[1]", "не JSON", '{"source": 1}', "[" * 100_000, "\x00"])
def test_what_is_no_plan_is_refused(objektiv: Run, tmp_path: Path, content: str) -> None:
    path = tmp_path / "п.json"
    path.write_text(content, encoding="utf-8")
    answer = objektiv("plan", "write", str(path), "--pdf", str(tmp_path / "п.pdf"))
    assert answer.code == 3
    assert answer.err.startswith(f"{path}: ")
    assert answer.err.endswith(
        "Получите запись плана командой: objektiv plan read ДОКУМЕНТ --json > план.json.\n"
    )
    assert not (tmp_path / "п.pdf").exists()


def test_a_place_that_does_not_exist_is_refused(objektiv: Run, record: Path, tmp_path: Path) -> None:
    answer = objektiv("plan", "write", str(record), "--xlsx", str(tmp_path / "нет" / "п.xlsx"))
    assert answer.code == 4
    assert "такого файла или папки нет" in answer.err


def test_the_calendar_has_an_event_per_due_day_and_says_the_rest(
    objektiv: Run, record: Path, tmp_path: Path
) -> None:
    path = tmp_path / "план.ics"
    answer = objektiv("plan", "calendar", str(record), "--ics", str(path), "--event", "ВПР=2024-04-16")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == (
        f"Записано: {path}, 3\u00a0события\n\nПроверьте срок: 1\u00a0мероприятие\n"
        "  1.1. Анализ по вопросам: - итоги работ; - причины расхождений\n    Срок прошёл до утверждения плана.\n"
    )
    days = [one["dtstart"].dt.isoformat() for one in Calendar.from_ical(path.read_bytes()).walk("VEVENT")]
    assert days == ["2023-09-30", "2024-04-14", "2024-08-31"]


def test_what_has_no_day_is_listed(objektiv: Run, record: Path, tmp_path: Path) -> None:
    answer = objektiv("plan", "calendar", str(record), "--ics", str(tmp_path / "п.ics"))
    assert "Без даты: 1\u00a0мероприятие\n  1.2. Инструктаж наблюдателей\n" in answer.out
    assert "не указана дата события" in answer.out


def test_two_runs_give_equal_bytes(objektiv: Run, record: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        options = ("--ics", str(tmp_path / f"{name}.ics"), "--poster", str(tmp_path / f"{name}.pdf"))
        assert objektiv("plan", "calendar", str(record), *options).code == 0
    assert (tmp_path / "a.ics").read_bytes() == (tmp_path / "b.ics").read_bytes()
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert b"DTSTAMP:20240226T000000Z" in (tmp_path / "a.ics").read_bytes()  # the day of the approval


def test_the_poster_shows_every_measure(objektiv: Run, record: Path, tmp_path: Path) -> None:
    path = tmp_path / "п.pdf"
    assert objektiv("plan", "calendar", str(record), "--poster", str(path), "--size", "A4").code == 0
    with pdfplumber.open(path) as file:
        shown = file.pages[0].extract_text()
    assert all(number in shown for number in ("1.1.", "1.2.", "2.1."))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ("--school-year", "2023/25"),
            "Учебный год «2023/25» не понят. Укажите --school-year 2023/24 или --year 2021.",
        ),
        (("--school-year", "2023/24", "--year", "2021"), "Указаны и учебный, и календарный год."),
        (
            ("--year", "0"),
            "Год 0 не подходит: нужен от 1993 до 2099. Укажите --school-year 2023/24 или --year 2021.",
        ),
        (("--year", "1992"), "Год 1992 не подходит: нужен от 1993 до 2099."),
        (("--school-year", "1990/91"), "Год 1990 не подходит: нужен от 1993 до 2099."),
        (("--event", "ВПР"), "Событие «ВПР» записано неверно."),
        (("--event", "ВПР=завтра"), "Дата «завтра» после --event не понята."),
        (("--approved", "26.02.2021"), "Дата «26.02.2021» после --approved не понята."),
    ],
)
def test_a_wrong_year_or_event_is_said(
    objektiv: Run, record: Path, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    answer = objektiv("plan", "calendar", str(record), "--ics", str(tmp_path / "п.ics"), *options)
    assert answer.code == 2
    assert answer.err.startswith(said)


def test_a_plan_without_a_year_asks_for_it(objektiv: Run, tmp_path: Path) -> None:
    record = record_of(replace(WHOLE, head=Head(title=Field("План"))), tmp_path)
    answer = objektiv("plan", "calendar", str(record), "--ics", str(tmp_path / "п.ics"))
    assert (answer.code, answer.err) == (
        2,
        "Год плана не указан. Укажите --school-year 2023/24 или --year 2021.\n",
    )


def test_the_record_is_not_written_over(objektiv: Run, record: Path) -> None:
    answer = objektiv("plan", "calendar", str(record), "--ics", str(record))
    assert (answer.code, answer.err) == (
        2,
        f"Имя {record} названо дважды. Укажите для каждого файла своё имя.\n",
    )


def test_nothing_to_write_is_said(objektiv: Run, record: Path) -> None:
    answer = objektiv("plan", "calendar", str(record))
    assert (answer.code, answer.err) == (
        2,
        "Не указано, что записать. Добавьте --ics ФАЙЛ или --poster ФАЙЛ.\n",
    )
