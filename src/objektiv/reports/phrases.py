"""Words that every report shares: the warning, zones, signs, directions, statuses."""

from __future__ import annotations

from objektiv.analysis.result import AMBER, INSUFFICIENT, NONE, RED
from objektiv.documents.blocks import Badge

CAUTION = "Признак необъективности не является доказательством нарушения."
STRIPE = "УЧЕБНЫЕ ДАННЫЕ"
SEPARATE_LEAD = "Эти признаки в приоритет не входят: у каждого свой список и своя поправка на число школ."
BY_CODE = "Школы стоят по коду: список не является рейтингом."
NO_RANKING = "При одном приоритете школы стоят по коду: список не является рейтингом."

ZONES = (RED, AMBER, NONE, INSUFFICIENT)
ZONE_WORDS = {RED: "высокий", AMBER: "средний", NONE: "приоритета нет", INSUFFICIENT: "недостаточно данных"}
ZONE_TONES = {RED: "strong", AMBER: "medium", NONE: "calm", INSUFFICIENT: "unknown"}
ZONE_MEANINGS = {
    RED: "данные года вместе очень необычны (q ≤ 0,05), и это видно в двух независимых группах показателей или очень "
    "ясно (p < 0,001) в двух процедурах одной группы; требует анализа",
    AMBER: "данные года вместе необычны (q ≤ 0,20), но до высокого приоритета не хватает q или второго основания; "
    "требует анализа",
    NONE: "данные за год не дают основания для приоритета перепроверки",
    INSUFFICIENT: "судить нельзя: меньше двух применимых групп показателей или меньше 30 работ",
}

SIGN_TITLES = {
    "inflated_mean": "завышенный средний балл",
    "mark_mismatch": "несоответствие отметкам по журналу",
    "cohort_rise": "резкий рост результатов одних и тех же детей",
    "cohort_fall": "резкое падение результатов одних и тех же детей",
}
FINDING_RULE = (
    "Признак — вероятность такого отличия при обычной работе мала с поправкой на число школ (q ≤ 0,05), работ не "
    "меньше 10, отличие не меньше указанной величины и его интервал 95 % не включает 0. "
    "Наблюдение — p < 0,05 без поправки."
)
LEVEL_TITLES = {"region": "регион", "municipality": "муниципалитет", "school": "школа"}

DIRECTION_TITLES = {"higher": "выше ожидаемого", "lower": "ниже ожидаемого"}
INDICATOR_DIRECTIONS = {
    "journal_gap": {"higher": "работа выше журнала", "lower": "журнал выше работы"},
    "boundary_bunching": {"higher": "над границей больше ожидаемого"},
    "item_profile": {"higher": "расхождение больше обычного"},
    "difficulty_inversion": {"higher": "трудные лучше ожидаемого", "lower": "трудные хуже ожидаемого"},
}

STATUS_TITLES = {"explains": "может объяснять", "ask": "уточнить", "excluded": "данные не подтверждают"}
STATUS_TONES = {"explains": "calm", "excluded": "unknown", "ask": "medium"}
SEVERITY_TITLES = {"error": "ошибка", "warning": "предупреждение", "note": "замечание"}
KIND_TITLES = {
    "ordinary": "обычная школа",
    "advanced": "школа с углублённым изучением предметов",
    "special": "школа для обучающихся с ОВЗ",
}
SETTLEMENT_TITLES = {"rural": "в селе", "urban": "в городе"}

SPECIAL_REASON = "Специальная школа не сравнивается с другими, поэтому показатели к ней не применяются."
REPORT_SOURCE = "построчных результатов школы нет, числа — из отчётов ФИС ОКО"

WORKS = ("работа", "работы", "работ")
SCHOOLS = ("школа", "школы", "школ")
ASSESSMENTS = ("процедура", "процедуры", "процедур")


def zone_badge(zone: str) -> Badge:
    """The zone as a coloured word with its sign."""
    return Badge(ZONE_WORDS[zone], ZONE_TONES[zone])


def direction_title(indicator: str, direction: str) -> str:
    """What a direction means for an indicator."""
    titles = {**DIRECTION_TITLES, **INDICATOR_DIRECTIONS.get(indicator, {})}
    return titles.get(direction, direction)
