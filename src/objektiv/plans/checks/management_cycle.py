"""Links of the management cycle that the plan does not name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.prepared import Prepared
from objektiv.plans.results import ResultKind

_FEWEST_ROWS = 3
_DECISIONS = "управленческие решения"
# Links in the order of the cycle and the words by which each is seen; measures are the rows themselves.
_LINKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "цель",
        re.compile(
            r"\bцел[ьиеяю]\w{0,3}\b|\bв целях\b|\bзадач\w*|\bдля повышения|\bпо повышению|"
            r"\bпо обеспечению|\bповышени[яе] объективн"
        ),
    ),
    (
        "показатель",
        re.compile(
            r"\bпоказател\w*|\bиндикатор\w*|\bиндекс\w*|\bдол[яиюей]{1,2} (?:оо|педагог|школ|обучающ|выпускник)"
        ),
    ),
    (
        "метод сбора",
        re.compile(
            r"\bметод\w* (?:сбора|обработки|анализа)|\bметодик\w*|\bметодолог\w*|\bалгоритм\w*|"
            r"\bинструментари\w*|\bформ\w* (?:протокол|сбор|отчет)|доверительн\w* интервал|"
            r"\bанкетирован\w*|\bфис око|\bопрос\w*"
        ),
    ),
    (
        "мониторинг",
        re.compile(
            r"\bмониторинг\w*|\bсбор (?:данных|информации|результатов|листов)|\bотслеживани\w*|"
            r"\bучет\w* результатов|\bполучение (?:итоговых )?результатов|\bконтрол\w*"
        ),
    ),
    ("анализ", re.compile(r"\bанализ\w*|\bсравнени\w*|\bсопоставлени\w*")),
    ("рекомендации", re.compile(r"\bрекомендаци\w*")),
    (
        _DECISIONS,
        re.compile(
            r"\bуправленческ\w* решени\w*|\bприказ\w*|\bрешени[еяйю]\w*|\bпротокол\w* (?:совещани|"
            r"педагогическ|педсовет)|\bсовещани\w*|\bпедсовет\w*|\bпедагогическ\w* совет\w*"
        ),
    ),
    (
        "оценка эффективности мер",
        re.compile(
            r"\bэффективност\w* (?:принят\w* )?(?:мер|план|реализац|управленческ)|"
            r"\bоценк\w* эффективност|\bанализ\w* эффективност|\bэффект\w* мер|\bподведени\w* итогов|"
            r"\bитог\w* (?:реализации|работы|выполнения)|\bанализ\w* (?:реализации|выполнения|"
            r"исполнения)|\bанализ\w* результатов мониторинга|\bповторн\w* (?:срез|диагностик|анализ)"
        ),
    ),
)


def _look(prepared: Prepared) -> Iterator[Spot]:
    if len(prepared.rows) < _FEWEST_ROWS:
        return
    missing = [name for name, words in _LINKS if not words.search(prepared.all_text)]
    if prepared.decisions and _DECISIONS in missing:
        missing.remove(_DECISIONS)
    has_number = any(result.kind is ResultKind.NUMBER for row in prepared.rows for result in row.results)
    if has_number and "показатель" in missing:
        missing.remove("показатель")
    if missing:
        yield Spot(
            f"В плане не видно звеньев управленческого цикла: {', '.join(missing)}.", place="весь план"
        )


CHECK = Check(
    code="management_cycle",
    title="Звенья управленческого цикла",
    severity=Severity.REMARK,
    why="Цикл: цель → показатель → метод → мониторинг → анализ → рекомендации → меры → решения → эффективность.",
    remedy="Добавьте недостающее или дайте ссылку на документ, где оно есть.",
    look=_look,
)
