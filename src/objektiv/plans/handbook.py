"""The catalogue and the checks as one page of the documentation; ``python -m objektiv.plans.handbook`` prints it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from objektiv.plans.catalogue import ActionEntry, Catalogue, load_catalogue
from objektiv.plans.checks import Severity, checks

_WEIGHTS = tuple(Severity)
_HEAD = """# Планы: каталог мероприятий и проверки

Страница собрана из данных программы: `python -m objektiv.plans.handbook > docs/plan-catalogue.md`.
Подсказки каталога и находки проверок — предложения: решает человек, сам план не меняется."""


def handbook() -> str:
    """The page in Markdown."""
    catalogue = load_catalogue()
    parts = [_HEAD, *_actions(catalogue), *_causes(catalogue), *_settings(catalogue), *_checks()]
    return "\n".join(parts) + "\n"


def _actions(catalogue: Catalogue) -> Iterator[str]:
    yield "\n## Типовые мероприятия"
    for direction, title in catalogue.directions.items():
        yield f"\n### {title}\n"
        yield "| № | Мероприятие | Срок | Ответственный | Документ | Когда предлагается |\n|---|---|---|---|---|---|"
        for entry in catalogue.actions.values():
            if entry.direction == direction:
                yield _action(catalogue, entry)


def _action(catalogue: Catalogue, entry: ActionEntry) -> str:
    note = f" {catalogue.note(entry)}" if entry.note else ""
    cells = (
        str(entry.number),
        entry.title + (" (практика)" if entry.source == "практика" else ""),
        f"{'; '.join(catalogue.deadlines(entry))}.{note}",
        ", ".join(entry.owners),
        ", ".join(entry.evidence),
        "; ".join(_reasons(catalogue, entry)),
    )
    return f"| {' | '.join(cells)} |"


def _reasons(catalogue: Catalogue, entry: ActionEntry) -> Iterator[str]:
    if entry.always:
        yield "всегда"
    if entry.causes:
        yield ", ".join(entry.causes)
    yield from (f"`{code}`" for code in entry.indicators)
    yield from (catalogue.conditions[code] for code in entry.conditions)


def _causes(catalogue: Catalogue) -> Iterator[str]:
    yield "\n## Причины\n\n| Код | Причина | Что посмотреть, прежде чем в неё поверить |\n|---|---|---|"
    for cause in catalogue.causes.values():
        yield f"| {cause.code} | {cause.title} | {cause.asks} |"


def _settings(catalogue: Catalogue) -> Iterator[str]:
    yield "\n## Настройки сроков и пределов\n\n| Настройка | Значение |\n|---|---|"
    for setting in catalogue.settings.values():
        yield f"| {setting.title} | {f'{setting.value:g}'.replace('.', ',')} |"


def _checks() -> Iterator[str]:
    yield "\n## Проверки\n\n| Проверка | Вес | Почему важно | Что сделать |\n|---|---|---|---|"
    for check in sorted(checks().values(), key=lambda one: (_WEIGHTS.index(one.severity), one.title)):
        yield f"| {check.title} | {check.severity} | {check.why} | {check.remedy} |"


if __name__ == "__main__":
    sys.stdout.write(handbook())
