"""Reminders of a whole region: 3,000 people, each with actions due, as a multiple of one bare reading of the same rows.

``python -m benchmarks.reminders PEOPLE`` runs inside the office's own settings and prints seconds as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from datetime import time as clock
from pathlib import Path

PEOPLE, ACTIONS, BATCH = 3000, 8, 5000
MONDAY = date(2026, 11, 23)
LIMIT = 60.0  # seconds that the mission allows


def measure(folder: Path, people: int = PEOPLE) -> None:
    print(f"Напоминания: {people} человек, по {ACTIONS} мероприятий у каждого, SQLite, письма в файл")
    environment = os.environ | {"OBJEKTIV_HOME": str(folder), "OBJEKTIV_DEMO": "1"}
    office = [sys.executable, "-m", "objektiv.web"]
    for command in ("migrate", "createcachetable"):
        subprocess.run([*office, command, "-v", "0"], env=environment, check=True)
    run = [sys.executable, "-m", "benchmarks.reminders", str(people)]
    known = json.loads(subprocess.run(run, env=environment, check=True, capture_output=True).stdout)
    print(f"  первый обход {known['first']:.1f} с, писем {known['letters']} (нужно не больше {LIMIT:.0f} с)")
    print(f"  повторный обход без новых сроков {known['again']:.1f} с, запросов {known['queries']}")
    print(f"  к чтению тех же строк и записи писем одним файлом: {known['first'] / known['bare']:.1f}")


def main(people: int) -> dict[str, float]:
    """Fill an empty office and remind everybody twice on a Monday."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "objektiv.web.settings")
    django.setup()
    from django.core.mail import get_connection
    from django.core.mail.message import EmailMessage
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from objektiv.web.agenda.domain import remind
    from objektiv.web.plans.models import Action

    fill(people)
    begun = time.perf_counter()
    rows = list(Action.objects.values_list("pk", "text", "due_on", "dues", "intervals", "owner__email"))
    with get_connection() as post:
        for number in range(people):
            EmailMessage(
                "s", rows[number][1] * ACTIONS, "a@example.org", ["b@example.org"], connection=post
            ).send()
    bare = time.perf_counter() - begun
    moment = timezone.make_aware(datetime.combine(MONDAY, clock(10)))
    begun = time.perf_counter()
    done = remind(moment)
    first = time.perf_counter() - begun
    begun = time.perf_counter()
    with CaptureQueriesContext(connection) as caught:
        remind(moment + timedelta(minutes=15))
    again = time.perf_counter() - begun
    return {"bare": bare, "first": first, "again": again, "letters": done.letters, "queries": len(caught)}


def fill(people: int) -> None:
    """One municipality, one plan in force, people with an address, their actions around the Monday."""
    from objektiv.web.access.domain import add_user, assign
    from objektiv.web.access.models import Assignment, User
    from objektiv.web.plans.models import Action, Plan
    from objektiv.web.territory.domain import add_unit

    region = add_unit(level="region", code="97", title="Проверочный регион", parent=None, by=None)
    ours = add_unit(level="municipality", code="970001", title="Район", parent=region, by=None)
    author = add_user(login="author", last_name="Проверочная", first_name="Анна", by=None)
    assign(author, role="municipal_coordinator", unit=ours, by=None)
    plan = Plan.objects.create(
        unit=ours, title="План мероприятий", school_year="2026/27", state="approved", by=author
    )
    known = [
        User(login=f"p{k}", last_name="Проверочная", first_name="Анна", email=f"p{k}@example.org")
        for k in range(people)
    ]
    users = User.objects.bulk_create(known, batch_size=BATCH)
    Assignment.objects.bulk_create(
        (
            Assignment(
                user=one, role="municipal_methodist", unit=ours, valid_from=MONDAY - timedelta(days=99)
            )
            for one in users
        ),
        batch_size=BATCH,
    )
    rows = [
        Action(
            plan=plan, owner=one, order=k, number=f"{k + 1}", text="Провести инструктаж организаторов " * 3,
            is_new=False, due_on=MONDAY + timedelta(days=4 * k - 8), deadline="до 25 ноября",
        )
        for one in users for k in range(ACTIONS)
    ]  # fmt: skip
    Action.objects.bulk_create(rows, batch_size=BATCH)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.stdout.write(json.dumps(main(int(sys.argv[1]))))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            measure(Path(temporary) / "home")
