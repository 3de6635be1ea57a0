"""Each check where it must speak, with its words, and where it must be silent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.plans.checks.drawn import APPROVAL, draw_plan

from objektiv.plans.checks import Finding, Severity, inspect
from objektiv.plans.deadlines.dates import Frame
from objektiv.plans.model import Annex, Approval, Field, Plan, Section
from objektiv.plans.prepared import approval_date

SAYS, SILENT = "says", "silent"
YEAR = "в течение учебного года"
ANNEX = Annex(
    Field("1"), Field("к приказу"), Field("Управления образования"), Field("01.09.2023"), Field("7")
)
MIKHEEV = "Михеев К.Л."


def row(text: str = "Совещание", deadline: str = YEAR, owner: str = "директор", result: str = "протокол"):
    return text, deadline, owner, result


def plan(*rows, **head) -> Plan:
    return draw_plan(rows, **head)


def acts(*texts: str, **head) -> Plan:
    return draw_plan([row(text) for text in texts], **head)


def one_of(code: str, drawn: Plan, frame: Frame | None = None) -> list[Finding]:
    return [finding for finding in inspect(drawn, frame) if finding.code == code]


def approved(day: str, *rows) -> Plan:
    return plan(*rows, approvals=[replace(APPROVAL, date=Field(day))])


def with_field(name: str, field: Field) -> Plan:
    drawn = plan(row())
    return replace(drawn, actions=(replace(drawn.actions[0], **{name: field}),))


HELD = ("Проведение ВПР", "апрель 2024", "директор", "протокол")
SUPPORT = "Адресная методическая поддержка педагогов по итогам перепроверки работ и анализа процедуры"

CASES = [
    (
        SAYS,
        "approval_requisites",
        plan(row(), approvals=()),
        ["В документе нет реквизитов утверждения: ни блока «УТВЕРЖДАЮ», ни ссылки на приказ."],
    ),
    (
        SAYS,
        "approval_requisites",
        plan(row(), approvals=[Approval(Field("УТВЕРЖДАЮ"), Field("Директор"))]),
        ["В блоке «УТВЕРЖДАЮ» не указано: кто утвердил, дата."],
    ),
    (
        SAYS,
        "approval_requisites",
        plan(row(), approvals=(), texts=["Рассмотрено на педсовете, протокол № 1 от 30.08.2023"]),
        ["План рассмотрен, но о его утверждении в документе не сказано."],
    ),
    (
        SILENT,
        "approval_requisites",
        plan(row(), approvals=(), texts=["Утверждён приказом № 120 от 30.08.2023"]),
        [],
    ),
    (
        SILENT,
        "approval_requisites",
        plan(
            row(),
            approvals=[
                Approval(Field("УТВЕРЖДЕНО"), organisation=Field("приказом № 7"), date=Field("30.08.2023"))
            ],
        ),
        [],
    ),
    (SILENT, "approval_requisites", plan(row()), []),
    (SILENT, "approval_requisites", plan(row(), approvals=(), annex=ANNEX), []),
    (
        SAYS,
        "order_blank",
        plan(row(), annex=replace(ANNEX, date=Field(), order_number=Field())),
        ["План — приложение к приказу, но номер и дата приказа не заполнены."],
    ),
    (
        SAYS,
        "order_blank",
        plan(row(), annex=replace(ANNEX, date=Field())),
        ["План — приложение к приказу, но дата приказа не заполнена."],
    ),
    (SILENT, "order_blank", plan(row(), annex=ANNEX), []),
    (
        SAYS,
        "owner_missing",
        plan("А", row(), row(owner=""), row("Сбор", owner=""), row("Приём", owner="")),
        ["Нет ответственного: 1.2–1.4 (всего 3)."],
    ),
    (
        SAYS,
        "owner_missing",
        plan(row(owner=""), row("Сбор", owner="")),
        ["Ответственный не назван ни у одного мероприятия (всего 2)."],
    ),
    (SILENT, "owner_missing", plan(row()), []),
    (SAYS, "deadline_missing", plan("А", row(), row(deadline="")), ["Нет срока: 1.2."]),
    (SAYS, "deadline_missing", plan(row(deadline="")), ["Срок не указан ни у одного мероприятия (всего 1)."]),
    (SILENT, "deadline_missing", plan(row()), []),
    (
        SAYS,
        "merged_cell",
        plan("А", row(), row("Сбор", "", ""), row("Приём", "", ""), row("Выдача", "", "")),
        ["1.2–1.4: срок и ответственный пусты — вероятно, объединённая ячейка строки 1.1."],
    ),
    (SILENT, "merged_cell", plan("А", row(), row(owner=""), row(deadline="")), []),
    (SILENT, "merged_cell", plan("А", row(), "Б", row("Сбор", "", "")), []),  # another section
    (
        SAYS,
        "doubtful_reading",
        with_field("deadline", Field("до проведения ВПР", remark="соединено через разрыв страницы")),
        ["1, срок: соединено через разрыв страницы."],
    ),
    (
        SILENT,
        "doubtful_reading",
        with_field(
            "text", Field("Круглый стол-совещание", remark="«стол- совещание» прочитано как «стол-совещание»")
        ),
        [],
    ),
    (SILENT, "doubtful_reading", plan(row()), []),
    (
        SAYS,
        "ambiguous_deadline",
        plan(row(deadline="август")),
        ["1: срок «август» понимается по-разному: 01.08.2023–31.08.2023 или 01.08.2024–31.08.2024."],
    ),
    (SILENT, "ambiguous_deadline", plan(row(deadline="август 2024"), row(deadline="октябрь")), []),
    (
        SAYS,
        "unknown_owner",
        plan(row(owner="бухгалтерия"), row("Сбор", owner="директор, бухгалтерия")),
        ["1, 2: не удалось понять, кто такой «бухгалтерия»."],
    ),
    (SILENT, "unknown_owner", plan(row(owner="зам. директора по УВР, Михеев К.Л.")), []),
    (
        SAYS,
        "trailing_comma",
        plan(row(owner="Заместитель директора,")),
        ["1: ответственный «Заместитель директора,» кончается запятой."],
    ),
    (SILENT, "trailing_comma", plan(row(owner="Заместитель директора, методист")), []),
    (
        SAYS,
        "result_missing",
        plan(row(result="")),
        ["В плане нет ожидаемых результатов ни у одного мероприятия."],
    ),
    (
        SAYS,
        "result_missing",
        plan("А", row(), row("Сбор", result=""), row("Приём", result="")),
        ["Не назван ожидаемый результат: 1.2, 1.3 (всего 2)."],
    ),
    (SILENT, "result_missing", plan(row()), []),
    (
        SAYS,
        "year_missing",
        plan(row(), title="План", year=""),
        ["В заголовке нет года: сроки без года не превращены в даты."],
    ),
    (SILENT, "year_missing", plan(row(), title="План на 2024 год", year=""), []),
    (
        SAYS,
        "stale_year",
        plan(row(result="Внесены изменения в планирование на 2020-2021 учебный год")),
        ["1, результат: назван 2020-2021 год — раньше года плана, вероятно, остался от прежнего плана."],
    ),
    (
        SAYS,
        "stale_year",
        plan(row("Составление плана повышения квалификации на 2022 год")),
        ["1, мероприятие: назван 2022 год — раньше года плана, вероятно, остался от прежнего плана."],
    ),
    (
        SILENT,
        "stale_year",
        acts(
            "Анализ итогов ВПР 2022 года",
            "План на 2024-2025 учебный год",
            "Сравнение с 2021-2022 учебным годом",
            "Исполнение приказа от 12.03.2020 № 44",
            "Письмо 2021 года № 08-70",
            "План на 2023–2024 учебный год",
        ),
        [],
    ),
    (
        SAYS,
        "deadline_outside",
        plan(row(deadline="март 2021 г.")),
        ["Срок лежит вне года плана: 1: «март 2021 г.»."],
    ),
    (
        SILENT,
        "deadline_outside",
        plan(row(deadline="март 2024 г."), row(deadline="до начала учебного года")),
        [],
    ),
    (
        SAYS,
        "presupposed_results",
        plan(row("Семинар о причинах результатов ВПР", "ноябрь 2023"), HELD),
        [
            "1: срок «ноябрь 2023» раньше процедур (они с 01.04.2024), а мероприятие опирается на их результаты."
        ],
    ),
    (
        SAYS,
        "presupposed_results",
        plan(row("Курсы", "ноябрь 2023", result="план курсов с учётом результатов ВПР на 2024 г."), HELD),
        [
            "1: срок «ноябрь 2023» раньше процедур (они с 01.04.2024), а мероприятие опирается на их результаты."
        ],
    ),
    (
        SILENT,
        "presupposed_results",
        plan(
            row("Анализ результатов ВПР 2023 года", "ноябрь 2023"),
            row("Анализ результатов ГИА", "ноябрь 2023"),
            row("Анализ результатов ВПР прошлого года", "сентябрь 2023"),
            HELD,
        ),
        [],
    ),
    (
        SILENT,
        "presupposed_results",
        plan(row("Семинар о причинах результатов ВПР", "ноябрь 2023")),
        [],
    ),  # nothing is held
    (
        SAYS,
        "early_analysis",
        plan(row("Анализ результатов ВПР", "апрель 2024"), HELD),
        [
            "1: анализ назначен на «апрель 2024», когда процедуры ещё идут (до 30.04.2024): итоговых "
            "результатов, возможно, не будет."
        ],
    ),
    (  # an earlier wave is over and can be analysed
        SILENT,
        "early_analysis",
        plan(
            row("Проведение ГИА в досрочный период", "март-апрель 2024"),
            row("Проведение ГИА в основной период", "май-июнь 2024"),
            row("Анализ результатов досрочного периода", "май 2024"),
        ),
        [],
    ),
    (
        SILENT,
        "early_analysis",
        plan(
            row("Анализ результатов ВПР", "май 2024"),
            row("Анализ результатов ГИА", "апрель 2024"),
            row("Анализ результатов ВПР", "в течение недели после получения результатов"),
            HELD,
        ),
        [],
    ),
    (
        SAYS,
        "approved_after_term",
        approved("26 февраля 2024 года", row(deadline="январь 2024")),
        ["1: план утверждён 26.02.2024, а срок «январь 2024» уже прошёл."],
    ),
    (
        SILENT,
        "approved_after_term",
        approved("26 февраля 2024 года", row(deadline="февраль 2024"), row(deadline=YEAR)),
        [],
    ),
    (
        SILENT,
        "approved_after_term",
        approved("«___» ______ 2024 г.", row(deadline="январь 2024")),
        [],
    ),  # a blank is no date
    (
        SAYS,
        "short_notice",
        approved("28 февраля 2024 года", row(deadline="февраль 2024")),
        [
            "1: план утверждён 28.02.2024, на «февраль 2024» остаётся рабочих дней: 2, считая день утверждения."
        ],
    ),
    (
        SILENT,
        "short_notice",
        approved("26 февраля 2024 года", row(deadline="февраль 2024"), row(deadline="март 2024")),
        [],
    ),
    (
        SAYS,
        "duplicate_actions",
        plan(
            row("Родительское собрание о порядке ВПР", YEAR),
            row("Родительские собрания о порядке ВПР", "май 2024", "методист"),
        ),
        [
            f"1 и 2 — одно и то же мероприятие; различаются: срок — «{YEAR}» и «май 2024», "
            "ответственный — «директор» и «методист»."
        ],
    ),
    (
        SAYS,
        "duplicate_actions",
        acts("Родительское собрание о порядке ВПР", "Родительское собрание о порядке ВПР"),
        ["1 и 2 — одно и то же мероприятие."],
    ),
    (
        SILENT,
        "duplicate_actions",
        acts(
            "Перепроверка работ школьного этапа ВсОШ",
            "Перепроверка работ муниципального этапа ВсОШ",
            "Проведение ВПР в 4 классах школы",
            "Проведение ВПР в 5 классах школы",
            "Педсовет",
            "Педсовет",
        ),
        [],
    ),
    (
        SAYS,
        "copied_indicator",
        draw_plan(
            [row(f"Дело {name}", result="Повышение объективности проведения процедур") for name in "абв"]
        ),
        [
            "Один и тот же показатель «Повышение объективности проведения процедур» стоит в 3 "
            "строках (1–3), и измерить его нельзя."
        ],
    ),
    (
        SILENT,
        "copied_indicator",
        draw_plan([row(f"Дело {name}", result="протокол педагогического совета") for name in "абвг"]),
        [],
    ),
    (
        SILENT,
        "copied_indicator",
        draw_plan([row(f"Дело {name}", result="повышение доли верных работ на 5 %") for name in "абвг"]),
        [],
    ),
    (
        SAYS,
        "load_limit",
        acts("Проведение тренировочных контрольных работ по типу ВПР"),
        [
            "1: тренировочные работы входят в предел оценочных процедур — не более 10 % времени "
            "предмета и не чаще одной за 2,5 недели в параллели."
        ],
    ),
    (
        SILENT,
        "load_limit",
        acts(
            "Проведение тренировочных работ по единому графику оценочных процедур",
            "Анализ результатов тренировочных работ",
            "Участие родителей в тренировочных мероприятиях",
            "Коррекционная работа по результатам тренировочных мероприятий",
            "Проведение контрольных работ",
        ),
        [],
    ),
    (
        SAYS,
        "overload",
        draw_plan([row(f"Дело {name}", owner=MIKHEEV) for name in "абвгдежз"]),
        ["Михеев К. Л. отвечает за 8 из 8 мероприятий."],
    ),
    (
        SAYS,
        "overload",
        draw_plan([row(f"Дело {name}", "май 2024", MIKHEEV) for name in "абвгдежз"]),
        ["Михеев К. Л. отвечает за 8 из 8 мероприятий. В 05.2024 кончаются сроки 8 из них."],
    ),
    (
        SILENT,
        "overload",
        draw_plan([row(f"Дело {name}", owner="заместители директора") for name in "абвгдежз"]),
        [],
    ),
    (
        SILENT,
        "overload",
        draw_plan([row(f"Дело {name}", owner=MIKHEEV if name in "аб" else "Ежова В.Г.") for name in "абвг"]),
        [],
    ),
    (
        SAYS,
        "impossible_order",
        plan(row("Инструктаж организаторов ВПР", "май 2024"), HELD),
        ["1 («май 2024») и 2 («апрель 2024»): инструктаж назначен позже процедуры."],
    ),
    (
        SAYS,
        "impossible_order",
        plan(row("Инструктаж организаторов", "в течение 3 дней после проведения ВПР")),
        ["1: срок «в течение 3 дней после проведения ВПР» — после процедуры, а это подготовка к ней."],
    ),
    (
        SAYS,
        "impossible_order",
        plan(
            row("Назначение независимых наблюдателей", "май 2024"),
            row("Инструктаж наблюдателей", "март 2024"),
        ),
        ["1 («май 2024») и 2 («март 2024»): наблюдателей назначают позже, чем инструктируют."],
    ),
    (
        SILENT,
        "impossible_order",
        plan(
            row("Инструктаж организаторов ВПР", "март 2024"),
            HELD,
            row("Инструктаж организаторов ГИА", "май 2024"),
            row("Инструктаж экспертов", YEAR),
        ),
        [],
    ),
    (
        SAYS,
        "missing_actions",
        acts("Семинар", "Педсовет", "Курсы"),
        [
            "Не найдены мероприятия, обязательные для полноты плана: назначение ответственного "
            "организатора и специалистов процедуры; "
            "заявка и анкетные данные в ФИС ОКО; приказ и график проведения по классам, предметам; "
            "проведение процедуры по чек-листу; итоговое совещание, решения, оценка эффективности "
            "мер."
        ],
    ),
    (
        SILENT,
        "missing_actions",
        acts(
            "Назначение ответственного организатора",
            "Регистрация в ФИС ОКО",
            "Приказ о проведении ВПР",
            "Проведение ВПР",
            "Подведение итогов",
        ),
        [],
    ),
    (SILENT, "missing_actions", acts("Семинар"), []),  # no plan of a year
    (  # steps of a procedure belong to a plan that speaks of procedures
        SILENT,
        "missing_actions",
        acts(
            "Посещение уроков",
            "Проверка журналов",
            "Подведение итогов",
            title="План внутришкольного контроля",
        ),
        [],
    ),
    (
        SAYS,
        "management_cycle",
        acts("Семинар", "Педсовет", "Приказ", title="План"),
        [
            "В плане не видно звеньев управленческого цикла: цель, показатель, метод сбора, "
            "мониторинг, анализ, рекомендации, оценка эффективности мер."
        ],
    ),
    (
        SILENT,
        "management_cycle",
        acts(
            "Мониторинг доли ОО по методике региона",
            "Анализ и адресные рекомендации",
            "Приказ",
            "Оценка эффективности мер",
            texts=["Цель: объективность."],
        ),
        [],
    ),
    (SAYS, "unread_deadline", plan(row(deadline="когда рак на горе свистнет")), None),
    (
        SILENT,
        "unread_deadline",
        plan(row(), row(deadline="по мере необходимости"), row(deadline="не позднее 15 марта")),
        [],
    ),
    (
        SAYS,
        "punitive_use",
        acts("Планы повышения квалификации педагогов, имеющих необъективные результаты"),
        ["1: педагоги названы по результатам процедур («с необъективными результатами») — правовой риск."],
    ),
    (
        SAYS,
        "punitive_use",
        acts("Дисциплинарные взыскания учителям за результаты ВПР"),
        ["1: взыскания по результатам оценочных процедур — правовой риск."],
    ),
    (
        SAYS,
        "punitive_use",
        acts("Учёт результатов ВПР при стимулирующих выплатах педагогам"),
        ["1: выплаты связаны с результатами оценочных процедур — правовой риск."],
    ),
    (
        SAYS,
        "punitive_use",
        acts("Оценка эффективности деятельности учителей по результатам ВПР"),
        ["1: деятельность педагогов оценивают по результатам процедур — правовой риск."],
    ),
    (
        SILENT,
        "punitive_use",
        acts(
            "Адресная поддержка педагогов по результатам ВПР",
            "Недопущение использования ВПР для наказания учителей",
            "Сопровождение учителей, получивших результаты ВПР, отличные от текущих",
            "Стимулирующие выплаты наставникам",
            "Выявление ОО с необъективными результатами",
            "Помощь учителям, имеющим дефициты",
        ),
        [],
    ),
    (
        SAYS,
        "personal_control",
        acts("Персональный контроль педагогов, чьи ученики показали низкие результаты ВПР"),
        ["1: персональный контроль педагогов по результатам обучающихся — правовой риск."],
    ),
    (
        SILENT,
        "personal_control",
        acts(
            "Персональный контроль: посещение уроков молодых педагогов",
            "Контроль за проведением ВПР",
            "Анализ деятельности учителей",
        ),
        [],
    ),
    (
        SAYS,
        "rating",
        acts("Составление рейтинга школ по результатам ВПР", "Рейтингование: рейтинг учителей"),
        [
            "1: рейтинг по результатам оценочных процедур — правовой риск.",
            "2: рейтинг по результатам оценочных процедур — правовой риск.",
        ],
    ),
    (
        SAYS,
        "rating",
        acts("Определение педагогов-лидеров с объективными результатами"),
        ["1: отбор педагогов по результатам обучающихся близок к рейтингу."],
    ),
    (
        SILENT,
        "rating",
        draw_plan(
            [
                row(
                    "Независимая оценка качества оказания услуг", result="рейтинг образовательных организаций"
                ),
                row("Недопущение рейтингов школ по результатам ВПР"),
                row("Недопустимость использования результатов ВПР для рейтингования учителей"),
                row("Выявление педагогов с дефицитами"),
            ]
        ),
        [],
    ),
    (
        SAYS,
        "published_materials",
        acts("Публикация вариантов ВПР на сайте школы"),
        ["1: материалы процедуры становятся общедоступными — правовой риск."],
    ),
    (
        SAYS,
        "published_materials",
        acts("Размещение контрольно-измерительных материалов в открытом доступе"),
        ["1: материалы процедуры становятся общедоступными — правовой риск."],
    ),
    (
        SILENT,
        "published_materials",
        acts(
            "Размещение образцов и описаний ВПР на сайте",
            "Пополнение банка школьных контрольно- измерительных материалов",
            "Размещение информации о ВПР на сайте",
            "Недопущение публикации материалов ВПР в сети",
        ),
        [],
    ),
    (
        SAYS,
        "published_pupils",
        acts("Размещение на сайте списков обучающихся с отметками за ВПР"),
        ["1: персональные данные в открытом доступе — правовой риск."],
    ),
    (
        SILENT,
        "published_pupils",
        acts(
            "Размещение на сайте сводных результатов без указания фамилий",
            "Ведение списка обучающихся группы риска",
            "Размещение на сайте политики обработки персональных данных",
            "Размещение информации на сайте школы",
        ),
        [],
    ),
]


@pytest.mark.parametrize(
    ("what", "code", "drawn", "messages"),
    CASES,
    ids=[f"{case[1]}-{case[0]}-{place}" for place, case in enumerate(CASES)],
)
def test_what_a_check_says(what: str, code: str, drawn: Plan, messages: list[str] | None) -> None:
    found = [one.message for one in one_of(code, drawn)]
    if messages is None:
        assert len(found) == 1
    else:
        assert found == messages


def test_merged_cells_are_offered_and_not_filled() -> None:
    drawn = plan("А", row(), row("Сбор", "", ""))
    (one,) = one_of("merged_cell", drawn)
    assert one.suggestion == f"срок: «{YEAR}»; ответственный: «директор»"
    assert not drawn.actions[1].deadline
    assert [finding.actions for finding in one_of("deadline_missing", drawn)] == [("1.2",)]


def test_what_the_reading_offers_is_passed_on() -> None:
    drawn = plan("А", row(), row("Сбор", ""), row("Приём", ""))
    offered = replace(drawn.actions[1], deadline=Field(suggestion="май"))
    (one,) = one_of("merged_cell", replace(drawn, actions=(drawn.actions[0], offered, drawn.actions[2])))
    assert (one.actions, one.suggestion) == (("1.2",), "срок: «май»")


def test_a_repaired_heading_is_shown() -> None:
    drawn = replace(
        plan(row()), sections=(Section("1", Field("1"), Field("Обеспечение", remark="собрано из кусков")),)
    )
    assert [one.message for one in one_of("doubtful_reading", drawn)] == [
        "Раздел «Обеспечение»: собрано из кусков."
    ]


@pytest.mark.parametrize("code", ["punitive_use", "personal_control"])
def test_legal_risks_come_with_a_wording(code: str) -> None:
    text = {
        "punitive_use": "Педагоги с необъективными результатами",
        "personal_control": "Персональный контроль учителей по результатам ВПР",
    }
    (one,) = one_of(code, acts(text[code]))
    assert one.suggestion.startswith(SUPPORT)
    assert one.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("approval", "annex", "texts", "day"),
    [
        ("26 февраля 2024 года", None, (), date(2024, 2, 26)),
        ("от «26» февраля 2024 г. № 5", None, (), date(2024, 2, 26)),
        ('"26" 02 2024', None, (), date(2024, 2, 26)),
        ("26.02.2024 г.", None, (), date(2024, 2, 26)),
        ("«___» ______ 2024 г.", None, (), None),
        ("2024 год", None, (), None),
        ("31.02.2024", None, (), None),
        ("", ANNEX, (), date(2023, 9, 1)),
        ("", None, ("Утверждён приказом по школе от 30.08.2023 № 120",), date(2023, 8, 30)),
        ("", None, ("В соответствии с приказом Министерства",), None),
    ],
)
def test_the_day_of_approval(
    approval: str, annex: Annex | None, texts: tuple[str, ...], day: date | None
) -> None:
    blocks = [replace(APPROVAL, date=Field(approval))] if approval else []
    assert approval_date(plan(row(), approvals=blocks, annex=annex, texts=texts)) == day


def test_a_known_event_is_when_the_procedure_is_held() -> None:
    drawn = plan(row("Семинар о результатах ВПР", "ноябрь 2023"))
    assert one_of("presupposed_results", drawn) == []
    frame = Frame(school_year=2023, events=(("ВПР", date(2024, 4, 16)),))
    (one,) = one_of("presupposed_results", drawn, frame)
    assert "16.04.2024" in one.message


def test_errors_come_first_and_rows_point_to_actions() -> None:
    drawn = plan("А", row(), row("Сбор", "", "", ""), decisions=[row("Решение", "")])
    found = inspect(drawn)
    order = [Severity.ERROR, Severity.QUESTION, Severity.REMARK]
    assert [one.severity for one in found] == sorted((one.severity for one in found), key=order.index)
    (gap,) = [one for one in found if one.code == "deadline_missing"]
    assert (gap.rows, gap.actions) == ((1, 2), ("1.2", "1"))


def test_an_empty_plan_is_no_error() -> None:
    assert one_of("owner_missing", plan()) == []
