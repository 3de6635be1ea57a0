"""The story of the training district holds together: who may be asked, dated letters, names, works, books to load."""

from __future__ import annotations

from collections import Counter

import pytest
from django.test import Client
from django.utils import timezone

from objektiv.simulation.municipal_sets import BROKEN_NAME, MUNICIPALITIES
from objektiv.web.access.models import User
from objektiv.web.assessments.domain.imports import receive
from objektiv.web.assessments.domain.reading import recognise
from objektiv.web.assessments.domain.receiving import Incoming
from objektiv.web.assessments.domain.runs import loaded_years
from objektiv.web.assessments.enums import FileState
from objektiv.web.cases.enums import CaseState
from objektiv.web.cases.models import Case, Letter, Reply
from objektiv.web.pupils.models import PupilCode
from objektiv.web.support.enums import RiskState
from objektiv.web.support.models import RiskEntry
from objektiv.web.territory.models import Unit
from objektiv.web.training.people import NAMES, name_of

pytestmark = pytest.mark.django_db
NEWEST = "2025/26"


def test_every_municipality_with_a_case_has_one_to_ask_and_somebody_who_answers(office) -> None:
    newest = Case.objects.filter(school_year=NEWEST)
    with_cases = set(newest.values_list("school__parent", flat=True))
    to_ask = Counter(newest.filter(state=CaseState.SIGN).values_list("school__parent", flat=True))
    assert to_ask == dict.fromkeys(with_cases, 1)
    for case in newest:
        assert User.objects.filter(assignments__role="deputy_head", assignments__unit=case.school).exists()
    school = Unit.objects.get(assignments__user__login="deputy_head")
    assert newest.get(school=school).state == CaseState.SIGN
    assert school.parent == Unit.objects.get(assignments__user__login="municipal_coordinator")


def test_a_request_and_its_letter_are_of_one_day_and_one_term(office) -> None:
    asked = Letter.objects.filter(kind="ask").select_related("case")
    assert asked.count() == Case.objects.exclude(asked_at=None).count() > 0
    for letter in asked:
        assert (letter.made_on, letter.due_on) == (
            timezone.localdate(letter.case.asked_at),
            letter.case.reply_due_on,
        )
        assert letter.year == letter.made_on.year
    for organisation in set(asked.values_list("organisation", "year")):
        days = asked.filter(organisation=organisation[0], year=organisation[1]).order_by("number")
        assert (known := list(days.values_list("made_on", flat=True))) == sorted(known)


def test_no_school_says_that_destroyed_works_are_kept(office) -> None:
    of_destroyed = Reply.objects.exclude(case__works_destroyed_on=None)
    assert of_destroyed.filter(text__contains="хранятся").count() == 0
    assert of_destroyed.filter(text__contains="Работы уничтожены").count() == of_destroyed.count() > 0


def test_no_two_people_have_one_name(office) -> None:
    names = [one.full_name for one in User.objects.all()]
    assert len(set(names)) == len(names)
    assert len({name_of(number) for number in range(2000)}) == 2000
    assert [name_of(number) for number in range(len(NAMES))] == list(NAMES)


def test_the_coordinator_has_books_of_the_own_municipality_to_load(office) -> None:
    coordinator = User.objects.get(login="municipal_coordinator")
    unit = Unit.objects.get(assignments__user=coordinator)
    for folder in (office.home / "training" / MUNICIPALITIES).iterdir():
        assert len(list(folder.iterdir())) == 3
    books = sorted((office.home / "training" / MUNICIPALITIES / unit.title).iterdir())
    load = receive(unit=unit, files=[Incoming(one.name, [one.read_bytes()], "") for one in books], by=None)
    recognise(load, lambda *_: None)
    states = {file.name.split(".")[0]: file.state for file in load.files.all()}
    assert states == {
        "Проведение работы по математике, 5 класс": FileState.READY,
        "Проведение работы по русскому языку, 5 класс": FileState.READY,
        BROKEN_NAME: FileState.REFUSED,
    }
    read = load.files.exclude(state=FileState.REFUSED)
    codes = {str(row[0]) for file in read for row in file.schools["rows"]}
    assert codes == {school.code for school in unit.children.all()}
    assert "2026/27" not in loaded_years()


def test_the_risk_zone_and_the_stable_codes_are_not_empty(office) -> None:
    entry = RiskEntry.objects.get()
    assert (entry.state, entry.support.count(), entry.curator.login) == (
        RiskState.IN_ZONE,
        2,
        "municipal_methodist",
    )
    school = Unit.objects.get(assignments__user__login="deputy_head")
    deputy = User.objects.get(login="deputy_head")
    client = Client()
    client.force_login(deputy, backend="allauth.account.auth_backends.AuthenticationBackend")
    codes = PupilCode.objects.filter(book__school=school, book__is_current=True)
    years = Counter(codes.values_list("permanent", flat=True).distinct().order_by())
    assert {one.book.school_year for one in codes.select_related("book")} == {"2024/25", NEWEST}
    both = [one for one in years if codes.filter(permanent=one).count() == 2]
    assert both
    page = client.get(f"/pupils/{school.pk}/years/{both[0]}/")
    assert page.status_code == 200


def test_the_sign_in_page_groups_people_and_begins_with_those_to_try_first(office) -> None:
    text = Client().get("/login/demo/").content.decode()
    headings = [text.index(f'id="{one}"') for one in ("first", "region", "municipality", "school")]
    assert headings == sorted(headings)
    for user in User.objects.all():
        assert text.count(f'name="user" value="{user.pk}"') == 1
    first = text[headings[0] : headings[1]]
    wanted = [User.objects.get(login=one).short_name for one in ("municipal_coordinator", "deputy_head")]
    assert [first.index(one) for one in wanted] == sorted(first.index(one) for one in wanted)
