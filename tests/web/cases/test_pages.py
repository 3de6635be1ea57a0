"""Pages of cases: who sees what, and what the acts say."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import docx
import pytest
from case_results import GROUND, TEXT, make_result
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from objektiv.plans.working_days import add_working_days
from objektiv.web.cases.domain import close_case, decide, open_case, reopen, send_to_recheck, set_terms
from objektiv.web.cases.domain import reply as reply_of
from objektiv.web.cases.models import Attachment, Case

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 content"


def signed(user) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def reply(client: Client, case: Case, **more):
    return client.post(f"/cases/{case.pk}/reply/", {"version": case.version, "text": TEXT, **more})


def test_the_school_sees_its_case_and_the_stranger_nothing(cast, asked) -> None:
    seen = {who: signed(getattr(cast, who)).get(f"/cases/{asked.pk}/").status_code for who in (
        "deputy", "coordinator", "other_coordinator", "other_deputy", "stranger",
    )}  # fmt: skip
    assert seen == {
        "deputy": 200, "coordinator": 200, "other_coordinator": 404, "other_deputy": 404, "stranger": 403,
    }  # fmt: skip


def test_others_of_the_municipality_read_only_that_it_is_looked_into(cast, asked) -> None:
    specialist = signed(cast.roles["municipal_specialist"])
    assert specialist.get(f"/cases/{asked.pk}/").status_code == 404
    listed = specialist.get("/cases/").content.decode()
    assert "идёт анализ" in listed
    assert asked.result.conclusion not in listed
    Case.objects.update(reply_due_on=timezone.localdate() - timedelta(days=1))
    assert asked.result.conclusion in specialist.get(f"/cases/{asked.pk}/").content.decode()


def test_before_the_reply_the_page_says_preliminary(cast, asked) -> None:
    page = f"/cases/{asked.pk}/"
    assert "Предварительно, до пояснений ОО" in signed(cast.coordinator).get(page).content.decode()
    reply(signed(cast.deputy), asked)
    assert "Предварительно" not in signed(cast.coordinator).get(page).content.decode()


def test_the_school_replies_with_a_file_that_others_download(cast, asked) -> None:
    sent = reply(signed(cast.deputy), asked, papers=SimpleUploadedFile("../../акт.pdf", PDF))
    assert sent.status_code == 302
    kept = Attachment.objects.get()
    assert kept.name == "акт.pdf"
    answer = signed(cast.coordinator).get(f"/cases/{asked.pk}/files/{kept.pk}/")
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert signed(cast.other_deputy).get(f"/cases/{asked.pk}/files/{kept.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("акт.exe", b"MZ", "такой вид файла не принимается"),
        ("акт.pdf", b"PK\x03\x04", "содержание не похоже на .pdf"),
        ("акт.html", b"<script>", "такой вид файла не принимается"),
    ],
)
def test_a_foreign_file_is_refused_and_the_text_stays(cast, asked, name, content, sentence) -> None:
    answer = reply(signed(cast.deputy), asked, papers=SimpleUploadedFile(name, content))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert TEXT in text
    assert (asked.replies.count(), Attachment.objects.count()) == (0, 0)


def test_the_second_editor_reads_about_the_conflict_and_keeps_the_text(cast, asked) -> None:
    reply(signed(cast.deputy), asked)
    answer = reply(signed(cast.roles["school_head"]), asked)
    assert answer.status_code == 422
    assert "изменил кто-то другой" in answer.content.decode()
    assert asked.replies.count() == 1
    (offered,) = (one for one in answer.context["offers"] if one.code == "reply")
    asked.refresh_from_db()
    assert (offered.form["version"].value(), offered.form["text"].value()) == (str(asked.version), TEXT)


def test_what_people_write_is_shown_as_text(cast, asked) -> None:
    signed(cast.deputy).post(
        f"/cases/{asked.pk}/reply/", {"version": asked.version, "text": "<script>alert(1)</script>"}
    )
    page = signed(cast.coordinator).get(f"/cases/{asked.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_coordinator_decides_on_the_page(cast, asked) -> None:
    reply(signed(cast.deputy), asked)
    asked.refresh_from_db()
    answer = signed(cast.coordinator).post(
        f"/cases/{asked.pk}/decide/", {"version": asked.version, "outcome": "not_confirmed", "ground": GROUND}
    )
    assert answer.status_code == 302
    assert "признаки не подтверждены" in signed(cast.deputy).get(f"/cases/{asked.pk}/").content.decode()


def test_offers_are_those_of_the_person(cast, asked) -> None:
    coordinator = signed(cast.coordinator).get(f"/cases/{asked.pk}/").context["offers"]
    deputy = signed(cast.deputy).get(f"/cases/{asked.pk}/").context["offers"]
    assert [one.code for one in coordinator] == ["remind", "enter", "term", "give", "keep", "destroyed"]
    assert [one.code for one in deputy] == ["reply"]


def test_cases_are_opened_from_the_list_of_results(cast) -> None:
    ours, theirs = make_result(cast, cast.school), make_result(cast, cast.other_school)
    client = signed(cast.coordinator)
    page = client.get("/cases/open/").content.decode()
    assert cast.school.title in page
    assert cast.other_school.title not in page
    client.post("/cases/open/", {"result": [ours.pk, theirs.pk]})
    assert [one.school for one in Case.objects.all()] == [cast.school]


def test_the_letter_is_a_document_with_the_questions(cast, asked) -> None:
    letter = asked.letters.get()
    answer = signed(cast.coordinator).get(f"/cases/{asked.pk}/letters/{letter.pk}/")
    text = "\n".join(one.text for one in docx.Document(io.BytesIO(answer.content)).paragraphs)
    text = text.replace("\N{NO-BREAK SPACE}", " ")
    assert f"Запрос пояснений № 1-И от {letter.made_on:%d.%m.%Y}" in text
    assert "Мало участников. Работ 18" in text


def test_the_bundle_holds_the_school_alone(cast, asked, settings, tmp_path: Path) -> None:
    settings.OBJEKTIV_HOME = tmp_path
    folder = asked.result.result_set.folder
    folder.mkdir(parents=True, exist_ok=True)
    table = "\ufeffschool_year,school,value\n2020/21,990001,1\n2020/21,990002,2\n"
    for name in ("estimates", "official", "schools"):
        (folder / f"{name}.csv").write_text(table, encoding="utf-8")
    (folder / "run.json").write_text("{}", encoding="utf-8")
    answer = signed(cast.coordinator).get(f"/cases/{asked.pk}/bundle/")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as bundle:
        assert bundle.read("estimates.csv").decode() == "school_year,school,value\n2020/21,990001,1\n"
        assert sorted(bundle.namelist()) == sorted(
            [
                "SHA256.txt",
                "estimates.csv",
                "explanations.json",
                "official.csv",
                "run.json",
                "schools.csv",
                "КАК-ПОВТОРИТЬ.txt",
            ]
        )


def test_a_list_asks_as_often_for_three_as_for_one(cast, case, django_assert_max_num_queries) -> None:
    client = signed(cast.coordinator)
    client.get("/cases/")
    with django_assert_max_num_queries(40) as one:
        client.get("/cases/")
    open_case(make_result(cast, cast.neighbour), [], by=cast.coordinator)
    with django_assert_max_num_queries(40) as two:
        client.get("/cases/")
    assert len(two) == len(one)


def test_the_decision_stands_before_what_led_to_it(cast, asked) -> None:
    page = f"/cases/{asked.pk}/"
    reply(signed(cast.deputy), asked)
    asked.refresh_from_db()
    assert 'id="decision"' not in signed(cast.coordinator).get(page).content.decode()
    signed(cast.coordinator).post(
        f"{page}decide/", {"version": asked.version, "outcome": "not_confirmed", "ground": GROUND}
    )
    text = signed(cast.deputy).get(page).content.decode()
    assert text.count('id="decision"') == 1
    assert text.index('id="decision"') < text.index(GROUND) < text.index('class="lead-sentence"')


def hints_of(cast, case) -> list[str]:
    offers = signed(cast.coordinator).get(f"/cases/{case.pk}/").context["offers"]
    return [hint.url for one in offers if one.code == "ask" for hint in one.hints]


def test_the_request_warns_of_works_that_end_first_and_of_a_letter_without_a_signer(cast, case) -> None:
    signing = f"/cases/terms/{cast.municipality.pk}/"
    assert hints_of(cast, case) == [signing]
    due = add_working_days(timezone.localdate(), 10)
    for kept, expected in ((due - timedelta(days=1), ["#id_keep_until", signing]), (due, [signing])):
        Case.objects.update(works_kept_until=kept)
        assert hints_of(cast, case) == expected
    assert 'id="id_keep_until"' in signed(cast.coordinator).get(f"/cases/{case.pk}/").content.decode()
    set_terms(
        cast.municipality, by=cast.coordinator, version=0, reply_days=None, works_kept_until=None,
        signer_post="начальник управления", signer_name="И. И. Иванова",
    )  # fmt: skip
    assert hints_of(cast, case) == []
    Case.objects.update(works_kept_until=due - timedelta(days=1))
    shown = signed(cast.coordinator).get("/cases/ask/")
    assert shown.context["cases"] == [(case, due)]
    assert "раньше срока ответа" in shown.content.decode()


def test_the_school_has_no_tab_about_itself(cast, asked) -> None:
    def titles(user):
        return [title for title, _, _ in signed(user).get("/cases/").context["tabs"]]

    assert "Кто не ответил" in titles(cast.coordinator)
    assert "Кто не ответил" in titles(cast.roles["municipal_specialist"])
    assert titles(cast.deputy) == ["Все карточки", "Внести бланки"]


NOT_ASKED = "Школу ещё не спрашивали, отвечать пока не нужно"


def test_the_school_is_told_that_it_need_not_answer_yet(cast, case) -> None:
    page = f"/cases/{case.pk}/"
    assert NOT_ASKED in signed(cast.deputy).get(page).content.decode()
    assert NOT_ASKED not in signed(cast.coordinator).get(page).content.decode()


def test_once_asked_it_is_told_of_the_term_instead(cast, asked) -> None:
    assert NOT_ASKED not in signed(cast.deputy).get(f"/cases/{asked.pk}/").content.decode()


def test_the_second_reply_is_called_an_addition(cast, asked) -> None:
    def offered() -> tuple[str, str]:
        page = signed(cast.deputy).get(f"/cases/{asked.pk}/")
        (one,) = [one for one in page.context["offers"] if one.code == "reply"]
        return one.title, one.button

    assert offered() == ("Ответить от имени школы", "Отправить пояснения")
    reply(signed(cast.deputy), asked)
    assert offered() == ("Дополнить пояснения", "Отправить дополнение")


def test_the_school_is_asked_and_officials_are_told_to_ask(cast, asked) -> None:
    asked.explanations.update(sentence="Спросите школу, кто проверял работы.")
    page = f"/cases/{asked.pk}/"
    for user, words, other in (
        (cast.deputy, "Напишите, кто проверял работы.", "Спросите школу"),
        (cast.coordinator, "Спросите школу, кто проверял работы.", "Напишите, кто"),
    ):
        text = signed(user).get(page).content.decode()
        table = text[text.index('id="explanations"') : text.index('id="replies"')]
        assert words in table
        assert other not in table


def test_a_case_is_offered_only_where_the_page_of_opening_lists_the_school(cast) -> None:
    plain, marked = make_result(cast, cast.school, zone="none"), make_result(cast, cast.neighbour)
    plain.has_signs = True
    plain.save()
    client = signed(cast.coordinator)
    for result, is_offered in ((plain, False), (marked, True)):
        address = reverse("findings_school", args=[result.result_set_id, result.school.code])
        assert ("Открыть карточку анализа признаков" in client.get(address).content.decode()) == is_offered
        listed = client.get(reverse("case_open"), {"result": result.pk}).content.decode()
        assert (f'value="{result.pk}"' in listed) == is_offered


def test_a_reopened_case_says_why_and_does_not_tell_the_school_that_nobody_asked_it(cast, asked) -> None:
    page = f"/cases/{asked.pk}/"
    reply_of(asked, text=TEXT, by=cast.deputy)
    decide(asked, outcome="not_confirmed", ground=GROUND, by=cast.coordinator)
    close_case(asked, by=cast.coordinator)
    reopen(asked, by=cast.coordinator, reason="Пришло обращение родителей.")
    for user in (cast.coordinator, cast.deputy):
        text = signed(user).get(page).content.decode()
        before = text[: text.index('id="evidence"')]
        assert "Открыта снова" in before
        assert "Пришло обращение родителей." in before
        assert "Школу ещё не спрашивали" not in text
    assert "Отвечать пока не нужно" in text


def test_during_a_recheck_the_page_says_what_is_rechecked(cast, asked) -> None:
    reply_of(asked, text=TEXT, by=cast.deputy)
    send_to_recheck(asked, reason="Работы 5А и 5Б по математике.", by=cast.coordinator)
    text = signed(cast.coordinator).get(f"/cases/{asked.pk}/").content.decode()
    facts = text[text.index('<dl class="facts">') :]
    assert "Работы 5А и 5Б по математике." in facts[: facts.index("</dl>")]
