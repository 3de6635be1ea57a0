"""A rule and its dates in plain Russian, for people who check what was understood."""

from __future__ import annotations

import re

from objektiv.plans.deadlines.dates import Dates
from objektiv.plans.deadlines.rule import Bound, Every, Kind, Moment, Part, Period, Portion, Rule, Span, Unit
from objektiv.plans.deadlines.vocabulary import listed

_MONTHS = (
    "месяц",
    *listed("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"),
)
_OF_MONTH = (
    "месяца",
    *listed("января февраля марта апреля мая июня июля августа сентября октября ноября декабря"),
)
_BREAKS = ("каникулы", "осенние каникулы", "зимние каникулы", "весенние каникулы", "летние каникулы")
_OF_BREAKS = ("каникул", "осенних каникул", "зимних каникул", "весенних каникул", "летних каникул")
_SEASONS = ("", "зима", "весна", "лето", "осень")
_OF_SEASONS = ("", "зимы", "весны", "лета", "осени")
_BY_NUMBER = {
    Span.MONTH: (_MONTHS, _OF_MONTH),
    Span.BREAK: (_BREAKS, _OF_BREAKS),
    Span.SEASON: (_SEASONS, _OF_SEASONS),
}
_NOUNS = {
    Span.QUARTER: ("квартал", "квартала"),
    Span.TERM: ("четверть", "четверти"),
    Span.TRIMESTER: ("триместр", "триместра"),
    Span.HALF: ("полугодие", "полугодия"),
}
_ROMAN = ("", "I", "II", "III", "IV")
_PORTIONS = {
    Portion.START: "начало", Portion.MIDDLE: "середина", Portion.END: "конец", Portion.FIRST_HALF: "первая половина",
    Portion.SECOND_HALF: "вторая половина", Portion.WEEK_1: "первая неделя", Portion.WEEK_2: "вторая неделя",
    Portion.WEEK_3: "третья неделя", Portion.WEEK_4: "четвёртая неделя", Portion.WEEK_5: "пятая неделя",
    Portion.LAST_WEEK: "последняя неделя", Portion.FIRST_DAY: "первый день", Portion.LAST_DAY: "последний день",
}  # fmt: skip
_IN_WEEKDAYS = (
    "в понедельник",
    "во вторник",
    "в среду",
    "в четверг",
    "в пятницу",
    "в субботу",
    "в воскресенье",
)
_WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
_FEMININE, _NEUTER = {2, 4, 5}, {6}
_ORDINALS = {-1: "последн", 1: "перв", 2: "втор", 3: "трет", 4: "четвёрт", 5: "пят"}
_ORDINAL_ENDINGS = {-1: ("ий", "яя", "ее"), 2: ("ой", "ая", "ое"), 3: ("ий", "ья", "ье")}
_EVERY = {
    Span.DAY: "каждый рабочий день", Span.WEEK: "каждую неделю", Span.MONTH: "каждый месяц",
    Span.QUARTER: "каждый квартал", Span.TERM: "каждую четверть", Span.TRIMESTER: "каждый триместр",
    Span.HALF: "каждое полугодие", Span.YEAR: "каждый год", Span.SCHOOL_YEAR: "каждый учебный год",
}  # fmt: skip
# Units as counted: one, two to four, five and more — after «за» and «в течение».
_UNITS = {
    Unit.CALENDAR_DAY: (("день", "дня", "дней"), ("дня", "дней", "дней")),
    Unit.WORKING_DAY: (
        ("рабочий день", "рабочих дня", "рабочих дней"),
        ("рабочего дня", "рабочих дней", "рабочих дней"),
    ),
    Unit.WEEK: (("неделю", "недели", "недель"), ("недели", "недель", "недель")),
    Unit.MONTH: (("месяц", "месяца", "месяцев"), ("месяца", "месяцев", "месяцев")),
}  # fmt: skip
# What is said of phrases without a date, after their own words.
_UNDATED = {
    Kind.OUTSIDE_SCHEDULE: "дату задаёт другой документ",
    Kind.ON_DEMAND: "без даты, по надобности",
    Kind.CONDITIONAL: "когда это наступит",
}
_GENITIVE: tuple[tuple[str, str], ...] = (
    (r"^(\w+[ая]ни|\w+ени|\w+[яы]ти|\w+ити)е\b", r"\1я"),
    (r"^начало\b", "начала"),
    (r"^конец\b", "конца"),
    (r"^итоги\b", "итогов"),
    (r"^результаты\b", "результатов"),
    (r"^(\w*(?:провер|отправ|подготов|загруз|выгруз|корректиров)к)а\b", r"\1и"),
    (r"^(сдач|подач|передач|выдач)а\b", r"\1и"),
    (r"^(график|план|приказ|запрос|регламент|педсовет)\b", r"\1а"),
    (r"^(программ|циклограмм|схем)а\b", r"\1ы"),
    (r"^(заявк)а\b", r"\1и"),
)


def describe(rule: Rule) -> str:
    """What the rule says, in one phrase; for an unknown one the reason."""
    if not rule.understood:
        return rule.reason
    first, *others = (_part(part) for part in rule.parts)
    text = "; ".join((first, *(f"при этом {other}" for other in others if other)))
    return f"{text} ({'; '.join(rule.notes)})" if rule.notes else text


def describe_missing(dates: Dates) -> str:
    """What is needed for a date: «нет даты события „проведение ВПР“»; empty when nothing is."""
    return f"нет даты события „{dates.missing}“" if dates.missing else ""


def _part(part: Part) -> str:
    if part.every:
        return _recurrence(part.every)
    if part.kind in {Kind.RELATIVE_BEFORE, Kind.RELATIVE_AFTER}:
        return _relative(part)
    if part.kind is Kind.ON_EVENT:
        return f"{'в день' if part.moment is Moment.ON else 'во время'} {_event_of(part)}"
    if part.kind in _UNDATED:
        return f"{part.words[:1].lower()}{part.words[1:]} ({_UNDATED[part.kind]})"
    joint = " или " if part.alternative else ", "
    return joint.join(_period(period) for period in part.periods)


def _event_of(part: Part) -> str:
    """The event after «до» and «после»: as the document has it there, else by its ending."""
    return part.event_genitive or genitive(part.event)


def genitive(event: str) -> str:
    """The name of an event after «до» and «после»; names that stand in the genitive already stay."""
    for pattern, replacement in _GENITIVE:
        event = re.sub(pattern, replacement, event, flags=re.IGNORECASE)
    return event


def _relative(part: Part) -> str:
    offset, unit, event = part.offset or 0, part.unit or Unit.CALENDAR_DAY, _event_of(part)
    if not offset:
        is_toward = part.words.lower().startswith(("к ", "ко "))
        return f"{part.words.lower()} (не позднее этого дня)" if is_toward else f"не позднее дня {event}"
    if part.kind is Kind.RELATIVE_BEFORE:
        if offset == -1 and unit is Unit.CALENDAR_DAY:
            return f"до {event}"
        return f"не позднее чем за {_counted(-offset, unit, 0)} до {event}"
    return f"в течение {_counted(offset, unit, 1)} после {event}"


def _counted(count: int, unit: Unit, case: int) -> str:
    one, few, many = _UNITS[unit][case]
    last, teens = count % 10, count % 100
    if last == 1 and teens != 11:
        return f"{count} {one}"
    return f"{count} {few if 2 <= last <= 4 and not 12 <= teens <= 14 else many}"


def _period(period: Period) -> str:
    if period.until:
        first_year = _year(period) if _year(period) != _year(period.until) else ""
        last = f"{_name(period.until)}{_year(period.until)}"
        for nominative, accusative in (
            ("неделя", "неделю"),
            ("половина", "половину"),
            ("середина", "середину"),
        ):
            last = last.replace(f"ая {nominative}", f"ую {accusative}").replace(
                f"ья {nominative}", f"ью {accusative}"
            )
            last = last.replace(f"яя {nominative}", f"юю {accusative}").replace(nominative, accusative)
        return f"с {_of(period)}{first_year} по {last}"
    name = f"{_name(period)}{_year(period)}"
    if period.bound is Bound.BY:
        return f"не позднее {_of(period)}{_year(period)}"
    if period.bound is Bound.BEFORE:
        return f"до {_of(period)}{_year(period)}"
    return f"начиная с {_of(period)}{_year(period)}" if period.bound is Bound.SINCE else name


def _name(period: Period) -> str:
    """The period in the nominative."""
    if period.portion is not Portion.WHOLE:
        return f"{_PORTIONS[period.portion]} {_plain(period, genitive=True)}"
    return _plain(period, genitive=False)


def _of(period: Period) -> str:
    """The period in the genitive."""
    if period.portion is Portion.WHOLE:
        return _plain(period, genitive=True)
    named = {"начало": "начала", "середина": "середины", "конец": "конца", "первый день": "первого дня"}
    portion = _PORTIONS[period.portion]
    feminine = portion.replace("яя ", "ей ").replace("ая ", "ой ").replace("ья ", "ьей ")
    feminine = feminine.replace("неделя", "недели").replace("половина", "половины")
    feminine = feminine.replace("последний день", "последнего дня")
    return f"{named.get(portion, feminine)} {_plain(period, genitive=True)}"


def _plain(period: Period, *, genitive: bool) -> str:
    span, number = period.span, period.number
    if span is Span.DAY:
        day = _nth_weekday(period.nth, period.weekday) if period.nth else str(period.day)
        return f"{day} {_OF_MONTH[number]}"
    names = _BY_NUMBER.get(span)
    if names:
        return names[genitive][number]
    if span in _NOUNS:
        return f"{_ROMAN[number]} {_NOUNS[span][genitive]}".strip()
    if span is Span.SCHOOL_YEAR:
        return "учебного года" if genitive else "учебный год"
    return "года" if genitive else ("год" if period.year else "весь год")


def _year(period: Period) -> str:
    if period.school_year:
        return f" {period.school_year}/{(period.school_year + 1) % 100:02}"
    if period.year:
        return f" {period.year}" if period.span is Span.YEAR else f" {period.year} года"
    return {1: " следующего года", -1: " прошлого года"}.get(period.shift, "")


def _recurrence(every: Every) -> str:
    if every.span is Span.WEEK and every.weekdays:
        return f"каждую неделю {' и '.join(_IN_WEEKDAYS[weekday] for weekday in every.weekdays)}"
    text = _EVERY[every.span] if every.step == 1 else f"раз в {every.step} {_few(every)}"
    if every.times > 1:
        text += f", не меньше {every.times} раз"
    if every.weekdays:
        text += f", {_nth_weekday(every.nth, every.weekdays[0])}"
    elif every.days:
        text += _days(every)
    elif every.portion is not Portion.WHOLE:
        text += f", {_PORTIONS[every.portion]} периода"
    return text


def _few(every: Every) -> str:
    """«2 недели», «5 недель»."""
    words = {
        Span.DAY: ("дня", "дней"), Span.WEEK: ("недели", "недель"), Span.MONTH: ("месяца", "месяцев"),
        Span.QUARTER: ("квартала", "кварталов"), Span.TERM: ("четверти", "четвертей"),
        Span.TRIMESTER: ("триместра", "триместров"), Span.HALF: ("полугодия", "полугодий"), Span.YEAR: ("года", "лет"),
        Span.SCHOOL_YEAR: ("учебных года", "учебных лет"),
    }  # fmt: skip
    few, many = words[every.span]
    return few if every.step < 5 else many


def _nth_weekday(nth: int, weekday: int) -> str:
    """«второй четверг», «последняя среда»."""
    gender = 1 if weekday in _FEMININE else 2 if weekday in _NEUTER else 0
    return f"{_ORDINALS[nth]}{_ORDINAL_ENDINGS.get(nth, ('ый', 'ая', 'ое'))[gender]} {_WEEKDAYS[weekday]}"


def _days(every: Every) -> str:
    month = " следующего месяца" if every.following else ""
    if len(every.days) == 1 and (every.days[0][0] != every.days[0][1] or every.days[0] == (1, 1)):
        first, last = every.days[0]
        return f", не позднее {last} числа{month}" if first == 1 else f", с {first} по {last} число{month}"
    return f", {' и '.join(str(last) for _, last in every.days)} числа{month}"
