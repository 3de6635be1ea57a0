"""A plan in force with the rows a test needs, and moments of the office's own time."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from objektiv.web.access.models import User
from objektiv.web.plans import domain
from objektiv.web.plans.models import Action, Plan

YEAR = "2026/27"


def with_mail(user: User) -> User:
    user.email = f"{user.login}@example.org"
    user.save()
    return user


def approved_plan(cast, *texts: str) -> Plan:
    """In force by an order of yesterday."""
    made = domain.start_plan(
        unit=cast.municipality,
        by=cast.coordinator,
        title="План мероприятий",
        kind="measures",
        school_year=YEAR,
    )
    for number, text in enumerate(texts or ("Черновая строка",), 1):
        domain.add_row(made, by=cast.coordinator, number=str(number), text=text)
    return domain.approve_plan(
        made, by=cast.roles["municipal_head"], document="приказ", document_number="7",
        document_date=timezone.localdate() - timedelta(days=1), signed_by="начальник",
        scan=SimpleUploadedFile("приказ.pdf", b"%PDF-1.4 signed"),
    )  # fmt: skip


def row_of(plan: Plan, owner: User | None, due_on: date | None, **known) -> Action:
    """A row that is carried out, with its day as if it had been computed."""
    fields = {"number": "1.1", "text": "Провести инструктаж", "is_new": False, "order": 1} | known
    return Action.objects.create(plan=plan, owner=owner, due_on=due_on, **fields)


def morning(year: int, month: int, day: int, hour: int = 10) -> datetime:
    """A moment of the office's own time."""
    return timezone.make_aware(datetime(year, month, day, hour))
