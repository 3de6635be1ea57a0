"""Texts of the training that stand in several places."""

from __future__ import annotations

from objektiv.web.access.permissions import Permission

MAKE_COMMAND = "objektiv demo"

# What to look at in ten minutes, by right: the sentence, the name of the page. A role takes the first six it may.
STEPS: tuple[tuple[Permission, str, str], ...] = (
    (Permission.SYSTEM, "Посмотрите, кто какую роль держит и до какого дня", "people"),
    (
        Permission.CASES_REPLY,
        "Откройте карточку своей школы: что спрашивают и сколько дней осталось",
        "cases",
    ),
    (Permission.CASES_ASK, "Откройте карточки: где срок вышел, где школа ответила и ждут решения", "cases"),
    (Permission.CASES_DECIDE, "Прочитайте пояснения школы и примите решение по карточке", "cases"),
    (
        Permission.PLANS_EDIT,
        "Откройте планы: что сделано, что просрочено, чьи отчёты ждут проверки",
        "plans",
    ),
    (
        Permission.FINDINGS_VIEW,
        "Таблица признаков: «признак», «нет» или «нельзя судить»",
        "findings",
    ),
    (Permission.SUMMARY_VIEW, "Обзор: сколько школ, карточек и решений, в числах", "overview"),
    (Permission.IMPORTS_LOAD, "Загрузка: что пришло, с замечаниями до ячейки, и как её отменить", "imports"),
    (Permission.RUNS_VIEW, "Расчёты трёх лет: отчёты и всё, из чего получены выводы", "runs"),
    (Permission.FINDINGS_VIEW, "Показатели: как считают, чего они не значат", "indicators"),
    (Permission.PLANS_VIEW, "Планы: что намечено, кто отвечает и до какого дня", "plans"),
    (Permission.PROCEDURES_VIEW, "Календарь: что писали и что впереди", "procedures"),
    (Permission.TERRITORY_VIEW, "Территория: школы, их вид и местность", "territory"),
    (Permission.JOURNAL_VIEW, "Журнал: кто, что и почему сделал", "journal"),
)
MOST_STEPS = 6
# Of the training district these were made for the whole region: elsewhere such a page is empty.
OF_REGION = frozenset({"imports", "runs"})
