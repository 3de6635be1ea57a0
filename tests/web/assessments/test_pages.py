"""Pages as people meet them: what they show, what they let do, what a stranger gets."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

import objektiv.web.assessments
from objektiv.analysis.catalogue import readers
from objektiv.web.assessments import forms
from objektiv.web.assessments.checks import home_names_no_procedure
from objektiv.web.assessments.domain import imports as verbs
from objektiv.web.assessments.domain.runs import activate, start_run
from objektiv.web.assessments.matrix import years_with_anything_due
from objektiv.web.assessments.models import Import, ImportFile, Procedure, Reminder, Run, Submission
from objektiv.web.assessments.phrases import NAME_IT, VERBS, tell_files
from objektiv.web.assessments.views.preview import Shown
from objektiv.web.territory.models import Unit

pytestmark = pytest.mark.django_db
AGO = date(2021, 5, 1)


@pytest.fixture(autouse=True)
def no_second_factor(settings) -> None:
    settings.IS_DEMO = True  # people of the region would be led to one-time codes first


def text(answer) -> str:
    return answer.content.decode()


def sheet(answer) -> list[list[object]]:
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def upload(browser, unit, *paths, folders: str = ""):
    files = [SimpleUploadedFile(path.name, path.read_bytes()) for path in paths]
    return browser.post("/imports/new/", {"unit": unit.pk, "uploads": files, "folders": folders})


def test_from_a_file_to_the_protocol_and_back(cast, as_, make, run_jobs) -> None:
    browser = as_(cast.coordinator)
    with run_jobs():
        answer = upload(browser, cast.municipality, make((990001, "А", range(1, 9))))
    load = Import.objects.get()
    assert answer.url == f"/jobs/{load.job_id}/"
    assert f'href="/imports/{load.pk}/"' in text(browser.get(answer.url))
    preview = text(browser.get(f"/imports/{load.pk}/"))
    assert "Готово к загрузке файлов: 1 из 1" in preview
    assert "ВПР 2021, математика, 4 класс" in preview
    with run_jobs():
        browser.post(f"/imports/{load.pk}/confirm/", {"file": [load.files.get().pk]})
    after = text(browser.get(f"/imports/{load.pk}/"))
    assert "Что принесла загрузка" in after
    rows = sheet(browser.get(f"/imports/{load.pk}/protocol.xlsx"))
    assert rows[-1][:7] == ["Всего", "", "", "", "", 8.0, 8.0]
    assert "перестанут учитываться" in text(browser.get(f"/imports/{load.pk}/undo/"))
    with run_jobs():
        browser.post(f"/imports/{load.pk}/undo/", {"reason": "не тот файл"})
    assert "не тот файл" in text(browser.get(f"/imports/{load.pk}/"))
    assert Submission.objects.get().counted == 0


def test_the_preview_shows_no_indicator(cast, as_, make, hand_in) -> None:
    load = hand_in(make((990001, "А", range(1, 40))))
    shown = text(as_(cast.coordinator).get(f"/imports/{load.pk}/"))
    main = shown[shown.index("<main") : shown.index("</main>")].lower()
    assert [
        word for word in ("признак", "приоритет", "порог", "средний балл", "индекс") if word in main
    ] == []


def test_folders_of_the_sender_come_with_the_files(cast, as_, make, run_jobs) -> None:
    path = make((990001, "А", range(1, 9)), name="Математика.xlsx")
    with run_jobs():
        upload(as_(cast.coordinator), cast.municipality, path, folders=json.dumps(["2021/4"]))
    assert Import.objects.get().files.get().assessment == "vpr-2021-ma4"


@pytest.mark.parametrize(
    "folders", ["не список", '{"a": 1}', '[["x"]]', "[1, null]", '["../../../../etc", "/etc", "C:\\\\x"]']
)
def test_wrong_folders_are_harmless(cast, as_, make, run_jobs, home, folders) -> None:
    with run_jobs():
        answer = upload(
            as_(cast.coordinator), cast.municipality, make((990001, "А", range(1, 9))), folders=folders
        )
    assert answer.status_code == 302
    file = Import.objects.get().files.get()
    assert (home / "files" / "imports").resolve() in file.path.resolve().parents


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\отчёт.xlsx", "отчёт.xlsx"),
        ("a<b>:c|d?.xlsx", "a_b__c_d_.xlsx"),
        ("con.xlsx", "_con.xlsx"),
        ("...", "файл"),
        ("я" * 300 + ".xlsx", "я" * 95 + ".xlsx"),
        ("отчёт\u202exslx.exe", "отчёт_xslx.exe"),
    ],
)
def test_names_of_files_are_made_safe(cast, run_jobs, name, stored) -> None:
    with run_jobs():
        load = verbs.receive(
            unit=cast.municipality, by=cast.coordinator,
            files=[verbs.Incoming(name.replace("\\", "/").rpartition("/")[2], [b"x"])],
        )  # fmt: skip
    assert load.files.get().name == stored
    assert load.files.get().path.parent.parent == load.folder


def test_names_in_a_page_are_no_markup(cast, as_, hand_in, tmp_path) -> None:
    path = tmp_path / "<img src=x onerror=alert(1)>.xlsx"
    path.write_bytes(b"x")
    shown = text(as_(cast.coordinator).get(f"/imports/{hand_in(path).pk}/"))
    assert "<img" not in shown


def test_a_text_named_as_a_workbook_and_an_empty_file_are_refused_in_words(
    cast, as_, hand_in, tmp_path
) -> None:
    for name, content in (("текст.xlsx", "привет".encode()), ("пусто.xlsx", b"")):
        (tmp_path / name).write_bytes(content)
    load = hand_in(tmp_path / "текст.xlsx", tmp_path / "пусто.xlsx")
    assert load.state == "refused"
    assert all(file.refusal and file.remedy for file in load.files.all())
    page = text(as_(cast.coordinator).get(f"/imports/{load.pk}/"))
    assert "Ни один файл не принят" in page
    assert 'href="/imports/new/">Загрузить другие файлы' in page


def test_too_many_and_too_large_files_are_said_at_the_field(cast, as_, monkeypatch, make) -> None:
    browser, path = as_(cast.coordinator), make((990001, "А", range(1, 9)))
    assert "Выберите хотя бы один файл" in text(upload(browser, cast.municipality))
    for name, value, words in (
        ("MAX_FILES", 1, "за один раз можно не больше 1"),
        ("MAX_FILE_BYTES", 100, "Разделите книгу на части"),
        ("MAX_TOTAL_BYTES", 100, "Загрузите файлы частями"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(forms, name, value)
            assert words in text(upload(browser, cast.municipality, path, path))
    assert Import.objects.count() == 0


def test_one_loads_only_for_ones_own_place(cast, as_, make) -> None:
    browser, path = as_(cast.coordinator), make((990001, "А", range(1, 9)))
    for unit in (cast.region, cast.other_municipality, cast.school):
        assert upload(browser, unit, path).status_code == 200
    assert Import.objects.count() == 0


def test_an_import_of_a_foreign_place_does_not_exist(cast, as_, make, load_in) -> None:
    load = load_in(make((990001, "А", range(1, 9))))
    for person in (cast.other_coordinator, cast.other_deputy, cast.deputy):
        browser = as_(person)
        for page in ("", "undo/", "protocol.xlsx"):
            assert browser.get(f"/imports/{load.pk}/{page}").status_code in (404, 403)
        for verb in ("confirm/", "abandon/", "undo/", "read/", "procedures/", "schools/"):
            assert browser.post(f"/imports/{load.pk}/{verb}").status_code in (404, 403)
        assert f"№ {load.pk}" not in text(browser.get("/imports/"))


def test_unknown_schools_are_added_on_the_preview(cast, as_, make, hand_in) -> None:
    load = hand_in(make((990001, "А", range(1, 9)), (990077, "А", range(1, 5))))
    assert "Школы, которых нет в территории: 1" in text(as_(cast.coordinator).get(f"/imports/{load.pk}/"))
    said = {"s990077-is_wanted": "on", "s990077-code": "990077", "s990077-title": "Школа № 77"}
    for parent, exists in ((cast.other_municipality, False), (cast.municipality, True)):
        as_(cast.coordinator).post(
            f"/imports/{load.pk}/schools/", {"prefix": "s990077", "s990077-parent": parent.pk, **said}
        )
        assert Unit.objects.filter(code="990077").exists() == exists
    assert "Готово к загрузке файлов: 1 из 1" in text(as_(cast.coordinator).get(f"/imports/{load.pk}/"))


def test_a_repeated_submission_asks_why(cast, as_, make, load_in, hand_in, run_jobs) -> None:
    load_in(make((990001, "А", range(1, 9))))
    again = hand_in(make((990001, "А", range(1, 7))), by=cast.deputy)
    browser = as_(cast.deputy)
    page = text(browser.get(f"/imports/{again.pk}/"))
    assert "Почему подаёте повторно" in page
    assert "Заменит строки файла" in page
    answer = browser.post(f"/imports/{again.pk}/confirm/", {"file": [again.files.get().pk]})
    assert (answer.status_code, "Эти результаты уже подавали" in text(answer)) == (200, True)
    with run_jobs():
        browser.post(f"/imports/{again.pk}/confirm/", {"file": [again.files.get().pk], "reason": "опечатки"})
    again.refresh_from_db()
    assert (again.state, again.reason) == ("loaded", "опечатки")


def test_the_calendar_and_its_workbook(cast, as_, procedure) -> None:
    procedure(starts_on=date(2021, 4, 20), results_due_on=AGO)
    procedure(kind="ege", grade=11, subject="ma", variant="base", note="=1+1")
    procedure(unit=cast.other_municipality)
    browser = as_(cast.deputy)
    page = text(browser.get("/procedures/?year=2020/21"))
    assert ("ВПР, математика, 4 класс" in page, "20.04.2021" in page, "Южный район" in page) == (
        True,
        True,
        False,
    )
    rows = sheet(browser.get("/procedures/?year=2020/21&format=xlsx"))
    assert [row[0] for row in rows[-2:]] == ["ВПР", "ЕГЭ"]
    assert rows[-1][-1] == "'=1+1"
    assert len(sheet(browser.get("/procedures/?year=2020/21&kind=ege&format=xlsx"))) == len(rows) - 1


def test_a_procedure_is_added_edited_and_moved_on(cast, as_) -> None:
    browser = as_(cast.coordinator)
    known = {
        "kind": "vpr",
        "school_year": "2020/21",
        "grade": "4",
        "subject": "ma",
        "starts_on": "2021-04-20",
    }
    assert browser.post("/procedures/new/", {"unit": cast.region.pk, **known}).status_code == 200
    browser.post(
        "/procedures/new/", {"unit": cast.municipality.pk, **known, "state": "closed", "version": "9"}
    )
    one = Procedure.objects.get()
    assert (one.unit, one.state, one.version) == (cast.municipality, "planned", 1)
    page = f"/procedures/{one.pk}/"
    browser.post(f"{page}edit/", {**known, "note": "по графику", "version": "1"})
    answer = browser.post(f"{page}edit/", {**known, "note": "второй", "version": "1"})
    assert "изменил другой человек" in text(answer)
    browser.post(f"{page}move/", {"state": "running", "version": "2"})
    one.refresh_from_db()
    assert (one.note, one.state) == ("по графику", "running")
    assert browser.post(f"{page}move/", {"state": "нет такого", "version": "2"}).status_code == 404
    assert as_(cast.deputy).get(page).status_code == 200
    assert as_(cast.deputy).post(f"{page}move/", {"state": "results", "version": "3"}).status_code == 403
    assert (
        as_(cast.other_coordinator).post(f"{page}move/", {"state": "results", "version": "3"}).status_code
        == 404
    )


def test_the_next_school_year_is_opened_by_a_button(cast, as_, procedure) -> None:
    procedure(unit=cast.municipality, starts_on=date(2021, 4, 20))
    browser = as_(cast.coordinator)
    answer = browser.post(
        "/procedures/open-year/", {"unit": cast.municipality.pk, "year": "2020/21"}, follow=True
    )
    assert "Добавлено процедур: 1" in text(answer)
    assert (
        browser.post("/procedures/open-year/", {"unit": cast.region.pk, "year": "2020/21"}).status_code == 404
    )


def test_the_list_of_who_has_not_submitted_with_its_workbook(cast, as_, procedure, make, load_in) -> None:
    procedure(results_due_on=AGO)
    load_in(make((990001, "А", range(1, 9))))
    browser = as_(cast.coordinator)
    page = text(browser.get("/completeness/"))
    assert (page.count("сдано</span>"), page.count("не сдано</span>"), "Школа № 3" in page) == (2, 1, False)
    rows = sheet(browser.get("/completeness/?format=xlsx"))
    assert [row[1:4] for row in rows[-2:]] == [
        ["Школа № 1", "990001", "сдано, работ: 8"], ["Школа № 2", "990002", "не сдано"],
    ]  # fmt: skip
    owing = sheet(browser.get("/completeness/?only=owing&format=xlsx"))
    assert [row[1] for row in owing[len(rows) - 2 :]] == ["Школа № 2"]


def test_a_school_is_reminded_and_sees_it(cast, as_, procedure) -> None:
    procedure(results_due_on=AGO)
    as_(cast.coordinator).post("/completeness/remind/", {"school": "990001", "year": "2020/21"})
    assert list(Reminder.objects.values_list("unit__code", "by__login")) == [
        ("990001", "municipal_coordinator")
    ]
    for page in ("/imports/", "/completeness/", "/procedures/?year=2020/21"):
        assert "Ждут результатов" in text(as_(cast.deputy).get(page))
        assert "Ждут результатов" not in text(as_(cast.other_deputy).get(page))
    as_(cast.coordinator).post("/completeness/remind/", {"year": "2020/21"})
    assert Reminder.objects.count() == 3
    assert as_(cast.deputy).post("/completeness/remind/", {"year": "2020/21"}).status_code == 403
    answer = as_(cast.coordinator).post(
        "/completeness/remind/", {"school": "990003", "year": "2020/21"}, follow=True
    )
    assert "Напоминать некому" in text(answer)


def test_a_run_is_started_read_and_made_active(cast, as_, make, load_in, run_jobs) -> None:
    load_in(make((990001, "А", range(1, 13)), (990002, "А", range(1, 13))))
    browser = as_(cast.coordinator)
    with run_jobs():
        answer = browser.post(
            "/runs/new/", {"unit": cast.municipality.pk, "school_year": "2020/21", "kind": "operative"}
        )
    run = Run.objects.get()
    assert answer.url == f"/jobs/{run.job_id}/"
    page = text(browser.get(f"/runs/{run.pk}/"))
    assert "Школ по приоритету перепроверки" in page
    assert "Признак не является доказательством нарушения" in page
    assert "стал действующим" in text(browser.post(f"/runs/{run.pk}/activate/", follow=True))
    answer = browser.get(f"/runs/{run.pk}/files/run.json")
    assert json.loads(b"".join(answer.streaming_content))["parameters"]["municipality"] == "970001"
    for name in ("run.log", "estimates.parquet", "..%2f..%2fobjektiv.sqlite3", "нет.txt"):
        assert browser.get(f"/runs/{run.pk}/files/{name}").status_code == 404
    load_in(make((990001, "Б", range(21, 33))))
    assert "данные изменились" in text(browser.get(f"/runs/{run.pk}/"))


def test_a_run_over_the_region_does_not_exist_for_a_municipality(cast, as_, make, load_in, run_jobs) -> None:
    load_in(make((990001, "А", range(1, 13))))
    with run_jobs():
        run = start_run(unit=cast.region, school_year="2020/21", kind="final", by=cast.analyst)
    run.refresh_from_db()
    activate(run, by=cast.analyst)
    browser = as_(cast.coordinator)
    listed = text(browser.get("/runs/")).split("<main")[1]
    assert f'href="/runs/{run.pk}/"' not in listed
    said = f"Действует расчёт № {run.pk} всего региона (2020/21, итоговый): он включает ваши школы."
    assert said in listed
    assert 'href="/findings/"' in listed
    assert "Своих расчётов у вас ещё не было" in listed
    assert "ваш расчёт того же года и вида действующим не станет" in text(browser.get("/runs/new/"))
    for address in (f"/runs/{run.pk}/", f"/runs/{run.pk}/files/run.json"):
        assert browser.get(address).status_code == 404
    assert browser.post(f"/runs/{run.pk}/activate/").status_code == 404
    answer = as_(cast.analyst).get(f"/runs/{run.pk}/files/report.html")
    assert b"".join(answer.streaming_content).startswith(b"<!DOCTYPE html>")
    for person in (cast.deputy, cast.roles["municipal_head"], cast.roles["administrator"]):
        assert as_(person).get(f"/runs/{run.pk}/").status_code == 403


def test_several_acting_runs_above_are_told_once(cast, as_, make, load_in, run_jobs) -> None:
    load_in(make((990001, "А", range(1, 13))))
    for kind in ("operative", "final"):
        with run_jobs():
            run = start_run(unit=cast.region, school_year="2020/21", kind=kind, by=cast.analyst)
        run.refresh_from_db()
        activate(run, by=cast.analyst)
    shown = text(as_(cast.coordinator).get("/runs/new/")).split("<main")[1]
    assert shown.count("которые включают ваши школы:") == 1
    assert shown.count("действующим не станет") == 1
    assert [shown.count(f"({year})") for year in ("2020/21, оперативный", "2020/21, итоговый")] == [1, 1]
    assert "Что они показали" in shown


def test_lists_of_procedures_follow_the_titles_of_subjects(cast, as_, procedure) -> None:
    for subject in ("fi", "hi", "is", "bi", "ma"):
        procedure(subject=subject, grade=8)
    asked = "?year=2020/21"
    seen = re.findall(r"ВПР, ([^,]+), 8 класс</a>", text(as_(cast.coordinator).get(f"/procedures/{asked}")))
    assert seen == ["биология", "история", "математика", "физика", "химия"]
    heads = re.findall(
        r'title="ВПР, ([^,]+), 8 класс"', text(as_(cast.coordinator).get(f"/completeness/{asked}"))
    )
    assert heads == seen


def test_all_are_reminded_only_when_somebody_owes(cast, as_, procedure, make, load_in) -> None:
    procedure(results_due_on=date(2021, 5, 1))
    offer = "Напомнить всем, кто не сдал"
    assert offer in text(as_(cast.coordinator).get("/completeness/?year=2020/21"))
    load_in(make((990001, "А", range(1, 13)), (990002, "А", range(1, 13))))
    assert offer not in text(as_(cast.coordinator).get("/completeness/?year=2020/21"))


def test_a_cancelled_run_is_not_called_a_failure(cast, as_, make, load_in) -> None:
    load_in(make((990001, "А", range(1, 13))))
    run = start_run(unit=cast.municipality, school_year="2020/21", kind="final", by=cast.coordinator)
    Run.objects.filter(pk=run.pk).update(state="failed")
    run.job.state = "cancelled"
    run.job.save()
    page = text(as_(cast.coordinator).get(f"/runs/{run.pk}/"))
    assert ("Расчёт отменён." in page, "Расчёт не получился." in page) == (True, False)


def test_empty_lists_name_the_next_step(cast, as_) -> None:
    browser = as_(cast.coordinator)
    for page, words in (
        ("/procedures/", "Добавить первую процедуру"),
        ("/imports/", "Загрузить результаты"),
        ("/completeness/", "Открыть календарь процедур"),
        ("/runs/", "Начать первый расчёт"),
        ("/runs/new/", "результаты ещё не загружены"),
    ):
        assert words in text(browser.get(page))


def test_sections_are_those_of_the_rights(cast, as_) -> None:
    def sections(person) -> list[str]:
        page = text(as_(person).get("/me/"))
        return [
            title for title in ("Процедуры", "Загрузки", "Кто не сдал", "Расчёты") if f">{title}</a>" in page
        ]

    assert sections(cast.coordinator) == ["Процедуры", "Загрузки", "Кто не сдал", "Расчёты"]
    assert sections(cast.deputy) == ["Процедуры", "Загрузки", "Кто не сдал"]
    assert sections(cast.roles["observer"]) == ["Процедуры"]
    assert sections(cast.stranger) == []


def test_the_search_finds_procedures(cast, as_, procedure) -> None:
    procedure()
    procedure(subject="ru")
    page = text(as_(cast.deputy).get("/search/?q=впр математика 4 класс"))
    assert ("ВПР, математика, 4 класс" in page, "русский" in page) == (True, False)


@pytest.mark.parametrize(
    "page", ["/procedures/?year=2020/21", "/imports/", "/runs/", "/completeness/?year=2020/21"]
)
def test_the_number_of_queries_of_a_list_does_not_grow(cast, as_, procedure, page) -> None:
    def row(k: int) -> None:
        procedure(subject=("ma", "ru", "om")[k], results_due_on=AGO)
        load = Import.objects.create(unit=cast.municipality, by=cast.coordinator, state="loaded")
        Submission.objects.create(
            unit=cast.school,
            assessment=f"vpr-2021-{('ma', 'ru', 'om')[k]}4",
            loaded_in=load,
            number=1,
            works=5,
            counted=5,
        )
        Run.objects.create(
            unit=cast.municipality,
            school_year="2020/21",
            kind="final",
            lake_generation=1,
            by=cast.coordinator,
        )

    browser = as_(cast.coordinator)
    counts = []
    row(0)
    for more in ((), (1, 2)):
        for k in more:
            row(k)
        browser.get(page)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(page).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_our_templates_are_there_to_fill_in(cast, as_) -> None:
    browser = as_(cast.deputy)
    page = text(browser.get("/imports/templates/"))
    codes = [code for code, reader in readers().items() if reader.template is not None]
    assert len(codes) >= 5
    for code in codes:
        assert f'href="/imports/templates/{code}.xlsx"' in page
        assert sheet(browser.get(f"/imports/templates/{code}.xlsx"))[0] == list(readers()[code].template)
    assert browser.get("/imports/templates/report_marks.xlsx").status_code == 404


def test_advice_speaks_of_pages_not_of_commands(cast, as_, make, hand_in, tmp_path) -> None:
    (tmp_path / "чужая.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    load = hand_in(make((990001, "А", range(1, 9)), name="книга.xlsx"), tmp_path / "чужая.csv")
    remedies = [file.remedy for file in load.files.all()]
    assert remedies == [
        "Выберите процедуру в столбце «Процедура» и нажмите «Прочитать с выбранными процедурами».",
        "Нужна выгрузка результатов или отчёт ФИС ОКО без изменений либо наш шаблон: список даёт страница «Шаблоны» в "
        "разделе «Загрузки».",
    ]


def test_only_the_region_is_asked_whether_all_its_schools_are_there(cast, as_, make, load_in) -> None:
    load_in(make((990001, "А", range(1, 9))))
    assert "Загружены все школы региона" in text(as_(cast.analyst).get("/runs/new/"))
    assert "Загружены все школы региона" not in text(as_(cast.coordinator).get("/runs/new/"))


def test_a_disk_that_takes_nothing_is_said_above_the_form(cast, as_, make, home) -> None:
    (home / "files").write_text("на месте папки стоит файл", encoding="utf-8")
    answer = upload(as_(cast.coordinator), cast.municipality, make((990001, "А", range(1, 9))))
    assert (answer.status_code, "Не удалось записать" in text(answer)) == (200, True)
    assert Import.objects.count() == 0


def test_a_lone_unknown_file_can_be_named_or_given_up(cast, as_, make, hand_in, run_jobs) -> None:
    load = hand_in(make((990001, "А", range(1, 9)), name="книга.xlsx"))
    browser, file = as_(cast.coordinator), load.files.get()
    assert load.state == "refused"
    page = text(browser.get(f"/imports/{load.pk}/"))
    assert ('<option value="vpr-2021-ma4">' in page, "Отказаться от загрузки" in page) == (True, True)
    with run_jobs():
        browser.post(f"/imports/{load.pk}/procedures/", {f"chosen-{file.pk}": "vpr-2021-ma4"})
    file.refresh_from_db()
    assert (file.state, file.assessment) == ("ready", "vpr-2021-ma4")


@pytest.mark.parametrize(
    ("home", "count"),
    [("/srv/objektiv", 0), ("/srv/ВПР 2024/objektiv", 1), ("/data/11/objektiv", 1)],
)
def test_a_home_that_names_a_procedure_is_warned_of(settings, home, count) -> None:
    settings.OBJEKTIV_HOME = home
    assert len(home_names_no_procedure()) == count


def test_the_history_of_an_import_is_told_in_words(cast, as_, make, load_in) -> None:
    load = load_in(make((990001, "А", range(1, 9))))
    page = text(as_(cast.coordinator).get(f"/imports/{load.pk}/"))
    assert [
        words for words in ("Файлы результатов получены", "Результаты загружены") if words not in page
    ] == []
    assert "import." not in page
    assert "Результаты загружены" not in text(
        as_(cast.roles["municipal_specialist"]).get(f"/imports/{load.pk}/")
    )


def test_every_verb_of_this_app_has_words() -> None:
    folder = Path(objektiv.web.assessments.__file__).parent
    code = "".join(file.read_text(encoding="utf-8") for file in folder.rglob("*.py"))
    written = set(re.findall(r'record\(\s*"([a-z.]+)"', code))
    assert written == set(VERBS)


def test_lists_of_imports_and_runs_go_out_as_seen(cast, as_, make, load_in, run_jobs) -> None:
    load = load_in(make((990001, "А", range(1, 13))))
    with run_jobs():
        run = start_run(unit=cast.municipality, school_year="2020/21", kind="final", by=cast.coordinator)
    browser = as_(cast.coordinator)
    row = sheet(browser.get("/imports/?format=xlsx"))[-1]
    assert (row[0], row[2], row[4:]) == (load.pk, "Северный район", [1.0, 0.0, 12.0, "загружено"])
    assert len(sheet(browser.get("/imports/?state=undone&format=xlsx"))) == 3
    rows = sheet(browser.get("/runs/?format=xlsx"))
    assert (rows[-1][0], rows[-1][7], sum(rows[-1][8:])) == (run.pk, "готов", 1.0)
    assert rows[1][0] == "Признак не является доказательством нарушения."
    assert len(sheet(as_(cast.other_coordinator).get("/runs/?format=xlsx"))) == len(rows) - 1


def test_files_of_a_record_are_counted_and_named_without_fingerprints() -> None:
    files = [{"name": f"{one}.xlsx", "sha256": "a" * 64} for one in "абвгд"]
    assert tell_files(files) == "5 (а.xlsx, б.xlsx, в.xlsx и ещё 2)"
    assert tell_files(files[:1]) == "1 (а.xlsx)"
    assert (tell_files(5), tell_files(["а.xlsx"])) == ("", "1 (а.xlsx)")


def test_what_came_of_the_files_is_told_in_words_that_agree() -> None:
    assert tell_files({"не принят": 3}) == "не принято — 3"
    counts = {"готов к загрузке": 2, "уже загружен раньше": 1, "не принят": 5}
    assert tell_files(counts) == "готово к загрузке — 2, уже загружено раньше — 1, не принято — 5"
    assert tell_files({"1.xlsx": "vpr-2021-ma4"}) == ""


def test_the_year_of_a_layout_is_not_taken_for_the_year_of_the_results() -> None:
    titles = [ImportFile(layout=code).layout_title for code in ("results_2021", "results_2022")]
    assert titles == [
        "Выгрузка результатов ВПР (вид весны 2021 года)",
        "Выгрузка результатов ВПР (вид 2022 года; листы «Классы» и «Протокол»)",
    ]


def test_a_procedure_is_chosen_only_for_files_it_would_help() -> None:
    refused = ImportFile(state="refused", remedy="Сохраните файл заново.")
    unnamed = ImportFile(state="refused", remedy=NAME_IT)
    ready, unchanged = ImportFile(state="ready"), ImportFile(state="unchanged")
    found = [Shown(one, "", [], []).may_be_named for one in (refused, unnamed, ready, unchanged)]
    assert found == [False, True, True, False]


def test_who_is_late_is_asked_of_the_latest_year_with_anything_due(procedure) -> None:
    procedure(results_due_on=AGO)
    procedure(school_year="2098/99", results_due_on=date(2099, 5, 1))
    assert years_with_anything_due(Procedure.objects.all()) == ["2020/21"]
