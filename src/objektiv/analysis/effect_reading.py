"""What an effect says to people: how it was read, what came out, what it does not mean (METHODS §7)."""

from __future__ import annotations

from dataclasses import dataclass

from objektiv.analysis.effect_waves import DEVIATIONS, POINTS, Wave
from objektiv.documents.numbers import (
    count_of,
    format_interval,
    format_number,
    format_p,
    format_share,
    format_signed,
)
from objektiv.model.organisation import format_school
from objektiv.statistics.effect import (
    CANNOT_JUDGE,
    CEILING,
    FEW_CONTROLS,
    FEWEST_CONTROLS,
    HELPED,
    NO_SPREAD,
    NO_SUPPORT,
    NO_TREATED,
    NOT_HELPED,
    Effect,
)
from objektiv.statistics.effect_controls import WANTED_BALANCE

OTHER_MEASURE = "до и после измерено разное"
UNKNOWN_ERROR = "ошибка показателя не известна"
REMEDIES = {
    NO_TREATED: "ни у одной школы с мерой нет обеих волн: загрузите результаты до и после меры.",
    FEW_CONTROLS: (
        f"школ без меры с обеими волнами меньше {FEWEST_CONTROLS}: нужны результаты района или региона целиком."
    ),
    NO_SPREAD: "значения школ без меры не различаются: сравнить не с чем.",
    NO_SUPPORT: (
        "больше половины школ с мерой начинали там, где школ без меры нет: чем кончили бы такие школы сами, не видно."
    ),
    UNKNOWN_ERROR: (
        "в расчёте слишком мало школ разного размера, чтобы отделить случайность от обычных различий школ: нужны "
        "результаты района или региона целиком."
    ),
    OTHER_MEASURE: "до меры и после неё измерено разное: выберите один и тот же показатель.",
    CEILING: "ожидаемое значение так близко к краю шкалы, что наименьшему важному эффекту негде уместиться.",
}
PUPILS = {
    True: "Обе волны писали одни и те же ученики, это учтено. ",
    False: "Волны писали разные ученики. ",
    None: "",
}
NOT_CAUSE = (
    "Школы для меры выбирали не жребием, поэтому это связь, а не доказательство причины: в те же сроки на эти школы "
    "могло подействовать и другое."
)
NOT_VERDICT = (
    "Это предложение, а не вывод: решает человек. Об одной школе, учителе, ученике оно не говорит ничего."
)


@dataclass(frozen=True)
class EffectReading:
    """The answer. ``proposal`` is a key of ``PROPOSALS``: what a person may agree with or not.

    ``smallest`` in ``unit``; ``same_pupils`` sat both waves, None: not known; ``absent``: treated schools that lack a
    wave; ``alone``: treated schools that no control resembles at the start; ``sentences``: in Russian how it was read,
    what came out, what it does not mean.
    """

    proposal: str
    effect: Effect
    unit: str
    smallest: float
    same_pupils: bool | None
    absent: tuple[int, ...]
    alone: tuple[int, ...]
    sentences: tuple[str, ...] = ()


def rule_of(direction: str, smallest: float, unit: str) -> str:
    """The rule in words, to be shown when the action is approved and again with the answer."""
    wanted = "больше" if direction == "higher" else "меньше"
    least = _amount(smallest, unit)
    return (
        f"Правило: «помогло» — если значение {wanted} ожидаемого, разница не меньше {least} и весь 95 % "
        f"интервал разницы по ту же сторону от нуля; «не помогло» — если весь интервал не дотягивает до {least} в "
        "нужную сторону; во всех остальных случаях — «нельзя судить»."
    )


def what_was_read(reading: EffectReading, before: Wave, after: Wave, direction: str) -> tuple[str, ...]:
    """All sentences, in the order in which a person reads them."""
    rule = rule_of(direction, reading.smallest, reading.unit)
    if not reading.effect.applicable:
        return (_refusal(reading.effect.reason), *_left_out(reading), rule)
    return (
        _compared(reading, before, after),
        _outcome(reading),
        _proposal(reading, direction),
        _naive(reading),
        _reliability(reading),
        *_balance(reading),
        *_left_out(reading),
        rule,
        NOT_CAUSE,
        NOT_VERDICT,
    )


def _refusal(reason: str) -> str:
    return f"Нельзя судить: {REMEDIES[reason]}"


def _compared(reading: EffectReading, before: Wave, after: Wave) -> str:
    effect = reading.effect
    return (
        f"Показатель: {after.measure}. До меры — {before.title}, после — {after.title}. "
        f"С мерой {count_of(effect.treated, 'школа', 'школы', 'школ')}, без меры "
        f"{count_of(effect.controls, 'школа', 'школы', 'школ')}: по ним найдено, чего обычно достигает школа с таким "
        "же начальным значением, и с этим сравнены школы с мерой. Чем меньше в школе работ, тем меньше её вес."
    )


def _outcome(reading: EffectReading) -> str:
    effect, unit = reading.effect, reading.unit
    digits = _digits(unit)
    return (
        f"Ожидалось {format_number(effect.expected, digits)}, получено {format_number(effect.observed, digits)}: "
        f"разница {format_signed(effect.effect, digits)} {_of(unit)} (95 % интервал "
        f"{format_interval(effect.lower, effect.upper, digits)}; {_p(effect.p_value)}).{_zero(unit)}"
    )


def _proposal(reading: EffectReading, direction: str) -> str:
    effect, least = reading.effect, _amount(reading.smallest, reading.unit)
    towards = 1 if direction == "higher" else -1
    if reading.proposal == HELPED:
        return "Предлагается «помогло»: разница в нужную сторону, не меньше важной, случайностью объясняется плохо."
    if reading.proposal == NOT_HELPED and towards * effect.effect > 0:
        return f"Предлагается «не помогло»: если польза и есть, она меньше {least}."
    if reading.proposal == NOT_HELPED:
        return f"Предлагается «не помогло»: разница не в нужную сторону, и польза в {least} исключена."
    assert reading.proposal == CANNOT_JUDGE
    return (
        "Предлагается «нельзя судить»: интервал широк, он допускает и важную пользу, и её отсутствие. Это не значит, "
        "что мера не помогла; помогут ещё одна волна или больше школ."
    )


def _naive(reading: EffectReading) -> str:
    effect, digits = reading.effect, _digits(reading.unit)
    change, common, back, rest = (
        format_signed(value, digits)
        for value in (effect.naive_change, effect.common_change, effect.regression_to_mean, effect.effect)
    )
    return (
        f"Простое сравнение «до и после» показало бы {change} {_of(reading.unit)}, из них {common} — изменение "
        f"обычной школы без меры, {back} — возврат к среднему (школы с крайним началом сдвигаются к середине сами), "
        f"{rest} — остальное; только это и можно связать с мерой."
    )


def _reliability(reading: EffectReading) -> str:
    share = format_share(reading.effect.reliability, 0)
    return (
        f"{PUPILS[reading.same_pupils]}Настоящие различия школ дают {share} разброса начальных значений, остальное — "
        "случайность малого числа работ."
    )


def _balance(reading: EffectReading) -> tuple[str, ...]:
    """Where the groups began apart: of the start it is allowed for, of the conditions it is not."""
    balance, said = reading.effect.balance, []
    if abs(balance.start) >= WANTED_BALANCE:
        said.append(
            f"Начальные значения групп различаются на {format_number(abs(balance.start), 1)} стандартного отклонения "
            "школ; это учтено расчётом."
        )
    conditions = max((abs(value) for value in balance.context if abs(value) >= WANTED_BALANCE), default=0.0)
    if conditions:
        said.append(
            f"Условия школ двух групп различаются (наибольшее — {format_number(conditions, 1)} стандартного "
            f"отклонения; желательно меньше {format_number(WANTED_BALANCE, 1)}); это не учтено."
        )
    return tuple(said)


def _left_out(reading: EffectReading) -> tuple[str, ...]:
    said = []
    if reading.absent:
        said.append(f"Нет одной из волн, в расчёт не вошли: ОО {_codes(reading.absent)}.")
    if reading.alone:
        said.append(f"Нет школ без меры с похожим началом, в расчёт не вошли: ОО {_codes(reading.alone)}.")
    return tuple(said)


def _p(value: float) -> str:
    text = format_p(value)
    return f"p\u00a0{text}" if text.startswith("<") else f"p\u00a0= {text}"


def _zero(unit: str) -> str:
    """What the values are counted from, where it is not plain."""
    return " Значения отсчитаны от среднего своей волны." if unit == DEVIATIONS else ""


def _codes(schools: tuple[int, ...]) -> str:
    return ", ".join(map(format_school, schools))


def _digits(unit: str) -> int:
    return 1 if unit == POINTS else 2


def _of(unit: str) -> str:
    return "п. п." if unit == POINTS else unit


def _amount(value: float, unit: str) -> str:
    return f"{format_number(value, _digits(unit))} {_of(unit)}"
