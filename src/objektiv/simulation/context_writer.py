"""The school questionnaire («контекстные данные об ОО») of a training territory, in its layout of 2022."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from objektiv.simulation.plan import stream
from objektiv.simulation.territory import Territory
from objektiv.simulation.writers import Row, write_book

_KEYS = ("Пользователь", "Код региона", "Регион", "Муниципалитет", "Школа", "Дата загрузки", "№")
_GENERAL = (
    "9.\tСтатус организации.",
    "10. У ОО есть филиалы?",
    "11. Организационно-правовая форма организации",
    "14. Где расположена образовательная организация?",
    "15. Каков размер населенного пункта, в котором расположена ОО?",
    "16. Какое из утверждений о возможности добраться общественным транспортом до ближайшего крупного города "
    "(численностью более 100 000 человек) наилучшим образом описывает положение ОО?",
)
_TEACHING = (
    "17.1. Организация осуществляет образовательную деятельность по адаптированным образовательным "
    "программам (АОП)?",
    "17.2. ОО является отдельной организацией, осуществляющей образовательную деятельность по АОП "
    "(например, специальной (коррекционной) ОО?",
    "17.3. Образование обучающихся по АОП организовано в отдельных классах/группах?",
    "17.4. Образование обучающихся по АОП организовано совместно с другими обучающимися?",
    "18. На каких языках осуществляется образовательная деятельность в организации?",
    "19.1. Ведется ли в ОО углубленное изучение отдельных предметов?",
    "19.2. Есть ли предметы, углубленное изучение которых начинается с классов начальной школы "
    "(1–4 классов)?",
    "19.3. Есть ли предметы, углубленное изучение которых начинается с классов основной школы (5–9 классов)?",
    "19.4. Есть ли предметы, углубленное изучение которых начинается с классов средней школы "
    "(10–11 классов)?",
    "20. Укажите количество обучающихся в ОО в 2021/2022 учебном году (в сумме по всем классам/курсам)",
    "21. Общее количество обучающихся в 2021/2022 учебном году 2006 года рождения",
    "22. Количество обучающихся в 2021/2022 учебном году 2006 г. р., обучающихся по АОП, с ограниченными "
    "возможностями здоровья и/или инвалидов (всего)",
    "23. Общее количество обучающихся в 2021/2022 учебном году 2007 года рождения",
    "24. Количество обучающихся в 2021/2022 учебном году 2007 г. р., обучающихся по АОП, с ограниченными "
    "возможностями здоровья и/или инвалидов (всего)",
    "25. Сколько всего в ОО учителей/преподавателей?",
    "26. Сколько в ОО учителей, преподающих в 5–9 классах?",
    "27. Сколько всего в ОО учителей/преподавателей первой и высшей категорий?",
)
_VILLAGE = "4) Населенный пункт сельского типа (поселок, село, деревня, станица, хутор и пр.)"
_TOWN = "2) Город"
_SIZES = ("1) Менее 1 тыс. человек", "2) 1–5 тыс. человек", "3) 5–10 тыс. человек", "4) 10–50 тыс. человек")
_CITY_SIZES = ("4) 10–50 тыс. человек", "6) 100–450 тыс. человек")
_ROADS = (
    "1) Регулярность транспортного сообщения и близость крупного города позволяет ежедневно ездить туда "
    "на работу, учебу",
    "2) Каждый день ездить сложно, но класс, например, может побывать в крупном городе на выставке, "
    "экскурсии, спектакле или другом мероприятии и в тот же день вернуться",
)


def write_context(path: Path, territory: Territory) -> None:
    """Write the questionnaire workbook: two sheets, one row a school on each."""
    rng = stream(territory.seed, "context")
    keys = [_keys(territory, index) for index in range(len(territory.codes))]
    general = [[*key, *_general(territory, index, rng)] for index, key in enumerate(keys)]
    teaching = [[*key, *_teaching(territory, index, rng)] for index, key in enumerate(keys)]
    sheets: dict[str, list[Row]] = {
        "Общая информация об ОО": [[*_KEYS, *_GENERAL], *general],
        "ОБРАЗОВАТЕЛЬНАЯ ДЕЯТЕЛЬНОСТЬ ОО": [[*_KEYS, *_TEACHING], *teaching],
    }
    write_book(path, sheets)


def _keys(territory: Territory, index: int) -> Row:
    code, municipality = int(territory.codes[index]), int(territory.municipalities[index])
    region, login = code // 10_000, f"edu{code:06d}"
    return [
        *(login, region, f"reg{region}0000 | Учебная область"),
        f"reg{region}_m{municipality:03d} | Муниципальное образование {municipality:02d}",
        f"{login} | {territory.names[index]}",
        *(f"{1 + index % 28:02d}.02.2022 10:00:00", 1),
    ]


def _general(territory: Territory, index: int, rng: np.random.Generator) -> Row:
    is_rural = bool(territory.is_rural[index])
    size = str(rng.choice(_SIZES[:3] if is_rural else _CITY_SIZES))
    return [
        "1) Самостоятельное юридическое лицо (или головная ОО при наличии филиалов)",
        *(_yes(rng.random() < 0.3), "2) Муниципальная организация"),
        *(_VILLAGE if is_rural else _TOWN, size, str(rng.choice(_ROADS)) if is_rural else ""),
    ]


def _teaching(territory: Territory, index: int, rng: np.random.Generator) -> Row:
    is_lyceum = bool(territory.is_lyceum[index])
    cohort = float(np.mean([sizes[index] for sizes in territory.cohorts.values()]))
    # Ten cohorts, the two oldest half as large.
    pupils = round(cohort * 10)
    born = [round(cohort * factor) for factor in rng.uniform(0.9, 1.1, 2)]
    special = [int(rng.binomial(count, 0.02 if is_lyceum else 0.06)) for count in born]
    teachers = max(8, round(pupils / rng.uniform(12, 16)))
    is_deep = is_lyceum or rng.random() < 0.45
    return [
        *(_yes(sum(special) > 0), "Нет", "Нет", "Да", "1) Только на русском языке"),
        *(_yes(is_deep), *([_yes(is_lyceum), _yes(is_lyceum), "Да"] if is_deep else ["", "", ""])),
        *(pupils, born[0], special[0], born[1], special[1]),
        *(teachers, round(teachers * 0.7), int(rng.binomial(teachers, 0.75 if is_lyceum else 0.6))),
    ]


def _yes(answer: bool) -> str:
    return "Да" if answer else "Нет"
