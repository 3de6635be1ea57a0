"""The words of time in Russian documents: months, weekdays, numbers, units, in all their cases and short forms."""

from __future__ import annotations

from objektiv.plans.deadlines.rule import Span


def listed(text: str) -> list[str]:
    """Words in a row."""
    return text.split()


def word_set(text: str) -> frozenset[str]:
    """Words as a set."""
    return frozenset(text.split())


_MONTHS = (
    "январь января январю январем январе янв",
    "февраль февраля февралю февралем феврале фев февр",
    "март марта марту мартом марте мар",
    "апрель апреля апрелю апрелем апреле апр",
    "май мая маю маем мае",
    "июнь июня июню июнем июне июн",
    "июль июля июлю июлем июле июл",
    "август августа августу августом августе авг",
    "сентябрь сентября сентябрю сентябрем сентябре сен сент",
    "октябрь октября октябрю октябрем октябре окт",
    "ноябрь ноября ноябрю ноябрем ноябре ноя нояб",
    "декабрь декабря декабрю декабрем декабре дек",
)
MONTHS_OF = ("", *(forms.split()[1] for forms in _MONTHS))  # «января» under 1
MONTHS: dict[str, int] = {form: number for number, forms in enumerate(_MONTHS, 1) for form in forms.split()}

_WEEKDAYS = (
    "понедельник понедельника понедельнику понедельнике понедельникам понедельники пн",
    "вторник вторника вторнику вторнике вторникам вторники вт",
    "среда среды среде среду средам ср",
    "четверг четверга четвергу четверге четвергам четверги чт",
    "пятница пятницы пятнице пятницу пятницам пт",
    "суббота субботы субботе субботу субботам сб",
    "воскресенье воскресенья воскресенью воскресеньям вс",
)
WEEKDAYS: dict[str, int] = {form: number for number, forms in enumerate(_WEEKDAYS) for form in forms.split()}

_CARDINALS = {
    1: "один одна одно одного одной одному одну одним однократно",
    2: "два две двух двум двумя дважды двукратно",
    3: "три трех трем тремя трижды трехкратно",
    4: "четыре четырех четырем",
    5: "пять пяти пятью",
    6: "шесть шести",
    7: "семь семи",
    8: "восемь восьми",
    9: "девять девяти",
    10: "десять десяти",
    11: "одиннадцать одиннадцати",
    12: "двенадцать двенадцати",
    13: "тринадцать тринадцати",
    14: "четырнадцать четырнадцати",
    15: "пятнадцать пятнадцати",
    16: "шестнадцать шестнадцати",
    17: "семнадцать семнадцати",
    18: "восемнадцать восемнадцати",
    19: "девятнадцать девятнадцати",
    20: "двадцать двадцати",
    30: "тридцать тридцати",
    40: "сорок сорока",
    45: "сорокапяти",
    50: "пятьдесят пятидесяти",
    60: "шестьдесят шестидесяти",
    90: "девяносто девяноста",
}
CARDINALS: dict[str, int] = {form: number for number, forms in _CARDINALS.items() for form in forms.split()}

_ADJECTIVE = listed("ый ого ому ым ом ая ой ую ое ые ых ыми")
_ORDINAL_STEMS = {
    1: "перв",
    2: "втор",
    4: "четверт",
    5: "пят",
    6: "шест",
    7: "седьм",
    8: "восьм",
    9: "девят",
    10: "десят",
    11: "одиннадцат",
    12: "двенадцат",
    13: "тринадцат",
    14: "четырнадцат",
    15: "пятнадцат",
    16: "шестнадцат",
    17: "семнадцат",
    18: "восемнадцат",
    19: "девятнадцат",
    20: "двадцат",
    30: "тридцат",
}
_STRESSED = {2, 6, 7, 8}  # второй, шестой: the ending «ой» is also that of the first form
ORDINALS: dict[str, int] = {
    f"{stem}{ending}": number for number, stem in _ORDINAL_STEMS.items() for ending in _ADJECTIVE
} | dict.fromkeys(
    listed("третий третьего третьему третьим третьем третья третьей третью третье третьи третьих"), 3
)
LAST = word_set(
    "последний последнего последнему последним последнем последняя последней последнюю последнее последние последних"
)

DAY_WORDS = word_set("день дня дню днем дне дней дни дням днях дн сутки суток суткам")
UNITS: dict[str, Span] = {
    **dict.fromkeys(DAY_WORDS, Span.DAY),
    **dict.fromkeys(listed("неделя недели неделе неделю неделей недель неделям неделях нед"), Span.WEEK),
    **dict.fromkeys(
        listed("месяц месяца месяцу месяцем месяце месяцы месяцев месяцам месяцах мес"), Span.MONTH
    ),
    **dict.fromkeys(
        listed("квартал квартала кварталу квартале кварталы кварталов кварталам кв"), Span.QUARTER
    ),
    **dict.fromkeys(listed("четверть четверти четвертью четвертей четвертям четвертях четв"), Span.TERM),
    **dict.fromkeys(
        listed("триместр триместра триместру триместре триместры триместров триместрам"), Span.TRIMESTER
    ),
    **dict.fromkeys(
        listed("полугодие полугодия полугодию полугодии полугодий полугодиям полугод полуг пол"), Span.HALF
    ),
    **dict.fromkeys(listed("год года году годом годе годы годов годам годах лет г гг"), Span.YEAR),
}
HOURS = word_set("час часа часов часу часам")
PART_WORDS = word_set(
    "начало начале начала началу середина середине середины середину конец конце конца концу половина половине"
    " половины половину декада декаде декады декаду числа число числу"
)
SCHOOL = word_set("учебный учебного учебному учебным учебном учебные учебных уч учеб")
BREAK_WORDS = word_set(
    "каникулы каникул каникулам каникулах каникулярный каникулярное каникулярного каникулярному"
)
_SEASON_ADJECTIVES = {4: "осенн", 1: "зимн", 2: "весенн", 3: "летн"}
SEASON_ADJECTIVES: dict[str, int] = {
    f"{stem}{ending}": number
    for number, stem in _SEASON_ADJECTIVES.items()
    for ending in listed("ий его ему им ем яя ей юю ее ие их")
}
SEASONS: dict[str, int] = {
    form: number
    for number, forms in {
        4: "осень осени осенью",
        1: "зима зимы зиму зимой зиме",
        2: "весна весны весну весной весне",
        3: "лето лета летом лету",
    }.items()
    for form in forms.split()
}
ROMAN: dict[str, int] = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
# Letters typed or scanned in the place of Roman figures; only before the noun that is counted.
ROMAN_LIKE: dict[str, int] = {"п": 2, "ш": 3, "l": 1, "ll": 2, "lll": 3, "і": 1, "іі": 2, "ііі": 3, "іv": 4}

EVERY_ADVERBS: dict[str, Span] = {
    "ежедневно": Span.DAY,
    "еженедельно": Span.WEEK,
    "понедельно": Span.WEEK,
    "ежемесячно": Span.MONTH,
    "помесячно": Span.MONTH,
    "ежеквартально": Span.QUARTER,
    "поквартально": Span.QUARTER,
    "ежегодно": Span.YEAR,
}
for _adverb, _span in list(EVERY_ADVERBS.items()):
    if _adverb.startswith("еже"):
        for _ending in listed("ый ая ое ые ого ой ую ом"):
            EVERY_ADVERBS[_adverb[:-1] + _ending] = _span
EACH = word_set("каждый каждого каждому каждым каждом каждая каждой каждую каждое каждые каждых")

_LENGTHS = {
    "одно": 1, "двух": 2, "трех": 3, "четырех": 4, "пяти": 5, "шести": 6, "семи": 7, "восьми": 8, "девяти": 9,
    "десяти": 10, "двенадцати": 12, "четырнадцати": 14, "пятнадцати": 15, "двадцати": 20, "тридцати": 30,
}  # fmt: skip
_LENGTH_ENDINGS = listed("ый ого ом ому ым")
LONG_ADJECTIVES: dict[str, tuple[int, Span]] = {
    f"{count}{stem}{ending}": (number, span)
    for stem, span in (("дневн", Span.DAY), ("недельн", Span.WEEK), ("месячн", Span.MONTH))
    for count, number in {**_LENGTHS, "": 1}.items()
    for ending in _LENGTH_ENDINGS
    if count or span is not Span.DAY
} | {f"суточн{ending}": (1, Span.DAY) for ending in _LENGTH_ENDINGS}

VAGUE = word_set(
    "скорее быстрее скоро срочно срочный оперативно кратчайший кратчайшие своевременно вовремя потом позже раньше"
    " когда-нибудь завтра сегодня вчера неизвестно уточняется уточнить немедленно незамедлительно безотлагательно"
    " возможно вероятно некоторое некоторый несколько пара примерно около приблизительно ориентировочно предварительно"
    " упора востребования победы обеда пор бесконечности"
)
NEGATIONS = word_set("не нет ни без кроме исключая исключением исключение помимо отменено отменен отменяется")

# Words mended when one letter is wrong, missing, extra or swapped with its neighbour. «Июнь», «июль», «март» are too
# short and too near to one another; «декана» shows why «декада» stays out.
MENDED: frozenset[str] = frozenset(
    [form for form in MONTHS if len(form) >= 6]
    + listed(
        "понедельник вторникам пятницам ежемесячно ежеквартально еженедельно ежегодно ежедневно постоянно"
    )
    + listed("квартал квартала полугодие полугодия четвертям каникулы каникул учебного учебный неделю недели")
    + listed(
        "течение течении рабочих рабочего календарных проведения получения необходимости соответствии согласно"
    )
    + listed("графику графиком графика позднее")
)
