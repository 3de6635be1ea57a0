"""What a person may do. A role is a bundle of these, given in a part of the territory."""

from __future__ import annotations

from objektiv.web.access.worded import Worded


class Permission(Worded):
    """One right; the value is stable, ``words`` are what an administrator reads."""

    OVERVIEW = "overview", "видеть обзор своей территории"
    TERRITORY_VIEW = "territory.view", "видеть школы и классы"
    TERRITORY_EDIT = "territory.edit", "менять школы, классы и сведения о них"
    PROCEDURES_VIEW = "procedures.view", "видеть календарь процедур"
    PROCEDURES_EDIT = "procedures.edit", "вести календарь процедур"
    IMPORTS_VIEW = "imports.view", "видеть загрузки результатов"
    IMPORTS_LOAD = "imports.load", "загружать результаты и отменять загрузку"
    RUNS_VIEW = "runs.view", "видеть расчёты"
    RUNS_START = "runs.start", "запускать расчёт и делать его действующим"
    FINDINGS_VIEW = "findings.view", "видеть признаки после пояснений школы"
    FINDINGS_PRELIMINARY = "findings.preliminary", "видеть признаки до пояснений школы"
    CASES_VIEW = "cases.view", "видеть карточки анализа признаков"
    CASES_ASK = "cases.ask", "запрашивать пояснения школы"
    CASES_REPLY = "cases.reply", "отвечать от имени школы"
    CASES_DECIDE = "cases.decide", "принимать решение по карточке"
    RISK_VIEW = "risk.view", "видеть реестр зоны риска"
    RISK_EDIT = "risk.edit", "вести реестр зоны риска"
    PUPILS_VIEW = "pupils.view", "видеть коды учеников своей школы"
    PUPILS_EDIT = "pupils.edit", "вести постоянные коды учеников своей школы"
    TEACHERS_SUPPORT = "teachers.support", "вести записи методической помощи учителям"
    PLANS_VIEW = "plans.view", "видеть утверждённые планы"
    PLANS_EDIT = "plans.edit", "составлять и менять планы, согласовывать планы тех, кто ниже"
    PLANS_REPORT = "plans.report", "отмечать исполнение мероприятий и прикладывать документы"
    PLANS_APPROVE = "plans.approve", "утверждать планы своей организации"
    SUMMARY_VIEW = "summary.view", "видеть сводку в числах"
    JOURNAL_VIEW = "journal.view", "видеть журнал действий"
    PEOPLE_EDIT = "people.edit", "приглашать людей и назначать роли"
    SYSTEM = "system", "настраивать систему, копии и срок хранения"
