"""What was told long ago is forgotten, and never so early that anybody is told again."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from agenda_rows import morning, row_of
from django.utils import timezone

from objektiv.web.agenda.domain import forget_notices, remind
from objektiv.web.agenda.domain.forgetting import KEPT
from objektiv.web.agenda.models import Notice
from objektiv.web.agenda.periodic import remind_people

pytestmark = pytest.mark.django_db


def notice(person, ago: timedelta, key: int = 1) -> Notice:
    """Of something that was told so long ago."""
    made = timezone.now() - ago
    return Notice.objects.create(
        user=person, thing="action", key=key, occasion="on_day", day=made.date(), letter=uuid4(), state="sent",
        made_at=made,
    )  # fmt: skip


def test_old_notices_are_forgotten_and_newer_ones_stay(methodist) -> None:
    day = timedelta(days=1)
    notice(methodist, KEPT + day)
    notice(methodist, KEPT + 40 * day, 2)
    kept = [notice(methodist, KEPT - day), notice(methodist, timedelta())]
    assert forget_notices() == 2
    assert set(Notice.objects.all()) == set(kept)
    assert forget_notices() == 0


def test_the_worker_forgets_whether_or_not_there_is_mail(methodist, settings) -> None:
    settings.IS_MAIL_ON = False
    notice(methodist, KEPT + timedelta(days=1))
    remind_people.call_local()
    assert not Notice.objects.exists()


def test_what_is_late_for_longer_than_notices_are_kept_is_told_once_a_week_as_before(plan, methodist) -> None:
    row_of(plan, methodist, date(2025, 3, 3))
    assert remind(morning(2026, 11, 24)).letters == 1
    Notice.objects.update(made_at=morning(2026, 11, 24))
    assert forget_notices(morning(2026, 11, 25)) == 0
    assert remind(morning(2026, 11, 25)).letters == 0


def test_looking_for_old_ones_is_one_question_while_there_are_none(
    methodist, django_assert_num_queries
) -> None:
    notice(methodist, timedelta(days=3))
    with django_assert_num_queries(1):
        forget_notices()


def test_the_page_of_security_says_how_long() -> None:
    page = (Path(__file__).parents[3] / "docs" / "security.md").read_text(encoding="utf-8")
    (line,) = [one for one in page.splitlines() if one.startswith("| Отправленные письма о сроках")]
    assert f"| {KEPT.days} дней |" in line
