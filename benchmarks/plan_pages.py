"""Pages of plans in a territory of 60 plans with 40 actions each, as a multiple of a page that shows no plan.

``python -m benchmarks.plan_pages PLANS ACTIONS`` runs inside the office's own settings and prints seconds as JSON.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

PLANS, ACTIONS, ROUNDS = 60, 40, 5
LIMIT = 300  # milliseconds at the 95th percentile that the mission allows
DEADLINES = (
    "до 25 ноября", "ежеквартально", "за 2 дня до ВПР", "в течение учебного года", "февраль – март",
    "по графику ФИС ОКО", "не реже 1 раза в месяц", "в течение 10 календарных дней после получения результатов",
)  # fmt: skip


def measure(folder: Path) -> None:
    print(f"Страницы планов: {PLANS} планов по {ACTIONS} мероприятий, SQLite, по одному запросу")
    environment = os.environ | {"OBJEKTIV_HOME": str(folder), "OBJEKTIV_DEMO": "1"}
    office = [sys.executable, "-m", "objektiv.web"]
    for command in ("migrate", "createcachetable"):
        subprocess.run([*office, command, "-v", "0"], env=environment, check=True)
    run = [sys.executable, "-m", "benchmarks.plan_pages", str(PLANS), str(ACTIONS)]
    known = json.loads(subprocess.run(run, env=environment, check=True, capture_output=True).stdout)
    bare = known.pop("bare")
    for title, seconds in known.items():
        middle, slow = statistics.median(seconds), statistics.quantiles(seconds, n=20)[-1]
        print(
            f"  {title}: p95 {slow * 1000:.0f} мс (нужно не больше {LIMIT}), "
            f"к странице «Мои роли» {middle / statistics.median(bare):.1f}"
        )


def main(plans: int, actions: int) -> dict[str, list[float]]:
    """Fill an empty office and open pages as the coordinator of the municipality."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "objektiv.web.settings")
    django.setup()
    from django.test import Client
    from django.urls import reverse

    from objektiv.web.plans.models import Action

    browser = Client(HTTP_HOST="127.0.0.1")
    browser.force_login(fill(plans, actions), backend="allauth.account.auth_backends.AuthenticationBackend")
    rows = Action.objects.filter(order=0).values_list("plan_id", "pk")
    addresses = {
        "bare": [reverse("profile")] * plans,
        "план": [reverse("plan", args=[plan]) for plan, _ in rows],
        "мероприятие": [reverse("plan_action", args=[plan, row]) for plan, row in rows],
        "список планов": [reverse("plans")] * plans,
        "все мероприятия": [reverse("plan_actions")] * plans,
    }
    return {title: [opened(browser, one) for one in known * ROUNDS] for title, known in addresses.items()}


def opened(browser: Any, address: str) -> float:
    """Seconds of one answer."""
    begun = time.perf_counter()
    answer = browser.get(address)
    took = time.perf_counter() - begun
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code}")
    return took


def fill(plans: int, actions: int) -> Any:
    """Plans in force of one municipality and its schools, rows with rules that were understood; their coordinator."""
    from objektiv.plans.deadlines.language import understand
    from objektiv.plans.deadlines.rule import to_record
    from objektiv.web.access.domain import add_user, assign
    from objektiv.web.plans.models import Action, Plan, Section
    from objektiv.web.territory.domain import add_unit

    region = add_unit(level="region", code="97", title="Проверочный регион", parent=None, by=None)
    ours = add_unit(level="municipality", code="970001", title="Район", parent=region, by=None)
    author = add_user(login="author", last_name="Проверочная", first_name="Анна", by=None)
    assign(author, role="municipal_coordinator", unit=ours, by=None)
    rules = [to_record(understand(text)) for text in DEADLINES]
    for number in range(plans):
        plan = Plan.objects.create(
            unit=ours,
            title=f"План мероприятий № {number}",
            school_year="2026/27",
            state="approved",
            by=author,
        )
        section = Section.objects.create(plan=plan, order=0, number="1", title="Организация процедур")
        Action.objects.bulk_create(
            Action(
                plan=plan, section=section, owner=author, order=k, number=f"1.{k + 1}", is_new=False,
                text="Провести инструктаж организаторов и наблюдателей " * 3, result="Протокол инструктажа",
                deadline=DEADLINES[k % len(DEADLINES)], rule=rules[k % len(rules)],
                due_on=date(2026, 11, 23) + timedelta(days=4 * k - 40),
            )
            for k in range(actions)
        )  # fmt: skip
    return author


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.stdout.write(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            measure(Path(temporary) / "home")
